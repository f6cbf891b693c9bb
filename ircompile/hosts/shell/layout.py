"""The comments of a shell script, and the commands and words that they can be about."""

from __future__ import annotations

import re

from ircompile.hosts.code import Layout
from ircompile.syntax.comments import Comment
from ircompile.syntax.shell.errors import MAX_LENGTH
from ircompile.syntax.shell.gaps import with_gaps
from ircompile.syntax.shell.script import Script
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Match

    from ircompile.syntax.shell.frames import Command, Here

CONTINUED = re.compile(r"\\\r?\n")
"""A line end that does not end a command."""


def layout(text: str) -> Layout:
    """Return the comments of a script, its commands, and the words of each."""
    if len(text) > MAX_LENGTH:
        return Layout()
    script = _Script(*with_gaps(text, range(len(text) + 1)))
    script.read()
    return script.layout()


class _Script(Script):
    """A script of which the comments are noted."""

    def __init__(self, text: str, offsets: Sequence[int]) -> None:
        super().__init__(text, self._add)
        self._offsets = offsets
        self._comments: dict[int, int] = {}
        self._nodes: list[Node] = []
        self._heres: list[tuple[int, int]] = []

    def layout(self) -> Layout:
        """Return what was noted, with offsets in the text without gaps."""
        ends = {*self._comments.values()}
        closed = [it.span() for it in CONTINUED.finditer(self._text) if it.start() + 1 not in ends]
        closed += (
            (word.start, word.end)
            for node in self._nodes
            for word in node.elements
            if "\n" in self._text[word.start : word.end]
        )
        closed += self._heres
        for error in self.errors:  # after which the rest of the line is not read
            newline = self._text.find("\n", error.start)
            closed.append((error.start, len(self._text) if newline < 0 else newline + 1))
        at = self._offsets
        return Layout(
            [self._found(start, end) for start, end in sorted(self._comments.items())],
            [moved(self._root(), at)],
            [(at[start], at[end]) for start, end in closed],
        )

    def _found(self, start: int, end: int) -> Comment:
        own_line = not self._text[self._text.rfind("\n", 0, start) + 1 : start].strip()
        return Comment(self._offsets[start], self._offsets[end], own_line)

    def _root(self) -> Node:
        """Return the script as a node, with the commands in it; those within words are below their commands."""
        root = Node(None, 0, len(self._text), items=[])
        around = [root]
        for node in sorted(self._nodes, key=lambda it: (it.start, -it.end)):
            while node.end > around[-1].end:
                around.pop()
            around[-1].elements.append(node)
            around.append(node)
        return root

    def _add(self, command: Command) -> None:
        words = [Node(None, word.start, word.end, items=[]) for word in command]
        self._nodes.append(Node(None, command[0].start, command[-1].end, items=words))

    def _comment(self, token: Match[str]) -> None:
        start = token.start()
        if not self._frame.word:
            end = self._text.find("\n", start)
            end = len(self._text) if end < 0 else end
            self._comments[start] = end - self._text.endswith("\r", start, end)
        super()._comment(token)

    def _read_here(self, here: Here) -> None:
        super()._read_here(here)
        self._heres.append((here.start - 1, here.end))
