"""What is known of the texts that expressions of state machines put together."""

from __future__ import annotations

import re

from ircompile.findings.values import UNKNOWN, PartialText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from ircompile.findings.values import Unknown

FORMAT: Final = re.compile(r"States\.Format\(\s*'((?:[^'\\]|\\.)*)'\s*[,)].*", re.DOTALL)
"""A call of the intrinsic function with a literal as its template."""
FORMAT_PART: Final = re.compile(r"\{\}|(?:[^{\\]|\\.)+", re.DOTALL)
TERM: Final = re.compile(r"""\s*(?:'([^'\\]*)'|"([^"\\]*)"|\$[\w.$]*(?:\([^()'"]*\))?)\s*(?:&|\Z)""")
"""A literal without escapes, a path or a call of a function in a concatenation of JSONata, and what follows it."""


def formatted(expression: str) -> str | Unknown:
    """Return what is known of a path or an intrinsic function: of `States.Format`, the text around `{}`."""
    call = FORMAT.fullmatch(expression)
    if call is None or "".join(FORMAT_PART.findall(call[1])) != call[1]:
        return UNKNOWN
    return _text(None if it == "{}" else re.sub(r"\\(.)", r"\1", it) for it in FORMAT_PART.findall(call[1]))


def concatenated(expression: str) -> str | Unknown:
    """Return what is known of an expression `{% … %}` of JSONata: of terms with `&` between them, the literals."""
    text = expression[len("{%") : -len("%}")].strip()
    parts: list[str | None] = []
    end = 0
    while end < len(text) and (term := TERM.match(text, end)):
        parts.append(term[1] if term[1] is not None else term[2])
        end = term.end()
    is_whole = end == len(text) and not text.endswith("&") and len(parts) > 1
    return _text(parts) if is_whole else UNKNOWN


def _text(parts: Iterable[str | None]) -> str | PartialText:
    text = PartialText(parts)
    return text if None in text.parts else text.known
