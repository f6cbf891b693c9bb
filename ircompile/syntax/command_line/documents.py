"""`--cli-input-json` and `--cli-input-yaml`: a whole request as one document."""

from __future__ import annotations

import json

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.options import INPUT_JSON, INPUT_YAML, INPUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ircompile.syntax.command_line.argparse_layer import Given
    from ircompile.syntax.command_line.files import Files


def read_document(own: Mapping[str, Given], files: Files, version: int) -> dict[Any, Any]:
    """The request that one of the options gives as a whole, {} if none does; its keys may be anything.

    Raises:
        CommandError: "param" for a text that is no JSON or YAML and, in version 2, for what is no structure
            and for two documents; "exception" for what the CLI does not see coming.
    """
    contents = {option: _content(option, own[option], files) for option in INPUTS if option in own}
    if len(contents) > 1:
        message, aws = (
            f"{' and '.join(INPUTS)} exclude each other",
            "Only one --cli-input- parameter may be specified.",
        )
        raise CommandError("param", message, own[INPUT_YAML].index, aws)
    for option, content in contents.items():
        index = own[option].value_index
        value = _yaml(index, content) if option == INPUT_YAML else _json(index, content, version)
        if isinstance(value, dict):
            return value
        raise _no_structure(option, index, value, version)
    return {}


def _content(option: str, given: Given, files: Files) -> str | bytes:
    """The text of a document."""
    if not given.words:
        raise CommandError("exception", f"{option} has no value: argparse drops one that is just --", given.index)
    return files.load(option, given.words[0])


def _no_structure(option: str, index: int, value: Any, version: int) -> CommandError:
    """The refusal of a document that is something else than a request."""
    name = type(value).__name__
    message = f"{option} must be a structure, not {name}"
    if version == 1:
        return CommandError("exception", message, index, f"'{name}' object has no attribute 'keys'")
    return _unreadable(option, message, index, f"Invalid type: expecting map, received {type(value)}")


def _json(index: int, content: str | bytes, version: int) -> Any:
    """A JSON document; bytes may be UTF-8, UTF-16 or UTF-32."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise CommandError("exception", f"{INPUT_JSON} is nested too deeply", index, error) from None
    except ValueError as error:
        aws = f"Invalid JSON: {error}\nJSON received: {content!s}" if version == 1 else "Invalid JSON received."
        raise _unreadable(INPUT_JSON, f"{INPUT_JSON} is not JSON: {error}", index, aws) from None


def _yaml(index: int, content: str | bytes) -> Any:
    """A YAML document, read by the library that the CLI reads it with."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(content)
    except YAMLError as error:
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise _unreadable(INPUT_YAML, f"{INPUT_YAML} is not YAML: {problem}", index, "Invalid YAML received.") from None
    except Exception as error:  # noqa: BLE001  a value that belies its tag raises whatever its conversion does
        raise CommandError("exception", f"{INPUT_YAML} can't be read: {error}", index, error) from None


def _unreadable(option: str, message: str, index: int, aws: str) -> CommandError:
    name = option.removeprefix("--")
    return CommandError("param", message, index, f"Error parsing parameter '{name}': {aws}")
