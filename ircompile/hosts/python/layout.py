"""The comments of a Python program, and the statements and items that they can be about."""

from __future__ import annotations

import re
import tokenize
from io import StringIO
from tokenize import COMMENT, DEDENT, ENDMARKER, INDENT, NEWLINE, NL, OP, TokenError, generate_tokens

from ircompile.hosts.code import Layout
from ircompile.syntax.comments import Comment
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from tokenize import TokenInfo

LONE_CR = re.compile(r"\r(?!\n)")
CONTINUED = re.compile(r"\\\r?\n")
"""A line end that does not end a statement."""
TEMPLATE_STARTS, TEMPLATE_ENDS = (
    tuple(getattr(tokenize, f"{kind}STRING_{edge}") for kind in "FT" if hasattr(tokenize, f"{kind}STRING_{edge}"))
    for edge in ("START", "END")
)
"""The tokens at the ends of f-strings and t-strings, if this Python has any."""
SKIPPED = (NL, INDENT, DEDENT, ENDMARKER)


def layout(text: str) -> Layout:
    """Return the comments of a program, its statements, and the items in the brackets of each."""
    root = Node(None, 0, len(text), items=[])
    found = Layout(roots=[root])
    entries = _Entries(root)
    last, is_read = 0, False
    for token, start, end in _tokens(text):
        if token.type == COMMENT:
            line = text.rfind("\n", 0, start) + 1
            found.comments.append(Comment(start, end, own_line=not text[line:start].strip()))
        elif token.type not in SKIPPED:
            found.closed += (it.span() for it in CONTINUED.finditer(text, last, start))
            if token.type != NEWLINE and "\n" in text[start:end]:
                found.closed.append((start, end))
            entries.add(token, start, end)
        last = end
        is_read = token.type == ENDMARKER
    if not is_read:
        found.closed.append((last, len(text) + 1))
    return found


def _tokens(text: str) -> Iterator[tuple[TokenInfo, int, int]]:
    """Yield the tokens of a program, as far as it has any, each with its span; an f-string is one."""
    text = LONE_CR.sub("\n", text)
    starts = [0]
    for written in StringIO(text, newline="\n"):
        starts.append(starts[-1] + len(written))
    starts.append(starts[-1])
    opened: list[TokenInfo] = []  # the beginnings of the f-strings around, which are tokens since Python 3.12
    try:
        for token in generate_tokens(StringIO(text, newline="\n").readline):
            if token.type in TEMPLATE_STARTS:
                opened.append(token)
            first = opened[0] if opened else token
            if token.type in TEMPLATE_ENDS:
                opened.pop()
            if not opened:
                (line, column), (end_line, end_column) = first.start, token.end
                yield token, starts[line - 1] + column, min(starts[end_line - 1] + end_column, len(text))
    except (TokenError, SyntaxError, SystemError):  # the last is a fault of Python 3.13.0
        return


class _Entries:
    """Makes nodes of statements, and of the items in brackets; a node is complete when the next one begins."""

    def __init__(self, root: Node) -> None:
        self._around = [root]  # the program, and the entry that each open bracket is in
        self._entry: Node | None = None

    def add(self, token: TokenInfo, start: int, end: int) -> None:
        """Add a token."""
        text = token.string if token.type == OP else ""
        if token.type == NEWLINE or text == ";" or (text == "," and len(self._around) > 1):
            self._entry = None
            del self._around[1 if token.type == NEWLINE else len(self._around) :]
            return
        if text in (")", "]", "}") and len(self._around) > 1:
            self._entry = self._around.pop()
        elif self._entry is None:
            self._entry = Node(None, start, end, items=[])
            self._around[-1].elements.append(self._entry)
        self._entry.end = end
        for node in self._around[1:]:
            node.end = end
        if text in ("(", "[", "{"):
            self._around.append(self._entry)
            self._entry = None
