"""Gaps: characters in place of the parts of a script that are not known, such as the value of a variable."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

GAP: Final = "\ufdd0"
"""A part of a word that is not known. Unicode has no such character, so that a text with it loses nothing."""
MANY: Final = "\ufdd1"
"""Any number of words that are not known, such as `"$@"`."""
GAPS: Final = re.compile(f"[{GAP}{MANY}]+")

TEMPLATE: Final = re.compile(
    r"""
    \$?\{\{ (?:[^{}\n]|\}(?!\})|\{(?!\{))*+ \}\}          # {{ x }}, ${{ x }}
  | (?<![${]) \{ [A-Za-z_]\w*(?:\.\w+)*+ \}                # {x}, {x.y}
  | (?<!<) < [A-Za-z_](?:[^\s<>"'`|&;(){}\\]|[ ](?![>|&;<]))*+ >  # <x>, <your role>
    """,
    re.VERBOSE,
)
"""What is replaced before a text is used: the places of templates, and those that a reader should fill in."""
CONTINUED_PROMPT: Final = re.compile(r"(?<=\\\n)[ \t]*>(?=[ \t]+-)")
"""A terminal's prompt in a line that goes on with a command."""


def with_gaps(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Return a text in which each place of a template is one gap, and the offset of each character and of the end.

    Args:
        text: The text of a script.
        offsets: The offset of each of its characters, and of its end.
    """
    text = CONTINUED_PROMPT.sub(lambda match: " " * len(match[0]), text)
    parts, where, at = [], list[int](), 0
    for match in TEMPLATE.finditer(text):
        parts += [text[at : match.start()], GAP]
        where += offsets[at : match.start() + 1]
        at = match.end()
    if not parts:
        return text, offsets
    return "".join([*parts, text[at:]]), [*where, *offsets[at:]]


def has_gap(text: str) -> bool:
    """Return whether a text has parts that are not known."""
    return GAP in text or MANY in text


def readable(value: Any) -> Any:
    """Return a text as messages show it, with an ellipsis for each gap; any other value as it is."""
    return GAPS.sub("…", value) if isinstance(value, str) else value
