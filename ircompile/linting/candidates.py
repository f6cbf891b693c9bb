"""Which rules may find something in a request, determined by the built modules without running the rules."""

from __future__ import annotations

from ircompile.config.settings import SEVERITIES
from ircompile.findings.values import PartialText, Unknown
from ircompile.package import module
from ircompile.rulebook.book import shipped_ids

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ircompile.findings.finding import SeverityName
    from ircompile.manifest.manifest import Hits
    from ircompile.rulebook.rule import Rule


COLLECTIONS: frozenset[object] = frozenset({dict, list})
UNKNOWNS: frozenset[object] = frozenset({Unknown, PartialText})


def candidates(
    rules: Mapping[str, Rule],
    job: dict[str, Any],
    region: str,
    *,
    is_sound: bool,
    floor: SeverityName,
    given: Any = None,
    hits: Hits | None = None,
) -> Iterable[Rule]:
    """Return the rules that may find something in a request of the shipped model.

    Args:
        rules: The rule book.
        job: The request; those of its values that are not known are `Unknown`.
        region: The region of the job, or "" if it is not known.
        is_sound: Whether the shape check found nothing in it.
        floor: The least severity to report; shipped rules that find nothing so severe are left out.
        given: The request in which nothing is unknown yet, of which `job` is a copy; None if there is none.
        hits: What a built module found in the request, see `Manifest.hits`.
    """
    found = _hits(job, region, floor, hits) if is_sound else _lenient_hits(job, region, floor, given)
    if found is None:
        return [rule for rule in rules.values() if rule.asserts]
    if len(rules) > len(shipped_ids()):
        found |= rules.keys() - shipped_ids()
    return [rules[name] for name in rules if name in found and rules[name].asserts]


def _hits(job: dict[str, Any], region: str, floor: SeverityName, hits: Hits | None) -> set[str] | None:
    """Return the rules for a sound request; None if they can't be determined."""
    look = module("fine_screen" if floor == SEVERITIES[-1] else "screen").hits
    found = hits[2] if hits and hits[:2] == (look, region) else look(job, region)
    return None if found is None else set(found)


def _lenient_hits(job: dict[str, Any], region: str, floor: SeverityName, given: Any) -> set[str] | None:
    """Return the rules for an invalid request: those for its known values, and those that read unknown ones."""
    built = module("lenient_screen")
    unknown: set[str] = set()
    known = _known(job, given, "", unknown)
    try:
        found = built.hits(known, region)
    except Exception:  # noqa: BLE001  some value has an unexpected type
        return None
    if found is None:
        return None
    hits = {rule for name in unknown for rule in built.READERS.get(name, ())}.union(found)
    least = SEVERITIES.index(floor)
    return {rule for rule in hits if built.RANKS[rule] <= least}


def _known(value: Any, given: Any, name: str, unknown: set[str]) -> Any:
    """Return a value without the unknown values in it.

    Args:
        value: The value.
        given: The value in which nothing is unknown yet, so that nothing is where both are the same object.
        name: The name of the innermost member that contains it.
        unknown: The names of the members with unknown values; they are added.
    """
    if value is given:
        return value
    if isinstance(value, dict):
        members = given if isinstance(given, dict) else {}
        unknown.update([key for key, item in value.items() if item.__class__ in UNKNOWNS])
        return {
            key: _known(item, members.get(key), key, unknown) if item.__class__ in COLLECTIONS else item
            for key, item in value.items()
            if item.__class__ not in UNKNOWNS
        }
    elements = given if isinstance(given, list) and len(given) == len(value) else [None] * len(value)
    known = [
        _known(item, other, name, unknown) if item.__class__ in COLLECTIONS else item
        for item, other in zip(value, elements, strict=True)
        if item.__class__ not in UNKNOWNS
    ]
    if len(known) < len(value):
        unknown.add(name)
    return known
