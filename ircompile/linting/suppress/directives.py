"""Comments that address the linter: `# ircompile: ignore[rule, topic] until=YYYY-MM-DD reason`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ircompile.findings.diagnostic import Edit
from ircompile.linting.suppress import PROGRAM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from ircompile.syntax.comments import Comment

    Span = tuple[int, int]

DIRECTIVE: Final = re.compile(
    rf"(?<!\S)(?:#|<!--|\{{/\*)[ \t]*(?P<mark>(?i:{PROGRAM})(?:[:=.;-]|(?=[ \t])))[ \t]*(?P<verb>[\w-]+)"
    r"(?:[ \t]*\[(?P<names>[^\]\r\n]*)\])?"
)
"""A directive, even one whose mark lacks the colon. In pages, comments begin in another way."""
NAME: Final = re.compile(r"[^\s,]+")
UNTIL: Final = re.compile(r"(?<!\S)until=(\S*)")
BLANK_LINE: Final = re.compile(r"[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a directive.

    Attributes:
        text: The mark, the verb, a name, or the date after `until=`.
        span: The offsets in the source's text; for a date, they include `until=`.
    """

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that addresses the linter.

    Attributes:
        comment: The comment that contains the directive; the directive extends to its end.
        start: The offset of the directive's `#`.
        mark: The mark as written, in any letter case.
        verb: The action, such as "ignore".
        names: The rules and topics in brackets; None without brackets.
        until: The last day on which the directive applies, as written; None without `until=`.
        reason: The rest of the comment.
    """

    comment: Comment
    start: int
    mark: Token
    verb: Token
    names: tuple[Token, ...] | None
    until: Token | None
    reason: str

    @property
    def span(self) -> Span:
        """The directive's offsets in the source's text."""
        return self.start, self.comment.end

    def removal(self, text: str) -> Edit:
        """Return the edit that removes the directive from its text, with its line if nothing else is on it."""
        start, end = self.span
        line = text.rfind("\n", 0, start) + 1
        if not self.comment.own_line:
            return Edit(line + len(text[line:start].rstrip()), end, "")
        next_line = text.find("\n", end) + 1 or len(text)
        if self.comment.ends_scalar and BLANK_LINE.match(text, next_line):
            return Edit(start, end, "#")  # without a comment, the block scalar would take in the blank line
        return Edit(line, next_line, "")

    def removal_of(self, name: Token) -> Edit:
        """Return the edit that removes one of several names."""
        names = self.names or ()
        index = names.index(name)
        start, end = (names[index - 1].span[1], name.span[1]) if index else (name.span[0], names[1].span[0])
        return Edit(start, end, "")


def directives(text: str, comments: Iterable[Comment]) -> Iterator[Directive]:
    """Yield the directives of a text, at most one per comment.

    A comment on its own line must start with the directive. At the end of a line, the directive may follow another
    comment.

    Args:
        text: The source's text.
        comments: The text's comments, in order.
    """
    for comment in comments:
        match = DIRECTIVE.search(text, comment.start, comment.end)
        if match and (match.start() == comment.start or not comment.own_line):
            yield _parse(text, comment, match)


def _parse(text: str, comment: Comment, match: re.Match[str]) -> Directive:
    names = None
    if match["names"] is not None:
        names = tuple(Token(name[0], name.span()) for name in NAME.finditer(text, *match.span("names")))
    until = UNTIL.search(text, match.end(), comment.end)
    return Directive(
        comment=comment,
        start=match.start(),
        mark=Token(match["mark"], match.span("mark")),
        verb=Token(match["verb"], match.span("verb")),
        names=names,
        until=Token(until[1], until.span()) if until else None,
        reason=" ".join(UNTIL.sub("", text[match.end() : comment.end], count=1).split()),
    )
