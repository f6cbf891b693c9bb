"""`ircompile lint`: say what is wrong with manifests."""

from __future__ import annotations

import sys
from itertools import chain

from ircompile.cli import configuration, inputs, jobs, output
from ircompile.cli.exit import CLEAN, FAILED, FOUND
from ircompile.linting.linter import Run
from ircompile.sources.files import stdin_has_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import TextIO

    from ircompile.cli.add_ignore import IgnoreWriter
    from ircompile.cli.fix import FileFixer
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    from ircompile.cli import add_ignore, environments, fix, show_settings

    configuration.add_input_arguments(parser)
    configuration.add_selection_arguments(parser)
    configuration.add_baseline_argument(parser)
    configuration.add_hosts_argument(parser)
    environments.add_env_argument(parser)
    environments.add_set_argument(parser)
    output.add_arguments(parser)
    fix.add_arguments(parser)
    add_ignore.add_arguments(parser)
    show_settings.add_arguments(parser)
    jobs.add_arguments(parser)
    parser.add_argument("--statistics", action="store_true", help="print the number of findings of each rule")
    parser.add_argument(
        "--payload", action="append", default=[], metavar="FILE",
        help="also check a local archive with a sample payload, without unpacking it",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.show_settings:
        return _show_settings(arguments)
    if arguments.statistics:
        output.check_statistics(arguments)
    reported: list[Diagnostic] = []
    code = CLEAN
    stream = _report_stream(arguments)
    files = inputs.Inputs(arguments, with_baseline=True, may_log=output.may_write_messages(arguments, stream))
    run_ = Run(floor=lambda config: output.report_floor(arguments, config))
    fixer, ignore_writer = _file_fixer(arguments, files), _ignore_writer(arguments, files)
    found = chain(
        _lint(arguments, files, run_, fixer, ignore_writer),
        _config_problems(arguments, files, run_),
        (_lint_payload(file, files, arguments) for file in arguments.payload),
    )
    for diagnostics, config in found:
        reported.extend(diagnostics)
        code = max(code, output.exit_code(diagnostics, output.fail_level(arguments, config)))
    files.fail_all(run_.failures)
    files.layers |= run_.layers
    if files.layers:
        from ircompile.cli.environments import said_once

        reported = said_once(reported, files.sources, files.layers)
    suppressed = run_.suppressed.counts()
    if reported or arguments.output_format:
        output.write_reports(
            reported,
            files.sources,
            arguments,
            stream,
            model=files.model,
            configs=files.configs,
            unread=files.unread,
            suppressed=suppressed,
            layers=files.layers,
        )
    if fixer:
        fixer.finish(reported, stream)
    if ignore_writer:
        ignore_writer.write_summary()
    if reported or not arguments.diff:
        verb = "Would leave" if arguments.diff else "Found"
        output.write_summary(reported, files, arguments, stream=stream, suppressed=suppressed, verb=verb)
    _hint_at_stdin(arguments, stream)
    would_write = arguments.diff and any(writer.files for writer in (fixer, ignore_writer) if writer)
    return FAILED if files.failed else max(code, FOUND) if would_write else code


def _hint_at_stdin(arguments: argparse.Namespace, stream: TextIO) -> None:
    """Print a hint if nothing was named to lint, and standard input has something."""
    if arguments.paths == ["."] and not arguments.quiet and stdin_has_bytes():
        output.write_messages(["Standard input was not read; `ircompile lint -` lints it."], arguments, stream)


def _lint_payload(file: str, files: inputs.Inputs, arguments: argparse.Namespace) -> tuple[list[Diagnostic], Config]:
    """Return what is reported of a local payload, with its configuration."""
    from ircompile.linting.payload import lint_payload
    from ircompile.sources.files import UnreadableFileError
    from ircompile.sources.source import from_text

    config = files.configs.of(file)
    files.sources.setdefault(file, from_text(file, ""))  # it may be one of the jobs, too
    try:
        return output.reported(lint_payload(file, config), arguments, config), config
    except UnreadableFileError as error:
        files.fail(file, str(error))
        return [], config


def _report_stream(arguments: argparse.Namespace) -> TextIO:
    """Return the stream for the report: standard error where a diff or a fixed text takes standard output."""
    prints_text = arguments.diff or (arguments.fix and inputs.STDIN in arguments.paths)
    return sys.stderr if prints_text else sys.stdout


def _lint(
    arguments: argparse.Namespace,
    files: inputs.Inputs,
    run: Run,
    fixer: FileFixer | None,
    ignore_writer: IgnoreWriter | None,
) -> Iterator[tuple[list[Diagnostic], Config]]:
    """Yield what is reported of each file, with its configuration; files without reported findings are left out."""
    processes = jobs.parse_jobs(arguments.jobs)
    candidates = list(files.candidates())
    if not (fixer or ignore_writer) and jobs.can_use_workers(arguments, len(candidates)):
        yield from _lint_many(arguments, files, candidates, run, processes)
        return
    unique = list(files.without_repeats(candidates))  # all of them first: a fixed file has another identity
    for read_source, read_manifests, config in files.read(unique):
        source, manifests = read_source, read_manifests
        if fixer:
            source, manifests = fixer.fix(source, manifests, config, run.overlays(source, manifests, config))
        reported = output.reported(run.lint(source, manifests, config), arguments, config)
        if ignore_writer:
            reported = ignore_writer.add(source, manifests, reported, config, run.overlays(source, manifests, config))
        if reported:
            yield reported, config
        else:
            files.sources[source.name] = inputs.NO_TEXT
    if fixer:
        fixer.save_overlays()


def _lint_many(
    arguments: argparse.Namespace,
    files: inputs.Inputs,
    candidates: list[inputs.Candidate],
    run: Run,
    processes: int | None,
) -> Iterator[tuple[list[Diagnostic], Config]]:
    """Yield what is reported of each of many files, with its configuration, and show a progress bar."""
    from ircompile.cli.progress import Progress

    progress = Progress(quiet=arguments.quiet)
    files.before_message = progress.hide
    found = jobs.lint_files(files, candidates, run, lambda config: output.report_floor(arguments, config), processes)
    yield from filter(None, progress.track(found, len(candidates)))


def _config_problems(
    arguments: argparse.Namespace, files: inputs.Inputs, run: Run
) -> Iterator[tuple[list[Diagnostic], Config]]:
    """Yield what is reported of the configurations' entries and environments, with the configuration that applies."""
    if not any(config.ignored or config.environments for config in files.configs.used):
        return
    by_config: dict[Config, list[str]] = {}
    for name in files.sources:
        by_config.setdefault(files.configs.of(name), []).append(name)
    from ircompile.cli.config_problems import config_problems

    for found, source in config_problems(by_config, run.effects, arguments):
        config = files.configs.of(found.filename)
        if output.reported([found], arguments, config):
            files.sources[found.filename] = source
            yield [found], config


def _show_settings(arguments: argparse.Namespace) -> int:
    from ircompile.cli.show_settings import settings_lines

    sys.stdout.writelines(line + "\n" for line in settings_lines(arguments))
    return CLEAN


def _file_fixer(arguments: argparse.Namespace, files: inputs.Inputs) -> FileFixer | None:
    """Return the fixer of the run, or None if no fixes were asked for."""
    if arguments.add_ignore is not None and not arguments.fix:
        return None
    if not (arguments.fix or arguments.diff or arguments.unsafe_fixes):
        return None
    from ircompile.cli.fix import FileFixer

    return FileFixer(arguments, files)


def _ignore_writer(arguments: argparse.Namespace, files: inputs.Inputs) -> IgnoreWriter | None:
    """Return the writer of ignore comments, or None if none were asked for."""
    if arguments.add_ignore is None:
        return None
    from ircompile.cli.add_ignore import IgnoreWriter

    return IgnoreWriter(arguments, files)
