"""Which rules may find something in a request, determined by the built modules without running the rules."""

from __future__ import annotations

from ircompile.config.settings import SEVERITIES
from ircompile.findings.values import Unknown
from ircompile.package import module
from ircompile.rulebook.book import shipped_ids

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ircompile.findings.finding import SeverityName
    from ircompile.rulebook.rule import Rule


COLLECTIONS: frozenset[object] = frozenset({dict, list})


def candidates(
    rules: Mapping[str, Rule], job: dict[str, Any], region: str, *, is_sound: bool, floor: SeverityName
) -> Iterator[Rule]:
    """Yield the rules that may find something in a request of the shipped model.

    Args:
        rules: The rule book.
        job: The request; those of its values that are not known are `Unknown`.
        region: The region of the job, or "" if it is not known.
        is_sound: Whether the shape check found nothing in it.
        floor: The least severity that is wanted; shipped rules that find nothing so severe are left out.
    """
    hits = _hits(job, region, floor) if is_sound else _lenient_hits(job, region, floor)
    for rule in rules.values():
        if rule.asserts and (hits is None or rule.id in hits or rule.id not in shipped_ids()):
            yield rule


def _hits(job: dict[str, Any], region: str, floor: SeverityName) -> set[str] | None:
    """Return the rules for a sound request; None if they can't be determined."""
    found = module("fine_screen" if floor == SEVERITIES[-1] else "screen").hits(job, region)
    return None if found is None else set(found)


def _lenient_hits(job: dict[str, Any], region: str, floor: SeverityName) -> set[str] | None:
    """Return the rules for an invalid request: those for its known values, and those that read unknown ones."""
    built = module("lenient_screen")
    unknown: set[str] = set()
    known = _known(job, "", unknown)
    try:
        found = built.hits(known, region)
    except Exception:  # noqa: BLE001  some value has an unexpected type
        return None
    if found is None:
        return None
    hits = {rule for name in unknown for rule in built.READERS.get(name, ())}.union(found)
    least = SEVERITIES.index(floor)
    return {rule for rule in hits if built.RANKS[rule] <= least}


def _known(value: Any, name: str, unknown: set[str]) -> Any:
    """Return a value without the unknown values in it.

    Args:
        value: The value.
        name: The name of the innermost member that contains it.
        unknown: The names of the members with unknown values; they are added.
    """
    if isinstance(value, dict):
        known = {
            key: _known(item, key, unknown) if item.__class__ in COLLECTIONS else item for key, item in value.items()
        }
        if any(isinstance(item, Unknown) for item in value.values()):
            unknown.update(key for key, item in value.items() if isinstance(item, Unknown))
            known = {key: item for key, item in known.items() if not isinstance(item, Unknown)}
        return known
    items = [item for item in value if not isinstance(item, Unknown)]
    if len(items) < len(value):
        unknown.add(name)
    return [_known(item, name, unknown) if item.__class__ in COLLECTIONS else item for item in items]
