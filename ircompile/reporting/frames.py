"""Code frames: the blamed lines of a text, with carets under what is meant."""

from __future__ import annotations

from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.diagnostic import Diagnostic, Place
    from ircompile.source import Source

WIDTH = 120
"""Characters of a line that a frame shows."""
LEAD = 40
"""Characters that stay before the blamed place where a line is cut."""


def frame(diagnostic: Diagnostic, source: Source) -> Iterator[str]:
    """The lines of a frame: the places that a diagnostic blames, in the order of the text."""
    main = _Mark(diagnostic, "^")
    marks = sorted([main, *(_Mark(place, "-") for place in diagnostic.related)], key=lambda mark: mark.line)
    gutter = len(str(max(mark.line for mark in marks)))
    yield f"{' ' * gutter} |"
    before, above = 0, ""
    for mark in marks:
        line, carets = mark.shown(source)
        if before and mark.line > before + 1:
            yield "..."
        if mark.line != before or line != above:  # of a long line, each place shows its own part
            yield f"{mark.line:>{gutter}} | {line}".rstrip()
        yield f"{' ' * gutter} | {carets}"
        before, above = mark.line, line
    yield f"{' ' * gutter} |"


def point(source: Source, start: int, message: str) -> Iterator[str]:
    """An error about one character of a text, with its frame."""
    from ircompile.diagnostic import Place

    line, column = source.position(start)
    place = Place("", line, column, line, column + 1)
    yield f"error: {escaped(message)}"
    yield f"{' ' * len(str(line))}--> {escaped(source.name)}:{line}:{column}"
    if source.text:
        text, carets = _Mark(place, "^").shown(source)
        yield f"{line} | {text}".rstrip()
        yield f"{' ' * len(str(line))} | {carets}"


class _Mark:
    """One place under which a frame draws."""

    def __init__(self, place: Place | Diagnostic, sign: str) -> None:
        self.line = place.line
        self.start = place.column
        self.end = place.end_column if place.end_line == place.line else None
        self.label = place.label
        self.sign = sign

    def shown(self, source: Source) -> tuple[str, str]:
        """The line, cut and escaped, and the line of carets under it."""
        text = source.line(self.line)
        first = max(0, self.start - 1 - LEAD) if len(text) > WIDTH else 0
        head = ("…" if first else "") + _visible(text[first : self.start - 1])
        end = len(text) if self.end is None else self.end - 1
        blamed = _visible(text[self.start - 1 : min(end, first + WIDTH)])
        tail = _visible(text[end : first + WIDTH])
        more = "…" if first + WIDTH < len(text) else ""
        carets = " " * width(head) + self.sign * max(1, width(blamed))
        return head + blamed + tail + more, f"{carets} {escaped(self.label)}".rstrip()


def _visible(text: str) -> str:
    """Tabs as four blanks, everything else unprintable escaped."""
    return escaped(text.replace("\t", "    "))


def width(text: str) -> int:
    """The columns that a text takes on a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
