"""Insertion of `ignore` comments that suppress findings at their locations."""

from __future__ import annotations

from ircompile.findings.diagnostic import Edit
from ircompile.findings.finding import UNREAD
from ircompile.linting.suppress import MARK
from ircompile.linting.suppress.commented import commented
from ircompile.linting.suppress.directives import directives
from ircompile.linting.suppress.problems import RULES, is_understood
from ircompile.sources.files import HOST_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.suppress.directives import Directive
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

EXEMPT = {*RULES, *UNREAD, "snippet-unread"}
"""The rules whose findings get no comment: those on comments, and those on texts in which no place is certain."""


class IgnoreComments:
    """New `ignore` comments for the findings of one source.

    A comment goes to the end of its line. Where the line ends inside a string, or already has a different directive,
    the comment goes on a line of its own above the member, element or statement. Sources without comments, and YAML
    that can't be parsed, get none.

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
        is_read = source.kind in HOST_ENDINGS or all(manifest.document.is_complete for manifest in manifests)
        text = commented(source, manifests) if is_read else None
        if text:
            self._text = text
            self._comments = {text.line(comment.start): comment for comment in text.comments}
            self._directives = {text.line(it.start): it for it in directives(text.text, text.comments)}
            self.suppressed = [it for it in diagnostics if it.rule not in EXEMPT and self._add(it)]

    def edits(self) -> list[Edit]:
        """Return the edits that insert the comments."""
        edits = [
            *(self._edit_at_end(line, names) for line, names in self._line_ends.items()),
            *(self._edit_above(line, names) for line, names in self._own_lines.items()),
        ]
        return [self._text.edit(it) for it in edits]

    def _add(self, diagnostic: Diagnostic) -> bool:
        """Add a diagnostic's rule to the comment that suppresses it; return whether there is a line for one."""
        start = self._text.offset(self._source.offset(diagnostic.line, diagnostic.column))
        end = self._text.offset(self._source.offset(diagnostic.end_line, diagnostic.end_column))
        line = next(filter(self._can_end_with_comment, self._text.lines_for_comment(start, end)), 0)
        names_by_line = self._line_ends
        if not line:
            starts = (
                self._text.line(it.start)
                for it in self._text.outline.around(start)
                if self._text.can_follow_comment(it.start)
            )
            line = next(starts, 0)
            names_by_line = self._own_lines
        if not line:
            return False
        names = names_by_line.setdefault(line, [])
        if diagnostic.rule not in names:
            names.append(diagnostic.rule)
        return True

    def _can_end_with_comment(self, line: int) -> bool:
        if line in self._directives:
            return self._can_extend(self._directives[line])
        if line in self._comments:
            return not self._comments[line].own_line
        return self._text.can_end_with_comment(line)

    def _can_extend(self, directive: Directive) -> bool:
        """Return whether a directive, with more names, means the same as a new comment would."""
        return (
            is_understood(directive)
            and directive.verb.text == "ignore"
            and bool(directive.names)
            and not (directive.until and directive.until.text)
            and bool(directive.reason or not self._reason)
        )

    def _comment(self, names: list[str]) -> str:
        return f"# {MARK} ignore[{', '.join(names)}]{self._reason}"

    def _edit_at_end(self, line: int, names: list[str]) -> Edit:
        if line in self._directives:
            existing = self._directives[line].names or ()
            end = existing[-1].span[1]
            known = [name.text for name in existing]
            return Edit(end, end, "".join(f", {name}" for name in names if name not in known))
        start, end = self._text.line_span(line)
        return Edit(start + len(self._text.text[start:end].rstrip(" \t")), end, f"  {self._comment(names)}")

    def _edit_above(self, line: int, names: list[str]) -> Edit:
        start, end = self._text.line_span(line)
        text = self._text.text[start:end]
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        ending = "\r\n" if self._text.text[end : end + 1] == "\r" else "\n"
        return Edit(start, start, f"{indent}{self._comment(names)}{ending}")
