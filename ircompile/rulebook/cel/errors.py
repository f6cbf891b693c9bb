"""Messages for unknown names and for syntax errors in expressions."""

from __future__ import annotations

from ircompile.findings.suggestions import nearest
from ircompile.rulebook.cel.values import CelSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from ircompile.syntax.lalr import GrammarError, Token

_CLOSING: Final = {"RPAR": ")", "RSQB": "]", "RBRACE": "}", "COLON": ":"}
_MISTAKEN_OPERATORS: Final = {"=": "compare with `==`", "&": "write `&&`", "|": "write `||`"}
_QUOTES: Final = "\"'"


def describe_syntax_error(text: str, error: GrammarError) -> str:
    """Return a message that says what the grammar expects at the offset of the error."""
    found = text[error.index : error.index + 1]
    if "STRING" in error.accepts and found and found in _QUOTES:
        return "the string is not closed on its line"
    if "OR" in error.accepts and found in _MISTAKEN_OPERATORS:
        return _MISTAKEN_OPERATORS[found]
    kinds = {"INT": "a value", "NAME": "a name", "STRING": "a string"}
    wanted = next((word for name, word in kinds.items() if name in error.accepts), "an operator")
    closing = "".join(f" or `{sign}`" for name, sign in _CLOSING.items() if name in error.accepts)
    return f"expected {wanted}{closing} here" if found else f"the expression ends too early: expected {wanted}{closing}"


def unknown_name(noun: str, name: Token, candidates: Iterable[str]) -> CelSyntaxError:
    """Return the error for a name that does not exist, which suggests the nearest of the candidates."""
    near = nearest(name, sorted(candidates))
    advice = f"; did you mean `{near}`?" if near else ""
    return CelSyntaxError(name.start, f"there is no {noun} `{name}`{advice}")
