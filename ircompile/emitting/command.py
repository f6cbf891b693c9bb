"""A request as the words of the `aws` command line that sends it."""

from __future__ import annotations

from ircompile.emitting.shorthand import NotShorthandError, shorthand, shorthand_words
from ircompile.emitting.words import RUNNER, EmitError, is_literal, is_printable_ascii, json_word
from ircompile.findings.messages import shown
from ircompile.syntax.command_line.arguments import OPERATION, SERVICE
from ircompile.syntax.command_line.options import INPUT_JSON, option_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from ircompile.model.shapes import Shape

LONGEST_WORD = 131_071
"""Bytes of a word that Linux hands to a program (MAX_ARG_STRLEN, less the final NUL)."""


LONGEST_COMMAND = 2**21 - 2**17
"""Bytes of all words and the pointers to them that Linux takes, unless told otherwise, less 128 KiB of environment."""
POINTER = 8


def command(
    request: dict[str, Any],
    shape: Shape,
    *,
    style: Literal["json", "shorthand", "file"] = "json",
    file: str | None = None,
    without: str = "",
) -> list[str]:
    """The command line that sends a request, as words in printable ASCII; to be quoted for a shell.

    Each member has its option, in the model's order. `--cli-input-json` takes what no option can say: strings
    that are not printable ASCII or that the AWS CLI would not take literally, members of a wrong type, unknown ones.

    Args:
        request: The request. A wrong one gives a command that is wrong in the same way.
        shape: Its shape.
        style: How structures are written: "json"; "shorthand", where it has a text for the value that is shorter
            than the JSON; "file" puts everything into `--cli-input-json file://FILE`.
        file: FILE of the style "file": the name of a file that holds the request as JSON, as seen from where the
            command will be run.
        without: Characters that no word may hold, as a shell has no text for them: they are escaped in JSON.

    Raises:
        EmitError: A word is, or all are, longer than a program can be given, or the name of the file can't be
            written.
    """
    words = ["aws", SERVICE, OPERATION]
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
    longest = max(map(len, words))
    if longest > LONGEST_WORD:
        what = f"a word of the command has {longest:,} bytes, and a program can be given {LONGEST_WORD:,}"
        raise EmitError(f"{what}; use the style file")
    size = sum(len(word) + 1 + POINTER for word in words)
    if size > LONGEST_COMMAND:
        what = f"the command takes {size:,} bytes, and a program can be given {LONGEST_COMMAND:,}"
        raise EmitError(f"{what}; use the style file")


def _option_words(value: Any, shape: Shape, style: str, without: str) -> list[str] | None:
    """The words that an option takes for a value; None if it can't say it."""
    if shape.kind == "string":
        fits = isinstance(value, str) and is_literal(value) and not set(without).intersection(value)
        return [value] if fits else None
    if not isinstance(value, dict if shape.kind == "structure" else list):
        return None
    long = json_word(value, without)
    if style == "shorthand":
        try:
            short = [shorthand(value, shape)] if shape.kind == "structure" else shorthand_words(value, shape)
        except NotShorthandError:
            return [long]
        if len(" ".join(short)) < len(long) and not set(without).intersection("".join(short)):
            return short
    return [long]


def _parameter_file(name: str) -> str:
    """The word that names a file; in its name, the AWS CLI expands a leading `~`, `$`, and on Windows `%`."""
    if not name or not is_printable_ascii(name) or "$" in name or "%" in name or RUNNER.search(name):
        what = "aws could not find it by that name everywhere; use printable ASCII without $, % and ##"
        raise EmitError(f"the request can't be put into the file {shown(name)}: {what}")
    return "file://" + ("./" + name if name.startswith("~") else name)
