"""Placeholders for the gaps in a text, named after what a program puts there."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.findings.values import PartialText

FIELD: Final = re.compile(r"\{([^{}]*)\}|\$\{?(\w+)\}?|\$\(([^()]*)\)|<([^<>]*)>|%\((\w+)\)")
"""A place in a text that is filled in when a program runs."""
KEY: Final = re.compile(r"(?:\[|\bget(?:env)?\()\s*[\"'](\w+)[\"']")
"""A key in an expression, such as `os.environ["BUCKET"]`."""
LITERAL: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
ROOT: Final = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
"""A name in an expression without literals that is not an attribute."""
BUILTINS: Final = frozenset({"f", "format", "int", "round", "str"})
"""Names that say nothing of a value."""
NAMELESS: Final = "unknown"
"""The name of a gap of which the text does not say one."""


def with_gaps(value: PartialText, text: str) -> str:
    """Return a text with a placeholder for each gap, by the names in the expression that it comes from."""
    gaps = value.parts.count(None)
    names = ["".join(filter(None, match.groups())) for match in FIELD.finditer(text)]
    if len(names) != gaps:
        names = [name for name in ROOT.findall(LITERAL.sub("", text)) if name not in BUILTINS][-1:] if gaps == 1 else []
    waiting = iter(names or [NAMELESS] * gaps)
    return "".join(f"<{_name(next(waiting, NAMELESS))}>" if part is None else part for part in value.parts)


def _name(expression: str) -> str:
    """Return the name in an expression that says most: that of a key in it, or else its first one."""
    keys = KEY.findall(expression)
    names = keys or [name for name in ROOT.findall(LITERAL.sub("", expression)) if name not in BUILTINS]
    found = re.search(r"[A-Za-z]\w{0,30}", names[0]) if names else None
    return found[0] if found else NAMELESS
