"""How commands report: formats and where they go, levels, the summary line, the exit code."""

from __future__ import annotations

import os
import sys

from ircompile.cli.exit import CLEAN, FOUND
from ircompile.findings.messages import escaped, harmless
from ircompile.reporting import FOR_PEOPLE, FORMATS
from ircompile.reporting.summary import LEVELS, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from ircompile.cli.inputs import Inputs
    from ircompile.config.discovery import Configs
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model
    from ircompile.reporting.report import Report
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

SUMMARY_FILE = "GITHUB_STEP_SUMMARY"
"""The variable that names the file to which a step of GitHub Actions adds what is shown of it."""
SUMMARY_BYTES = 1 << 20
"""GitHub refuses a larger file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reports findings."""
    from ircompile.cli.formats import FORM, Formats
    from ircompile.reporting.style import CHOICES

    parser.add_argument(
        "--output-format",
        action=Formats,
        metavar=FORM,
        help=f"how findings are printed, or written to a file; may be repeated: {', '.join(FORMATS)}",
    )
    parser.add_argument(
        "--severity-floor", choices=LEVELS, default="warning", help="the least severity that is reported"
    )
    parser.add_argument("--fail-on", choices=(*LEVELS, "never"), help="the least severity that exits 1 (error)")
    parser.add_argument("--color", choices=CHOICES, default="auto", help="whether findings are coloured")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary line")


def level(arguments: argparse.Namespace, config: Config | None) -> str:
    """The least severity that makes the run fail, or "never"."""
    return arguments.fail_on or (config and config.fail_on) or "error"


def floor(arguments: argparse.Namespace, config: Config | None) -> str:
    """The least severity that is reported; what makes the run fail always is."""
    fail_on = level(arguments, config)
    wanted: str = arguments.severity_floor
    return wanted if fail_on == "never" else max(wanted, fail_on, key=LEVELS.index)


def reported(
    diagnostics: Iterable[Diagnostic], arguments: argparse.Namespace, config: Config | None
) -> list[Diagnostic]:
    """The diagnostics at or above the floor."""
    least = LEVELS.index(floor(arguments, config))
    return [found for found in diagnostics if found.severity.rank <= least]


def write(
    diagnostics: list[Diagnostic],
    sources: dict[str, Source],
    arguments: argparse.Namespace,
    to: TextIO,
    *,
    model: Model,
    configs: Configs | None = None,
    complete: bool = True,
) -> None:
    """Print the report, and write those that go to files.

    Args:
        diagnostics: What is reported.
        sources: Every text that was read, by its name.
        arguments: What the user asked for.
        to: Where the report without a file goes.
        model: The model that the report names.
        configs: The configurations of the run, if it has any.
        complete: Whether everything that was named could be read.

    Raises:
        CliError: A file can't be written, or is one of the texts.
    """
    from ircompile.reporting.report import Report
    from ircompile.reporting.style import PLAIN, style_of

    configs_of = {name: configs.of(name) for name in sources} if configs else {}
    report = Report(
        diagnostics,
        sources,
        fails=lambda it: code([it], level(arguments, configs_of.get(it.filename))) == FOUND,
        rules=lambda: _rules(configs_of.values()),
        model=model,
        complete=complete,
    )
    for form, path in arguments.output_format or [("full", None)]:
        if path is None:
            report.style = style_of(to, arguments.color)
            to.writelines(_printed(report, form))
        else:
            report.style = PLAIN
            _to_file(path, "".join(_printed(report, form)), sources)
        if form == "github":
            _add_summary(report)


def _rules(configs: Iterable[Config]) -> Iterable[Rule]:
    """All rules that files were checked with."""
    from ircompile.rulebook.book import with_rules

    rules = with_rules(())
    for folders in {config.rules for config in configs}:
        rules |= with_rules(folders)
    return rules.values()


def _printed(report: Report, form: str) -> Iterator[str]:
    """The lines of a report as they are printed."""
    import importlib

    for line in importlib.import_module(f"ircompile.reporting.{FORMATS[form]}").lines(report):
        yield report.style.said(line if form == "github" else harmless(line)) + "\n"


def _to_file(path: str, text: str, sources: dict[str, Source]) -> None:
    from ircompile.cli.exit import CliError
    from ircompile.sources.atomic import replace

    if any(os.path.realpath(path) == os.path.realpath(name) for name in sources):
        raise CliError(f"{path} is one of the manifests, and the report would replace it")
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        replace(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise CliError(f"{path}: {error.strerror or error}; the report is not written") from None


def _add_summary(report: Report) -> None:
    """Add the report to the summary of a step of GitHub Actions; that it can't be is no reason to fail."""
    path = os.environ.get(SUMMARY_FILE)
    if not path:
        return
    from ircompile.reporting import markdown

    try:
        with open(path, "ab") as file:
            text = "".join(line + "\n" for line in markdown.cut(markdown.lines(report), SUMMARY_BYTES - file.tell()))
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        sys.stderr.write(f"ircompile: warning: {escaped(path)}: {error.strerror or error}; no step summary\n")


def say(diagnostics: list[Diagnostic], files: Inputs, arguments: argparse.Namespace, *, stream: TextIO) -> None:
    """Print the summary line; that nothing was checked is said to those, too, who want to hear nothing else.

    Args:
        diagnostics: What is reported.
        files: What was read.
        arguments: What the user asked for.
        stream: Where the report without a file went.
    """
    count = len(files.sources)
    if not arguments.quiet or not (count or files.failed):  # what failed was reported already
        tell([summary(diagnostics, count, files.model, failed=files.failed)], arguments, stream)


def tell(lines: Iterable[str], arguments: argparse.Namespace, stream: TextIO) -> None:
    """Print lines to standard error, where they may stand."""
    if may_tell(arguments, stream):
        sys.stdout.flush()
        sys.stderr.writelines(line + "\n" for line in (_fitted(lines) if sys.stderr.isatty() else lines))


def _fitted(lines: Iterable[str]) -> Iterator[str]:
    """Lines as a terminal has room for them."""
    from ircompile.reporting.style import columns_of
    from ircompile.reporting.wrap import wrapped

    for line in lines:
        yield from wrapped(line, columns_of(sys.stderr))


def may_tell(arguments: argparse.Namespace, stream: TextIO) -> bool:
    """Whether standard error is for people: a report for programs, if it goes there, must stand alone."""
    forms = [form for form, path in arguments.output_format or () if path is None]
    return stream is not sys.stderr or all(form in FOR_PEOPLE for form in forms)


def code(diagnostics: Iterable[Diagnostic], fail_on: str) -> int:
    """The exit code that findings make, whatever the format."""
    if fail_on == "never":
        return CLEAN
    return FOUND if any(found.severity.rank <= LEVELS.index(fail_on) for found in diagnostics) else CLEAN
