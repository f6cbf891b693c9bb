"""Lines above jobs that summarize what each job will do."""

from __future__ import annotations

from ircompile.editing.answers import Lens
from ircompile.editing.broken import legible
from ircompile.findings.errors import UserError
from ircompile.findings.messages import escaped
from ircompile.manifest.environments import jobs_in_environments
from ircompile.planning.plan import Plan
from ircompile.planning.words import summary
from ircompile.sources.files import UnreadableFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.editing.broken import Origin
    from ircompile.editing.reading import Reading
    from ircompile.editing.settings import Settings
    from ircompile.manifest.manifest import Manifest


def lenses(text: str, settings: Settings) -> list[Lens]:
    """Return the line of `ircompile plan` for each job, but not in overlays.

    Where environments have a job, there is a line for each plan that differs.

    Args:
        text: The text.
        settings: The settings for the text.
    """
    if settings.is_overlay:
        return []
    try:
        return [*_lenses(*legible(text, settings), settings)]
    except (UnreadableFileError, UserError):
        return []


def _lenses(reading: Reading, origin: Origin, settings: Settings) -> Iterator[Lens]:
    overlays = settings.overlays()
    having = jobs_in_environments(reading.source, reading.manifests, settings.config, overlays)
    for number, manifest in enumerate(reading.manifests):
        start = origin(_start(manifest))
        if not manifest.document.is_complete or start is None:
            continue
        plans: dict[str, list[str]] = {}
        variants: list[tuple[str, Manifest]] = [(it.name, jobs[number]) for it, jobs in having]
        for name, job in variants or [("", manifest)]:
            plan = Plan.of(job.value)
            if _is_known(plan):
                plans.setdefault(summary(plan), []).append(name)
        for title, names in plans.items():
            is_general = len(plans) == 1 and len(names) == max(len(having), 1)
            yield Lens((start, start), title if is_general else f"{escaped(', '.join(names))}: {title}")


def _start(manifest: Manifest) -> int:
    return (manifest.document.call or (manifest.document.root.start,))[0]


def _is_known(plan: Plan) -> bool:
    """Return whether anything is known of a plan but the name of its job."""
    return bool(plan.type or plan.traffic.seconds is not None or plan.tests.requested is not None)
