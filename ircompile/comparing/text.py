"""Differences as text, Markdown and JSON."""

from __future__ import annotations

import json

from ircompile.findings.masking import Mask
from ircompile.findings.messages import counted, cut, escaped, harmless
from ircompile.findings.values import PartialText, Unknown
from ircompile.reporting.markdown import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.comparing.changes import Change, Comparison
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
        yield style.paint(_line(f"{sign} {_place(change)}: {_values(change)}", style), look)
    yield from (_line(f"? {place}: not known", style) for place in found.unknown)
    yield summary(found)


def markdown(found: Comparison, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a comment on a pull request; the arguments are those of `lines`."""
    yield f"### {code(old)} → {code(new)}"
    yield ""
    yield f"{summary(found)}."
    room = LONGEST_COMMENT
    for number, change in enumerate(found.changes):
        line = f"- **{change.kind}** {code(_place(change))}: {code(_values(change))}"
        room -= len(line) + 1
        if room < 0:
            yield f"- {len(found.changes) - number} more, which are left out, since the comment would be too long"
            return
        yield from (*[""] * (not number), line)


def document(found: Comparison, old: str, new: str) -> dict[str, Any]:
    """Return the JSON document; the arguments are those of `lines`. Credentials are masked."""
    changes = [
        {"pointer": it.pointer, "kind": it.kind, "old": _masked(it.old), "new": _masked(it.new)} for it in found.changes
    ]
    return {"version": VERSION, "old": old, "new": new, "changes": changes, "unknown": found.unknown}


def summary(found: Comparison) -> str:
    """Return the numbers of differences in a line."""
    text = counted(len(found.changes), "difference") if found.changes else "no differences"
    return text + (f", {counted(len(found.unknown), 'value')} not known" if found.unknown else "")


def _line(text: str, style: Style) -> str:
    return harmless(style.encodable(escaped(text)))


def _place(change: Change) -> str:
    """Return the pointer of a value, with what identifies the elements that it is in."""
    return change.pointer + (f" ({', '.join(change.labels)})" if change.labels else "")


def _values(change: Change) -> str:
    if change.kind == "changed":
        return f"{_shown(change.old)} -> {_shown(change.new)}"
    return _shown(change.old if change.kind == "removed" else change.new)


def _shown(value: Any) -> str:
    return cut(json.dumps(_masked(value), ensure_ascii=False), LONGEST)


def _masked(value: Any) -> Any:
    """Return a value with the credentials in its texts masked, and … or None for what is not known."""
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, PartialText):
        value = str(value)
    if isinstance(value, Unknown):
        return None
    return Mask()(value) if isinstance(value, str) else value
