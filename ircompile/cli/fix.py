"""`--fix`, `--unsafe-fixes` and `--diff`: texts are mended, and go back to where they came from."""

from __future__ import annotations

import sys

from ircompile.cli import output as reports
from ircompile.cli.inputs import STDIN
from ircompile.findings.messages import counted
from ircompile.linting.fix_apply import Fixer
from ircompile.reporting.diff import diff
from ircompile.sources.atomic import replace
from ircompile.sources.files import STDIN_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import TextIO

    from ircompile.cli.inputs import Inputs
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.fix_apply import FixResult
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command that fixes."""
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely; of -, to standard output")
    parser.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff, fixes that may change what is meant, too"
    )
    parser.add_argument("--diff", action="store_true", help="print what --fix would change, exit 1 if it is anything")


class Fixes:
    """Mends the texts of a run, and counts; without a flag that asks for it, nothing is mended.

    `prints` says whether standard output is taken, by a text or a diff. `files` were changed, or would be.
    """

    def __init__(self, arguments: argparse.Namespace, inputs: Inputs) -> None:
        self._arguments = arguments
        self._inputs = inputs
        self._menders: dict[int, Fixer] = {}
        self._stdin = (arguments.stdin_filename or STDIN_NAME) if STDIN in arguments.paths else None
        self.prints = arguments.diff or (arguments.fix and self._stdin is not None)
        self.files = self._fixed = self._refused = self._unmade = 0

    def mended(self, source: Source, manifests: list[Manifest], config: Config) -> tuple[Source, list[Manifest]]:
        """A source after its fixes, and what is read from it; as it was where it can't be written."""
        if not (self._arguments.fix or self._arguments.diff):
            return source, manifests
        if id(config) not in self._menders:
            self._menders[id(config)] = Fixer(config, unsafe=self._arguments.unsafe_fixes)
        mended = self._menders[id(config)].fix(source, manifests)
        if not self._put(source, mended):
            return source, manifests
        draft = mended.after
        self.files += draft.data is not None
        self._fixed += mended.fixed
        self._refused += mended.rejected
        self._unmade += mended.pending
        self._inputs.sources[source.name] = draft.source
        return draft.source, draft.manifests

    def _put(self, source: Source, mended: FixResult) -> bool:
        """Print or write what became of a source; whether that could be done."""
        draft = mended.after
        if self._arguments.diff:
            if draft.data is not None:
                sys.stdout.writelines(line + "\n" for line in diff(source, draft.source))
        elif source.name == self._stdin:
            _print(source.encoded(source.original) if draft.data is None else draft.data)
        elif draft.data is not None:
            try:
                replace(source.name, draft.data)
            except OSError as error:
                self._inputs.fail(source.name, f"{error.strerror or error}; it is as it was")
                return False
        return True

    def end(self, found: list[Diagnostic], stream: TextIO) -> None:
        """Give back what was passed over, and say what was done; the report is on `stream`."""
        if self._inputs.passed_over and self._arguments.fix and not self._arguments.diff:
            _print(self._inputs.passed_over.encoded(self._inputs.passed_over.original))
        if not self._arguments.quiet:
            reports.tell(self._said(found), self._arguments, stream)

    def _said(self, found: list[Diagnostic]) -> Iterator[str]:
        if self.files:
            done = "Would fix" if self._arguments.diff else "Fixed"
            yield f"{done} {counted(self._fixed, 'finding')} in {counted(self.files, 'file')}."
        if self._refused:
            yield f"{counted(self._refused, 'fix', 'fixes')} left out: more would be wrong than before."
        if self._unmade:
            yield "More can be fixed, but not in one run: run it again."
        unsafe = sum(bool(it.fixes) and not any(fix.safe for fix in it.fixes) for it in found)
        if unsafe and self._arguments.unsafe_fixes:
            yield f"{counted(unsafe, 'unsafe fix', 'unsafe fixes')} known: --fix --unsafe-fixes makes them."


def _print(data: bytes) -> None:
    """Bytes to standard output, as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
