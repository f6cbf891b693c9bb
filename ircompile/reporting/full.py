"""The `full` format, for people: every diagnostic with a code frame."""

from __future__ import annotations

from ircompile.findings.messages import cut_middle, escaped
from ircompile.reporting.frames import frame, gutter_of, other_frames
from ircompile.reporting.report import rule_url
from ircompile.reporting.wrap import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.reporting.report import Report
    from ircompile.reporting.style import Style
    from ircompile.sources.source import Source

FRAMELESS = frozenset({"text-encoding", "credential-in-manifest"})
"""Rules whose findings have no frame, because their lines are not text or hold a secret."""


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    hidden = {(it.filename, it.line) for it in report.diagnostics if it.rule in FRAMELESS}
    for it in report.diagnostics:
        source = report.texts[it.filename]
        numbers = _line_numbers(it)
        shown = it.filename in report.jobs and source.secrets.lines.isdisjoint(numbers)
        shown = shown and not any((it.filename, line) in hidden for line in numbers)
        others = {name: report.texts[name] for name in report.jobs} if any(at.filename for at in it.related) else {}
        yield from _diagnostic(it, source if shown else None, report.style, others)
        yield ""
    yield from report.unread_lines()


def _diagnostic(it: Diagnostic, source: Source | None, style: Style, others: dict[str, Source]) -> Iterator[str]:
    """Yield the lines of one diagnostic, with a frame if a source is given, and with those of other texts."""
    kind = f"{it.severity}[{style.link(it.rule, rule_url(it.rule))}]"
    taken = len(f"{it.severity}[{it.rule}]: ")
    message = wrapped(style.encodable(escaped(it.headline)), style.columns, used=taken)
    first, *more = (style.paint(part, "strong") for part in message)
    yield f"{style.paint(kind, it.severity)}: {first}"
    yield from more
    gutter = " " * gutter_of(it)
    beside = f" ({it.cell})" if it.cell else ""
    yield f"{style.paint(f'{gutter}-->', 'faint')} {escaped(it.filename)}:{it.line}:{it.column}{beside}"
    if source:
        yield from frame(it, source, style)
        yield from other_frames(it, others, style)
    safety = {True: " (safe fix)", False: " (unsafe fix)"}[it.fixes[0].safe] if it.fixes else ""
    advice = [("help", it.help + safety)] if it.help else []
    advice += [("note", note) for note in it.notes]
    advice += [("pointer", cut_middle(it.pointer))] if it.pointer else []
    for name, text in advice:
        taken = len(f"{gutter} = {name}: ")
        first, *more = wrapped(style.encodable(escaped(text)), style.columns, used=taken, indent=taken)
        yield f"{style.paint(f'{gutter} =', 'faint')} {style.paint(name, 'strong')}: {first}"
        yield from more


def _line_numbers(it: Diagnostic) -> list[int]:
    """Return the numbers of the lines on which the locations of a diagnostic start."""
    return [it.line, *(location.line for location in it.related if not location.filename)]
