"""`--fix`, `--unsafe-fixes` and `--diff`: fix texts and write them back, or print what would change."""

from __future__ import annotations

import sys

from ircompile.cli import output
from ircompile.cli.exit import CliError
from ircompile.cli.inputs import STDIN
from ircompile.findings.messages import counted
from ircompile.linting.fix_apply import Fixer
from ircompile.reporting.diff import diff
from ircompile.reporting.privacy import is_job
from ircompile.sources.atomic import replace
from ircompile.sources.files import STDIN_NAME, is_pipe

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import TextIO

    from ircompile.cli.inputs import Inputs
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.fix_apply import FixResult, LintedSource
    from ircompile.manifest.environments import Overlays
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that ask for fixes."""
    parser.add_argument("--fix", action="store_true", help="apply safe fixes; with -, print the fixed text")
    parser.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff, also apply fixes that may change the meaning"
    )
    parser.add_argument(
        "--diff", action="store_true", help="print what --fix would change; exit 1 if it would change anything"
    )


def refuse_pipes(arguments: argparse.Namespace, option: str) -> None:
    """Raise an error if a path is a pipe, which an option can't write to.

    Raises:
        CliError: A path is a pipe or a device.
    """
    if pipe := next((path for path in arguments.paths if is_pipe(path)), None):
        raise CliError(f"{option} can't write to {pipe}, which is a pipe; `--fix -` prints the fixed text")


class FileFixer:
    """Fixes the files of a run and counts what it did.

    Attributes:
        files: Number of files that were changed, or would be under `--diff`.

    Raises:
        CliError: A file to fix is a pipe.
    """

    def __init__(self, arguments: argparse.Namespace, inputs: Inputs) -> None:
        if arguments.fix and not arguments.diff:
            refuse_pipes(arguments, "--fix")
        self._arguments = arguments
        self._inputs = inputs
        self._fixers: dict[Config, Fixer] = {}
        self._drafts: dict[str, tuple[Source, LintedSource]] = {}
        self._stdin = (arguments.stdin_filename or STDIN_NAME) if STDIN in arguments.paths else None
        self.files = self._fixed = self._refused = self._unfinished = 0

    def fix(
        self, source: Source, manifests: list[Manifest], config: Config, overlays: Overlays | None = None
    ) -> tuple[Source, list[Manifest]]:
        """Return the fixed source and its manifests, or the given ones if nothing was asked for or writing fails.

        Args:
            source: The source.
            manifests: The manifests in it.
            config: Its configuration.
            overlays: What environments merge over the manifests, which is fixed, too, and written by `save_overlays`.
        """
        if not (self._arguments.fix or self._arguments.diff):
            return source, manifests
        if config not in self._fixers:
            self._fixers[config] = Fixer(config, unsafe=self._arguments.unsafe_fixes, overlays=overlays)
        result = self._fixers[config].fix(source, manifests)
        draft = result.after
        if not self._save(source, draft.source, draft.data):
            return source, manifests
        self.files += draft.data is not None
        self._count(result)
        if overlays:
            self._fix_overlays(draft, config, overlays)
        if self._arguments.diff and not is_job(source):
            return source, manifests  # the report must not show it either, even if a fix makes it look like a job
        self._inputs.sources[draft.source.name] = draft.source
        return draft.source, draft.manifests

    def _count(self, result: FixResult) -> None:
        self._fixed += result.fixed
        self._refused += result.rejected
        self._unfinished += result.pending

    def _fix_overlays(self, job: LintedSource, config: Config, overlays: Overlays) -> None:
        """Fix what is merged over jobs, and keep it until all jobs are fixed that it may be merged over."""
        from ircompile.linting.fix_apply import OverlayFixer

        fixer = OverlayFixer(config, overlays, unsafe=self._arguments.unsafe_fixes)
        for result in fixer.fix_overlays(job.source, job.manifests):
            self._count(result)
            if result.after.data is not None:
                first, _ = self._drafts.get(result.before.source.name, (result.before.source, result.after))
                self._drafts[first.name] = first, result.after

    def save_overlays(self) -> None:
        """Print or write the fixed overlays."""
        for before, draft in self._drafts.values():
            self.files += self._save(before, draft.source, draft.data)

    def _save(self, before: Source, after: Source, data: bytes | None) -> bool:
        """Print or write a fixed text.

        Args:
            before: The text as it was read.
            after: The text after its fixes.
            data: The new content of the file, or None if nothing was fixed.

        Returns:
            Whether that worked; if not, the error was reported.
        """
        if self._arguments.diff:
            if data is not None:
                print_diff(before, after)
        elif before.name == self._stdin:
            _write_bytes(before.encoded(before.original) if data is None else data)
        elif data is not None:
            return save(before.name, data, self._inputs)
        return True

    def finish(self, reported: list[Diagnostic], stream: TextIO) -> None:
        """Print standard input if it was skipped, and a summary of the fixes.

        Args:
            reported: The diagnostics that are still reported.
            stream: Where the report is printed.
        """
        if self._inputs.passed_over and self._arguments.fix and not self._arguments.diff:
            _write_bytes(self._inputs.passed_over.encoded(self._inputs.passed_over.original))
        if not self._arguments.quiet:
            output.write_messages(self._summary(reported), self._arguments, stream)

    def _summary(self, reported: list[Diagnostic]) -> Iterator[str]:
        if self.files:
            done = "Would fix" if self._arguments.diff else "Fixed"
            yield f"{done} {counted(self._fixed, 'finding')} in {counted(self.files, 'file')}."
        if self._refused:
            yield f"Skipped {counted(self._refused, 'fix', 'fixes')} that would cause new findings."
        if self._unfinished:
            yield "More can be fixed: run it again."
        unsafe = sum(bool(found.fixes) and not any(fix.safe for fix in found.fixes) for found in reported)
        if unsafe and self._arguments.unsafe_fixes:
            yield f"{counted(unsafe, 'unsafe fix', 'unsafe fixes')} available with --fix --unsafe-fixes."


def print_diff(before: Source, after: Source) -> None:
    """Print how a text would change: on a terminal in its encoding, elsewhere in the text's own, so that it applies."""
    text = "".join(f"{line}\n" for line in diff(before, after))
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        _write_bytes(text.encode())


def _write_bytes(data: bytes) -> None:
    """Write bytes to standard output unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def save(name: str, data: bytes, inputs: Inputs) -> bool:
    """Replace a file that was read, and return whether that worked; if not, the error is reported."""
    try:
        replace(name, data)
    except OSError as error:
        inputs.fail(name, f"{error.strerror or error}; the file is unchanged")
        return False
    return True
