"""The texts that `convert` and `compile` produce from jobs, and the files they go to."""

from __future__ import annotations

import os
import sys

from ircompile.cli.exit import CLEAN, FOUND, CliError
from ircompile.emitting.command import command
from ircompile.emitting.json_body import json_body
from ircompile.emitting.shells import CONTINUATIONS, UNWRITABLE, quoted
from ircompile.emitting.words import EmitError
from ircompile.findings.messages import counted, cut, escaped
from ircompile.sources.atomic import replace_all
from ircompile.sources.files import UnreadableFileError, identity, read_bytes
from ircompile.syntax.command_line.validation import validate

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable
    from typing import Any

    from ircompile.model.shapes import Shape

    Say = Callable[[Iterable[str]], None]

STYLES = ("json", "shorthand", "file")
SCRIPTS = {"powershell": ".ps1", "cmd": ".cmd"}
"""The suffix of a file with a command, by shell; it is .sh for every other shell."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that control how a command is written."""
    parser.add_argument("--style", choices=STYLES, default="json", help="how a command passes structures")
    parser.add_argument(
        "--shell", choices=tuple(CONTINUATIONS), default="bash", help="the shell to quote a command for"
    )
    parser.add_argument("--wrap", action="store_true", help="write each option of a command on its own line")


def one_output(
    request: dict[str, Any], shape: Shape, arguments: argparse.Namespace, region: str
) -> dict[str | None, str]:
    """Return the outputs of a single job: each text by the file it goes to; None is standard output.

    With `--style file` the request goes to `-o FILE`, and the command, which refers to that file, to standard output.

    Raises:
        CliError: The job can't be written so, or `-o` is missing.
    """
    target: str | None = arguments.output if arguments.output != "-" else None
    if arguments.to != "command":
        return {target: _body(request)}
    if arguments.style != "file":
        return {target: _command(request, shape, arguments, region, None)}
    if target is None:
        raise CliError("--style file requires -o FILE.json, the file for the request")
    return {target: _body(request), None: _command(request, shape, arguments, region, target)}


def named_outputs(
    request: dict[str, Any], shape: Shape, arguments: argparse.Namespace, region: str, stem: str
) -> dict[str | None, str]:
    """Return the outputs of one of several jobs: each text by its file, whose path begins with `stem`.

    Raises:
        CliError: The job can't be written so.
    """
    body, script = stem + ".json", stem + SCRIPTS.get(arguments.shell, ".sh")
    if arguments.to != "command":
        return {body: _body(request)}
    if arguments.style != "file":
        return {script: _command(request, shape, arguments, region, None)}
    return {body: _body(request), script: _command(request, shape, arguments, region, body)}


def _body(request: dict[str, Any]) -> str:
    try:
        return json_body(request)
    except ValueError:
        raise CliError("the request contains a number that JSON can't represent") from None


def _command(
    request: dict[str, Any], shape: Shape, arguments: argparse.Namespace, region: str, file: str | None
) -> str:
    try:
        _check_can_be_sent(request, shape)
        without = UNWRITABLE.get(arguments.shell, "")
        words = command(request, shape, style=arguments.style, file=file, region=region, without=without)
        return quoted(words, arguments.shell, wrap=arguments.wrap).rstrip("\n") + "\n"
    except EmitError as error:
        raise CliError(str(error)) from None


def _check_can_be_sent(request: dict[str, Any], shape: Shape) -> None:
    """Check that the AWS CLI refuses nothing in a request but that members are missing, which people may add.

    Raises:
        EmitError: It refuses a member.
    """
    for violation in validate(request, shape):
        if violation.kind != "missing":
            raise EmitError(f"the AWS CLI would refuse the command: {cut(str(violation))}")


def write_outputs(
    outputs: dict[str | None, str],
    sources: Iterable[str] = (),
    *,
    check: bool = False,
    replaces: bool = True,
    say: Say | None = None,
) -> int:
    """Write the files whose content differs, in folders that need not exist, then print; with `check`, only list these.

    Args:
        outputs: Texts by the file they go to; None, or "-", is standard output.
        sources: The files that were read; none of them may be replaced.
        check: Whether to write and print nothing.
        replaces: Whether files with other content may be replaced.
        say: Called with a line that says what was written.

    Returns:
        The exit code.

    Raises:
        CliError: A file can't be written, is one of `sources`, or would be replaced although it must not be.
    """
    if "-" in outputs:
        outputs = {None: outputs["-"]}
    files = {name: text.encode("utf-8", "surrogatepass") for name, text in outputs.items() if name is not None}
    read = set(map(identity, sources))
    if own := next((name for name in files if identity(name) in read), None):
        raise CliError(f"the output would replace {own}, which is a manifest")
    stale = [name for name, data in files.items() if not _has_content(name, data)]
    if not replaces and (other := next(filter(os.path.lexists, stale), None)):
        raise CliError(
            f"{other} exists, with another content: remove it, or choose another folder; nothing was written"
        )
    if check:
        for name in stale:
            sys.stderr.write(f"stale: {escaped(name)}\n")
        return FOUND if stale else CLEAN
    _write({name: files[name] for name in stale}, outputs.get(None, ""))
    if say and files:
        say([_written(list(files), stale)])
    return CLEAN


def _written(names: list[str], stale: list[str]) -> str:
    """Return the line that says which of the files were written."""
    where = escaped(names[0] if len(names) == 1 else ", ".join(dict.fromkeys(map(os.path.dirname, names))))
    if len(names) == 1:
        return f"Wrote {where}." if stale else f"{where} is up to date."
    if not stale:
        return f"All {len(names)} files in {where} are up to date."
    rest = len(names) - len(stale)
    return f"Wrote {counted(len(stale), 'file')} to {where}" + (
        f", {rest} {'is' if rest == 1 else 'are'} up to date." if rest else "."
    )


def _write(files: dict[str, bytes], printed: str) -> None:
    """Write the files and print the text, or do neither."""

    def print_text() -> None:
        sys.stdout.write(printed)
        sys.stdout.flush()

    try:
        replace_all(files, print_text if printed else None)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = error.filename or "standard output"
        raise CliError(f"{where}: {error.strerror or error}; nothing was written") from None


def _has_content(name: str, data: bytes) -> bool:
    """Return whether a regular file holds exactly these bytes."""
    try:
        return read_bytes(name, len(data)) == data
    except UnreadableFileError:
        return False
