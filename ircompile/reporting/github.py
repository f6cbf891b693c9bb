"""The `github` format: workflow commands, which GitHub Actions shows beside the lines of a pull request.

Source: actions/toolkit, packages/core/src/command.ts. GitHub shows ten annotations a step, so errors come first.
"""

from __future__ import annotations

from ircompile.findings.messages import escaped
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.reporting.report import Report

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
"""The workflow commands, by severity."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    for name, why in report.unread:
        path = repository_path(name)
        yield f"::error title=ircompile,file={_property(path)}::{_data(f'{escaped(path)}: {escaped(why)}')}"
    for it in sorted(report.diagnostics, key=lambda it: it.severity.rank):
        yield _command(it, escaped(repository_path(it.filename)))


def _command(it: Diagnostic, path: str) -> str:
    properties = {"title": f"ircompile ({it.rule})", "file": path, "line": str(it.line), "endLine": str(it.end_line)}
    if it.line == it.end_line:  # GitHub misplaces annotations with columns on different lines
        properties |= {"col": str(it.column), "endColumn": str(it.end_column)}
    parameters = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    beside = f"{it.cell}: " if it.cell else ""
    message = f"{path}:{it.line}:{it.column}: {beside}{escaped(it.headline)}"
    advice = "".join(f"\n{kind}: {escaped(text)}" for kind, text in _advice(it))
    return f"::{COMMANDS[it.severity]} {parameters}::{_data(message + advice)}"


def _advice(it: Diagnostic) -> Iterator[tuple[str, str]]:
    if it.help:
        yield "help", it.help
    for note in it.notes:
        yield "note", note


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(escaped(text)).replace(":", "%3A").replace(",", "%2C")
