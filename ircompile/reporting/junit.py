"""The `junit` format: a suite for each file, with a case for each finding, or a passed one if there is none.

The case of a finding that makes the run fail is a failed one, and that of an input that can't be read has an error.
"""

from __future__ import annotations

from ircompile.reporting.xml_text import xml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.reporting.report import Report


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    failures = sum(map(report.fails, report.diagnostics))
    tests = sum(max(1, len(found)) for found in report.by_file().values()) + len(report.unread)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="ircompile" {_counts(tests, failures, len(report.unread))}>'
    for name, found in report.by_file().items():
        yield f'  <testsuite name="{xml(name)}" {_counts(max(1, len(found)), sum(map(report.fails, found)), 0)}>'
        yield from _cases(name, found, report)
        yield "  </testsuite>"
    if report.unread:
        yield f'  <testsuite name="ircompile" {_counts(len(report.unread), 0, len(report.unread))}>'
        yield from _unread_cases(report)
        yield "  </testsuite>"
    yield "</testsuites>"


def _counts(tests: int, failures: int, errors: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="{errors}"'


def _unread_cases(report: Report) -> Iterator[str]:
    """Yield a case for each input that could not be read."""
    seen: dict[str, int] = {}
    for name, why in report.unread:
        seen[name] = seen.get(name, 0) + 1
        yield f'    <testcase classname="ircompile" name="{xml(name)}{_nth(seen[name])}">'
        yield f'      <error message="{xml(why)}" type="error">{xml(name)}: {xml(why)}</error>'
        yield "    </testcase>"


def _nth(number: int) -> str:
    """Return what sets the name of a case apart from those before it, since readers merge cases of equal name."""
    return f" ({number})" if number > 1 else ""


def _cases(name: str, found: list[Diagnostic], report: Report) -> Iterator[str]:
    if not found:
        yield f'    <testcase classname="{xml(name)}" name="ircompile"/>'
    seen: dict[str, int] = {}
    for it in found:
        seen[it.rule] = seen.get(it.rule, 0) + 1
        advice = f" ({xml(it.help)})" if it.help else ""
        beside = f"{it.cell}: " if it.cell else ""
        text = f"{xml(name)}:{it.line}:{it.column}: {beside}{it.severity}: {xml(it.headline)}{advice}"
        yield f'    <testcase classname="{xml(name)}" name="{xml(it.rule)}{_nth(seen[it.rule])}">'
        if report.fails(it):
            yield f'      <failure message="{xml(it.headline)}" type="{it.severity}">{text}</failure>'
        else:
            yield f"      <system-out>{text}</system-out>"
        yield "    </testcase>"
