"""The findings in a text, where the editor marks them."""

from __future__ import annotations

from itertools import accumulate

from ircompile.editing.answers import Place, Problem
from ircompile.editing.reading import lint, read
from ircompile.reporting.report import rule_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.editing.reading import Reading
    from ircompile.editing.settings import Settings
    from ircompile.findings.diagnostic import Diagnostic, Location
    from ircompile.sources.source import Source


def diagnose(text: str, settings: Settings) -> list[Problem]:
    """Return the findings in a text, as `lint` reports them of the file; those in overlays over its jobs follow.

    Where a part of the text can't be read, because it is being typed, what is certain of the rest is reported as well.

    Raises:
        UserError: The configuration, or a file that it names, can't be used.
    """
    if settings.jobs:
        return _in_overlay(text, settings)
    if settings.is_excluded:
        return []
    reading = read(text, settings)
    if not reading.manifests:
        return []
    return _problems(_found(reading, settings), reading, settings)


def _found(reading: Reading, settings: Settings) -> list[Diagnostic]:
    if all(it.document.is_complete for it in reading.manifests):
        return lint(reading, settings)
    from ircompile.editing.broken import is_broken, lint_broken

    return lint_broken(reading, settings) if is_broken(reading) else lint(reading, settings)


def _in_overlay(text: str, settings: Settings) -> list[Problem]:
    """Return the findings in an overlay; places in jobs that are related to them are left out."""
    from ircompile.editing.overlays import in_overlay
    from ircompile.sources.source import decode

    source = decode(settings.name, text.encode("utf-8", "surrogatepass"))
    offsets = _Offsets(source, len(source.mark.decode()))
    found = in_overlay(text, settings)
    return [Problem(Place(offsets.span(it), it.label), it, link=rule_url(it.rule)) for it in found]


def _problems(found: list[Diagnostic], reading: Reading, settings: Settings) -> list[Problem]:
    overlays = settings.linter.overlays
    sources = overlays.sources if overlays else {}
    own = reading.source.name
    offsets = {own: _Offsets(reading.source, reading.before)}

    def place(at: Diagnostic | Location, filename: str) -> Place:
        if filename not in offsets:
            offsets[filename] = _Offsets(sources[filename], 0)
        return Place(offsets[filename].span(at), at.label, "" if filename == own else filename)

    return [
        Problem(
            place(it, it.filename),
            it,
            tuple([place(other, other.filename or it.filename) for other in it.related]),
            rule_url(it.rule),
        )
        for it in found
    ]


class _Offsets:
    """The offsets of the ranges of findings.

    Args:
        source: The text.
        before: The number of characters before it.
    """

    def __init__(self, source: Source, before: int) -> None:
        self._starts = [before, *accumulate((len(line) + 1 for line in source.text.split("\n")), initial=before)]

    def span(self, at: Diagnostic | Location) -> tuple[int, int]:
        """Return the span of a range."""
        return self._starts[at.line] + at.column - 1, self._starts[at.end_line] + at.end_column - 1
