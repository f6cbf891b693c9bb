"""What the environments of a job make of a value in its manifest."""

from __future__ import annotations

from ircompile.findings.errors import UserError
from ircompile.findings.messages import LONGEST, cut, listed
from ircompile.findings.values import Unknown, found
from ircompile.manifest.environments import jobs_in_environments
from ircompile.reporting.markdown import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.editing.reading import Reading
    from ircompile.editing.settings import Settings
    from ircompile.editing.spots import Spot
    from ircompile.findings.masking import Mask
    from ircompile.findings.values import Path
    from ircompile.manifest.merge import Part
    from ircompile.manifest.merged import Merged


def variants(spot: Spot, reading: Reading, settings: Settings, mask: Mask) -> list[str]:
    """Return a line for each other value that environments give a scalar, and where they say so.

    There is none if the overlays can't be read, which is a finding.

    Args:
        spot: A key or a value in a manifest.
        reading: The text that it is in.
        settings: The settings.
        mask: Masks the credentials of the job.
    """
    is_merged = settings.environments and not settings.is_overlay and spot.manifest in reading.manifests
    if not is_merged or spot.node.items is not None:
        return []
    number = reading.manifests.index(spot.manifest)
    other: dict[str, list[str]] = {}
    try:
        having = jobs_in_environments(reading.source, reading.manifests, settings.config, settings.overlays())
    except UserError:
        return []
    for environment, jobs in having:
        if said := _said(jobs[number], spot.path, mask):
            other.setdefault(said, []).append(environment.name)
    return [f"- in {listed(names, 'and')}: {said}" for said, names in other.items()]


def _said(job: Merged, path: Path, mask: Mask) -> str:
    """Return the value that a merged job has instead of a member of its base; "" if it is the same or not known."""
    parent, name = job.path_of(job.base, path[:-1]), path[-1]
    own = found(job.base.value, path)
    if not job.document.is_complete or isinstance(name, int) or own is None or isinstance(own, dict | list):
        return ""
    if parent is None:
        return "removed"
    value = found(job.value, (*parent, name))
    if value == own or isinstance(value, Unknown):
        return ""
    made = job.origin((*parent, name))
    parts = made.replaced if made.rest else made.parts
    said = "removed" if value is None else code(mask(cut(str(value), LONGEST)))
    return f"{said} ({_place(job, parts[-1])})" if parts else said


def _place(job: Merged, part: Part) -> str:
    layer = job.layers[part.layer]
    line, _ = layer.source.location(layer.span(part.path)[0])
    return code(f"{layer.source.name}:{line}")
