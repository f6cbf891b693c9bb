"""Values that several calls of a program send.

What is found on such a value in several calls is one finding, which names all of these calls. A fix is offered only if
all calls that send the value want it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from ircompile.linting.locate import CALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ircompile.findings.diagnostic import Diagnostic, Edit, Fix, Location
    from ircompile.manifest.manifest import Manifest
    from ircompile.syntax.tree import Node


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


def with_agreed_fixes(found: Sequence[tuple[Manifest, list[Diagnostic]]]) -> list[Diagnostic]:
    """Return the findings of the calls in a file, without the fixes that change what another call sends.

    Args:
        found: The calls, each with its findings.
    """
    if len(found) == 1 or not any(it.fixes for _, its in found for it in its):
        return [it for _, its in found for it in its]
    sent = [sorted(_spans(manifest.document.root)) for manifest, _ in found]
    wanted = [{fix for it in its for fix in it.fixes} for _, its in found]

    def is_agreed(fix: Fix) -> bool:
        sending = (number for number, spans in enumerate(sent) if any(_sends(spans, edit) for edit in fix.edits))
        return all(fix in wanted[number] for number in sending)

    agreed = {fix: is_agreed(fix) for fixes in wanted for fix in fixes}
    return [replace(it, fixes=tuple(fix for fix in it.fixes if agreed[fix])) for _, its in found for it in its]


def _spans(root: Node) -> Iterator[tuple[int, int]]:
    """Yield the spans of the keys and the scalars of a call."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield from (node.keys or {}).values()
        if node.items is None:
            yield node.start, node.end
        waiting += (*node.members.values(), *node.elements)


def _sends(spans: list[tuple[int, int]], edit: Edit) -> bool:
    """Return whether one of the spans, which are sorted, is in what an edit replaces."""
    index = bisect_left(spans, (edit.start, 0))
    return index < len(spans) and spans[index][1] <= edit.end
