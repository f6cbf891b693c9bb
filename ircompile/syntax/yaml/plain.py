"""The values of plain YAML, line by line: block mappings and lists of one-line scalars and flow collections.

Most manifests contain nothing else, and a parser of the whole language takes several times as long to read them. Texts
that are not plain (anchors, tags, merges, multi-line scalars, escapes, scalars that readers read differently, errors)
are left to `values` and `reader`. Where this module returns values, these return the same ones.
"""

from __future__ import annotations

from ircompile.package import Cache, Lazy, compiled, module
from ircompile.syntax.yaml.plain_values import (
    DEEPEST,
    FIRST,
    LONGEST_WORD,
    NAME,
    NUMBER,
    QUOTED,
    REMEMBERED,
    SUSPECTS,
    WORDS,
    NotPlainError,
    flow_to_json,
    known_parts,
    parse_json,
    parsers,
    value_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Entry = tuple[int, str | None, Any, str | None]
    """A line: its place, its key, its value, and the JSON from which its value is parsed anew each time, if it is a
    flow collection; None for what it lacks. The place is twice its indentation, plus 1 if it has a dash: lines belong
    to the same collection if their places are equal, and a smaller place ends it."""

COMMENT: Entry = (-2, None, None, None)
"""The entry of a blank line or a comment."""
BELOW = -1
"""In place of a place: that of the next line, which has the value of the last key."""
BLOCK = r'!-"$-9;-~\u00a1-\ud7ff'
"""The characters that a plain scalar may contain anywhere; it may contain a `:` or a blank only before one of these."""
LINE = (
    rf"( *+)(- )?(?:({NAME}):(?: ++|$))?"
    rf"(?:([\[{{][^#\n]*[\]}}])|({NUMBER})|({QUOTED})|({FIRST}[{BLOCK}]*+(?:(?: ++|:++)[{BLOCK}]++)*+))?"
    r" *+(?:(?<![^ ])#.*)?"
)
"""One line: indentation, dash, key, and a flow collection or a scalar that is a number, quoted, or plain."""
CLOSING = ("]", "}")
SEPARATOR = "---"
"""The line between two documents."""
ENOUGH = 1_000
"""Lines in the cache from which on it has most of those that texts have in common."""
LONGEST = 200
"""The average number of characters of a text's new lines up to which they are remembered."""

known_lines = Cache(REMEMBERED)
"""A cache of the entries of lines."""


class NewLines:
    """The lines of a text, and the parts of its flow collections, that are not in the caches yet.

    Args:
        lines: The number of all lines of the text.
    """

    __slots__ = ("entries", "lines", "match_line", "parts")

    def __init__(self, lines: int = 0) -> None:
        self.lines = lines
        self.match_line = line_matcher()
        self.entries: dict[str, Entry] = {}
        self.parts: dict[str, str] = {}

    def remember(self, but: Callable[[str], bool] | None = None) -> None:
        """Add them to the caches, since other texts often have the same lines.

        If the caches have most lines of the text already, those that are new seldom occur again.

        Args:
            but: Returns whether a line is left out; None to leave out none.
        """
        if len(known_lines) > ENOUGH and 2 * len(self.entries) < self.lines:
            return
        if sum(map(len, self.entries)) <= LONGEST * len(self.entries):
            left = {line: entry for line, entry in self.entries.items() if not but(line)} if but else self.entries
            known_lines.add(left)
            if self.parts:
                known_parts.add(self.parts)


class PlainText:
    """A text that is plain.

    Attributes:
        values: The values of its documents.
        new_lines: Its lines that are not in the caches yet. The caller decides whether they are remembered.
    """

    __slots__ = ("new_lines", "values")

    def __init__(self, values: list[Any], new_lines: NewLines) -> None:
        self.values = values
        self.new_lines = new_lines


line_matcher = Lazy(lambda: compiled(module("plain").LINE).fullmatch)
"""Returns the function that matches a line by `LINE`."""


def plain_yaml(text: str) -> PlainText | None:
    """Return the values of the documents of a text, each a mapping; None if the text is not plain."""
    if ("&" in text and (": &" in text or "- &" in text)) or (("{" in text or "[" in text) and ",\n" in text):
        return None  # anchors and flow collections on several lines, which line by line may be found late
    lines = (text.replace("\r\n", "\n") if "\r" in text else text).split("\n")
    new = NewLines(len(lines))
    try:
        values = [plain_document(it, new) for it in (_split(lines, new) if SEPARATOR in text else [lines])]
    except NotPlainError:
        return None
    return PlainText(values, new)


def _split(lines: list[str], new: NewLines) -> Iterator[list[str]]:
    """Yield the lines of each document; those before the first separator are none if they are all comments."""
    separators = [number for number, line in enumerate(lines) if line == SEPARATOR]
    for before, after in zip([-1, *separators], [*separators, len(lines)], strict=True):
        part = lines[before + 1 : after]
        if before >= 0 or not all(entry_of(line, new) is COMMENT for line in part):
            yield part


def entry_of(line: str, new: NewLines) -> Entry:
    """Return the entry of a line that is not in the cache."""
    if known := new.entries.get(line):
        return known
    if line.endswith(CLOSING) and "#" not in line and (found := _after_known_head(line, new)):
        return found
    match = new.match_line(line)
    if match is None:
        raise NotPlainError
    indent, dash, key, flow, number, quoted, plain = match.groups()
    if key and len(key) <= LONGEST_WORD and key.lower() in WORDS:
        raise NotPlainError
    place = 2 * len(indent) + (dash is not None)
    if flow and (dash or key):
        return _with_flow(line, place, key, flow_to_json(flow, new.parts), new)
    value = plain if plain and plain[0] not in SUSPECTS else value_of(number, quoted, plain)
    if flow or (value is not None and not (dash or key)):
        raise NotPlainError  # it follows neither a dash nor a key
    entry = new.entries[line] = (place, key, value, None) if dash or key else COMMENT
    return entry


def _with_flow(line: str, place: int, key: str | None, json: str, new: NewLines) -> Entry:
    """Return the entry of a line with a flow collection; its JSON is cached, as each text needs its own value."""
    value = parse_json(json)
    new.entries[line] = place, key, None, json
    return place, key, value, None


def _after_known_head(line: str, new: NewLines) -> Entry | None:
    """Return the entry of a line that is another line followed by a flow collection; None if it is not."""
    bracket, brace = line.find("["), line.find("{")
    start = bracket if brace < 0 or -1 < bracket < brace else brace
    if start < 1 or line[start - 1] != " ":
        return None
    head = line[:start]
    place, key, value, _ = known_lines.get(head) or entry_of(head, new)
    if value is not None or place < 0:
        return None
    return _with_flow(line, place, key, flow_to_json(line[start:], new.parts), new)


def plain_document(lines: list[str], new: NewLines) -> dict[str, Any]:  # noqa: C901, PLR0912  the hot loop
    """Return the value of a document.

    Raises:
        NotPlainError: It is not plain.
    """
    root: dict[str, Any] = {}
    level: Any = root  # the innermost open collection
    here = 0  # the place of its lines
    open_: list[tuple[Any, int]] = []  # the collections around it, with the places of their lines
    waiting = None  # the last key, if its value comes on the lines below
    for line, found in zip(lines, map(known_lines.get, lines), strict=True):
        place, key, value, json = found or entry_of(line, new)
        if place != here:
            if place == COMMENT[0]:
                continue
            if here == BELOW:
                if place <= open_[-1][1] or len(open_) > DEEPEST + 1:
                    raise NotPlainError  # the key has no value, or the nesting is too deep
                inner: Any = [] if place & 1 else {}
                level[waiting] = inner
                level, here = inner, place
            while place < here:
                level, here = open_.pop()
            if place != here:
                raise NotPlainError
        if json is not None:
            value = parsers().scan_known(json, 0)[0]
        if place & 1:
            if key is None:
                if value is None:
                    raise NotPlainError  # a dash without a value
                level.append(value)
                continue
            item: dict[str, Any] = {}
            level.append(item)
            open_.append((level, here))
            level, here = item, place + 3  # behind the dash
        if key in level:
            raise NotPlainError
        level[key] = value
        if value is None:
            open_.append((level, here))
            waiting, here = key, BELOW
    if here == BELOW or not root:
        raise NotPlainError
    return root
