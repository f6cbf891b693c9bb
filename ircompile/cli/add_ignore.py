"""`--add-ignore`: write a comment that silences each reported finding."""

from __future__ import annotations

import sys

from ircompile.cli.exit import CliError
from ircompile.cli.fix import print_diff, refuse_pipes, save
from ircompile.cli.inputs import STDIN
from ircompile.findings.messages import counted, is_date, shown
from ircompile.linting.fix_apply import apply_edits
from ircompile.linting.suppress.directives import UNTIL
from ircompile.linting.suppress.insert import EXEMPT, IgnoreComments
from ircompile.linting.suppress.suppressions import today
from ircompile.manifest.load import decoded_again

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.cli.inputs import Inputs
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.environments import Overlays
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument that asks for comments."""
    parser.add_argument(
        "--add-ignore",
        nargs="?",
        metavar="=REASON",
        help="silence the findings by comments, except in JSON, with a reason if one is given",
    )


class IgnoreWriter:
    """Writes ignore comments into the files of a run, or prints what it would write, and counts what they silence.

    Attributes:
        files: Number of files that got comments, or would under `--diff`.

    Raises:
        CliError: The arguments contradict each other, or the reason can't be written as a comment.
    """

    def __init__(self, arguments: argparse.Namespace, inputs: Inputs) -> None:
        self._inputs = inputs
        self._reason: str = arguments.add_ignore
        self._quiet: bool = arguments.quiet
        self._diff: bool = arguments.diff
        self._silenced = self._unplaced = self.files = 0
        self._written: dict[str, Source] = {}
        if arguments.diff and arguments.fix:
            raise CliError("--diff works with --fix or with --add-ignore, not with both")
        if STDIN in arguments.paths and not arguments.diff:
            raise CliError("--add-ignore can't write to standard input; --diff prints what it would add")
        if not arguments.diff:
            refuse_pipes(arguments, "--add-ignore")
        if not self._reason.isprintable():
            raise CliError("--add-ignore: the reason must be one line of printable characters")
        until = UNTIL.search(self._reason)
        if until and not is_date(until[1]):
            raise CliError(f"--add-ignore: {shown(until[1])} is not a date; write until=YYYY-MM-DD")
        if until and until[1] < today():
            raise CliError(f"--add-ignore: {until[1]} is in the past, so the comments would silence nothing")

    def add(
        self,
        source: Source,
        manifests: list[Manifest],
        reported: list[Diagnostic],
        config: Config,
        overlays: Overlays | None = None,
    ) -> list[Diagnostic]:
        """Write comments into a file and the overlays over it, and return the findings that none of them silences.

        Raises:
            CliError: The configuration requires reasons, and none was given.
        """
        if config.require_reason and not UNTIL.sub("", self._reason).strip():
            raise CliError("the configuration requires a reason: pass --add-ignore=REASON")
        left = self._add([it for it in reported if it.filename == source.name], source, manifests)
        for name in dict.fromkeys(it.filename for it in reported if it.filename != source.name):
            its = [it for it in reported if it.filename == name]
            overlay = overlays.files.get(name) if overlays else None
            if overlays and overlay:
                its = self._add(its, overlay.source, [overlay])
                overlays.put(overlays.read(self._written.get(name, overlay.source)))
            left += its
        return left

    def _add(self, reported: list[Diagnostic], source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """Write comments into a file and return the findings in it that none of them silences."""
        added = IgnoreComments(source, manifests, reported, self._reason.strip())
        self._unplaced += sum(found.rule not in EXEMPT for found in reported) - len(added.suppressed)
        if not added.suppressed:
            return reported
        try:
            data = source.encoded(apply_edits(source.original, added.edits()))
        except UnicodeEncodeError:
            raise CliError(
                f"--add-ignore: {source.name} is in {source.encoding}, which can't encode the reason"
            ) from None
        if not self._save(source, data):
            return reported
        self._silenced += len(added.suppressed)
        self.files += 1
        return [found for found in reported if found not in added.suppressed]

    def _save(self, source: Source, data: bytes) -> bool:
        """Write the new content of a file, or print the difference; return whether that worked."""
        self._written[source.name] = decoded_again(source, data)
        if self._diff:
            print_diff(source, self._written[source.name])
            return True
        return save(source.name, data, self._inputs)

    def write_summary(self) -> None:
        """Print how much was silenced, unless the run is quiet."""
        if not self._quiet:
            done = "Would silence" if self._diff else "Silenced"
            sys.stderr.write(f"{done} {counted(self._silenced, 'finding')} in {counted(self.files, 'file')}.\n")
            if self._unplaced:
                left = counted(self._unplaced, "finding")
                sys.stderr.write(f"No comment can silence {left}: use `[[ignore]]` in the configuration.\n")
