"""A request as the `aws` command line that sends it."""

from __future__ import annotations

from ircompile.config.settings import LONGEST_ARGUMENT
from ircompile.emitting.shorthand import NotShorthandError, shorthand, shorthand_words
from ircompile.emitting.words import RUNNER, EmitError, is_literal, is_printable_ascii, json_word
from ircompile.findings.messages import shown
from ircompile.syntax.command_line.arguments import OPERATION, SERVICE
from ircompile.syntax.command_line.options import INPUT_JSON, option_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from ircompile.model.shapes import Shape

    CommandStyle = Literal["json", "shorthand", "file"]

LONGEST_COMMAND = 2**21 - 2**17
"""Bytes of all words and pointers to them: Linux's default limit, less 128 KiB for the environment."""
POINTER = 8
"""Bytes of a pointer."""


def command(
    request: dict[str, Any],
    shape: Shape,
    *,
    style: CommandStyle = "json",
    file: str | None = None,
    region: str = "",
    without: str = "",
) -> list[str]:
    """Return the command line that sends a request, as words in printable ASCII that are not quoted for a shell yet.

    Each member is written as its option, in the model's order. What an option can't express is written as
    `--cli-input-json`: strings that are not printable ASCII or that the AWS CLI would not take literally, members of
    a wrong type, and unknown members.

    Args:
        request: The request. An invalid one gives a command that is invalid in the same way.
        shape: Its shape.
        style: How structures are written: "json"; "shorthand", if it can express the value; "file" for a command with
            `--cli-input-json file://FILE` only.
        file: For the style "file", the name of the file that has the request as JSON, relative to where the command
            will run.
        region: The AWS region in which the job is created; "" to leave it to the settings of the AWS CLI.
        without: Characters that the shell can't quote. They are escaped in JSON.

    Raises:
        EmitError: A word, or the command, is longer than a program's arguments can be, or the region or the name of the
            file can't be written.
    """
    if region and (not is_literal(region) or set(without).intersection(region)):
        raise EmitError(f"the region {shown(region)} can't be passed as the value of an option")
    words = ["aws", SERVICE, OPERATION, *(["--region", region] if region else [])]
    if style == "file":
        return [*words, INPUT_JSON, _parameter_file(file or "")]
    rest = dict(request)
    for member, below in shape.members.items():
        value = _option_words(rest[member], below, style, without) if member in rest else None
        if value is not None:
            words += [option_name(member), *value]
            del rest[member]
    if rest:
        words += [INPUT_JSON, json_word(rest, without)]
    _check_length(words)
    return words


def _check_length(words: list[str]) -> None:
    """Raise an error if a word or the command is too long."""
    longest = max(map(len, words))
    if longest > LONGEST_ARGUMENT:
        what = f"an argument of the command has {longest:,} bytes, but programs accept at most {LONGEST_ARGUMENT:,}"
        raise EmitError(f"{what}; use --style file")
    size = sum(len(word) + 1 + POINTER for word in words)
    if size > LONGEST_COMMAND:
        what = f"the command takes {size:,} bytes, but programs accept at most {LONGEST_COMMAND:,}"
        raise EmitError(f"{what}; use --style file")


def _option_words(value: Any, shape: Shape, style: CommandStyle, without: str) -> list[str] | None:
    """Return the words of an option's value; None if the option can't express the value."""
    if shape.kind == "string":
        fits = isinstance(value, str) and is_literal(value) and not set(without).intersection(value)
        return [value] if fits else None
    if not isinstance(value, dict if shape.kind == "structure" else list):
        return None
    as_json = [json_word(value, without)]
    if style != "shorthand":
        return as_json
    try:
        short = [shorthand(value, shape)] if shape.kind == "structure" else shorthand_words(value, shape)
    except NotShorthandError:
        return as_json
    return as_json if set(without).intersection("".join(short)) else short


def _parameter_file(name: str) -> str:
    """Return the word that names a file, in which the AWS CLI expands a leading `~`, `$`, and on Windows `%`."""
    if not name or not is_printable_ascii(name) or "$" in name or "%" in name or RUNNER.search(name):
        what = "aws would not find it on every system; use printable ASCII without $, % and ##"
        raise EmitError(f"the request can't be written to the file {shown(name)}: {what}")
    return "file://" + ("./" + name if name.startswith("~") else name)
