"""Texts without what does not decide where they can't be read, since the readers that tell why are slow."""

from __future__ import annotations

from ircompile.syntax.yaml.plain import BELOW, COMMENT, SEPARATOR, NewLines, entry_of, known_lines, plain_document
from ircompile.syntax.yaml.plain_values import NotPlainError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    Span = tuple[int, int]

ABOVE: Final = -1
"""The place of a line between two documents; see `Entry` for those of others."""
FIRST: Final = 2
"""How many of the first items of a list count where any may be skipped."""
INSIDE: Final = 1 << 40
"""The place of a line without a value."""


def skippable(text: str, start: int = 0, *, everywhere: bool = False) -> list[Span]:
    """Return the spans of those items of lists in a text without which readers of YAML stop at the same place of it.

    After each of several plain items of a list a reader is in the same state, so that only the last one counts.

    Args:
        text: The text.
        start: Where it starts in its source.
        everywhere: Whether to look for items behind the first line that is not plain, too. They may be part of it, and
            it may become part of their list: the first ones count, too.
    """
    lines = text.split("\n")
    places = [*(map(_place, lines) if everywhere else _plain_places(lines))]
    found: list[Span] = []
    at, number, run, new = start, 0, 0, NewLines()
    while number < len(places):
        end = _next_item(places, number)
        is_item = end > 0 and _is_plain(lines[number:end], new)
        end, run = (end, run + 1) if is_item else (number + 1, 0)
        after = at + sum(map(len, lines[number:end])) + end - number
        if run > (FIRST if everywhere else 0):
            joins = bool(found) and found[-1][1] == at
            found[-1:] = [(found[-1][0], after)] if joins else [*found[-1:], (at, after)]
        at, number = after, end
    return found


def _is_plain(item: list[str], new: NewLines) -> bool:
    try:
        plain_document(["k:", *(line.removesuffix("\r") for line in item)], new)
    except NotPlainError:
        return False
    return True


def _plain_places(lines: list[str]) -> Iterator[int]:
    """Yield the places of lines up to the first one that can't follow those before it in a plain text."""
    here, around, new = 0, list[int](), NewLines()
    for line in (it.removesuffix("\r") for it in lines):
        if line == SEPARATOR and here != BELOW:
            here, around = 0, []
            yield ABOVE
            continue
        try:
            place, key, value, json = known_lines.get(line) or entry_of(line, new)
        except NotPlainError:
            return
        if place == COMMENT[0]:
            yield INSIDE
            continue
        if here == BELOW and place > around[-1]:
            here = place
        while place < here:
            here = around.pop()
        if place != here:
            return
        if place % 2 and key is not None:
            around.append(here)
            here += 3
        if value is None and json is None:
            around.append(here)
            here = BELOW
        yield place


def _place(line: str) -> int:
    """Return the place of a line, or one that is similar for a line that is not plain."""
    line = line.removesuffix("\r")
    try:
        place = ABOVE if line == SEPARATOR else (known_lines.get(line) or entry_of(line, NewLines()))[0]
    except NotPlainError:
        return 2 * (len(line) - len(line.lstrip(" ")))
    return INSIDE if place == COMMENT[0] else place


def _next_item(places: list[int], number: int) -> int:
    """Return the number of the line at which the item ends that begins with a line, and another one begins; else 0."""
    place = places[number]
    if place < 0 or not place % 2:
        return 0
    end = next((end for end in range(number + 1, len(places)) if places[end] <= place), number)
    return end if end > number and places[end] == place else 0


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length in which the lines at some spans are blank."""
    parts, at = list[str](), 0
    for start, end in spans:
        parts += text[at:start], " " * (end - start - 1), "\n"
        at = end
    return "".join([*parts, text[at:]])


def kept(span: Span, skipped: Iterable[Span]) -> tuple[Span, ...]:
    """Return the parts of a span that are in none of others."""
    ends = [span[0], *(it for each in skipped for it in each), span[1]]
    return tuple(zip(ends[::2], ends[1::2], strict=True))
