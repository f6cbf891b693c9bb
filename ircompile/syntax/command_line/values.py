"""From the words of one option to the value of its member: a file, JSON, shorthand, or the text as it is."""

from __future__ import annotations

import json

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.shorthand.coercion import CoercionError, coerce
from ircompile.syntax.shorthand.error import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.argparse_layer import Given, Word
    from ircompile.syntax.command_line.files import Files


class Values:
    """Reads the values of the options of one command line; `files` are those that they may name.

    Its methods raise `CommandError`: "param" where the CLI names the option, "exception" where it does not.
    """

    __slots__ = ("_files",)

    def __init__(self, files: Files) -> None:
        self._files = files

    def read(self, option: str, shape: Shape, given: Given) -> Any:
        """The value of a member of the request, from the option given for it."""
        if not given.words:
            return []  # "--tags" without a word, and what argparse makes of "--job-name=--"
        if len(given.words) > 1:
            return self._list(option, shape, given.words)
        index, text = given.words[0]
        content = self._files.load(option, (index, text))
        if shape.kind == "string":
            return content
        if isinstance(content, bytes):
            raise CommandError("exception", f"{option} can't be bytes: write file:// instead of fileb://", index)
        if shape.kind == "structure":
            return self._structure(option, shape, (index, content))
        if content is text:  # no file
            return self._list(option, shape, given.words)
        return self._list_of_file(option, (index, content))

    def _structure(self, option: str, shape: Shape, word: Word) -> Any:
        """A structure from one word."""
        if not _looks_like_json(word[1]):
            return coerced(option, word[0], self._shorthand(option, word), shape)
        if word[1].lstrip().startswith("{"):
            return json_value(option, word)
        raise _no_json(option, word, "must be one structure, not a list")

    def _list(self, option: str, shape: Shape, words: list[Word]) -> Any:
        """A list from words: one JSON list, or a structure a word, all in JSON or shorthand as the first."""
        index, first = words[0]
        if not _looks_like_json(first):
            return coerced(option, index, [self._shorthand(option, word) for word in words], shape)
        if len(words) == 1 and first.strip().startswith("["):
            return json_value(option, words[0])
        return [self._json_structure(option, word) for word in words]

    def _json_structure(self, option: str, word: Word) -> Any:
        """One element of a list whose first word is JSON."""
        index, text = word
        if not text.strip():
            raise CommandError("exception", f"{option}: an empty word after JSON", index, "string index out of range")
        if text.lstrip().startswith("{"):
            return json_value(option, word)
        raise _no_json(option, word, "must be a JSON structure, as the first word is")

    def _list_of_file(self, option: str, word: Word) -> Any:
        """A list from a file's text, which the CLI treats as one string, not as a list of one."""
        index, content = word
        if not _looks_like_json(content):
            return self._shorthand(option, word)  # one structure, unconverted: the validation refuses it
        if content.lstrip().startswith("["):
            return json_value(option, word)
        kind, aws = "exception", "string index out of range"
        if content.startswith("{"):  # the CLI reads the text letter by letter, as if each were an element
            kind, aws = "param", f"Error parsing parameter '{option}': Invalid JSON: "
        raise CommandError(kind, f"{option}: in a file, JSON must be a list", index, aws)

    def _shorthand(self, option: str, word: Word) -> dict[str, Any]:
        """A structure in shorthand, not yet converted."""
        index, text = word
        try:
            return parse_shorthand(text, directory=self._files.directory)
        except ShorthandError as error:
            if error.kind in ("nesting", "size", "file"):
                raise CommandError("exception", f"{option}: {error}", index) from None
            aws = f"Expected: '{error.expected}', received: '{error.received}' for input:"
            if error.kind == "duplicate-key":
                aws = f'Second instance of key "{error.key}" encountered for input:'
            aws = f"Error parsing parameter '{option}': {aws}"
            raise CommandError("param", f"{option}: {error}", index, aws) from None


def coerced(option: str, index: int, value: Any, shape: Shape) -> Any:
    """A parsed shorthand value with the types of the model."""
    try:
        return coerce(value, shape)
    except CoercionError as error:
        raise CommandError("exception", f"{option}: {error}", index, error.aws) from None


def json_value(option: str, word: Word) -> Any:
    """What a JSON text says, as Python's json reads it."""
    index, text = word
    try:
        return json.loads(text)
    except RecursionError as error:
        raise CommandError("exception", f"{option}: nested too deeply", index, error) from None
    except ValueError as error:
        raise _no_json(option, word, f"is not JSON: {error}", str(error)) from None


def _no_json(option: str, word: Word, problem: str, python: str = "") -> CommandError:
    index, text = word
    aws = f"Invalid JSON: {python}\nJSON received: {text}" if python else f"Invalid JSON:\n{text}"
    return CommandError("param", f"{option} {problem}", index, f"Error parsing parameter '{option}': {aws}")


def _looks_like_json(text: str) -> bool:
    """Whether the CLI takes a text for JSON, not for shorthand."""
    return text.strip().startswith(("{", "["))
