"""Selection of the rules whose findings are reported."""

from __future__ import annotations

from ircompile.config.settings import ALL, CONFIDENCES, OFF
from ircompile.findings.errors import UserError
from ircompile.findings.messages import shown
from ircompile.findings.suggestions import misspelt, nearest
from ircompile.package import Lazy
from ircompile.sources.globs import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.values import Path
    from ircompile.rulebook.rule import Rule

MAX_COMPARED = 20
"""How many unknown names that need not exist are compared with the names that do."""
IGNORE = ("lint", "ignore")
"""The path of the setting `ignore`."""


class UnknownRuleError(UserError):
    """A configuration names a rule or topic that does not exist."""


def check_names(config: Config, rules: dict[str, Rule]) -> None:
    """Check that the rules and topics that a configuration names exist.

    Names in `ignore` and `per-file-ignores` of a file may belong to rules that this run doesn't load, so they are
    errors only if they look like misspelt names of existing rules. Of these names, only the first `MAX_COMPARED` are
    compared.

    Args:
        config: The configuration.
        rules: All rules, by id.

    Raises:
        UnknownRuleError: A name is unknown; the message has its location and the nearest known name.
    """
    known = {*rules, *(rule.topic for rule in rules.values())}
    compared: set[str] = set()
    first_given = Lazy(lambda: _first_given(config))
    for path, name, is_required in _named(config):
        if name in known or (name == ALL and path[0] == "lint"):
            continue
        must_exist = is_required or (path[:2] == IGNORE and int(path[2]) >= first_given())
        if not must_exist:
            if name in compared or len(compared) == MAX_COMPARED:
                continue
            compared.add(name)
        near = (nearest if must_exist else misspelt)(name, known)
        if near or must_exist:
            hint = f", did you mean `{near}`?" if near else ""
            raise UnknownRuleError(f"unknown rule or topic {shown(name)}{hint}", *config.where(path))


def _named(config: Config) -> Iterator[tuple[Path, str, bool]]:
    """Yield the path of each name of a rule or topic, the name, and whether it must exist."""
    for number, name in enumerate(config.select):
        yield ("lint", "select", number), name, True
    for name in config.severity:
        yield ("lint", "severity", name), name, True
    for number, entry in enumerate(config.ignored):
        for index, name in enumerate(entry.rules):
            yield ("ignore", number, "rules", index), name, True
    for number, name in enumerate(config.ignore):
        yield (*IGNORE, number), name, False
    for glob, names in config.per_file_ignores.items():
        for number, name in enumerate(names):
            yield ("lint", "per-file-ignores", glob.pattern, number), name, False


def _first_given(config: Config) -> int:
    """Return the number of the first name in `ignore` that an option gives; such names must exist."""
    number = len(config.ignore)
    while number and config.where((*IGNORE, number - 1))[0].startswith("--"):
        number -= 1
    return number


def is_selected(diagnostic: Diagnostic, topic: str, config: Config) -> bool:
    """Return whether a diagnostic is reported under a configuration.

    Its rule must not be off or ignored for its file, must be selected more specifically than ignored, and the
    diagnostic must have the minimum confidence.

    Args:
        diagnostic: The diagnostic.
        topic: The topic of its rule.
        config: The configuration.
    """
    rule = diagnostic.rule
    if config.severity_of(rule, topic) == OFF:
        return False
    if CONFIDENCES.index(diagnostic.confidence) > CONFIDENCES.index(config.min_confidence):
        return False
    if _specificity(config.select, rule, topic) <= _specificity(config.ignore, rule, topic):
        return False
    return not any(
        _specificity(names, rule, topic) and matches(diagnostic.filename, (glob,))
        for glob, names in config.per_file_ignores.items()
    )


def _specificity(names: Collection[str], rule: str, topic: str) -> int:
    """Return how specifically names include a rule: 3 by its id, 2 by its topic, 1 by `ALL`, 0 not at all."""
    return 3 if rule in names else 2 if topic in names else int(ALL in names)
