"""The texts that `convert` and `compile` produce from jobs, and the files they go to."""

from __future__ import annotations

import os
import sys

from ircompile.cli.exit import CLEAN, FOUND, CliError
from ircompile.cli.output_folder import remove
from ircompile.emitting.command import command
from ircompile.emitting.json_body import json_body
from ircompile.emitting.shells import CONTINUATIONS, UNWRITABLE, quoted
from ircompile.emitting.words import EmitError
from ircompile.findings.messages import cut, escaped
from ircompile.sources.atomic import replace_all
from ircompile.sources.destination import is_system_path
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


def outputs_of(
    request: dict[str, Any], shape: Shape, arguments: argparse.Namespace, region: str, stem: str = ""
) -> dict[str | None, str]:
    """Return the outputs of a job: each text by the file it goes to; None is standard output.

    With `--style file` the request goes to a file of its own, to which the command refers.

    Args:
        request: The request.
        shape: Its shape.
        arguments: The arguments of the command.
        region: The region of the job; "" if it is not known.
        stem: What the paths of files begin with; "" for the file that `-o` names, or else standard output.

    Raises:
        CliError: The job can't be written so, or `-o` is missing.
    """
    body: str | None = stem + ".json" if stem else arguments.output if arguments.output != "-" else None
    if arguments.to != "command":
        return {body: _body(request)}
    script = stem + SCRIPTS.get(arguments.shell, ".sh") if stem else None
    if arguments.style != "file":
        return {script or body: _command(request, shape, arguments, region, None)}
    if body is None:
        raise CliError("--style file requires -o FILE.json, the file for the request")
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


class Writer:
    """Writes the files whose content differs, in folders that need not exist, then prints; or only lists them.

    Attributes:
        sources: The files that were read; none of them may be replaced.
        replaces: Whether files with other content may be replaced.
        check: Whether to write, print and delete nothing, but list what is not as it should be.
        show_changes: Whether to print how listed files differ.
        say: Called with a line that says what was written.
        orphaned: The files in the folders that belong to nothing.
        prune: Whether to delete those.
        folders: The folders to name in what is said; none if the user has named them.
    """

    def __init__(
        self,
        sources: Iterable[str] = (),
        *,
        replaces: bool = True,
        check: bool = False,
        show_changes: bool = False,
        say: Say | None = None,
    ) -> None:
        self.sources = sources
        self.replaces = replaces
        self.check = check
        self.show_changes = show_changes
        self.say = say
        self.orphaned: list[str] = []
        self.prune = False
        self.folders: list[str] = []

    def write(self, outputs: dict[str | None, str]) -> int:
        """Write outputs, texts by the file that they go to; None, or "-", is standard output. Return the exit code.

        Raises:
            CliError: A file can't be written or deleted, is one of the sources, or must not be replaced.
        """
        if "-" in outputs:
            outputs = {None: outputs["-"]}
        files = {name: text.encode("utf-8", "surrogatepass") for name, text in outputs.items() if name is not None}
        read = set(map(identity, self.sources))
        if own := next((name for name in files if identity(name) in read), None):
            raise CliError(f"the output would replace {own}, which is a manifest")
        changed = [name for name, data in files.items() if not _has_content(name, data)]
        if not self.replaces and (other := next(filter(os.path.lexists, changed), None)):
            raise CliError(
                f"{other} exists, with another content: remove it, or choose another folder; nothing was written"
            )
        if self.check:
            return self._list(changed, files)
        _write({name: files[name] for name in changed}, outputs.get(None, ""))
        if self.prune:
            self._remove()
        written = [name for name in changed if not is_system_path(os.path.abspath(name))]
        self._say(len(written), len(files) - len(changed))
        return CLEAN

    def _list(self, changed: list[str], files: dict[str, bytes]) -> int:
        """List what is not as it should be, and return the exit code."""
        for name in changed:
            kind = "stale" if os.path.lexists(name) else "missing"
            sys.stderr.write(f"{kind}: {escaped(name)}\n")
            if self.show_changes and kind == "stale":
                from ircompile.cli.stale import differences

                sys.stdout.writelines(f"{line}\n" for line in differences(name, files[name]))
        for name in self.orphaned:
            sys.stderr.write(f"orphaned: {escaped(name)}\n")
        if changed or self.orphaned:
            return FOUND
        self._say(0, len(files))
        return CLEAN

    def _remove(self) -> None:
        try:
            remove(self.orphaned)
        except OSError as error:
            raise CliError(f"{error.filename or self.orphaned[0]}: {error.strerror or error}; not deleted") from None

    def _say(self, written: int, unchanged: int) -> None:
        """Say how many files were written and deleted."""
        counts = {"written": written, "unchanged": unchanged}
        counts["deleted" if self.prune else "orphaned"] = len(self.orphaned)
        parts = [f"{count} {what}" for what, count in counts.items() if count]
        where = f"{', '.join(map(escaped, self.folders))}: " if self.folders else ""
        hint = "; `--prune` deletes what is orphaned" if self.orphaned and not self.prune else ""
        if self.say and parts:
            self.say([f"{where}{', '.join(parts)}{hint}"])


def _write(files: dict[str, bytes], printed: str) -> None:
    """Write the files and print the text, which is UTF-8 like the files unless a terminal shows it, or do neither."""

    def print_text() -> None:
        if not (printed.isascii() or sys.stdout.isatty()):  # in a code page, an escape would change the value
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream
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
