"""An expression about a text with gaps has the value that it has for every completion, or none."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from expressions import evaluate
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.rulebook.cel.values import LIMIT, UnknownValueError

TESTS = (
    "startsWith('{0}')", "endsWith('{0}')", "contains('{0}')", "matches('{1}')", "matches('^{1}')", "matches('{1}$')",
    "matches('^{1}$')", "matches('^{1}|{0}$')", "matches('({1})*$|^{0}{1}')",
)  # fmt: skip
PATTERNS = ("a", "b+", "ab?", "[^a]", "a|bb", "(ab)*", "a.b", "", "[ab]{2,3}")


def value(text: str, job: Any) -> Any:
    """Return the value of an expression; None if it is unknown."""
    try:
        return evaluate(text, job)
    except UnknownValueError:
        return None


@settings(max_examples=1_000, deadline=None)
@given(
    st.lists(st.none() | st.text("ab", min_size=1, max_size=3), max_size=5), st.randoms(use_true_random=False)
)  # fmt: skip
def test_a_test_has_the_value_that_it_has_for_every_completion(parts: list[str | None], random: Random) -> None:
    text = PartialText([*parts, None] if random.random() < 0.5 else [None, *parts])
    test = "job.X." + random.choice(TESTS).format("".join(random.choices("ab", k=2)), random.choice(PATTERNS))
    known = value(test, {"X": text})
    for _ in range(20 if known is not None else 0):
        whole = "".join("".join(random.choices("ab", k=random.randrange(5))) if it is None else it for it in text.parts)
        assert evaluate(test, {"X": whole}) is known, (test, text, whole)


@pytest.mark.parametrize(
    ("test", "result"),
    [
        ("job.X.startsWith('s3://')", True),
        ("job.X.startsWith('s3://b')", None),
        ("job.X.startsWith('https://')", False),
        ("job.X.endsWith('.tar.gz')", False),
        ("job.X.endsWith('.zip')", True),
        ("job.X.endsWith('a.zip')", None),
        ("job.X.endsWith('')", True),
        ("job.X.contains('m/')", True),
        ("job.X.contains('x')", None),
        ("job.X.matches('^s3:')", True),
        ("job.X.matches('^http:')", False),
        ("job.X.matches('zip$')", None),  # it matches, but only what is known at the start is searched for that
        ("job.X.matches('gz$')", False),
        ("job.X.matches('x')", None),
        ("job.X == 's3://b/m/c.zip'", None),
        ("job.X == 's3://b/m/c.gz'", False),
        ("job.X != 's3://b/m/c.gz'", True),
        ("job.X == 3", False),
        ("job.X == job.X", None),
        ("job.X == job.U", None),
        ("job.X in ['a', 's3://']", False),
        ("job.X in ['a', 's3://m/.zip']", None),
        ("'a' in [job.X]", None),
        ("has(job.X)", True),
        ("size(job.X) > 3", None),
        ("job.X + 'a' == 'b'", None),
        ("job.X < 'a'", None),
        ("family(job.X) == 'm5'", None),
    ],
)
def test_tests_of_partly_known_texts(test: str, *, result: bool | None) -> None:
    assert value(test, {"X": PartialText(["s3://", None, "m/", None, ".zip"]), "U": UNKNOWN}) is result


@pytest.mark.parametrize(("length", "result"), [(LIMIT, True), (LIMIT + 1, None)])
def test_patterns_are_searched_in_texts_up_to_a_limit(length: int, result: bool | None) -> None:  # noqa: FBT001  a column of the table
    assert value("job.X.matches('^a')", {"X": PartialText(["a" * length, None])}) is result
