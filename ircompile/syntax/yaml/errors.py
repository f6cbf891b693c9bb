"""The findings on texts that are no YAML, in the words of libyaml."""

from __future__ import annotations

from ircompile.config.settings import HIGHEST
from ircompile.syntax.document import parse_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.finding import Finding

ADVICE = {
    "expected alphabetic or numeric": "use only ASCII letters, digits, `-` and `_` in names of anchors and aliases",
    "expected <document start>": "begin each document with `---`, and indent what belongs to the one before",
    "mapping values are not allowed": "quote a value with `: ` in it, and give all keys of a mapping the same indent",
    "cannot start any token": "indent with spaces, not tabs, and quote a value that begins with a special character",
    "expected <block end>": "give all keys of a mapping the same indent",
    "could not find expected ':'": "put a `:` and a space after every key",
    "unexpected end of stream": "close the quote or bracket that is still open",
    "expected ',' or ']'": "close the `[`, and put `,` between elements",
    "expected ',' or '}'": "close the `{`, and put `,` between members",
    "maximum nesting depth": f"nest values less deeply; `--limit depth=N` allows up to {HIGHEST['depth']} levels",
}
"""What to do about a syntax error, by a part of libyaml's message."""


def syntax_error(error: Any, text: str) -> Finding:
    """Return the finding for an error of libyaml or PyYAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None)
    advice = next((advice for part, advice in ADVICE.items() if part in problem), "")
    offset = min(mark.index, len(text)) if mark else 0
    return parse_error(f"not YAML: {problem}" + (f" ({context})" if context else ""), offset, help=advice)
