"""`full`: every diagnostic with a frame, for people."""

from __future__ import annotations

from ircompile.reporting.frames import frame
from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.diagnostic import Diagnostic
    from ircompile.source import Source

FRAMELESS = frozenset({"text-encoding", "credential-in-manifest"})
"""Rules whose findings never show the text: it is no text, or a secret."""


def full(diagnostics: Iterable[Diagnostic], sources: dict[str, Source]) -> Iterator[str]:
    """The report's lines."""
    for diagnostic in diagnostics:
        yield from _one(diagnostic, sources[diagnostic.filename])
        yield ""


def _one(diagnostic: Diagnostic, source: Source) -> Iterator[str]:
    yield f"{diagnostic.severity}[{diagnostic.rule}]: {diagnostic.message}"
    gutter = " " * len(str(max([diagnostic.line, *(place.line for place in diagnostic.related)])))
    yield f"{gutter}--> {escaped(diagnostic.filename)}:{diagnostic.line}:{diagnostic.column}"
    if diagnostic.rule not in FRAMELESS and _is_job(source):
        yield from frame(diagnostic, source)
    if diagnostic.help:
        safety = {True: " (safe fix)", False: " (unsafe fix)"}[diagnostic.fixes[0].safe] if diagnostic.fixes else ""
        yield f"{gutter} = help: {escaped(diagnostic.help)}{safety}"
    for note in diagnostic.notes:
        yield f"{gutter} = note: {escaped(note)}"
    if diagnostic.pointer:
        yield f"{gutter} = pointer: {escaped(diagnostic.pointer)}"


def _is_job(source: Source) -> bool:
    """Whether the text may be shown: one that has nothing of a job may be anything, and secret."""
    return source.kind not in ("yaml", "json") or "JobName" in source.text or "InputConfig" in source.text
