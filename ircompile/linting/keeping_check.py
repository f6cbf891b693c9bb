"""The full check of a text that is checked again after each small change, as in an editor."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ircompile.linting.full_check import FullCheck
from ircompile.linting.signs import signs_of
from ircompile.rulebook.checks.job_names import OF_THE_RUN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Diagnostic, Location
    from ircompile.findings.finding import Finding
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    Span = tuple[int, int]


@dataclass(slots=True, frozen=True)
class _Result:
    """What was found in a document.

    Attributes:
        findings: The findings.
        diagnostics: Their diagnostics.
        start: The offset at which the document began.
        line: The line in which it did.
    """

    findings: list[Finding]
    diagnostics: list[Diagnostic]
    start: int
    line: int


class KeepingCheck(FullCheck):
    """Keeps what it found in each document of the last text, for the next text that has the same document.

    The arguments are those of `FullCheck`. It serves texts of one file.
    """

    _last: dict[str, _Result] = {}  # noqa: RUF012  it is replaced, never changed
    _kept: dict[str, _Result] = {}  # noqa: RUF012  as above
    _spans: dict[Manifest, Span] = {}  # noqa: RUF012  as above
    _new: list[Finding] | None = None

    def diagnostics(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """Return the diagnostics of the manifests of a source, in the order of the text."""
        self._spans = _spans(source, manifests)
        self._kept = {}
        found = super().diagnostics(source, manifests)
        if manifests[1:]:
            self._last = self._kept
        return found

    def _findings(self, manifest: Manifest, line: int, *, has_signs: bool) -> tuple[list[Finding], bool]:
        known = self._last.get(self._text(manifest))
        if known and not manifest.findings and not [*self._names.add(manifest, self._config.region, line)]:
            return known.findings, False
        findings, is_cut = super()._findings(manifest, line, has_signs=has_signs)
        is_alone = not (is_cut or manifest.findings or any(it.rule in OF_THE_RUN for it in findings))
        self._new = findings if is_alone else None
        return findings, is_cut

    def _diagnostics(self, findings: list[Finding], manifest: Manifest) -> list[Diagnostic]:
        text = self._text(manifest)
        known = self._last.get(text)
        if not text or findings is not (known.findings if known else self._new):
            return super()._diagnostics(findings, manifest)
        start, _ = self._spans[manifest]
        line = manifest.source.lines.number(start)
        if known:
            found = [_moved(it, line - known.line, start - known.start) for it in known.diagnostics]
        else:
            found = super()._diagnostics(findings, manifest)
        self._kept[text] = _Result(findings, found, start, line)
        return found

    def _text(self, manifest: Manifest) -> str:
        """Return the text of a manifest whose findings are kept; "" for all others."""
        return manifest.source.text[slice(*self._spans.get(manifest, (0, 0)))]


def _spans(source: Source, manifests: list[Manifest]) -> dict[Manifest, Span]:
    """Return the spans of those manifests of a source in which is found what depends on their text alone.

    A credential is masked wherever it occurs in the source, and comments decide how much is looked for.
    """
    is_one = not manifests[1:] or source.findings or source.secrets.may_be or signs_of(source)[1]
    if is_one or not source.text.isascii():
        return {}
    return {it: it.document.span() for it in manifests if it.document.span}


def _moved(it: Diagnostic, lines: int, characters: int) -> Diagnostic:
    """Return a diagnostic in a document that begins so many lines and characters further down."""
    if not lines and not characters:
        return it
    return replace(
        it,
        line=it.line + lines,
        end_line=it.end_line + lines,
        related=tuple(_moved_location(other, lines) for other in it.related),
        fixes=tuple(
            replace(
                fix,
                edits=tuple(replace(at, start=at.start + characters, end=at.end + characters) for at in fix.edits),
            )
            for fix in it.fixes
        ),
    )


def _moved_location(it: Location, lines: int) -> Location:
    return it if it.filename else replace(it, line=it.line + lines, end_line=it.end_line + lines)
