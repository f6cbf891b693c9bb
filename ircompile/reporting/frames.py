"""Code frames: the blamed lines of a text, with carets under what is meant."""

from __future__ import annotations

from ircompile.findings.messages import escaped
from ircompile.reporting.style import PLAIN
from ircompile.reporting.wrap import width, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic, Location
    from ircompile.reporting.style import Style
    from ircompile.sources.source import Source

WIDTH = 120
"""Columns of a line that a frame shows, unless a terminal has fewer."""


def frame(diagnostic: Diagnostic, source: Source, style: Style = PLAIN) -> Iterator[str]:
    """The lines of a frame: the places that a diagnostic blames, in the order of the text."""
    main = _Mark(diagnostic, "^", str(diagnostic.severity))
    marks = sorted([main, *(_Mark(place, "-", "related") for place in diagnostic.related)], key=lambda mark: mark.line)
    gutter = len(str(marks[-1].line))
    bar = style.paint(f"{' ' * gutter} |", "faint")
    room = max(style.columns - gutter - 3, 1) if style.columns else WIDTH
    yield bar
    before, above = 0, ""
    for mark in marks:
        line, *below = mark.shown(source, style, room)
        if before and mark.line > before + 1:
            yield style.paint("...", "faint")
        if mark.line != before or line != above:  # of a long line, each place shows its own part
            yield style.paint(f"{mark.line:>{gutter}} |", "faint") + (f" {line}" if line else "")
        yield from (f"{bar} {drawn}" for drawn in below)
        before, above = mark.line, line
    yield bar


def point(source: Source, start: int, message: str) -> Iterator[str]:
    """An error about one character of a text, with its frame."""
    from ircompile.findings.diagnostic import Location

    line, column = source.location(start)
    place = Location("", line, column, line, column + 1)
    yield f"error: {escaped(message)}"
    yield f"{' ' * len(str(line))}--> {escaped(source.name)}:{line}:{column}"
    if source.text:
        text, carets, *_ = _Mark(place, "^", "error").shown(source, PLAIN, WIDTH)
        yield f"{line} | {text}".rstrip()
        yield f"{' ' * len(str(line))} | {carets}"


class _Mark:
    """One place under which a frame draws."""

    def __init__(self, place: Location | Diagnostic, sign: str, look: str) -> None:
        self.line = place.line
        self.start = place.column - 1
        self.end = place.end_column - 1 if place.end_line == place.line else None
        self.label = place.label
        self.sign = sign
        self.look = look

    def shown(self, source: Source, style: Style, room: int) -> list[str]:
        """The line, cut and escaped, and what is drawn under it: carets, and a label beside or below them."""
        text = source.line(self.line)
        more = style.said("…")
        first, last = _window(text, self.start, room - 2 * len(more), style)
        end = min(last, len(text) if self.end is None else self.end)
        head = (more if first else "") + _visible(text[first : self.start], style)
        blamed = _visible(text[self.start : end], style)
        tail = _visible(text[max(end, self.start) : last], style) + (more if last < len(text) else "")
        carets, label = self.sign * max(1, width(blamed)), style.said(escaped(self.label))
        under = [f"{carets} {label}".rstrip()]
        if style.columns and width(head) + width(under[0]) > room:
            under = [carets, *(wrapped(label, room) if label else ())]
        drawn = [style.paint(part, self.look) for part in under]
        return [(head + blamed + tail).rstrip(), " " * width(head) + drawn[0], *drawn[1:]]


def _window(text: str, start: int, room: int, style: Style) -> tuple[int, int]:
    """The part of a line that fits into some columns: all of it, or a third of them before `start` and the rest after.

    What one side has no use for, the other side gets.
    """
    if len(text) <= room and width(_visible(text, style)) <= room:
        return 0, len(text)
    start = min(start, len(text))
    before, after = text[max(start - room, 0) : start][::-1], text[start : start + room]
    _, spare = _reach(before, room // 3, style)
    last, spare = _reach(after, room - room // 3 + spare, style)
    first, _ = _reach(before, room // 3 + spare, style)
    return start - first, start + last


def _reach(text: str, room: int, style: Style) -> tuple[int, int]:
    """How many characters of a text fit into some columns, and how many columns they leave."""
    if text.isascii() and text.isprintable():
        return min(len(text), room), max(room - len(text), 0)
    for number, character in enumerate(text):
        columns = width(_visible(character, style))
        if columns > room:
            return number, room
        room -= columns
    return len(text), room


def _visible(text: str, style: Style) -> str:
    """Tabs as four blanks, everything else that is unprintable escaped."""
    return style.said(escaped(text.replace("\t", "    ")))
