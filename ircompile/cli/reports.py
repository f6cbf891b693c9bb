"""How commands report: formats, levels, the summary line, the exit code."""

from __future__ import annotations

import sys

from ircompile.cli import CLEAN, FOUND
from ircompile.wording import counted, harmless

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic
    from ircompile.source import Source

FORMATS = ("full", "concise", "json")
LEVELS = ("error", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reports findings."""
    parser.add_argument("--output-format", choices=FORMATS, default="full", help="how findings are printed")
    parser.add_argument(
        "--severity-floor", choices=LEVELS, default="warning", help="the least severity that is reported"
    )
    parser.add_argument("--fail-on", choices=(*LEVELS, "never"), help="the least severity that exits 1 (error)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary line")


def level(arguments: argparse.Namespace, config: Config) -> str:
    """The least severity that makes the run fail, or "never"."""
    return arguments.fail_on or config.fail_on or "error"


def reported(diagnostics: Iterable[Diagnostic], arguments: argparse.Namespace, fail_on: str) -> list[Diagnostic]:
    """The diagnostics at or above the floor; what makes the run fail is always reported."""
    floor = LEVELS.index(arguments.severity_floor)
    if fail_on != "never":
        floor = max(floor, LEVELS.index(fail_on))
    return [found for found in diagnostics if found.severity.rank <= floor]


def lines(diagnostics: list[Diagnostic], sources: dict[str, Source], form: str) -> Iterator[str]:
    """The report in one format."""
    if form == "json":
        from ircompile.reporting.json_report import json_report

        return json_report(diagnostics, sources)
    if form == "concise":
        from ircompile.reporting.concise import concise

        return concise(diagnostics, sources)
    from ircompile.reporting.full import full

    return full(diagnostics, sources)


def write(diagnostics: list[Diagnostic], sources: dict[str, Source], form: str, to: TextIO) -> None:
    """Print the report; a clean run prints nothing, except where a program reads it."""
    if diagnostics or form == "json":
        to.writelines(harmless(line) + "\n" for line in lines(diagnostics, sources, form))


def summary(diagnostics: list[Diagnostic], files: int, *, failed: bool = False) -> str:
    """One line for people: what was found in how many files, and how old the facts are."""
    if not diagnostics:
        rest = "something could not be read" if failed else "nothing found"
        return f"{counted(files, 'file')} checked, {rest}."
    from ircompile.model.shapes import snapshot

    counts = [(level, sum(found.severity == level for found in diagnostics)) for level in LEVELS]
    found = ", ".join(counted(count, level) if level != "info" else f"{count} info" for level, count in counts if count)
    hit = len({found.filename for found in diagnostics})
    safe = sum(any(fix.safe for fix in it.fixes) for it in diagnostics)
    fixes = f" {counted(safe, 'safe fix', 'safe fixes')} known." if safe else ""
    return f"Found {found} in {hit} of {counted(files, 'file')}.{fixes} Model: {snapshot()}."


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
