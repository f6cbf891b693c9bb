"""The reader of command lines: the request that `aws sagemaker create-inference-recommendations-job …` would send.

As in the AWS CLI, a command line goes through three parsers (`arguments`; each is an `argparse_layer` with its
`options`). Then each value is read (`values`, `files`), and a request that is given as one document (`documents`), and
the global options (`settings`) and the request (`checks`) are checked.
"""

from __future__ import annotations

import json

from ircompile.syntax.command_line.arguments import read_arguments
from ircompile.syntax.command_line.documents import read_document
from ircompile.syntax.command_line.error import CommandError, sends_nothing
from ircompile.syntax.command_line.options import SKELETON, option_name
from ircompile.syntax.command_line.settings import check_on_connecting, check_on_sending
from ircompile.syntax.command_line.validation import check_request
from ircompile.syntax.command_line.values import Files, Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given

__all__ = ["CommandError", "read_command_line"]


def read_command_line(
    argv: Sequence[str], request: Shape, *, cli_version: int = 1, directory: str = "."
) -> dict[str, Any]:
    """Return the request that a command line sends.

    Everything that depends on the machine (configured region, credentials, profiles) is assumed to be in order, and
    `--query` to be an expression.

    Args:
        argv: The command line as a shell would pass it; its first element must be "aws".
        request: The shape of the request.
        cli_version: The version of the AWS CLI whose rules apply, 1 or 2.
        directory: Where relative paths start; files outside of it are not read.

    Returns:
        The body of the request, of str, int, bool, list and dict only, with its members in the order of the body.

    Raises:
        CommandError: aws would refuse the command line, or would do something other than send this request.
    """
    if cli_version not in (1, 2):
        raise ValueError(f"there is no AWS CLI version {cli_version}")
    arguments = read_arguments(argv, cli_version, request)
    own = arguments.own
    files = Files(directory, cli_version)
    parameters = _parameters(own, Values(files), request)
    skeleton = own.get(SKELETON)
    if skeleton and "--v2-debug" in arguments.shared:
        message = f"{SKELETON} and --v2-debug can't be used together"
        raise CommandError("exception", message, skeleton.index, "'NoneType' object has no attribute 'type_name'")
    document = read_document(own, files, cli_version)
    parameters |= {key: value for key, value in document.items() if key not in parameters}
    if skeleton and skeleton.text != "output":
        raise sends_nothing(f"{SKELETON} prints an example", skeleton.index)
    check_on_connecting(arguments.shared)
    check_request(parameters, own, request, len(argv))
    if skeleton:
        raise sends_nothing(f"{SKELETON} prints an example", skeleton.index)
    check_on_sending(arguments.shared)
    try:
        body: dict[str, Any] = json.loads(json.dumps(parameters))
    except ValueError as error:  # a hexadecimal integer of YAML that is too long for Python to print
        message = f"the request can't be written as JSON: {error}"
        raise CommandError("exception", message, len(argv), error) from None
    return body


def _parameters(own: Mapping[str, Given], values: Values, request: Shape) -> dict[str, Any]:
    """Return the values of the members that are given by their own options, in model order."""
    parameters = {}
    for member, shape in request.members.items():
        option = option_name(member)
        if option in own:
            parameters[member] = values.read(option, shape, own[option])
    return parameters
