"""What is at an offset of a text in any state: the path there, what is typed of it, and what is beside it.

A text that is being typed is rarely YAML or JSON, so nothing is parsed here: brackets, indentation and quotes are
followed, in the text after the offset, too, and what is out of place is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ircompile.editing.cursor.block import BlockReader
from ircompile.editing.cursor.flow import FlowReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.editing.cursor.types import Cursor

MARKER: Final = re.compile(r"^(?:---|\.\.\.)(?![^\s])", re.MULTILINE)
"""What begins or ends a document of YAML."""


def cursor(text: str, offset: int, *, is_json: bool = False) -> Cursor:
    """Return what is at an offset of a YAML or JSON text."""
    offset = min(max(offset, 0), len(text))
    start, end = (0, len(text)) if is_json else _document(text, offset)
    start += text.startswith("\ufeff", start)
    reader = FlowReader(text, start, end, offset, is_json=True) if is_json else BlockReader(text, start, end, offset)
    found = reader.read()
    return replace(found, document=(start, end))


def _document(text: str, offset: int) -> Span:
    """Return the span of the YAML document around an offset, without the markers before and after it."""
    start, end = 0, len(text)
    for marker in MARKER.finditer(text):
        if marker.start() >= offset:
            end = marker.start()
            break
        start = marker.end()
    return start, end
