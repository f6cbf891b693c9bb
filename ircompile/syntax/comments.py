"""The comments of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, from its `#` to the end of its line, or in Markdown the line of a whole `<!-- … -->`.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        own_line: Whether nothing else is on the line.
        ends_scalar: Whether the line before is the last one of a YAML block scalar. If the comment were removed, the
            scalar would include the blank lines after it.
    """

    start: int
    end: int
    own_line: bool
    ends_scalar: bool = False
