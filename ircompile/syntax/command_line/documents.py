"""`--cli-input-json` and `--cli-input-yaml`: a whole request as one document."""

from __future__ import annotations

import json

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.options import INPUT_JSON, INPUT_YAML, INPUTS
from ircompile.syntax.paramfile import location, named_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ircompile.syntax.command_line.argparse_layer import Argument, Given
    from ircompile.syntax.command_line.values import Files


def read_document(own: Mapping[str, Given], files: Files, version: int) -> dict[Any, Any]:
    """Return the request that is given as a document, or {} if none is; its keys may be of any type.

    Raises:
        CommandError: "param" for a text that is not JSON or YAML, and in version 2 for a value that is not a structure
            and for two documents; "exception" for errors that the CLI doesn't handle.
    """
    contents = {option: _content(option, own[option], files) for option in INPUTS if option in own}
    if len(contents) > 1:
        message = f"{' and '.join(INPUTS)} can't be used together"
        aws = "Only one --cli-input- parameter may be specified."
        raise CommandError("param", message, own[INPUT_YAML].index, aws)
    for option, content in contents.items():
        given = own[option].values[0]
        value = _yaml(given, content) if option == INPUT_YAML else _json(given, content, version)
        if isinstance(value, dict):
            return value
        raise _not_a_structure(option, given, value, version)
    return {}


def _content(option: str, given: Given, files: Files) -> str | bytes:
    """Return the text of a document."""
    if not given.values:
        raise CommandError("exception", f"{option} has no value: argparse drops a value that is just --", given.index)
    return files.load(option, given.values[0])


def _not_a_structure(option: str, given: Argument, value: Any, version: int) -> CommandError:
    """Return the error for a document that is not a structure."""
    name = type(value).__name__
    where = f": {location(file, '', 0)}:" if (file := named_file(given.text)) else ""
    message = f"{option}{where} must be a structure, not {name}"
    if version == 1:
        return CommandError("exception", message, given.index, f"'{name}' object has no attribute 'keys'")
    return _param_error(option, message, given.index, f"Invalid type: expecting map, received {type(value)}")


def _json(given: Argument, content: str | bytes, version: int) -> Any:
    """Return the value of a JSON document; bytes may be UTF-8, UTF-16 or UTF-32."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise CommandError("exception", f"{INPUT_JSON} is nested too deeply", given.index, error) from None
    except ValueError as error:
        aws = f"Invalid JSON: {error}\nJSON received: {content!s}" if version == 1 else "Invalid JSON received."
        message = f"{INPUT_JSON} is not JSON: {error}"
        if (file := named_file(given.text)) and isinstance(error, json.JSONDecodeError):
            message = f"{INPUT_JSON}: {location(file, error.doc, error.pos)}: not JSON: {error.msg}"
        raise _param_error(INPUT_JSON, message, given.index, aws) from None


def _yaml(given: Argument, content: str | bytes) -> Any:
    """Return the value of a YAML document."""
    from ircompile.syntax.yaml.aws_cli import RefusedError, read_one

    try:
        return read_one(content)
    except RefusedError as error:
        if error.is_handled:
            message = f"{INPUT_YAML} is not YAML: {error.problem}"
            if (file := named_file(given.text)) and isinstance(content, str):
                message = f"{INPUT_YAML}: {location(file, content, error.offset)}: not YAML: {error.problem}"
            raise _param_error(INPUT_YAML, message, given.index, "Invalid YAML received.") from None
        message = f"{INPUT_YAML} can't be read: {error.problem}"
        raise CommandError("exception", message, given.index, error.__cause__) from None


def _param_error(option: str, message: str, index: int, aws: str) -> CommandError:
    name = option.removeprefix("--")
    return CommandError("param", message, index, f"Error parsing parameter '{name}': {aws}")
