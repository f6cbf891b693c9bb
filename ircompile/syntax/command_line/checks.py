"""What botocore's client refuses of the request that a command line makes."""

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
    from ircompile.syntax.command_line.validation import Fault


def check_request(parameters: Mapping[Any, Any], own: Mapping[str, Given], request: Shape, end: int) -> None:
    """Refuse what the client does not take.

    Args:
        parameters: The request, its keys any that a document may have.
        own: The options that it comes from.
        request: Its shape.
        end: The length of argv.

    Raises:
        CommandError: of kind "validation", with all that is wrong; "exception" for what can't be handed over.
    """
    document = next((own[option].value_index for option in INPUTS if option in own), end)
    for key in parameters:  # they become keyword arguments of a Python method
        if not isinstance(key, str) or key == "self":
            what = "self" if key == "self" else f"of type {type(key).__name__}"
            raise CommandError("exception", f"the request can't have a member {what}", document)
    faults = list(validate(parameters, request))
    if not faults:
        return
    option = own.get(option_name(str(faults[0].path[0]))) if faults[0].path else None
    try:
        message = "the request would not be sent: " + "; ".join(map(str, faults))
    except ValueError as error:  # an integer too long for Python to print
        raise CommandError("exception", f"the request can't be checked: {error}", document, error) from None
    raise CommandError("validation", message, option.value_index if option else document, _Report(faults))


class _Report:
    """What botocore prints of faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = faults

    def __str__(self) -> str:
        return "\n".join(["Parameter validation failed:", *(fault.aws for fault in self._faults)])
