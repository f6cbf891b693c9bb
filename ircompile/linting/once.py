"""Diagnostics that several jobs and environments have, each said once."""

from __future__ import annotations

from dataclasses import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from ircompile.findings.diagnostic import Diagnostic


class Once:
    """Diagnostics, each once, with the environments in which it holds.

    Args:
        names: The names of all environments of the jobs.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._found: dict[Diagnostic, tuple[Diagnostic, list[str]]] = {}

    def add(self, found: Iterable[Diagnostic], names: Iterable[str]) -> None:
        """Add diagnostics that hold in some environments."""
        for it in found:
            _, known = self._found.setdefault(_without_job(it), (it, []))
            known += [name for name in names if name not in known]

    def __iter__(self) -> Iterator[Diagnostic]:
        for it, names in self._found.values():
            here = () if len(names) == len(self.names) else tuple(name for name in self.names if name in names)
            yield replace(it, environments=here)


def once(diagnostics: Iterable[Diagnostic], layers: Container[str]) -> list[Diagnostic]:
    """Return the diagnostics of a run, file by file; those in texts that are merged over several jobs once.

    Args:
        diagnostics: The diagnostics, job by job.
        layers: The names of these texts.
    """
    found: dict[str, dict[object, Diagnostic]] = {}
    for number, it in enumerate(diagnostics):
        key = _without_job(it) if it.filename in layers else number
        known = found.setdefault(it.filename, {}).setdefault(key, it)
        if it.environments != known.environments:
            names = dict.fromkeys((*known.environments, *it.environments))
            found[it.filename][key] = replace(known, environments=tuple(names))
    return [it for its in found.values() for it in its.values()]


def _without_job(it: Diagnostic) -> Diagnostic:
    """Return a diagnostic without what may differ between jobs: related places, and the index of a merged element."""
    return replace(it, pointer="", identity="", related=(), environments=())
