"""Application of fixes to texts, pass after pass, until no fix is left that helps.

Fixes of overlays are judged by the jobs that these are merged over.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from copy import copy
from dataclasses import dataclass

from ircompile.linting.linter import Linter
from ircompile.manifest.detect import is_manifest
from ircompile.manifest.load import decoded_again, read_recognized
from ircompile.model.model import model_of
from ircompile.rulebook.checks.job_names import JobNames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic, Edit, Fix
    from ircompile.manifest.environments import Overlays
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

MIN_FINDINGS_LIMIT: Final = 1000
"""The limit of findings per source in one pass, unless the configuration's is higher."""
MAX_LINTS: Final = 50
"""How many texts are linted in search of the best one."""
MAX_CHARACTERS: Final = 2**18
"""How many characters these texts may have together; the first text is linted however long it is."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits that do not overlap; equal edits are applied once."""
    parts, offset = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        parts += [text[offset : edit.start], edit.text]
        offset = edit.end
    return "".join([*parts, text[offset:]])


def select_fixes(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Fix]:
    """Return fixes that can be applied together, at most one per diagnostic, safe ones first.

    Of fixes with different edits that overlap or touch, only the first is taken; the others wait for the next pass.

    Args:
        diagnostics: The diagnostics of one text.
        unsafe: Whether to take unsafe fixes, too.
    """
    diagnostics = list(diagnostics)
    taken: list[Edit] = []
    fixes: dict[int, Fix] = {}
    for safe in (True, False) if unsafe else (True,):
        for number, it in enumerate(diagnostics):
            free = (
                fix for fix in it.fixes if fix.safe == safe and not any(_clashes(edit, taken) for edit in fix.edits)
            )
            fix = None if number in fixes else next(free, None)
            if fix:
                fixes[number] = fix
                for edit in fix.edits:
                    insort(taken, edit, key=_start)
    return list(fixes.values())


def _start(edit: Edit) -> int:
    return edit.start


def _clashes(edit: Edit, taken: list[Edit]) -> bool:
    """Return whether an edit overlaps or touches a different one of `taken`, which are sorted and do not touch."""
    index = bisect_left(taken, edit.start, key=_start)
    neighbours = taken[max(0, index - 1) : index + 1]
    return any(edit.start <= other.end and other.start <= edit.end and edit != other for other in neighbours)


@dataclass(frozen=True, slots=True)
class LintedSource:
    """A source and what linting it gave.

    Attributes:
        source: The source.
        manifests: The manifests in it.
        diagnostics: Their diagnostics, and those in texts that environments merge with them.
        data: The new content of the file; None if fixes have not changed it.
    """

    source: Source
    manifests: list[Manifest]
    diagnostics: list[Diagnostic]
    data: bytes | None = None

    @property
    def own_diagnostics(self) -> list[Diagnostic]:
        """The diagnostics in the source itself."""
        return [it for it in self.diagnostics if it.filename == self.source.name]

    @property
    def readable(self) -> int:
        """How much of the source can be read: a point per manifest that parses, another if it is a full request."""
        return sum(manifest.document.is_complete + manifest.is_request for manifest in self.manifests)

    @property
    def badness(self) -> tuple[int, int, int]:
        """A key that sorts better sources first: by what can be read, then by errors, then by all diagnostics."""
        errors = sum(it.severity == "error" for it in self.diagnostics)
        return -self.readable, errors, len(self.diagnostics)


@dataclass(frozen=True, slots=True)
class FixResult:
    """The result of fixing a source.

    Attributes:
        before: The source as given.
        after: The source after all passes.
        fixed: The number of fixes that were applied.
        rejected: The number of fixes left out since they would make the source worse.
        pending: The number of fixes left for another run, since `MAX_LINTS` or `MAX_CHARACTERS` was reached.
    """

    before: LintedSource
    after: LintedSource
    fixed: int
    rejected: int = 0
    pending: int = 0


@dataclass(slots=True)
class _Budget:
    """How much more may be linted in search of the best text."""

    lints: int
    characters: int

    def spend(self, text: str) -> bool:
        """Return whether a text of this length may be linted, and subtract it; the first may, however long it is."""
        if self.lints <= 0 or self.characters <= 0:
            return False
        self.lints -= 1
        self.characters -= len(text)
        return True


class Fixer:
    """Applies the fixes of sources, each source by itself.

    A fixed source never has more errors than before, and is at least as readable. A fix may reveal findings that were
    hidden, such as those of a member whose name it corrects. So all fixes are applied at first; only if the result is
    worse than the original, each fix must leave the source no worse.

    Args:
        config: The configuration, which selects the findings to fix.
        unsafe: Whether to apply unsafe fixes, too.
        overlays: What environments merge over the jobs; None to read it.
    """

    def __init__(self, config: Config, *, unsafe: bool = False, overlays: Overlays | None = None) -> None:
        self._config = copy(config)
        self._config.limits = copy(config.limits)
        self._config.limits.findings = max(MIN_FINDINGS_LIMIT, config.limits.findings)
        self._unsafe = unsafe
        self._names = JobNames()
        # Rules that fail are reported when the caller lints the result.
        self._linter = Linter(self._config, self._names, fail=lambda _where, _why: None)
        self._linter.overlays = overlays

    def fix(self, source: Source, manifests: list[Manifest]) -> FixResult:
        """Return a source after all fixes that do no harm."""
        original = LintedSource(source, manifests, self._lint(source, manifests))
        result = self._fix(original, lambda after, before: after.readable >= before.readable)
        if result.after.badness > original.badness:
            result = self._fix(original, lambda after, before: after.badness <= before.badness)
        return result

    def _lint(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        self._names.clear()
        return self._linter.lint(source, manifests) if manifests else []

    def _fix(self, original: LintedSource, accepts: Callable[[LintedSource, LintedSource], bool]) -> FixResult:
        """Apply fixes in passes until none is left that is accepted.

        Args:
            original: The source as given.
            accepts: Returns whether the source after some fixes (the first argument) may replace the one before.
        """
        budget = _Budget(MAX_LINTS, MAX_CHARACTERS)
        current, fixed = original, 0
        while True:
            best = current
            kept: list[Fix] = []
            waiting = [select_fixes(current.own_diagnostics, unsafe=self._unsafe)]
            while waiting and budget.spend(current.source.text):
                batch = waiting.pop()
                after = self._apply(current, [*kept, *batch]) if batch else current
                if accepts(after, best):
                    best, kept = after, [*kept, *batch]
                elif len(batch) > 1:  # bisect, to keep what is accepted of each half
                    half = len(batch) // 2
                    waiting += [batch[half:], batch[:half]]
            if not kept:
                count = len(select_fixes(current.own_diagnostics, unsafe=self._unsafe))
                rejected, pending = (0, count) if waiting else (count, 0)
                return FixResult(original, current, fixed, rejected, pending)
            current, fixed = best, fixed + len(kept)

    def _apply(self, linted: LintedSource, fixes: list[Fix]) -> LintedSource:
        """Return a source after some fixes, decoded, read and linted again."""
        old = linted.source
        text = apply_edits(old.original, (edit for fix in fixes for edit in fix.edits))
        # The fix without edits saves the text as UTF-8 without byte order mark.
        data = old.encoded(text) if all(fix.edits for fix in fixes) else text.encode()
        source = decoded_again(old, data)
        manifests = self._read(source, linted)
        return LintedSource(source, manifests, self._lint(source, manifests), data)

    def _read(self, source: Source, linted: LintedSource) -> list[Manifest]:
        """Return the manifests in a fixed source; documents that were none before must not be taken for any now."""
        include_all = not all(is_manifest(manifest) for manifest in linted.manifests)
        return read_recognized(source, self._config, model_of(self._config), include_all=include_all)


class OverlayFixer(Fixer):
    """Applies the fixes of the overlays of jobs, each overlay by itself.

    Args:
        config: The configuration, which selects the findings to fix.
        overlays: The overlays, which fixed ones replace.
        unsafe: Whether to apply unsafe fixes, too.
    """

    def __init__(self, config: Config, overlays: Overlays, *, unsafe: bool = False) -> None:
        super().__init__(config, unsafe=unsafe, overlays=overlays)
        self._overlays = overlays

    def fix_overlays(self, source: Source, manifests: list[Manifest]) -> Iterator[FixResult]:
        """Yield the results for the overlays of the jobs of a source that have fixes."""
        self._job = source, manifests
        found = super()._lint(source, manifests)
        for name in dict.fromkeys(it.filename for it in found):
            overlay = self._overlays.files.get(name)
            if overlay and select_fixes([it for it in found if it.filename == name], unsafe=self._unsafe):
                result = self.fix(overlay.source, [overlay])
                self._overlays.put(result.after.manifests[0])
                yield result

    def _lint(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:  # noqa: ARG002  as for all texts
        """Return the diagnostics of the jobs with a version of an overlay."""
        self._overlays.put(manifests[0])
        return super()._lint(*self._job)

    def _read(self, source: Source, linted: LintedSource) -> list[Manifest]:  # noqa: ARG002  as for all texts
        return [self._overlays.read(source)]
