"""Comments for what is found, which silence it where it stands."""

from __future__ import annotations

from ircompile.findings.diagnostic import Edit
from ircompile.findings.finding import UNREAD
from ircompile.linting.suppress import MARK
from ircompile.linting.suppress.directives import directives
from ircompile.linting.suppress.outline import Outline
from ircompile.linting.suppress.problems import RULES, is_understood
from ircompile.syntax.yaml.comments import comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source
    from ircompile.syntax.tree import Node


class Additions:
    """The comments for findings of one source: edits of its text, and which findings they silence.

    Comments go to ends of lines; above a member or element where the line goes on in a string, or where a comment
    stands that says something else to the linter. There are none for texts without comments or that do not parse.

    Args:
        source: The text.
        manifests: What was read from it.
        diagnostics: The findings.
        reason: What the comments say besides, or "".
    """

    __slots__ = ("_above", "_behind", "_comments", "_directives", "_outline", "_reason", "_source", "silenced")

    def __init__(
        self, source: Source, manifests: list[Manifest], diagnostics: Iterable[Diagnostic], reason: str
    ) -> None:
        self._source = source
        self._reason = f" {reason}" if reason else ""
        self._behind: dict[int, list[str]] = {}
        self._above: dict[int, list[str]] = {}
        self.silenced: list[Diagnostic] = []
        if source.kind == "yaml" and all(manifest.document.is_complete for manifest in manifests):
            found = list(comments(source.text, len(source.text)))
            self._comments = {self._line(comment.start): comment for comment in found}
            self._directives = {self._line(it.start): it for it in directives(source.text, found)}
            self._outline = Outline(manifest.document.root for manifest in manifests)
            self.silenced = [it for it in diagnostics if it.rule not in {*RULES, *UNREAD} and self._add(it)]

    def _line(self, offset: int) -> int:
        return self._source.location(offset)[0]

    def _add(self, found: Diagnostic) -> bool:
        """Find a line for a finding's comment, and note its rule there."""
        offset = self._source.offset(found.line, found.column)
        entry = next(self._outline.around(offset), None)
        line = self._last_line(entry.node) if entry and entry.node.items is None else found.line
        if self._is_free(line):
            names, first = self._behind.setdefault(line, []), line
        else:
            first = next(
                (self._line(it.start) for it in self._outline.around(offset) if self._begins_line(it.start)), 0
            )
            names = self._above.setdefault(first, [])
        if first and found.rule not in names:
            names.append(found.rule)
        return bool(first)

    def _last_line(self, node: Node) -> int:
        """The line of a scalar that can end in a comment: its last one; of a block scalar, the first."""
        is_block = self._source.text[node.start : node.start + 1] in ("|", ">")
        return self._line(node.start if is_block else max(node.start, node.end - 1))

    def _is_free(self, line: int) -> bool:
        """Whether a comment of ours can end a line."""
        written = self._directives.get(line)
        if written:  # it takes another name if it counts, and says as much as ours would
            return (
                is_understood(written)
                and written.verb == "ignore"
                and bool(written.names)
                and not written.until
                and bool(written.reason or not self._reason)
            )
        if line in self._comments:
            return not self._comments[line].own_line
        end = self._source.offset(line) + len(self._source.line(line))
        entry = next(self._outline.around(end), None)
        return not (entry and entry.node.items is None and entry.node.start < end < entry.node.end) or (
            self._last_line(entry.node) == line
        )

    def _begins_line(self, offset: int) -> bool:
        start = self._source.offset(self._line(offset))
        return not self._source.text[start:offset].strip(" -")

    def edits(self) -> list[Edit]:
        """The edits that write the comments."""
        return [
            *(self._end(line, names) for line, names in self._behind.items()),
            *(self._own_line(line, names) for line, names in self._above.items() if line),
        ]

    def _comment(self, names: list[str]) -> str:
        return f"# {MARK} ignore[{', '.join(names)}]{self._reason}"

    def _end(self, line: int, names: list[str]) -> Edit:
        if line in self._directives:
            written = self._directives[line].names or []
            end = written[-1][1][1]
            known = [name for name, _ in written]
            return Edit(end, end, "".join(f", {name}" for name in names if name not in known))
        start, text = self._source.offset(line), self._source.line(line)
        return Edit(start + len(text.rstrip(" \t")), start + len(text), f"  {self._comment(names)}")

    def _own_line(self, line: int, names: list[str]) -> Edit:
        start, text = self._source.offset(line), self._source.line(line)
        blanks = text[: len(text) - len(text.lstrip(" "))]
        ending = "\r\n" if self._source.text[start + len(text) : start + len(text) + 1] == "\r" else "\n"
        return Edit(start, start, f"{blanks}{self._comment(names)}{ending}")
