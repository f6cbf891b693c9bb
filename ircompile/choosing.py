"""Which findings a configuration wants to hear of."""

from __future__ import annotations

from ircompile.config import CONFIDENCES
from ircompile.files import matches
from ircompile.wording import nearest, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic
    from ircompile.rule import Rule

ALL = "ALL"


class UnknownRule(ValueError):
    """A configuration names a rule or topic that there is not."""


def check_names(config: Config, rules: dict[str, Rule]) -> None:
    """See that every rule and topic that a configuration names is there.

    Raises:
        UnknownRule: One is not; the message names the nearest.
    """
    named = [*config.select, *config.severity]  # what is ignored may belong to rules that this run does not have
    silenced = [name for entry in config.ignored for name in entry.rules]
    known = {*rules, *(rule.topic for rule in rules.values())}
    for name in [*named, *silenced]:
        if name not in known and (name != ALL or name in silenced):
            near = nearest(name, known)
            hint = f", did you mean `{near}`?" if near else ""
            raise UnknownRule(f"there is no rule and no topic {shown(name)}{hint}")


def is_wanted(it: Diagnostic, topic: str, config: Config) -> bool:
    """Whether a diagnostic is reported: its rule is selected more closely than ignored, and it is sure enough."""
    if CONFIDENCES.index(it.confidence) > CONFIDENCES.index(config.min_confidence):
        return False
    if _closeness(config.select, it.rule, topic) <= _closeness(config.ignore, it.rule, topic):
        return False
    return not any(
        _closeness(rules, it.rule, topic) and matches(it.filename, (glob,), config.folder)
        for glob, rules in config.per_file_ignores.items()
    )


def _closeness(names: Iterable[str], rule: str, topic: str) -> int:
    """How closely a rule is named: 3 by its id, 2 by its topic, 1 with all others, 0 not at all."""
    return max(({rule: 3, topic: 2, ALL: 1}.get(name, 0) for name in names), default=0)
