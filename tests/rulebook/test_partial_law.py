"""What is found in a job of which parts are unknown is found in the job itself: that is one of its completions."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.config.settings import Config
from ircompile.linting.linter import Linter
from ircompile.manifest.load import decoded, read
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import with_rules

CALL = "client.create_inference_recommendations_job(**{})\n"
RULES = with_rules((), SHIPPED)


def python(value: Any, chance: float, random: Random) -> str:
    """Return the expression of a value, of which some members, elements and parts of texts are unknown."""
    if random.random() < chance / 5:
        return "x"
    if isinstance(value, dict):
        kept = [key for key in value if random.random() >= chance / 5]
        more = ["**x"] * (len(kept) < len(value))
        return "{" + ", ".join([f"{key!r}: {python(value[key], chance, random)}" for key in kept] + more) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(python(item, chance, random) for item in value) + "]"
    if not isinstance(value, str) or random.random() >= chance:
        return repr(value)
    start, end = sorted(random.randrange(len(value) + 1) for _ in range(2))
    return f"{value[:start]!r} + x + {value[end:]!r}"


def found(value: Any, chance: float, random: Random) -> set[tuple[str, str]]:
    """Return the rules and pointers of the findings in a request of which parts are unknown."""
    text = CALL.format(python(value, chance, random))
    source = decoded("job.py", text.encode(), ("python",))
    manifests = read(source, Config(), SHIPPED)
    return {(it.rule, it.pointer) for it in Linter(Config()).lint(source, manifests)}


def examples() -> list[Any]:
    """Return the requests in the examples of the rule book."""
    requests = []
    for rule in RULES.values():
        for example in (*rule.body.good, *rule.body.bad):
            if example.kind == "manifest":
                source = decoded("job.yaml", example.text.encode(), ())
                manifests = read(source, Config(), SHIPPED)
                requests += [it.value for it in manifests if it.is_request and not it.findings]
    return requests


@settings(max_examples=2, deadline=None)
@given(st.randoms(use_true_random=True))
def test_nothing_is_found_that_a_completion_does_not_have(random: Random) -> None:
    requests = examples()
    for request in requests:
        whole = found(request, 0, random)
        reported = {pointer for _, pointer in whole}  # a rule may be silent about a value that has a finding
        more = {it for it in found(request, 0.5, random) - whole if it[1] not in reported}
        assert not more, request
    assert len(requests) > 250
