"""Differences as text, Markdown and JSON."""

from __future__ import annotations

import json

from ircompile.findings.messages import counted, cut, escaped, harmless
from ircompile.findings.values import PartialText, Unknown, pointer
from ircompile.reporting.markdown import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.comparing.changes import Change, Comparison
    from ircompile.findings.masking import Mask
    from ircompile.reporting.style import Look, Style

SIGNS: dict[str, tuple[str, Look]] = {"added": ("+", "info"), "removed": ("-", "error"), "changed": ("~", "warning")}
LONGEST = 200
"""The most characters of a value in text and Markdown."""
LONGEST_COMMENT = 65_000
VERSION = 1


def lines(found: Comparison, old: str, new: str, style: Style) -> Iterator[str]:
    """Yield the lines for a terminal.

    Args:
        found: The differences.
        old: The name of the first request.
        new: The name of the second.
        style: The style of the stream.
    """
    if found.changes:
        yield style.paint(_line(f"--- {old}", style), "strong")
        yield style.paint(_line(f"+++ {new}", style), "strong")
    for change in found.changes:
        sign, look = SIGNS[change.kind]
        yield style.paint(_line(f"{sign} {_place(change, found.mask)}: {_values(change, found.mask)}", style), look)
    yield from (_line(f"? {found.mask(place)}: not known", style) for place in found.unknown)
    yield summary(found)


def markdown(found: Comparison, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a comment on a pull request; the arguments are those of `lines`."""
    yield f"### {code(old)} → {code(new)}"
    yield ""
    yield f"{summary(found)}."
    room = LONGEST_COMMENT
    for number, change in enumerate(found.changes):
        line = f"- **{change.kind}** {code(_place(change, found.mask))}: {code(_values(change, found.mask))}"
        room -= len(line) + 1
        if room < 0:
            yield f"- {len(found.changes) - number} more, which are left out, since the comment would be too long"
            return
        yield from (*[""] * (not number), line)


def document(found: Comparison, old: str, new: str) -> dict[str, Any]:
    """Return the JSON document; the arguments are those of `lines`. Credentials are masked."""
    mask = found.mask
    changes = [
        {"pointer": _pointer(it, mask), "kind": it.kind, "old": _masked(it.old, mask), "new": _masked(it.new, mask)}
        for it in found.changes
    ]
    return {"version": VERSION, "old": old, "new": new, "changes": changes, "unknown": [*map(mask, found.unknown)]}


def summary(found: Comparison) -> str:
    """Return the numbers of differences in a line."""
    text = counted(len(found.changes), "difference") if found.changes else "no differences"
    return text + (f", {counted(len(found.unknown), 'value')} not known" if found.unknown else "")


def _line(text: str, style: Style) -> str:
    return harmless(style.encodable(escaped(text)))


def _place(change: Change, mask: Mask) -> str:
    """Return the pointer of a value, with what identifies the elements that it is in."""
    return _pointer(change, mask) + (f" ({mask(', '.join(change.labels))})" if change.labels else "")


def _pointer(change: Change, mask: Mask) -> str:
    return pointer(tuple(mask(step) if isinstance(step, str) else step for step in change.path))


def _values(change: Change, mask: Mask) -> str:
    if change.kind == "changed":
        return f"{_shown(change.old, mask)} -> {_shown(change.new, mask)}"
    return _shown(change.old if change.kind == "removed" else change.new, mask)


def _shown(value: Any, mask: Mask) -> str:
    return cut(json.dumps(_masked(value, mask), ensure_ascii=False), LONGEST)


def _masked(value: Any, mask: Mask) -> Any:
    """Return a value with the credentials in its texts masked, and … or None for what is not known."""
    if isinstance(value, dict):
        return {mask(str(key)): _masked(item, mask) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked(item, mask) for item in value]
    if isinstance(value, PartialText):
        value = str(value)
    if isinstance(value, Unknown):
        return None
    return mask(value) if isinstance(value, str) else value
