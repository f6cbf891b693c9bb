"""The comments of a YAML text, which its reader skips."""

from __future__ import annotations

import re

from ircompile.syntax.comments import Comment
from ircompile.syntax.yaml.libyaml import event_parser, libyaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

yaml = libyaml()

COMMENT: Final = re.compile(r"(?<!\S)#[^\r\n]*")


def comments(text: str, until: int) -> Iterator[Comment]:
    """Yield the comments of a YAML text from start to end.

    Args:
        text: The text.
        until: The offset up to which the reader could read it.
    """
    scalar_end = 0
    for start, end in _scalars(text, until):
        for match in COMMENT.finditer(text, scalar_end, start):
            line = text.rfind("\n", 0, match.start()) + 1
            own_line = not text[line : match.start()].strip()
            yield Comment(*match.span(), own_line, ends_scalar=line == scalar_end and line > 0)
        scalar_end = end


def _scalars(text: str, until: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the scalars, in which `#` starts no comment, and at last the span that can't be read."""
    parser = event_parser(text)
    end = 0
    try:
        while (event := parser.get_event()) and event.start_mark.index <= until:
            start, end = event.start_mark.index, event.end_mark.index
            if isinstance(event, yaml.ScalarEvent):
                yield (_header_end(text, start) if event.style in ("|", ">") else start), end
    except yaml.YAMLError:
        pass  # the reader has reported it
    yield min(end, until), len(text)


def _header_end(text: str, start: int) -> int:
    """Return the offset of the end of the line with a `|` or `>`, which may have a comment."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end
