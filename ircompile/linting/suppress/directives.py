"""Comments that speak to the linter: `# ircompile: ignore[rule, topic] until=YYYY-MM-DD reason`."""

from __future__ import annotations

import re

from ircompile.linting.suppress import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from ircompile.syntax.yaml.comments import Comment

    Span = tuple[int, int]

DIRECTIVE: Final = re.compile(
    rf"(?<!\S)#[ \t]*(?P<mark>(?i:{MARK}))[ \t]*(?P<verb>[\w-]+)(?:[ \t]*\[(?P<names>[^\]\r\n]*)\])?"
)
NAME: Final = re.compile(r"[^\s,]+")
UNTIL: Final = re.compile(r"(?<!\S)until=(\S*)")
BLANK_LINE: Final = re.compile(r"[ \t]*\r?\n")


class Directive:
    """A comment that speaks to the linter; places are offsets into the text.

    Attributes:
        comment: The comment that it is, or that it ends.
        start, end: Where it stands, from its `#`.
        mark: The word that makes it one, which may be in other letters; `mark_span` is where that stands.
        verb: What it does, such as "ignore"; `verb_span` is where that stands.
        names: What stands in the brackets, with the place of each; None without brackets.
        until: What stands behind `until=`, or None; `until_span` is where it does.
        reason: Whatever else it says.
    """

    __slots__ = (
        "comment",
        "end",
        "mark",
        "mark_span",
        "names",
        "reason",
        "start",
        "until",
        "until_span",
        "verb",
        "verb_span",
    )

    def __init__(self, text: str, comment: Comment, match: re.Match[str]) -> None:
        self.comment = comment
        self.start, self.end = match.start(), comment.end
        self.mark, self.mark_span = match["mark"], match.span("mark")
        self.verb, self.verb_span = match["verb"], match.span("verb")
        bracketed = NAME.finditer(text, *match.span("names")) if match["names"] is not None else None
        self.names = None if bracketed is None else [(name[0], name.span()) for name in bracketed]
        until = UNTIL.search(text, match.end(), comment.end)
        self.until: str | None = until[1] if until else None
        self.until_span: Span = until.span() if until else (0, 0)
        self.reason = " ".join(UNTIL.sub("", text[match.end() : comment.end], count=1).split())

    def removal(self, text: str) -> tuple[Span, str]:
        """What replaces which characters where it is taken out of its text: its line goes with it if it is alone."""
        line = text.rfind("\n", 0, self.start) + 1
        if not self.comment.own_line:
            return (line + len(text[line : self.start].rstrip()), self.end), ""
        next_line = text.find("\n", self.end) + 1 or len(text)
        if self.comment.ends_scalar and BLANK_LINE.match(text, next_line):
            return (self.start, self.end), "#"
        return (line, next_line), ""

    def removal_of(self, name: Span) -> Span:
        """The characters that go where one of several names is taken out."""
        spans = [span for _, span in self.names or ()]
        at = spans.index(name)
        return (spans[at - 1][1], name[1]) if at else (name[0], spans[1][0])


def directives(text: str, comments: Iterable[Comment]) -> Iterator[Directive]:
    """Those in the comments of a text: alone on a line, or at the end of one, there also behind another comment."""
    for comment in comments:
        match = DIRECTIVE.search(text, comment.start, comment.end)
        if match and (match.start() == comment.start or not comment.own_line):
            yield Directive(text, comment, match)
