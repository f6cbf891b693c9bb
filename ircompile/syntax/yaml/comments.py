"""Comments of YAML, which its reader passes over: what stands behind a `#` outside of every scalar."""

from __future__ import annotations

import re

from ircompile.syntax.yaml.libyaml import event_parser, libyaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

yaml = libyaml()

COMMENT: Final = re.compile(r"(?<!\S)#[^\r\n]*")


class Comment:
    """A comment from its `#` to the end of its line, as offsets into the text.

    `own_line` says whether nothing else stands on its line, `ends_scalar` whether the line before it is the last one
    of a block scalar, which would take up the blank lines behind the comment if that were not there.
    """

    __slots__ = ("end", "ends_scalar", "own_line", "start")

    def __init__(self, text: str, start: int, end: int, gap: int) -> None:
        line = text.rfind("\n", 0, start) + 1
        self.start = start
        self.end = end
        self.own_line = not text[line:start].strip()
        self.ends_scalar = line == gap and line > 0


def comments(text: str, until: int) -> Iterator[Comment]:
    """The comments of a YAML text, in its order.

    Args:
        text: The text.
        until: The offset at which the reader gave up on it, else its length.
    """
    gap = 0
    for start, end in _scalars(text, until):
        for match in COMMENT.finditer(text, gap, start):
            yield Comment(text, *match.span(), gap)
        gap = end


def _scalars(text: str, until: int) -> Iterator[tuple[int, int]]:
    """Where the scalars are in which a `#` is no comment; at last where that can't be told any further."""
    parser = event_parser(text)
    end = 0
    try:
        while (event := parser.get_event()) and event.start_mark.index <= until:
            start, end = event.start_mark.index, event.end_mark.index
            if isinstance(event, yaml.ScalarEvent):
                yield (_header_end(text, start) if event.style in ("|", ">") else start), end
    except yaml.YAMLError:
        pass  # the reader has said so
    yield min(end, until), len(text)


def _header_end(text: str, start: int) -> int:
    """Where the line of a `|` or `>` ends, behind which a comment can stand."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end
