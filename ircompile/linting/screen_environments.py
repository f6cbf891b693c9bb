"""The quick check that proves most clean jobs clean as all of their environments have them; see `screen`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.config.settings import Config
    from ircompile.linting.screen import Screen
    from ircompile.manifest.environments import Jobs
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.checks.job_names import JobNames
    from ircompile.sources.source import Source

    Texts = dict[str, tuple[list[Manifest], list[str]]]
    """The manifests of each text that jobs are made of, by its name, and the names of the environments that use it."""


def is_clean(
    source: Source, manifests: list[Manifest], jobs: Jobs, screen: Screen, names: JobNames, config: Config
) -> bool:
    """Return whether the screen proves that jobs are clean as all environments have them; if so, add their names."""
    texts = texts_of(jobs, manifests)
    groups = [group for group, _ in texts.values() if group[0].source.kind != "toml"]
    if not all(screen.is_plain(group[0].source, group) for group in groups):
        return False
    if any(layer.findings for group in groups for layer in group):  # of shorthand, whose value may be unknown
        return False
    if not all(screen.is_sound(job) for _, merged in jobs for job in merged):
        return False
    written = [manifest.value for manifest in manifests]
    return all(
        names.add_all(
            [job.document.value for job in merged],
            source,
            config.region,
            region=environment.region,
            environment=environment.name,
            written=written,
        )
        for environment, merged in jobs
    )


def texts_of(jobs: Jobs, manifests: list[Manifest]) -> Texts:
    """Return the texts that the jobs of some manifests are made of, that of the manifests first."""
    names = [environment.name for environment, _ in jobs]
    texts: Texts = {manifests[0].source.name: (manifests, names)}
    seen: set[int] = set()
    for environment, merged in jobs:
        for layer in (it for job in merged for it in job.layers[1:]):
            group, having = texts.setdefault(layer.source.name, ([], []))
            if id(layer) not in seen:
                group.append(layer)
            if environment.name not in having:
                having.append(environment.name)
            seen.add(id(layer))
    return texts
