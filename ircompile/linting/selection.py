"""Which findings a configuration wants to hear of."""

from __future__ import annotations

from ircompile.config.settings import ALL, CONFIDENCES, OFF
from ircompile.findings.errors import UserError
from ircompile.findings.messages import nearest, shown
from ircompile.sources.files import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.values import Path
    from ircompile.rulebook.rule import Rule

LOOKED_UP = 20
"""Unknown names to which the nearest is looked for, where they need not be known."""
VERY_NEAR = 0.85
"""How alike a name and a rule's must be, from 0 to 1, if the one is no other rule but the other, misspelt."""


class UnknownRuleError(UserError):
    """A configuration names a rule or topic that there is not."""


def check_names(config: Config, rules: dict[str, Rule]) -> None:
    """See that every rule and topic that a configuration names is there.

    What `ignore` and `per-file-ignores` name may belong to rules that this run does not have; there only a name is
    refused that is nearly one of the book. Who has many such names has not misspelt them: only the first are compared.

    Raises:
        UnknownRuleError: One is not; the message says where it stands, and names the nearest.
    """
    known = {*rules, *(rule.topic for rule in rules.values())}
    others: set[str] = set()
    for path, name, is_needed in _named(config):
        if name in known or (name == ALL and path[0] == "lint"):
            continue
        if not is_needed:
            if name in others or len(others) == LOOKED_UP:
                continue
            others.add(name)
        near = nearest(name, known) if is_needed else nearest(name, known, VERY_NEAR)
        if near or is_needed:
            hint = f", did you mean `{near}`?" if near else ""
            raise UnknownRuleError(f"there is no rule and no topic {shown(name)}{hint}", *config.where(path))


def _named(config: Config) -> Iterator[tuple[Path, str, bool]]:
    """The path of every name of a rule, the name, and whether there must be such a rule."""
    for number, name in enumerate(config.select):
        yield ("lint", "select", number), name, True
    for name in config.severity:
        yield ("lint", "severity", name), name, True
    for number, entry in enumerate(config.ignored):
        for at, name in enumerate(entry.rules):
            yield ("ignore", number, "rules", at), name, True
    for number, name in enumerate(config.ignore):
        yield ("lint", "ignore", number), name, False
    for glob, names in config.per_file_ignores.items():
        for number, name in enumerate(names):
            yield ("lint", "per-file-ignores", glob.pattern, number), name, False


def is_wanted(it: Diagnostic, topic: str, config: Config) -> bool:
    """Whether a diagnostic is reported: its rule is selected more closely than ignored, and it is sure enough."""
    if config.severity_of(it.rule, topic) == OFF:
        return False
    if CONFIDENCES.index(it.confidence) > CONFIDENCES.index(config.min_confidence):
        return False
    if _closeness(config.select, it.rule, topic) <= _closeness(config.ignore, it.rule, topic):
        return False
    return not any(
        _closeness(rules, it.rule, topic) and matches(it.filename, (glob,))
        for glob, rules in config.per_file_ignores.items()
    )


def _closeness(names: Iterable[str], rule: str, topic: str) -> int:
    """How closely a rule is named: 3 by its id, 2 by its topic, 1 with all others, 0 not at all."""
    return max(({rule: 3, topic: 2, ALL: 1}.get(name, 0) for name in names), default=0)
