"""`ircompile lint`: say what is wrong with manifests."""

from __future__ import annotations

import sys

from ircompile.cli import inputs, jobs, output
from ircompile.cli.exit import CLEAN, FAILED, FOUND
from ircompile.linting.linter import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ircompile.cli.add_ignore import Ignoring
    from ircompile.cli.fix import Fixes
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    from ircompile.cli import add_ignore, fix, show_settings

    inputs.add_arguments(parser)
    inputs.add_baseline_argument(parser)
    output.add_arguments(parser)
    fix.add_arguments(parser)
    add_ignore.add_arguments(parser)
    show_settings.add_arguments(parser)
    jobs.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    if arguments.show_settings:
        return _show_settings(arguments)
    found: list[Diagnostic] = []
    code = CLEAN
    files = inputs.Inputs(arguments, with_baseline=True)
    run_ = Run(floor=lambda config: output.floor(arguments, config))
    mending, ignoring = _mending(arguments, files), _ignoring(arguments, files)
    stream = sys.stderr if mending and mending.prints else sys.stdout
    files.verbose &= output.may_tell(arguments, stream)
    for left, config in _left(arguments, files, run_, mending, ignoring):
        found.extend(left)
        code = max(code, output.code(left, output.level(arguments, config)))
    files.fail_all(run_.failures)
    if mending and arguments.diff:
        mending.end(found, sys.stdout)
        return FAILED if files.failed else FOUND if mending.files else CLEAN
    if found or arguments.output_format:
        output.write(
            found, files.sources, arguments, stream, model=files.model, configs=files.configs, complete=not files.failed
        )
    if mending:
        mending.end(found, stream)
    if ignoring:
        ignoring.say()
    output.say(found, files, arguments, stream=stream)
    return FAILED if files.failed else code


def _left(
    arguments: argparse.Namespace, files: inputs.Inputs, run: Run, mending: Fixes | None, ignoring: Ignoring | None
) -> Iterator[tuple[list[Diagnostic], Config]]:
    """What is reported of each file of which anything is, and its configuration."""
    count = jobs.processes(arguments.jobs)
    listed = list(files.listed())
    if not (mending or ignoring) and jobs.may_be_shared(arguments, len(listed)):
        yield from _looked(arguments, files, listed, run, count)
        return
    candidates = list(files.once(listed))  # before any is mended, which makes another file of it
    for given, read, config in files.through(candidates):
        source, manifests = mending.mended(given, read, config) if mending else (given, read)
        if arguments.diff:
            continue
        left = output.reported(run.lint(source, manifests, config), arguments, config)
        if ignoring:
            left = ignoring.left(source, manifests, left, config)
        if left:
            yield left, config
        else:
            files.forget(source)


def _looked(
    arguments: argparse.Namespace, files: inputs.Inputs, listed: list[inputs.Candidate], run: Run, count: int | None
) -> Iterator[tuple[list[Diagnostic], Config]]:
    """Likewise of many files, while a bar shows how far this has come."""
    from ircompile.cli.progress import Progress

    progress = Progress(quiet=arguments.quiet)
    files.before_a_line = progress.hide
    found = jobs.looked(files, listed, run, lambda config: output.floor(arguments, config), count)
    yield from filter(None, progress.over(found, len(listed)))


def _show_settings(arguments: argparse.Namespace) -> int:
    from ircompile.cli.show_settings import shown

    sys.stdout.writelines(line + "\n" for line in shown(arguments))
    return CLEAN


def _mending(arguments: argparse.Namespace, files: inputs.Inputs) -> Fixes | None:
    """What mends texts, where that was asked for."""
    if not (arguments.fix or arguments.diff or arguments.unsafe_fixes):
        return None
    from ircompile.cli.fix import Fixes

    return Fixes(arguments, files)


def _ignoring(arguments: argparse.Namespace, files: inputs.Inputs) -> Ignoring | None:
    """What adds comments, where that was asked for."""
    if arguments.add_ignore is None:
        return None
    from ircompile.cli.add_ignore import Ignoring

    return Ignoring(arguments, files)
