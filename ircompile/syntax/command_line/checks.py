"""The checks of botocore's client on the request of a command line."""

from __future__ import annotations

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.options import INPUTS, option_name
from ircompile.syntax.command_line.validation import validate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given
    from ircompile.syntax.command_line.validation import Violation


def check_request(parameters: Mapping[Any, Any], own: Mapping[str, Given], request: Shape, end: int) -> None:
    """Raise an error if the client would refuse a request.

    Args:
        parameters: The request; from a document, it may have keys of any type.
        own: The options that it comes from.
        request: Its shape.
        end: The length of argv.

    Raises:
        CommandError: Of kind "validation", with all violations; "exception" if the client can't be called with it.
    """
    document = next((own[option].value_index for option in INPUTS if option in own), end)
    for key in parameters:  # the CLI passes them as keyword arguments
        if not isinstance(key, str) or key == "self":
            what = "self" if key == "self" else f"of type {type(key).__name__}"
            raise CommandError("exception", f"the request can't have a member {what}", document)
    violations = list(validate(parameters, request))
    if not violations:
        return
    option = own.get(option_name(str(violations[0].path[0]))) if violations[0].path else None
    try:
        message = "the request would not be sent: " + "; ".join(map(str, violations))
    except ValueError as error:  # an integer too long for Python to print
        raise CommandError("exception", f"the request can't be checked: {error}", document, error) from None
    raise CommandError("validation", message, option.value_index if option else document, _Report(violations))


class _Report:
    """botocore's message for violations, built only if its str is needed."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self._violations = violations

    def __str__(self) -> str:
        return "\n".join(["Parameter validation failed:", *(violation.aws for violation in self._violations)])
