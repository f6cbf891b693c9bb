"""The check of jobs as all of their environments have them, which says each finding once."""

from __future__ import annotations

from itertools import islice

from ircompile.config.environments import has_placeholder
from ircompile.findings.finding import UNREAD
from ircompile.linting.full_check import FullCheck, in_order, too_many
from ircompile.linting.locate import diagnostics
from ircompile.linting.once import Once
from ircompile.linting.placing import placed
from ircompile.linting.screen_environments import texts_of
from ircompile.linting.signs import signs_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.findings.finding import Finding
    from ircompile.linting.screen_environments import Texts
    from ircompile.linting.suppress.suppressions import Suppressions
    from ircompile.manifest.environments import Jobs
    from ircompile.manifest.manifest import Manifest
    from ircompile.manifest.merged import Merged


class EnvironmentsCheck(FullCheck):
    """Runs all checks over the jobs of sources as all of their environments have them.

    The arguments are those of `FullCheck`.
    """

    def merged_diagnostics(self, manifests: list[Manifest], jobs: Jobs) -> list[Diagnostic]:
        """Return the diagnostics of jobs, text by text, each in the order of the text."""
        texts = texts_of(jobs, manifests)
        found = Once([environment.name for environment, _ in jobs])
        for group, names in texts.values():
            found.add(self._diagnostics([*group[0].source.findings], group[0]), names)
        is_cut = False
        for environment, merged in jobs:
            room = self._config.limits.findings
            for job in merged:
                its, is_cut_here, room = self._of_job(job, room)
                found.add(its, [environment.name])
                is_cut = is_cut or is_cut_here
        return self._remaining(list(found), texts, found, is_cut=is_cut)

    def _of_job(self, job: Merged, room: int) -> tuple[list[Diagnostic], bool, int]:
        """Return the diagnostics of a merged job within a limit, whether there are more, and what is left of it."""
        has_signs = any(signs_of(layer.source)[0] for layer in job.layers)
        findings, is_cut = self._check.findings(job, has_signs=has_signs)
        findings, room = self._within(room, findings)
        if is_cut or room < 0:
            findings = [*findings, too_many(self._config.limits.findings)]
        by_layer: dict[int, tuple[Manifest, list[Finding]]] = {}
        for finding in findings:
            layer, here = placed(finding, job)
            by_layer.setdefault(id(layer), (layer, []))[1].append(here)
        found = [it for layer, its in by_layer.values() for it in self._placed_diagnostics(its, layer, job)]
        return found, is_cut or room < 0, room

    def _placed_diagnostics(self, findings: list[Finding], layer: Manifest, job: Merged) -> Iterator[Diagnostic]:
        if not layer.source.text.isascii():
            from ircompile.linting.lookalikes import with_lookalikes

            findings = list(with_lookalikes(findings, layer, self._config))
        return diagnostics(findings, layer, self._rules, self._config, job)

    def _remaining(self, found: list[Diagnostic], texts: Texts, once: Once, *, is_cut: bool) -> list[Diagnostic]:
        """Return the diagnostics that neither comments, entries, the selection nor the baseline suppress."""
        unread = UNREAD if all(group[0].source.readable for group, _ in texts.values()) else UNREAD | {"text-encoding"}
        suppressions = self._suppressions(texts)
        ignored: list[Diagnostic] = []
        if suppressions:
            left: list[Diagnostic] = []
            for it in found:
                is_ignored = [one.suppresses(it) for one in suppressions.values()]  # a list: all count as used
                (ignored if it.rule not in unread and any(is_ignored) else left).append(it)
            problems = Once(once.names)
            for name, one in suppressions.items():
                group, names = texts[name]
                problems.add(self._problems(one, group[0], left, is_shared=self._is_shared(name), is_cut=is_cut), names)
            found = left + [it for it in problems if not any(one.suppresses(it) for one in suppressions.values())]
        self.suppressed.ignored += self._wanted([it for it in ignored if self._is_selected(it)])
        found = [it for it in found if it.rule in unread or self._is_selected(it)]
        found = [it for name in texts for it in in_order([it for it in found if it.filename == name])]
        return self._unknown_to_baseline(found)

    def _suppressions(self, texts: Texts) -> dict[str, Suppressions]:
        """Return what suppresses findings, by the name of the text."""
        groups = {name: group for name, (group, _) in texts.items() if group[0].source.kind in ("yaml", "json")}
        if not self._config.ignored and not any(signs_of(it[0].source)[1] for it in groups.values()):
            return {}
        from ircompile.linting.suppress.suppressions import Suppressions

        return {name: Suppressions(group[0].source, group, self._config, self._rules) for name, group in groups.items()}

    def _is_shared(self, name: str) -> bool:
        """Return whether a text is an overlay of several jobs, so that what one job does not use another one may."""
        overlays = (it for environment in self._config.environments.values() for it in environment.overlay)
        return name in {overlay for overlay in overlays if not has_placeholder(overlay)}

    def _problems(
        self, suppressions: Suppressions, manifest: Manifest, left: list[Diagnostic], *, is_shared: bool, is_cut: bool
    ) -> Iterable[Diagnostic]:
        """Return the diagnostics on suppressions that are invalid, or that nothing needs in any environment."""
        most = self._config.limits.findings
        problems = list(islice(suppressions.problems(), most))
        if not (is_shared or is_cut or self._config.chosen or self._config.assignments):
            problems += islice(suppressions.unused(left), most)
        return diagnostics(problems, manifest, self._rules, self._config)
