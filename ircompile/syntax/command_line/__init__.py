"""The reader of command lines: what `aws sagemaker create-inference-recommendations-job …` would send.

A command line passes, in this order: the CLI's three parsers (`arguments`; each is a `layer` with its
`options`), the reading of each value (`values`, `files`) and of a request as one document (`documents`), and
the checks of the global options (`settings`) and of the request (`checks`).
"""

from __future__ import annotations

import json

from ircompile.syntax.command_line.arguments import read_arguments
from ircompile.syntax.command_line.checks import check_request
from ircompile.syntax.command_line.documents import read_document
from ircompile.syntax.command_line.error import CommandError, sends_nothing
from ircompile.syntax.command_line.files import Files
from ircompile.syntax.command_line.options import SKELETON, option_name
from ircompile.syntax.command_line.settings import check_on_connecting, check_on_sending
from ircompile.syntax.command_line.values import Values

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
    """Read the words of a command line, the first of which is "aws".

    What depends on the machine (configured region, credentials, profiles) is assumed to be in order, and
    `--query` to be an expression.

    Args:
        argv: The words, as a shell would pass them.
        request: The shape of the request.
        cli_version: 1 or 2, the AWS CLI whose rules count.
        directory: where relative paths begin; files outside of it are not read.

    Returns:
        The body of the request, of str, int, bool, list and dict only, its members in the order of the body.

    Raises:
        CommandError: aws would refuse the command line, or would do something else than send this request.
    """
    if cli_version not in (1, 2):
        raise ValueError(f"there is no version {cli_version} of the AWS CLI")
    arguments = read_arguments(argv, cli_version, request)
    own = arguments.own
    files = Files(directory, cli_version)
    parameters = _parameters(own, Values(files), request)
    skeleton = own.get(SKELETON)
    if skeleton and "--v2-debug" in arguments.shared:
        message = f"{SKELETON} and --v2-debug do not go together"
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
    except ValueError as error:  # an integer that is hexadecimal in YAML, too long for Python to print
        message = f"the request can't be written as JSON: {error}"
        raise CommandError("exception", message, len(argv), error) from None
    return body


def _parameters(own: Mapping[str, Given], values: Values, request: Shape) -> dict[str, Any]:
    """The members that have options of their own, in model order."""
    parameters = {}
    for member, shape in request.members.items():
        option = option_name(member)
        if option in own:
            parameters[member] = values.read(option, shape, own[option])
    return parameters
