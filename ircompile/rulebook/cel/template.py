"""Templates: messages that contain expressions, such as "{self.DurationInSeconds} s is too short"."""

from __future__ import annotations

from ircompile.findings.values import PartialText, Unknown
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.conversions import to_string
from ircompile.rulebook.cel.values import CelError, CelSyntaxError, UnknownValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any


def compile_template(
    text: str, *, variables: frozenset[str], functions: Mapping[str, Callable[..., Any]] | None = None
) -> Callable[[Mapping[str, Any]], str]:
    """Return a function from bindings to the text, in which each `{expression}` is replaced by its value.

    Numbers and bools are written as by `string()`, lists as their items with ", " between them. `{{` and `}}` stand for
    braces; an expression can't contain any.

    Args:
        text: The template.
        variables: The names that its expressions may use.
        functions: More functions, as for `compile_expression`.

    Raises:
        CelSyntaxError: A brace is unmatched or an expression is wrong; the offset is one into `text`.
    """
    parts: list[str | Callable[[Mapping[str, Any]], Any]] = []
    for offset, part, is_expression in _parts(text):
        try:
            parts.append(compile_expression(part, variables=variables, functions=functions) if is_expression else part)
        except CelSyntaxError as error:
            raise CelSyntaxError(offset + error.offset, error.message) from None
    return lambda env: "".join(part if isinstance(part, str) else _formatted(part(env)) for part in parts)


def _parts(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the offset and the text of each part of a template, and whether it is an expression."""
    offset = 0
    while offset < len(text):
        if text.startswith(("{{", "}}"), offset):
            yield offset, text[offset], False
            offset += 2
        elif text[offset] == "}":
            raise CelSyntaxError(offset, "this `}` closes nothing; write `}}` for a brace")
        elif text[offset] == "{":
            end = text.find("}", offset)
            if end < 0:
                raise CelSyntaxError(offset, "this `{` is not closed; write `{{` for a brace")
            yield offset + 1, text[offset + 1 : end], True
            offset = end + 1
        else:
            end = min((found for brace in "{}" if (found := text.find(brace, offset)) >= 0), default=len(text))
            yield offset, text[offset:end], False
            offset = end


def _formatted(value: Any) -> str:
    if isinstance(value, PartialText):
        return str(value)
    if isinstance(value, Unknown):
        raise UnknownValueError
    if value is None:
        return "null"
    if isinstance(value, list):
        return ", ".join(map(_formatted, value))
    if isinstance(value, dict):
        raise CelError("a message can't contain a map")
    return to_string(value)
