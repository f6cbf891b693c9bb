"""The words for what is wrong with an expression's names and syntax."""

from __future__ import annotations

from ircompile.findings.messages import nearest
from ircompile.rulebook.cel.values import CelSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.syntax.lalr import GrammarError, Token

_CLOSING = {"RPAR": ")", "RSQB": "]", "RBRACE": "}", "COLON": ":"}
_SLIPS = {"=": "compare with `==`", "&": "write `&&`", "|": "write `||`"}
_QUOTES = "\"'"


def explained(text: str, fault: GrammarError) -> str:
    """What the grammar expected where the text doesn't follow it."""
    found = text[fault.index : fault.index + 1]
    if "STRING" in fault.accepts and found and found in _QUOTES:
        return "the string is not closed on its line"
    if "OR" in fault.accepts and found in _SLIPS:
        return _SLIPS[found]
    kinds = {"INT": "a value", "NAME": "a name", "STRING": "a string"}
    wanted = next((word for name, word in kinds.items() if name in fault.accepts), "an operator")
    closing = "".join(f" or `{sign}`" for name, sign in _CLOSING.items() if name in fault.accepts)
    return (
        f"{wanted}{closing} is expected here"
        if found
        else f"the expression ends too early: {wanted}{closing} is missing"
    )


def unknown(noun: str, name: Token, candidates: Iterable[str]) -> CelSyntaxError:
    """There is nothing of this name; perhaps one of the candidates is meant."""
    near = nearest(name, sorted(candidates))
    advice = f"; did you mean `{near}`?" if near else ""
    return CelSyntaxError(name.start, f"there is no {noun} `{name}`{advice}")
