"""The lines of a YAML block: what begins in them, and where they end."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LINE: Final = re.compile(r"([ \t]*+)([^\r\n]*+)(\r\n|\r|\n|)")
"""A line: its indentation, the rest, and its end."""
DASH: Final = re.compile(r"-([ \t]++|(?=[\r\n]|\Z))")
KEY: Final = re.compile(
    r"""(
        (?:[^\s"'\[\]{},&*!|>%@`:\#<?-]|[<?-](?=\S))(?:[^\s:]++|:(?=\S)|[ \t]++(?=[^\s:\#]|:\S))*+
        | "(?:[^"\\\r\n]|\\.)*+"
        | '(?:[^'\r\n]|'')*+'
        |
    )[ \t]*+:(?=\s|\Z)""",
    re.VERBOSE,
)
"""A key with its colon; the key may be missing."""
OPEN_KEY: Final = re.compile(r"""["'](\w*):(?=\s|\Z)""")
"""A key whose second quote is missing."""
ENTRY: Final = re.compile(
    r"""([ ]*+)(?:
        -[ ]+(?P<item>[\w./-]++(?=[ \t]*[\r\n]))?
        | (?P<key>[A-Za-z]\w*+):(?=[ \r\n])(?:[ ]+(?P<value>[\w./-]++(?=[ \t]*[\r\n])))?
    )
    (?P<rest>(?:
        "[^"\\\r\n]*+" | '[^'\r\n]*+' | \[[^\[\]{}\r\n]*+\] | \{[^\[\]{}\r\n]*+\} | [^\[\]{}"'|>\r\n]++
    )*+)\r?\n
    (?P<below>(?:\1[ ]+[^ \t\r\n][^\r\n]*+\r?\n|[ \t]*+\r?\n)*+)""",
    re.VERBOSE,
)
"""A key or a dash with all that is below it."""
PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*+(?:[ \t]++|(?=[\r\n]|\Z)))*+")
"""The anchor and the tag before a value."""
HEADER: Final = re.compile(r"[|>][-+0-9]{0,2}[ \t]*+(?:\#[^\r\n]*+)?(?=[\r\n]|\Z)")
"""The first line of a block scalar."""
BLANKS: Final = re.compile(r"[ \t]*+")
COMMENT: Final = re.compile(r"(?<!\S)#")
QUOTED: Final = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*+("?)', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*+('?)", re.DOTALL),
}
"""Quoted text, by its quote; the second one may be missing."""


class Lines:
    """The lines of a document.

    Args:
        text: The text.
        start: Where the document begins.
        end: Where it ends.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end

    def line(self, at: int) -> re.Match[str]:
        """Return the line, or the rest of it, that begins at an offset."""
        found = LINE.match(self.text, at, self.end)
        assert found is not None  # noqa: S101  it matches any text
        return found

    def start_of_line(self, at: int) -> int:
        """Return where the line of an offset begins."""
        return max(self.text.rfind("\n", self.start, at), self.text.rfind("\r", self.start, at), self.start - 1) + 1

    def end_of_line(self, at: int) -> int:
        """Return where the line of an offset ends."""
        return self.line(at).end(2)

    def after_line(self, at: int) -> int:
        """Return where the line after that of an offset begins; the end of the text if there is none."""
        line = self.line(at)
        return line.end() if line[3] else self.end

    def is_blank(self, at: int) -> bool:
        """Return whether nothing but a comment is in the rest of a line."""
        rest = self.line(at)[2]
        return not rest or rest[0] == "#"

    def next_begins(self, at: int) -> tuple[int, bool]:
        """Return the column of the next line with anything on it, and whether a dash is there; -1 if none follows."""
        at = self.after_line(at)
        while at < self.end:
            line = self.line(at)
            if line[2] and line[2][0] != "#":
                return len(line[1]), DASH.match(self.text, line.start(2), line.end(2)) is not None
            at = line.end() if line[3] else self.end
        return -1, False

    def has_entry(self, start: int, stop: int, column: int) -> bool:
        """Return whether a line after `start` and before `stop` begins an entry at a column, or before it."""
        at = self.after_line(start)
        while at < stop:
            line = self.line(at)
            span = line.span(2)
            if len(line[1]) <= column and (KEY.match(self.text, *span) or DASH.match(self.text, *span)):
                return True
            at = line.end() if line[3] else self.end
        return False
