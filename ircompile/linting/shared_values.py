"""Findings on a value that several calls of a program send, which are one finding that names all of these calls."""

from __future__ import annotations

from dataclasses import replace

from ircompile.linting.locate import CALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Diagnostic, Location


def add_finding(alike: list[Diagnostic], found: Diagnostic) -> None:
    """Add a finding to a list of those at the same location, unless one of them says the same.

    One that says the same of another call gets the call as a related location.

    Args:
        alike: The findings of one rule at one location.
        found: The finding.
    """
    if found in alike:
        return
    calls = _calls(found)
    for number, other in enumerate(alike) if calls else ():
        if _without_calls(other) == _without_calls(found):
            more = [it for it in calls if it not in other.related]
            alike[number] = replace(other, related=(*other.related, *more))
            return
    alike.append(found)


def _calls(found: Diagnostic) -> list[Location]:
    return [it for it in found.related if it.label == CALL]


def _without_calls(found: Diagnostic) -> Diagnostic:
    """Return a finding without what may differ between calls: they may send the value as different members."""
    related = tuple(replace(it, pointer="") for it in found.related if it.label != CALL)
    return replace(found, related=related, pointer="", identity="")
