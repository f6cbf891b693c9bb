"""The value of one option: the content of a file, JSON, shorthand, or the text itself."""

from __future__ import annotations

import json

from ircompile.syntax.command_line.argparse_layer import Argument
from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.paramfile import ParamfileError, load
from ircompile.syntax.shorthand.coercion import CoercionError, coerce
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given
    from ircompile.syntax.command_line.error import CommandErrorKind


class Files:
    """Loads the files that the values of one command line name.

    Args:
        directory: Where relative paths start; files outside of it are not read.
        version: The AWS CLI's version, 1 or 2.
    """

    def __init__(self, directory: str, version: int) -> None:
        self.directory = directory
        self._fetches = version == 1

    def load(self, option: str, argument: Argument) -> str | bytes:
        """Return the content of the file that an option's value names, or the value itself.

        Raises:
            CommandError: The file can't be read or is outside the directory, or the value is an address to fetch.
        """
        text = argument.text
        if self._fetches and text.startswith(("http://", "https://")):
            message = (
                f"{option}: AWS CLI version 1 would fetch {text}, but nothing is fetched here: name a file (file://)"
            )
            raise CommandError("param", message, argument.index)
        try:
            return load(text, self.directory)
        except ParamfileError as error:
            raise CommandError("param", f"{option}: {error}", argument.index) from None


class Values:
    """Reads the values of the options of one command line.

    Its methods raise a `CommandError`: "param" if the CLI names the option in its message, "exception" if not.

    Args:
        files: The files that the values may name.
    """

    def __init__(self, files: Files) -> None:
        self._files = files

    def read(self, option: str, shape: Shape, given: Given) -> Any:
        """Return the value of a member of the request from its option."""
        if not given.values:
            return []  # "--tags" without a value, and also "--job-name=--"
        if len(given.values) > 1:
            return self._list(option, shape, given.values)
        argument = given.values[0]
        index, text = argument.index, argument.text
        content = self._files.load(option, argument)
        if shape.kind == "string":
            return content
        if isinstance(content, bytes):
            raise CommandError("exception", f"{option} can't be bytes: write file:// instead of fileb://", index)
        if shape.kind == "structure":
            return self._structure(option, shape, Argument(index, content))
        if content is text:  # it names no file
            return self._list(option, shape, given.values)
        return self._list_from_file(option, Argument(index, content))

    def _structure(self, option: str, shape: Shape, argument: Argument) -> Any:
        """Return a structure from one argument."""
        if not _looks_like_json(argument.text):
            return coerced(option, argument.index, self._shorthand(option, argument), shape)
        if argument.text.lstrip().startswith("{"):
            return json_value(option, argument)
        raise _json_error(option, argument, "must be one structure, not a list")

    def _list(self, option: str, shape: Shape, arguments: Sequence[Argument]) -> Any:
        """Return a list from one JSON list, or from one structure in each argument, all in the syntax of the first."""
        first = arguments[0]
        if not _looks_like_json(first.text):
            return coerced(option, first.index, [self._shorthand(option, argument) for argument in arguments], shape)
        if len(arguments) == 1 and first.text.strip().startswith("["):
            return json_value(option, first)
        return [self._json_structure(option, argument) for argument in arguments]

    def _json_structure(self, option: str, argument: Argument) -> Any:
        """Return one element of a list whose first argument is JSON."""
        index, text = argument.index, argument.text
        if not text.strip():
            raise CommandError("exception", f"{option}: an empty word after JSON", index, "string index out of range")
        if text.lstrip().startswith("{"):
            return json_value(option, argument)
        raise _json_error(option, argument, "must be a JSON structure, like the first word")

    def _list_from_file(self, option: str, argument: Argument) -> Any:
        """Return a list from the text of a file, which the CLI treats as one string, not as a list of one."""
        index, content = argument.index, argument.text
        if not _looks_like_json(content):
            return self._shorthand(option, argument)  # one structure, not converted: validation refuses it
        if content.lstrip().startswith("["):
            return json_value(option, argument)
        kind: CommandErrorKind = "exception"
        aws = "string index out of range"
        if content.startswith("{"):  # the CLI takes each character for an element
            kind = "param"
            aws = f"Error parsing parameter '{option}': Invalid JSON: "
        raise CommandError(kind, f"{option}: in a file, JSON must be a list", index, aws)

    def _shorthand(self, option: str, argument: Argument) -> dict[str, Any]:
        """Return a structure in shorthand, not yet converted."""
        index, text = argument.index, argument.text
        try:
            return parse_shorthand(text, directory=self._files.directory)
        except ShorthandError as error:
            if error.kind in ("nesting", "size", "file"):
                raise CommandError("exception", f"{option}: {error}", index) from None
            aws = f"Error parsing parameter '{option}': {error.aws} for input:"
            raise CommandError("param", f"{option}: {error}", index, aws) from None


def coerced(option: str, index: int, value: Any, shape: Shape) -> Any:
    """Return a parsed shorthand value with the types of the model."""
    try:
        return coerce(value, shape)
    except CoercionError as error:
        raise CommandError("exception", f"{option}: {error}", index, error.aws) from None


def json_value(option: str, argument: Argument) -> Any:
    """Return the value of a JSON text, as Python's json reads it."""
    index = argument.index
    try:
        return json.loads(argument.text)
    except RecursionError as error:
        raise CommandError("exception", f"{option}: nested too deeply", index, error) from None
    except ValueError as error:
        raise _json_error(option, argument, f"is not JSON: {error}", str(error)) from None


def _json_error(option: str, argument: Argument, problem: str, python: str = "") -> CommandError:
    text = argument.text
    aws = f"Invalid JSON: {python}\nJSON received: {text}" if python else f"Invalid JSON:\n{text}"
    return CommandError("param", f"{option} {problem}", argument.index, f"Error parsing parameter '{option}': {aws}")


def _looks_like_json(text: str) -> bool:
    """Return whether the CLI reads a text as JSON, not as shorthand."""
    return text.strip().startswith(("{", "["))
