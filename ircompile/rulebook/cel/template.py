"""Messages with expressions in them: "JobDurationInSeconds {self.JobDurationInSeconds} is too short"."""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN
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
    """A function from bindings to the text, with the value of each `{expression}` in its place.

    Numbers and bools stand as `string()` gives them, strings as they are, the items of a list with ", "
    between them. `{{` and `}}` are braces; an expression holds none.

    Args:
        text: The template.
        variables: As for `compile_expression`.
        functions: Likewise.

    Raises:
        CelSyntaxError: A brace without its fellow, or a fault of an expression; the index is one into `text`.
    """
    parts: list[str | Callable[[Mapping[str, Any]], Any]] = []
    for index, part, is_expression in _parts(text):
        try:
            parts.append(compile_expression(part, variables=variables, functions=functions) if is_expression else part)
        except CelSyntaxError as error:
            raise CelSyntaxError(index + error.index, error.message) from None
    return lambda env: "".join(part if isinstance(part, str) else _printed(part(env)) for part in parts)


def _parts(text: str) -> Iterator[tuple[int, str, bool]]:
    """Index, text and whether it is an expression, of each part of a template."""
    index = 0
    while index < len(text):
        if text.startswith(("{{", "}}"), index):
            yield index, text[index], False
            index += 2
        elif text[index] == "}":
            raise CelSyntaxError(index, "this `}` closes nothing; write `}}` for a brace")
        elif text[index] == "{":
            end = text.find("}", index)
            if end < 0:
                raise CelSyntaxError(index, "this `{` is not closed; write `{{` for a brace")
            yield index + 1, text[index + 1 : end], True
            index = end + 1
        else:
            end = min((found for brace in "{}" if (found := text.find(brace, index)) >= 0), default=len(text))
            yield index, text[index:end], False
            index = end


def _printed(value: Any) -> str:
    if value is UNKNOWN:
        raise UnknownValueError
    if value is None:
        return "null"
    if isinstance(value, list):
        return ", ".join(map(_printed, value))
    if isinstance(value, dict):
        raise CelError("a map can't stand in a message")
    return to_string(value)
