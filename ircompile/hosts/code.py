"""The code in a file of another language: its snippets as one text, with their comments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from itertools import accumulate

from ircompile.findings.diagnostic import Edit
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from ircompile.hosts.snippets import Language, Snippet, Span
    from ircompile.syntax.comments import Comment

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


LAYOUTS: dict[Language, str] = {
    "python": "ircompile.hosts.python.layout",
    "shell": "ircompile.hosts.shell.layout",
    "yaml": "ircompile.hosts.states.layout",
    "comment": "ircompile.hosts.comment_lines",
}
"""The module that finds the comments of each language that has comments."""

INDENTATION = " \t>"
"""What lines of a snippet may begin with in a file, the marks of Markdown's quotes included."""


class Code:
    """The snippets of a file as one text, in which each ends with a line.

    Args:
        snippets: The snippets.
        file: The text of the file.
        comments: Comments of the file about several snippets, each with the offset at which the last of these ends.

    Attributes:
        snippets: The snippets that are not empty.
        text: The text.
    """

    def __init__(self, snippets: Sequence[Snippet], file: str, comments: Sequence[tuple[Snippet, int]] = ()) -> None:
        found = [it for it in (*snippets, *(comment for comment, _ in comments)) if it.text]
        self.snippets = sorted(found, key=lambda it: it.offsets[0])
        self._ends = {comment.offsets[0]: end for comment, end in comments}
        self._file = file
        texts = [it.text if it.text.endswith("\n") else f"{it.text}\n" for it in self.snippets]
        self.text = "".join(texts)
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text))
        self._firsts = [it.offsets[0] for it in self.snippets]
        self._lasts = list(accumulate((it.offsets[len(it.text)] for it in self.snippets), max))

    @cached_property
    def layout(self) -> Layout:
        """The comments, and what they can be about."""
        whole = Layout()
        for start, snippet in zip(self._starts, self.snippets, strict=False):
            if snippet.language in LAYOUTS:
                reader: LayoutReader = import_module(LAYOUTS[snippet.language])
                layout = reader.layout(snippet.text)
                whole.comments += (replace(it, start=start + it.start, end=start + it.end) for it in layout.comments)
                whole.closed += ((start + first, start + last) for first, last in layout.closed)
                whole.roots += (moved(it, range(start, start + len(snippet.text) + 1)) for it in layout.roots)
            else:
                whole.closed.append((start - 1, start + len(snippet.text) + 1))
        for _, start, end in reversed(self._covers):
            inside = [it for it in whole.roots if start <= it.start and it.end <= end]
            whole.roots = [it for it in whole.roots if it not in inside]
            whole.roots.append(Node(None, start, end, items=[Node(None, start, end, items=inside)]))
        return whole

    @cached_property
    def _covers(self) -> list[tuple[int, int, int]]:
        """The index of each comment about several snippets, and the span in the code of what it is about."""
        found = []
        for index, snippet in enumerate(self.snippets):
            if snippet.language == "comment":
                last = bisect_right(self._firsts, self._ends[snippet.offsets[0]])
                start = next((it for it in range(index, last) if self.snippets[it].language != "comment"), last)
                found.append((index, self._starts[start], self._starts[last]))
        return found

    def offset(self, offset: int) -> int:
        """Return the offset in the code of an offset in the file; of the next one if it is not in the code."""
        index = self._index(offset)
        if index is None:
            return len(self.text)
        snippet = self.snippets[index]
        return self._starts[index] + bisect_left(snippet.offsets, offset, 0, len(snippet.text))

    def language(self, offset: int) -> Language | None:
        """Return the language of the code at an offset in the file; None if there is none."""
        index = self._index(offset)
        return None if index is None else self.snippets[index].language

    def end_of_snippet(self, offset: int) -> int:
        """Return the offset in the code at which what a comment at an offset can be about ends."""
        index = self._place(offset)[0]
        return next((end for number, _, end in self._covers if number == index), self._starts[index + 1])

    def begins_line(self, offset: int) -> bool:
        """Return whether what a line has in the file before an offset in the code may precede a comment, too."""
        index, start = self._place(offset)
        before = self._before(index).strip(INDENTATION)
        return start > 0 or not before or (self.snippets[index].cell > 0 and before.endswith('"'))

    def ends_line(self, offset: int) -> bool:
        """Return whether a line ends in the file, too, at an offset in the code, or the string that the line is in."""
        end = self.span(offset, offset)[0]
        ends = ("", "\n", "\r", *(("\\", '"') if self.snippets[self._place(offset)[0]].cell else ()))
        return self._file[end : end + 1] in ends and self._file[end - 1 : end] != "\n"

    def _index(self, offset: int) -> int | None:
        """Return the index of the snippet at an offset in the file, the innermost one; else of the next one."""
        following = bisect_right(self._firsts, offset)
        index = following - 1
        while index >= 0 and self._lasts[index] >= offset:
            if self.snippets[index].offsets[len(self.snippets[index].text)] >= offset:
                return index
            index -= 1
        return following if following < len(self.snippets) else None

    def span(self, start: int, end: int) -> Span:
        """Return the span in the file of a span in the code."""
        index, first = self._place(start)
        snippet = self.snippets[index]
        return snippet.span(first, min(first + end - start, len(snippet.text)))

    def edit(self, edit: Edit) -> Edit:
        """Return the edit in the file for one in the code; new lines are written like those around them."""
        index, start = self._place(edit.start)
        snippet = self.snippets[index]
        end = min(start + edit.end - edit.start, len(snippet.text) + 1)
        if not edit.text and end >= len(snippet.text) and snippet.text[start - 1 : start] == "\n":
            width = 1 + snippet.text.endswith("\r\n", 0, start)  # the last line goes with the line end before it
            start, end = start - width, end - (width if snippet.text.endswith("\n") else 0)
        text = edit.text
        while text[:1] == snippet.text[start : start + 1] != "" and snippet.is_added(start):
            start, text = start + 1, text[1:]
        lines = map(snippet.escape, text.split("\n"))
        new = self._line_end(index, start).join(lines) if "\n" in text else snippet.escape(text)
        return Edit(*snippet.span(start, min(end, len(snippet.text))), new)

    def _line_end(self, index: int, offset: int) -> str:
        """Return how the file ends a line of a snippet near an offset, and begins the next one."""
        near = self.snippets[index]
        before = self._before(index)
        if offset == 0 and not before.strip(INDENTATION):
            return f"\n{before}"
        for snippet in (near, *self.snippets):
            at = snippet.text.rfind("\n", 0, offset if snippet is near else None)
            at = snippet.text.find("\n") if at < 0 else at
            if 0 <= at < len(snippet.text) - 1:
                return self._file[snippet.offsets[at] : snippet.offsets[at + 1]]
        return near.escape("\n")

    def _before(self, index: int) -> str:
        """Return what is before a snippet on its first line in the file."""
        first = self._firsts[index]
        return self._file[self._file.rfind("\n", 0, first) + 1 : first]

    def _place(self, offset: int) -> tuple[int, int]:
        """Return the index of the snippet that an offset is in, and the offset in the snippet."""
        index = min(bisect_right(self._starts, offset), len(self.snippets)) - 1
        return index, min(offset - self._starts[index], len(self.snippets[index].text))
