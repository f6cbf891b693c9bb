"""How commands report: formats and where they go, levels, the summary line, the exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from ircompile.cli import CLEAN, FOUND
from ircompile.reporting.style import CHOICES, PLAIN, style_of
from ircompile.reporting.summary import LEVELS, summary
from ircompile.wording import escaped, harmless, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TextIO

    from ircompile.config import Config
    from ircompile.configuring import Configs
    from ircompile.diagnostic import Diagnostic
    from ircompile.reporting.report import Report
    from ircompile.rule import Rule
    from ircompile.source import Source

FORMATS = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_report",
    "json-lines": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "markdown": "markdown",
}
"""The formats, and the modules that write them."""
SUMMARY_FILE = "GITHUB_STEP_SUMMARY"
"""The variable that names the file to which a step of GitHub Actions adds what is shown of it."""
SUMMARY_BYTES = 1 << 20
"""GitHub refuses a larger file."""


class _Formats(argparse.Action):
    """`--output-format`: pairs of a format and the file it goes to, None for the stream; one each."""

    def __call__(self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, *__: object) -> None:
        form, colon, path = value.partition(":")
        if form not in FORMATS:
            near = nearest(form, FORMATS)
            hint = f"did you mean `{near}`?" if near else f"there are {', '.join(FORMATS)}"
            raise argparse.ArgumentError(self, f"unknown format {form}, {hint}")
        if colon and not path:
            raise argparse.ArgumentError(self, f"{value} names no file")
        given = getattr(namespace, self.dest) or []
        if path in (other or "" for _, other in given):
            where = path or "one stream"
            raise argparse.ArgumentError(self, f"two reports for {where}; write one of them to a file of its own")
        setattr(namespace, self.dest, [*given, (form, path or None)])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reports findings."""
    parser.add_argument(
        "--output-format",
        action=_Formats,
        metavar="FORM[:PATH]",
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


def reported(diagnostics: Iterable[Diagnostic], arguments: argparse.Namespace, fail_on: str) -> list[Diagnostic]:
    """The diagnostics at or above the floor; what makes the run fail is always reported."""
    floor = LEVELS.index(arguments.severity_floor)
    if fail_on != "never":
        floor = max(floor, LEVELS.index(fail_on))
    return [found for found in diagnostics if found.severity.rank <= floor]


def write(
    diagnostics: list[Diagnostic],
    sources: dict[str, Source],
    arguments: argparse.Namespace,
    to: TextIO,
    *,
    configs: Configs | None = None,
    complete: bool = True,
) -> None:
    """Print the report, and write those that go to files.

    Args:
        diagnostics: What is reported.
        sources: Every text that was read, by its name.
        arguments: What the user asked for.
        to: Where the report without a file goes.
        configs: The configurations of the run, if it has any.
        complete: Whether everything that was named could be read.

    Raises:
        Failure: A file can't be written, or is one of the texts.
    """
    from ircompile.reporting.report import Report

    configs_of = {name: configs.of(name) for name in sources} if configs else {}
    report = Report(
        diagnostics,
        sources,
        fails=lambda it: code([it], level(arguments, configs_of.get(it.filename))) == FOUND,
        rules=lambda: _rules(configs_of.values()),
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
    from ircompile.rulebook import with_rules

    rules = with_rules(())
    for folders in {config.rules for config in configs}:
        rules |= with_rules(folders)
    return rules.values()


def _printed(report: Report, form: str) -> Iterator[str]:
    """The lines of a report as they are printed."""
    for line in importlib.import_module(f"ircompile.reporting.{FORMATS[form]}").lines(report):
        yield report.style.said(line if form == "github" else harmless(line)) + "\n"


def _to_file(path: str, text: str, sources: dict[str, Source]) -> None:
    from ircompile.cli import Failure
    from ircompile.files import replace

    if any(os.path.realpath(path) == os.path.realpath(name) for name in sources):
        raise Failure(f"{path} is one of the manifests, and the report would replace it")
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        replace(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise Failure(f"{path}: {error.strerror or error}; the report is not written") from None


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


def say(diagnostics: list[Diagnostic], files: int, *, quiet: bool, failed: bool) -> None:
    """Print the summary line."""
    if not quiet:
        sys.stdout.flush()
        sys.stderr.write(summary(diagnostics, files, failed=failed) + "\n")


def code(diagnostics: Iterable[Diagnostic], fail_on: str) -> int:
    """The exit code that findings make, whatever the format."""
    if fail_on == "never":
        return CLEAN
    return FOUND if any(found.severity.rank <= LEVELS.index(fail_on) for found in diagnostics) else CLEAN
