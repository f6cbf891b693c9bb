"""The code in a file of another language: its snippets as one text, with their comments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module

from ircompile.findings.diagnostic import Edit
from ircompile.syntax.tree import moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from ircompile.hosts.snippets import Language, Snippet, Span
    from ircompile.syntax.comments import Comment
    from ircompile.syntax.tree import Node

    class LayoutReader(Protocol):
        """The module that finds the comments of a language."""

        def layout(self, text: str) -> Layout:
            """Return the comments of a snippet and what they can be about; nothing where it can't be read."""


@dataclass(slots=True)
class Layout:
    """The comments of a text, and what they can be about.

    Attributes:
        comments: Its comments, in order.
        roots: Nodes for parts of the text, with a node for each statement in them, and so on for the items in these.
        closed: The spans in which a line can't end with a comment, such as those of strings.
    """

    comments: list[Comment] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    closed: list[Span] = field(default_factory=list)


LAYOUTS: dict[Language, str] = {"python": "ircompile.hosts.python.layout"}
"""The module that finds the comments of each language that has comments."""


class Code:
    """The snippets of a file as one text, in which each ends with a line.

    Attributes:
        text: The text.
    """

    def __init__(self, snippets: Sequence[Snippet]) -> None:
        self._snippets = [it for it in snippets if it.text]
        texts = [it.text if it.text.endswith("\n") else f"{it.text}\n" for it in self._snippets]
        self.text = "".join(texts)
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text))
        self._firsts = [it.offsets[0] for it in self._snippets]

    @cached_property
    def layout(self) -> Layout:
        """The comments, and what they can be about."""
        whole = Layout()
        for start, snippet in zip(self._starts, self._snippets, strict=False):
            if snippet.language in LAYOUTS:
                reader: LayoutReader = import_module(LAYOUTS[snippet.language])
                layout = reader.layout(snippet.text)
                whole.comments += (replace(it, start=start + it.start, end=start + it.end) for it in layout.comments)
                whole.closed += ((start + first, start + last) for first, last in layout.closed)
                whole.roots += (moved(it, range(start, start + len(snippet.text) + 1)) for it in layout.roots)
        return whole

    def offset(self, offset: int) -> int:
        """Return the offset in the code of an offset in the file; of the next one if it is not in the code."""
        index = max(bisect_right(self._firsts, offset) - 1, 0)
        if not self._snippets:
            return 0
        offsets, end = self._snippets[index].offsets, len(self._snippets[index].text)
        return self._starts[index] + bisect_left(offsets, offset, 0, end)

    def span(self, start: int, end: int) -> Span:
        """Return the span in the file of a span in the code."""
        index, first = self._place(start)
        snippet = self._snippets[index]
        return snippet.span(first, min(first + end - start, len(snippet.text)))

    def edit(self, edit: Edit) -> Edit:
        """Return the edit in the file for one in the code."""
        snippet = self._snippets[self._place(edit.start)[0]]
        return Edit(*self.span(edit.start, edit.end), snippet.escape(edit.text))

    def _place(self, offset: int) -> tuple[int, int]:
        """Return the index of the snippet that an offset is in, and the offset in the snippet."""
        index = min(bisect_right(self._starts, offset), len(self._snippets)) - 1
        return index, min(offset - self._starts[index], len(self._snippets[index].text))
