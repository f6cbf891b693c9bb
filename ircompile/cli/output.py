"""The output of commands: which findings are reported, in which formats, the summary line and the exit code."""

from __future__ import annotations

import os
import sys

from ircompile.cli.exit import CLEAN, FOUND
from ircompile.config.settings import SEVERITIES, floor_of
from ircompile.findings.messages import escaped, harmless
from ircompile.reporting import FOR_PEOPLE, FORMATS, STATISTICS
from ircompile.reporting.summary import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from ircompile.cli.inputs import Inputs
    from ircompile.config.discovery import Configs
    from ircompile.config.settings import Config, FailLevel
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.finding import SeverityName
    from ircompile.model.model import Model
    from ircompile.reporting.report import Report
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

SUMMARY_FILE = "GITHUB_STEP_SUMMARY"
"""The environment variable with the path of the file that a step of GitHub Actions appends its summary to."""
SUMMARY_BYTES = 1 << 20
"""The largest summary that GitHub accepts."""


def add_arguments(parser: argparse.ArgumentParser, fail_on: FailLevel | None = None) -> None:
    """Add the arguments of every command that reports findings.

    Args:
        parser: The parser of the command.
        fail_on: The least severity that makes a run fail without `--fail-on`; None for the configured one.
    """
    from ircompile.cli.parser import FORM, Formats
    from ircompile.reporting.style import CHOICES

    parser.add_argument(
        "--output-format",
        action=Formats,
        metavar=FORM,
        help=f"how to print findings, or write them to a file; can be repeated: {', '.join(FORMATS)}",
    )
    parser.add_argument(
        "--severity-floor", choices=SEVERITIES, default="warning", help="report findings of this severity and above"
    )
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default=fail_on,
        help=f"exit 1 on findings of this severity and above (default: {fail_on or SEVERITIES[0]})",
    )
    parser.add_argument("--color", choices=CHOICES, default="auto", help="when to colour findings")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no summary line")


def check_statistics(arguments: argparse.Namespace) -> None:
    """Check that `--statistics` has a format that it can be printed in.

    Raises:
        CliError: It has another format.
    """
    for form, _ in arguments.output_format or ():
        if form not in STATISTICS:
            from ircompile.cli.exit import CliError

            raise CliError(f"--statistics can't be printed as {form}; choose from {', '.join(STATISTICS)}")


def fail_level(arguments: argparse.Namespace, config: Config | None) -> FailLevel:
    """Return the least severity that makes the run fail, or "never"."""
    given: FailLevel | None = arguments.fail_on
    return given or (config and config.fail_on) or "error"


def report_floor(arguments: argparse.Namespace, config: Config | None) -> SeverityName:
    """Return report findings of this severity and above; findings that make the run fail always are."""
    return floor_of(arguments.severity_floor, fail_level(arguments, config))


def reported(
    diagnostics: Iterable[Diagnostic], arguments: argparse.Namespace, config: Config | None
) -> list[Diagnostic]:
    """Return the diagnostics that are reported."""
    least = SEVERITIES.index(report_floor(arguments, config))
    return [found for found in diagnostics if found.severity.rank <= least]


def write_reports(
    diagnostics: list[Diagnostic],
    sources: dict[str, Source],
    arguments: argparse.Namespace,
    stream: TextIO,
    *,
    model: Model,
    configs: Configs | None = None,
    unread: Sequence[tuple[str, str]] = (),
    suppressed: tuple[int, int] = (0, 0),
    layers: dict[str, Source] | None = None,
) -> None:
    """Print a report or write it to a file, in each format that was asked for.

    Args:
        diagnostics: The findings to report.
        sources: Every text that was read, by its name.
        arguments: The arguments of the command.
        stream: Where a report without a file goes.
        model: The service model that the report names.
        configs: The configurations of the run, if it has any.
        unread: The inputs that could not be read, each with the reason.
        suppressed: How many more findings the baseline knows, and how many are ignored.
        layers: The texts that were merged over jobs, by name.

    Raises:
        CliError: A file can't be written, or is one of the texts.
    """
    from ircompile.reporting.report import Report
    from ircompile.reporting.style import PLAIN, style_of

    configs_of = {name: configs.of(name) for name in sources} if configs else {}
    report = Report(
        diagnostics,
        sources,
        fails=lambda it: exit_code([it], fail_level(arguments, configs_of.get(it.filename))) == FOUND,
        rules=lambda: _rules_of(configs_of.values()),
        model=model,
        suppressed=suppressed,
        layers=layers or {},
    )
    modules = STATISTICS if getattr(arguments, "statistics", False) else FORMATS
    default = "concise" if getattr(arguments, "diff", False) else "full"  # a diff shows the lines already
    for form, path in arguments.output_format or [(default, None)]:
        # standard error has them already, and so a terminal
        report.unread = () if path is None and form in FOR_PEOPLE else unread
        if path is None:
            report.style = style_of(stream, arguments.color)
            stream.writelines(printed_lines(report, form, modules))
        else:
            report.style = PLAIN
            _write_to_file(path, "".join(printed_lines(report, form, modules)), report.texts)
        if form == "github":
            _append_step_summary(report)


def _rules_of(configs: Iterable[Config]) -> Iterable[Rule]:
    """Return all rules that files were checked with."""
    from ircompile.model.model import SHIPPED, model_of
    from ircompile.rulebook.book import with_rules

    rules = with_rules((), SHIPPED)
    for config in {(config.rules, config.model, config.extend_instance_types): config for config in configs}.values():
        rules |= with_rules(config.rules, model_of(config))
    return rules.values()


def printed_lines(report: Report, form: str, modules: Mapping[str, str] = FORMATS) -> Iterator[str]:
    """Yield the lines of a report, each with its end, as they are printed; `modules` names the module of each form."""
    import importlib

    for line in importlib.import_module(f"ircompile.reporting.{modules[form]}").lines(report):
        yield report.style.encodable(line if form == "github" else harmless(line)) + "\n"


def _write_to_file(path: str, text: str, sources: dict[str, Source]) -> None:
    from ircompile.cli.exit import CliError
    from ircompile.sources.atomic import replace

    if any(os.path.realpath(path) == os.path.realpath(name) for name in sources):
        raise CliError(f"the report would replace {path}, which is one of the manifests")
    try:
        replace(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise CliError(f"{path}: {error.strerror or error}; the report was not written") from None


def _append_step_summary(report: Report) -> None:
    """Append the report to the step's summary on GitHub Actions; if that fails, only warn."""
    path = os.environ.get(SUMMARY_FILE)
    if not path:
        return
    from ircompile.reporting import markdown

    try:
        with open(path, "ab") as file:
            text = "".join(line + "\n" for line in markdown.cut(markdown.lines(report), SUMMARY_BYTES - file.tell()))
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        sys.stderr.write(
            f"ircompile: warning: {escaped(path)}: {error.strerror or error}; the step summary was not written\n"
        )


def write_summary(
    diagnostics: list[Diagnostic],
    files: Inputs,
    arguments: argparse.Namespace,
    *,
    stream: TextIO,
    suppressed: tuple[int, int] = (0, 0),
    verb: str = "Found",
) -> None:
    """Print the summary line; even a quiet run says when nothing was checked.

    Args:
        diagnostics: The findings that are reported.
        files: The inputs of the run.
        arguments: The arguments of the command.
        stream: Where the report without a file went.
        suppressed: How many more findings the baseline knows, and how many are ignored.
        verb: What the run did or would do with the findings.
    """
    count = len(files.sources)
    if not arguments.quiet or not (count or files.failed):  # failures were reported already
        line = summary(diagnostics, count, files.model, failed=files.failed, suppressed=suppressed, verb=verb)
        write_messages([line], arguments, stream)


def write_messages(lines: Iterable[str], arguments: argparse.Namespace, stream: TextIO) -> None:
    """Print lines to standard error, unless it carries a report for programs."""
    if may_write_messages(arguments, stream):
        sys.stdout.flush()
        sys.stderr.writelines(line + "\n" for line in (_wrapped_lines(lines) if sys.stderr.isatty() else lines))


def _wrapped_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines wrapped to the width of the terminal."""
    from ircompile.reporting.style import columns_of
    from ircompile.reporting.wrap import wrapped

    for line in lines:
        yield from wrapped(line, columns_of(sys.stderr))


def may_write_messages(arguments: argparse.Namespace, stream: TextIO) -> bool:
    """Return whether messages may go to standard error: not if `stream` is it and carries a report for programs."""
    forms = [form for form, path in arguments.output_format or () if path is None]
    return stream is not sys.stderr or all(form in FOR_PEOPLE for form in forms)


def exit_code(diagnostics: Iterable[Diagnostic], fail_on: FailLevel) -> int:
    """Return the exit code for findings, given the least severity that makes a run fail, or "never"."""
    if fail_on == "never":
        return CLEAN
    return FOUND if any(found.severity.rank <= SEVERITIES.index(fail_on) for found in diagnostics) else CLEAN
