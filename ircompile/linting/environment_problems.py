"""Diagnostics about environments at their lines in the configuration: those without jobs, overlays without effect."""

from __future__ import annotations

import os

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import escaped
from ircompile.linting.locate import of_setting
from ircompile.sources.repository import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.effects import Effects, Overlay
    from ircompile.sources.source import Source


def environment_problems(
    names: dict[Config, list[str]],
    effects: Effects,
    is_covered: Callable[[str], bool],
    sources: dict[str, Source],
) -> Iterator[Diagnostic]:
    """Yield the diagnostics about the environments of a run, once even if several configurations extend their file.

    Args:
        names: The files with jobs, by configuration.
        effects: What overlays did in the run.
        is_covered: Returns whether all files in and below a folder are part of the run.
        sources: The configuration files that were read, to which others are added.
    """
    seen: set[object] = set()
    for config, files in names.items():
        for environment in config.environments.values():
            path = ("environments", environment.name)
            file, line = config.where(path)
            is_complete = is_covered(os.path.dirname(file) or ".")
            if (file, line, environment.name) not in seen and is_complete and not any(map(environment.includes, files)):
                yield from of_setting(_without_jobs(environment.name), config, (*path, "include"), sources)
            seen.add((file, line, environment.name))
            for number in range(len(environment.overlay)):
                place = config.where((*path, "overlay", number))
                for overlay in effects.none(place, environment.name, number):
                    if overlay not in seen and (overlay.is_of_one_job or is_complete):
                        yield from of_setting(_without_effect(overlay), config, (*path, "overlay", number), sources)
                    seen.add(overlay)


def _without_jobs(name: str) -> Finding:
    return Finding(
        "environment-without-jobs",
        [Blame(())],
        message=f"the environment `{name}` includes no job",
        help="correct its `include`, or remove the environment",
    )


def _without_effect(overlay: Overlay) -> Finding:
    file, _ = overlay.place
    name = relative(overlay.file, os.path.dirname(file)) if file else os.path.basename(overlay.file)
    jobs = "the job that it is merged over" if overlay.is_of_one_job else "any job that it is merged over"
    return Finding(
        "overlay-without-effect",
        [Blame(())],
        message=f"the overlay {escaped(name)} of `{overlay.environment}` changes nothing in {jobs}",
        help="remove it, or what the jobs say themselves",
    )
