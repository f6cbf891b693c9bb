"""Texts with comments, and what these can be about: a YAML text, or the code in a file of another language."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import copy
from dataclasses import dataclass

from ircompile.findings.diagnostic import Edit
from ircompile.sources.files import HOST_ENDINGS
from ircompile.sources.lines import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ircompile.findings.finding import Finding
    from ircompile.hosts.code import Code
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source
    from ircompile.syntax.comments import Comment
    from ircompile.syntax.tree import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of a mapping or an element of a list.

    Attributes:
        start: The offset of the member's key, or of the element.
        node: The member's value, or the element.
        parent: The entry that contains this one; None at the top of a document.
    """

    start: int
    node: Node
    parent: Entry | None


class Outline:
    """The entries of a text's documents, in the order of the text.

    Values that an alias or a merge key repeats are entries only where they are written.
    """

    def __init__(self, roots: Iterable[Node]) -> None:
        self._entries = sorted((entry for root in roots for entry in _entries(root)), key=lambda entry: entry.start)
        self._starts = [entry.start for entry in self._entries]

    def below(self, offset: int) -> Entry | None:
        """Return the entry that a comment on its own line precedes, or None after the last entry.

        That is the outermost of the entries that start next after the offset; between a key and its scalar, it is
        the entry of that key.
        """
        inside = next(self.around(offset), None)
        if inside and inside.node.items is None and offset < inside.node.start:
            return inside
        index = bisect_left(self._starts, offset)
        return self._entries[index] if index < len(self._entries) else None

    def around(self, offset: int) -> Iterator[Entry]:
        """Yield the entries that contain an offset, the innermost first."""
        index = bisect_right(self._starts, offset) - 1
        entry = self._entries[index] if index >= 0 else None
        while entry:
            if offset <= entry.node.end:
                yield entry
            entry = entry.parent


def _entries(root: Node) -> Iterator[Entry]:
    """Yield the entries below a node, each before the entries that it contains."""
    waiting: list[tuple[Node, Entry | None]] = [(root, None)]
    while waiting:
        node, parent = waiting.pop()
        keys = node.keys or {}
        children = [(keys[key][0], item) for key, item in node.members.items() if key in keys]
        children += [(item.start, item) for key, item in node.members.items() if key not in keys]
        children += [(item.start, item) for item in node.elements]
        for start, item in children:
            if node.start <= start <= item.start and item.end <= node.end:
                entry = Entry(start, item, parent)
                yield entry
                if item.items:
                    waiting.append((item, entry))


class CommentedText:
    """A text with comments.

    Attributes:
        text: The text.
        comments: Its comments, in order.
        outline: What the comments can be about.
    """

    def __init__(self, text: str, comments: Sequence[Comment], outline: Outline) -> None:
        self.text = text
        self.comments = comments
        self.outline = outline
        self._lines = Lines(text)

    def line(self, offset: int) -> int:
        """Return the number of the line of an offset."""
        return self._lines.number(offset)

    def line_span(self, number: int) -> tuple[int, int]:
        """Return the span of a line without its end."""
        start = self._lines.start(number)
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        return start, end - self.text.endswith("\r", start, end)

    def can_end_with_comment(self, line: int) -> bool:
        """Return whether a comment can be added at the end of a line that has none: not if it is in a string."""
        end = self.line_span(line)[1]
        entry = next(self.outline.around(end), None)
        if entry and entry.node.items is None and entry.node.start < end < entry.node.end:
            return self._last_line(entry.node) == line
        return True

    def can_follow_comment(self, start: int) -> bool:
        """Return whether a comment above the line on which an entry begins is about the entry."""
        return not self.text[self.line_span(self.line(start))[0] : start].strip(" -")

    def lines_for_comment(self, start: int, end: int) -> tuple[int, ...]:
        """Return the lines at whose end a comment silences a finding.

        Args:
            start: The offset at which the span of the finding starts.
            end: The offset at which it ends.
        """
        del end
        entry = next(self.outline.around(start), None)
        return (self._last_line(entry.node) if entry and entry.node.items is None else self.line(start),)

    def _last_line(self, node: Node) -> int:
        """Return the last line of a scalar that can end in a comment: for a block scalar, its first line."""
        is_block = self.text[node.start : node.start + 1] in ("|", ">")
        return self.line(node.start if is_block else max(node.start, node.end - 1))

    def below(self, offset: int) -> Entry | None:
        """Return the entry that a comment on its own line precedes, which ends at an offset."""
        return self.outline.below(offset)

    def first_on_line(self, offset: int) -> Entry | None:
        """Return what a comment above the line of an offset is about, if it covers the whole line."""
        del offset
        return None

    def offset(self, offset: int) -> int:
        """Return the offset in the text of an offset in the file."""
        return offset

    def edit(self, edit: Edit) -> Edit:
        """Return the edit of the file that makes an edit of the text."""
        return edit

    def located(self, finding: Finding) -> Finding:
        """Return a finding on a span of the text as one on a span of the file."""
        return finding


class CommentedCode(CommentedText):
    """The code in a file of another language.

    Args:
        code: The code.
    """

    def __init__(self, code: Code) -> None:
        self._code = code
        super().__init__(code.text, code.layout.comments, Outline(code.layout.roots))

    def can_end_with_comment(self, line: int) -> bool:
        """Return whether a comment can be added at the end of a line: not in a string, or before a continuation."""
        end = self.line_span(line)[1]
        is_open = not any(first < end < last for first, last in self._code.layout.closed)
        return is_open and self._code.ends_line(end)

    def can_follow_comment(self, start: int) -> bool:
        """Return whether a comment can be added above the line on which an entry begins, if it continues no other."""
        line = self.line(start)
        begins_line = self._code.begins_line(self.line_span(line)[0])
        return begins_line and (line == 1 or self.can_end_with_comment(line - 1))

    def lines_for_comment(self, start: int, end: int) -> tuple[int, ...]:
        """Return the first and the last line of a finding."""
        return self.line(start), self.line(max(start, end - 1))

    def below(self, offset: int) -> Entry | None:
        """Return the entry that follows a comment in its snippet."""
        entry = self.outline.below(offset)
        return entry if entry and entry.start < self._code.end_of_snippet(offset) else None

    def first_on_line(self, offset: int) -> Entry | None:
        """Return the first statement or item that begins on the line of an offset."""
        line = self.line(offset)
        entry = self.outline.below(self.line_span(line)[0])
        return entry if entry and self.line(entry.start) == line else None

    def offset(self, offset: int) -> int:
        """Return the offset in the code of an offset in the file."""
        return self._code.offset(offset)

    def edit(self, edit: Edit) -> Edit:
        """Return the edit of the file that makes an edit of the code."""
        return self._code.edit(edit)

    def located(self, finding: Finding) -> Finding:
        """Return a finding on a span of the code as one on a span of the file."""
        found = copy(finding)
        found.blames = [copy(blame) for blame in finding.blames]
        found.changes = [copy(change) for change in finding.changes]
        for blame in found.blames:
            blame.span = blame.span and self._code.span(*blame.span)
        for change in found.changes:
            if change.span:
                edit = self._code.edit(Edit(*change.span, change.new))
                change.span, change.new = (edit.start, edit.end), edit.text
        return found


def commented(source: Source, manifests: Sequence[Manifest]) -> CommentedText | None:
    """Return the text of a source with its comments; None if it has no text that may have some.

    Args:
        source: The source.
        manifests: The manifests in it.
    """
    if source.kind in HOST_ENDINGS:
        from ircompile.hosts import code_in

        code = code_in(source)
        return CommentedCode(code) if code.text else None
    if source.kind != "yaml":
        return None
    from ircompile.syntax.yaml.comments import comments

    found = list(comments(source.text, _end_of_reading(source, manifests)))
    return CommentedText(source.text, found, Outline(_roots(source, manifests)))


def _roots(source: Source, manifests: Sequence[Manifest]) -> list[Node]:
    """Return the trees of a YAML text; those around the calls in it, which may be in its strings."""
    if not any(manifest.document.call for manifest in manifests):
        return [manifest.document.root for manifest in manifests]
    from ircompile.config.settings import Limits
    from ircompile.syntax.yaml.short_forms import read_template

    return [document.root for document in read_template(source.text, Limits())[0]]


def _end_of_reading(source: Source, manifests: Sequence[Manifest]) -> int:
    """Return the offset at which the reader gave up on the text, else the text's length."""
    for manifest in manifests:
        if not manifest.document.is_complete:
            spans = [finding.blames[0].span or (0, 0) for finding in manifest.document.findings[-1:]]
            return max((start for start, _ in spans), default=0)
    return len(source.text)
