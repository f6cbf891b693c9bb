"""Application of fixes to overlays, which are judged by the jobs that they are merged over."""

from __future__ import annotations

from ircompile.linting.fix_apply import Fixer, select_fixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.fix_apply import FixResult, LintedSource
    from ircompile.manifest.environments import Overlays
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


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
