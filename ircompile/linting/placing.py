"""The places of a finding about a merged job in the texts of its layers."""

from __future__ import annotations

from copy import copy

from ircompile.findings.finding import Blame, Change
from ircompile.findings.values import get

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.manifest.merged import Merged


def placed(finding: Finding, job: Merged) -> tuple[Manifest, Finding]:
    """Return the layer that a finding is about above all, and the finding with paths in it, and spans in other texts.

    The values of other layers become related places. A missing member that a layer removes is blamed there.
    Changes of other layers than the one that is blamed are left out.

    Args:
        finding: The finding, with paths into the merged request.
        job: The job.
    """
    first, *related = finding.blames
    home, path = _home(first, job)
    setting, place = home, path
    if setting.source.kind == "toml":
        home, path = _named(first.path, job) or (home, path)
    blames = [_at(first, home, path, home)]
    if setting is not home:
        blames.append(_at(Blame(first.path, "named by this `job-name`"), setting, place, home))
    elif finding.meant and (removed := _removal(finding.meant, job)):
        home, path = removed
        blames = [Blame(first.path, "removed here", span=home.span(path), source=home.source)]
    elif first.path:
        blames += _of_other_layers(first.path, home, job)
    blames[1:1] = [_at(blame, *_home(blame, job), home) for blame in related]
    found = copy(finding)
    found.blames = blames
    found.changes = list(_changes(finding, home, job)) if setting.source.kind in ("yaml", "json") else []
    return home, found


def _home(blame: Blame, job: Merged) -> tuple[Manifest, Path]:
    """Return the layer in whose text a blame is, and its path there."""
    if blame.source is None:
        return job.home(blame.path)
    layer = next(layer for layer in job.layers if layer.source is blame.source)
    parts = [part for part in job.origin(blame.path).parts if job.layers[part.layer] is layer]
    return layer, parts[0].path if parts else ()


def _at(blame: Blame, layer: Manifest, path: Path, home: Manifest) -> Blame:
    """Return a blame with its path in the layer that is home, or with its span in the text of another.

    Args:
        blame: The blame.
        layer: The layer.
        path: The path in the layer.
        home: The layer whose text is meant where nothing else is said.
    """
    if layer is home:
        return Blame(path, blame.label, part=blame.part, span=blame.span)
    span = blame.span or layer.span(path, blame.part)
    return Blame(blame.path, blame.label, part=blame.part, span=span, source=layer.source)


def _named(path: Path, job: Merged) -> tuple[Manifest, Path] | None:
    """Return where the name is written of which the configuration makes the name of a job; None if it is not in it."""
    name = get(job.value, path)
    made_of = [(layer, part) for layer, part in job.others(path)[-1:] if isinstance(part.value, str)]
    return next(((layer, part.path) for layer, part in made_of if part.value and part.value in name), None)


def _of_other_layers(path: Path, home: Manifest, job: Merged) -> Iterator[Blame]:
    """Yield the values of other layers for a value, as related places."""
    others = job.others(path)
    merged_with = [part for _, part in others if part in job.origin(path).parts]
    for layer, part in others:
        if layer is not home:
            over = "`--set`" if home.source.kind == "value" else "the overlay"
            label = "merged with this" if part in merged_with else f"replaced by {over}"
            yield _at(Blame(path, label), layer, part.path, home)


def _removal(meant: Path, job: Merged) -> tuple[Manifest, Path] | None:
    """Return the layer that removes a member, and the member's path there; None if no layer does."""
    last = [(layer, part) for layer, part in job.others(meant)[-1:] if part.value is None and part.is_patch]
    return next(((layer, part.path) for layer, part in last if len(part.path) == len(meant)), None)


def _changes(finding: Finding, home: Manifest, job: Merged) -> Iterator[Change]:
    """Yield the changes that can be made in a layer, with their paths in it."""
    for it in finding.changes:
        layer, path = (home, it.path) if it.span or it.kind == "encode" else job.home(it.path)
        if layer is home and (it.span or _has(home, path)):
            yield Change(it.kind, path, it.new, safe=it.safe, title=it.title, span=it.span)


def _has(layer: Manifest, path: Path) -> bool:
    try:
        get(layer.value, path)
    except (LookupError, TypeError):  # pragma: no cover  no known change has a path that its layer lacks
        return False
    return True
