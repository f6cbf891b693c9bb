"""Code frames: excerpts of a text with carets under what a diagnostic is about."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.findings.diagnostic import CellRange
from ircompile.findings.messages import escaped
from ircompile.reporting.style import PLAIN
from ircompile.reporting.wrap import width, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ircompile.findings.diagnostic import Diagnostic, Location, Severity
    from ircompile.reporting.style import Look, Style
    from ircompile.sources.source import Source

WIDTH = 120
"""The most columns of a line that a frame shows; a terminal may have fewer."""


def frame(diagnostic: Diagnostic, source: Source, style: Style = PLAIN) -> Iterator[str]:
    """Yield the lines of a frame, which shows the locations of a diagnostic in the order of the text."""
    main = _Mark(diagnostic, "^", diagnostic.severity)
    related = (_Mark(location, "-", "related") for location in diagnostic.related if not location.filename)
    yield from _drawn([main, *related], source, style)


def other_frames(diagnostic: Diagnostic, sources: Mapping[str, Source], style: Style = PLAIN) -> Iterator[str]:
    """Yield the lines of frames that show what a diagnostic blames in other texts, each under its location.

    Args:
        diagnostic: The diagnostic.
        sources: The other texts that may be shown, by name.
        style: The style of the report.
    """
    for location in diagnostic.related:
        if location.filename:
            arrow = style.paint(f"{' ' * len(str(location.line))}-->", "faint")
            place = f"{arrow} {escaped(location.filename)}:{location.line}:{location.column}"
            source = sources.get(location.filename)
            if source is None or location.line in source.secrets.lines:
                yield f"{place} {escaped(location.label)}"
            else:
                yield place
                yield from _drawn([_Mark(location, "-", "related")], source, style)


def _drawn(marks: list[_Mark], source: Source, style: Style) -> Iterator[str]:
    """Yield the lines of a frame with marks, of which the first is the main one."""
    cell = marks[0].location.cell.number if marks[0].location.cell else 0
    gutter = max(len(str(mark.range.line)) for mark in marks)
    bar = style.paint(f"{' ' * gutter} |", "faint")
    room = max(style.columns - gutter - 3, 1) if style.columns else WIDTH
    yield bar
    last_number, last_text = 0, ""
    for mark in sorted(marks, key=lambda mark: mark.order):
        number = mark.range.line
        text, *below = mark.lines(source, style, room)
        if isinstance(mark.range, CellRange) and mark.range.number != cell:
            cell, last_number = mark.range.number, 0
            yield style.paint(f"... cell {cell}", "faint")
        elif last_number and number > last_number + 1:
            yield style.paint("...", "faint")
        if number != last_number or text != last_text:  # marks may show different parts of one long line
            yield style.paint(f"{number:>{gutter}} |", "faint") + (f" {text}" if text else "")
        yield from (f"{bar} {drawn}" for drawn in below)
        last_number, last_text = number, text
    yield bar


def gutter_of(diagnostic: Diagnostic) -> int:
    """Return the width of the line numbers in the frame of a diagnostic."""
    locations: list[Diagnostic | Location] = [diagnostic, *(it for it in diagnostic.related if not it.filename)]
    return max(len(str((it.cell or it).line)) for it in locations)


def point(source: Source, start: int, message: str) -> Iterator[str]:
    """Yield an error about one character of a text, with its frame.

    Args:
        source: The text.
        start: The offset of the character.
        message: The error.
    """
    from ircompile.findings.diagnostic import Location

    line, column = source.location(start)
    location = Location(line, column, line, column + 1)
    yield f"error: {escaped(message)}"
    yield f"{' ' * len(str(line))}--> {escaped(source.name)}:{line}:{column}"
    if source.text:
        text, carets, *_ = _Mark(location, "^", "error").lines(source, PLAIN, WIDTH)
        yield f"{line} | {text}".rstrip()
        yield f"{' ' * len(str(line))} | {carets}"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A location under which a frame draws.

    Attributes:
        location: The location; of one that spans lines, the part on the first line is marked.
        sign: The character to draw with.
        look: The look of what is drawn.
    """

    location: Location | Diagnostic
    sign: str
    look: Look | Severity

    @property
    def order(self) -> tuple[int, ...]:
        """The lines by which marks are sorted; all cells of a notebook may be on one."""
        cell = self.location.cell
        return (self.location.line, cell.number, cell.line) if cell else (self.location.line,)

    @property
    def range(self) -> Diagnostic | Location | CellRange:
        """What is shown: the range in the cell of a notebook, or else in the text."""
        return self.location.cell or self.location

    def lines(self, source: Source, style: Style, room: int) -> list[str]:
        """Return the marked line, cut and escaped, and what is drawn under it: carets with the label.

        Args:
            source: The text.
            style: The style of the report.
            room: The columns that a line may take.
        """
        location = self.range
        if isinstance(location, CellRange) and source.cells:
            text = source.cells.line(location.number, location.line)
        else:
            text = source.line(location.line)
        ellipsis = style.encodable("…")
        start = location.column - 1
        first, last = _window(text, start, room - 2 * len(ellipsis), style)
        end = min(last, location.end_column - 1 if location.end_line == location.line else len(text))
        head = (ellipsis if first else "") + _visible(text[first:start], style)
        marked = _following(head, _visible(text[start:end], style))
        tail = _following(head + marked, _visible(text[max(end, start) : last], style))
        tail += ellipsis if last < len(text) else ""
        carets, label = self.sign * max(1, width(marked)), style.encodable(escaped(self.location.label))
        under = [f"{carets} {label}".rstrip()]
        if style.columns and width(head) + width(under[0]) > room:
            under = [carets, *(wrapped(label, room) if label else ())]
        drawn = [style.paint(part, self.look) for part in under]
        return [(head + marked + tail).rstrip(), " " * width(head) + drawn[0], *drawn[1:]]


def _following(before: str, text: str) -> str:
    """Return a part of an escaped line that follows another one; a `#` after a `#` is escaped there, too."""
    return "\\x23" + text[1:] if before.endswith("#") and text.startswith("#") else text


def _window(text: str, start: int, room: int, style: Style) -> tuple[int, int]:
    """Return the span of a line that fits into `room` columns.

    If the line is too long, a third of the columns is for what precedes `start`, the rest for what follows; columns
    that one side does not need go to the other.
    """
    if len(text) <= room and width(_visible(text, style)) <= room:
        return 0, len(text)
    start = min(start, len(text))
    before, after = text[max(start - room, 0) : start][::-1], text[start : start + room]
    _, spare = _fit(before, room // 3, style)
    last, spare = _fit(after, room - room // 3 + spare, style)
    first, _ = _fit(before, room // 3 + spare, style)
    return start - first, start + last


def _fit(text: str, room: int, style: Style) -> tuple[int, int]:
    """Return how many characters of a text fit into `room` columns, and how many columns remain."""
    if text.isascii() and text.isprintable():
        return min(len(text), room), max(room - len(text), 0)
    for number, character in enumerate(text):
        columns = width(_visible(character, style))
        if columns > room:
            return number, room
        room -= columns
    return len(text), room


def _visible(text: str, style: Style) -> str:
    """Return a text with tabs as four blanks and other unprintable characters escaped."""
    return style.encodable(escaped(text.replace("\t", "    ")))
