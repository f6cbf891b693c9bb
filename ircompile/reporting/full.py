"""`full`: every diagnostic with a frame, for people."""

from __future__ import annotations

from ircompile.findings.messages import escaped
from ircompile.reporting.frames import frame
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
"""Rules on whose findings the text is never shown: it is no text, or a secret."""


def lines(report: Report) -> Iterator[str]:
    """The report's lines."""
    hidden = {(it.filename, it.line) for it in report.diagnostics if it.rule in FRAMELESS}
    for it in report.diagnostics:
        source = report.sources[it.filename]
        blamed = _lines(it)
        shown = it.filename in report.jobs and source.secrets.lines.isdisjoint(blamed)
        shown = shown and not any((it.filename, line) in hidden for line in blamed)
        yield from _one(it, source if shown else None, report.style)
        yield ""


def _one(it: Diagnostic, source: Source | None, style: Style) -> Iterator[str]:
    """One diagnostic; the frame is left out where no source is given."""
    kind = f"{it.severity}[{style.link(it.rule, rule_url(it.rule))}]"
    taken = len(f"{it.severity}[{it.rule}]: ")
    first, *more = (
        style.paint(part, "strong") for part in wrapped(style.said(escaped(it.message)), style.columns, used=taken)
    )
    yield f"{style.paint(kind, it.severity)}: {first}"
    yield from more
    gutter = " " * len(str(max(_lines(it))))
    yield f"{style.paint(f'{gutter}-->', 'faint')} {escaped(it.filename)}:{it.line}:{it.column}"
    if source:
        yield from frame(it, source, style)
    safety = {True: " (safe fix)", False: " (unsafe fix)"}[it.fixes[0].safe] if it.fixes else ""
    advice = [("help", it.help + safety)] if it.help else []
    advice += [("note", note) for note in it.notes]
    advice += [("pointer", it.pointer)] if it.pointer else []
    for name, text in advice:
        taken = len(f"{gutter} = {name}: ")
        first, *more = wrapped(style.said(escaped(text)), style.columns, used=taken, indent=taken)
        yield f"{style.paint(f'{gutter} =', 'faint')} {style.paint(name, 'strong')}: {first}"
        yield from more


def _lines(it: Diagnostic) -> list[int]:
    """The numbers of the lines that a diagnostic blames."""
    return [it.line, *(place.line for place in it.related)]
