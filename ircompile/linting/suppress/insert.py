"""Insertion of `ignore` comments that suppress findings at their locations."""

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
    from ircompile.linting.suppress.directives import Directive
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source
    from ircompile.syntax.tree import Node


class IgnoreComments:
    """New `ignore` comments for the findings of one source.

    A comment goes to the end of its line. Where the line ends inside a string, or already has a different directive,
    the comment goes on a line of its own above the member or element. Sources that are not YAML, or that can't be
    parsed, get no comments.

    Args:
        source: The source.
        manifests: The manifests in it.
        diagnostics: The findings.
        reason: The reason that each comment gives, or "".

    Attributes:
        suppressed: The findings that the comments suppress.
    """

    def __init__(
        self, source: Source, manifests: list[Manifest], diagnostics: Iterable[Diagnostic], reason: str
    ) -> None:
        self._source = source
        self._reason = f" {reason}" if reason else ""
        self._line_ends: dict[int, list[str]] = {}
        self._own_lines: dict[int, list[str]] = {}
        self.suppressed: list[Diagnostic] = []
        if source.kind == "yaml" and all(manifest.document.is_complete for manifest in manifests):
            existing = list(comments(source.text, len(source.text)))
            self._comments = {self._line(comment.start): comment for comment in existing}
            self._directives = {self._line(it.start): it for it in directives(source.text, existing)}
            self._outline = Outline(manifest.document.root for manifest in manifests)
            self.suppressed = [it for it in diagnostics if it.rule not in {*RULES, *UNREAD} and self._add(it)]

    def edits(self) -> list[Edit]:
        """Return the edits that insert the comments."""
        return [
            *(self._edit_at_end(line, names) for line, names in self._line_ends.items()),
            *(self._edit_above(line, names) for line, names in self._own_lines.items()),
        ]

    def _line(self, offset: int) -> int:
        return self._source.lines.number(offset)

    def _add(self, diagnostic: Diagnostic) -> bool:
        """Add a diagnostic's rule to the comment that suppresses it; return whether there is a line for one."""
        offset = self._source.offset(diagnostic.line, diagnostic.column)
        entry = next(self._outline.around(offset), None)
        line = self._last_line(entry.node) if entry and entry.node.items is None else diagnostic.line
        names_by_line = self._line_ends
        if not self._can_end_with_comment(line):
            starts = (self._line(it.start) for it in self._outline.around(offset) if self._starts_line(it.start))
            line = next(starts, 0)
            names_by_line = self._own_lines
        if not line:
            return False
        names = names_by_line.setdefault(line, [])
        if diagnostic.rule not in names:
            names.append(diagnostic.rule)
        return True

    def _last_line(self, node: Node) -> int:
        """Return the last line of a scalar that can end in a comment: for a block scalar, its first line."""
        is_block = self._source.text[node.start : node.start + 1] in ("|", ">")
        return self._line(node.start if is_block else max(node.start, node.end - 1))

    def _can_end_with_comment(self, line: int) -> bool:
        if line in self._directives:
            return self._can_extend(self._directives[line])
        if line in self._comments:
            return not self._comments[line].own_line
        end = self._source.offset(line) + len(self._source.line(line))
        entry = next(self._outline.around(end), None)
        if entry and entry.node.items is None and entry.node.start < end < entry.node.end:
            return self._last_line(entry.node) == line
        return True

    def _can_extend(self, directive: Directive) -> bool:
        """Return whether a directive, with more names, means the same as a new comment would."""
        return (
            is_understood(directive)
            and directive.verb.text == "ignore"
            and bool(directive.names)
            and not (directive.until and directive.until.text)
            and bool(directive.reason or not self._reason)
        )

    def _starts_line(self, offset: int) -> bool:
        """Return whether only blanks and list dashes precede an offset on its line."""
        start = self._source.offset(self._line(offset))
        return not self._source.text[start:offset].strip(" -")

    def _comment(self, names: list[str]) -> str:
        return f"# {MARK} ignore[{', '.join(names)}]{self._reason}"

    def _edit_at_end(self, line: int, names: list[str]) -> Edit:
        if line in self._directives:
            existing = self._directives[line].names or ()
            end = existing[-1].span[1]
            known = [name.text for name in existing]
            return Edit(end, end, "".join(f", {name}" for name in names if name not in known))
        start, text = self._source.offset(line), self._source.line(line)
        return Edit(start + len(text.rstrip(" \t")), start + len(text), f"  {self._comment(names)}")

    def _edit_above(self, line: int, names: list[str]) -> Edit:
        start, text = self._source.offset(line), self._source.line(line)
        indent = text[: len(text) - len(text.lstrip(" "))]
        ending = "\r\n" if self._source.text[start + len(text) : start + len(text) + 1] == "\r" else "\n"
        return Edit(start, start, f"{indent}{self._comment(names)}{ending}")
