"""Which of the jobs in a file is meant: the only one, or the one at `FILE:LINE` or `FILE:cell N`."""

from __future__ import annotations

import os
import re
import sys
from typing import NamedTuple

from ircompile.cli.exit import CliError
from ircompile.config.file_names import JOB_NAME
from ircompile.findings.messages import counted, escaped, shown
from ircompile.findings.values import PartialText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.manifest.manifest import Manifest

PLACE: Final = re.compile(r"(?P<file>.+?):(?:(?P<line>\d{1,9})|cell[ :]?(?P<cell>\d{1,9}))(?::\d+)*:?")
"""A file with a line or the cell of a notebook; columns, as reports have them, don't matter."""
LISTED: Final = 20
"""The most jobs that a message lists."""


class Place(NamedTuple):
    """A place in a file.

    Attributes:
        line: The line, from 1; 0 for any.
        cell: The cell of a notebook, from 1; 0 for any.
    """

    line: int = 0
    cell: int = 0

    def __str__(self) -> str:
        return f"cell {self.cell}" if self.cell else f"line {self.line}"


def parse(word: str) -> tuple[str, Place | None]:
    """Return the file that an argument names, and the place in it; an argument that is no such name as it is."""
    found = None if os.path.exists(word) else PLACE.fullmatch(word)
    if not found or not os.path.exists(found["file"]):
        return word, None
    return found["file"], Place(int(found["line"] or 0), int(found["cell"] or 0))


def file_of(word: str) -> str:
    """Return the file in `FILE:LINE`, whether or not it exists; "" for anything else."""
    found = PLACE.fullmatch(word)
    return found["file"] if found else ""


def chosen(manifests: list[Manifest], place: Place | None) -> list[Manifest]:
    """Return the jobs at a place, or all jobs; those that can't be read only if there are no others.

    Raises:
        CliError: There is none.
    """
    jobs = [it for it in manifests if it.document.is_complete] or manifests
    if place is None:
        return jobs
    at = [it for it in jobs if _is_at(it, place)]
    if not at:
        places = ", ".join(f"{line}" for line in sorted({_lines(it)[0] for it in jobs})[:LISTED])
        raise CliError(f"{manifests[0].source.name}: no job is at {place}; there are jobs at the lines {places}")
    return [it for it in at if not any(_is_around(it, other) for other in at)]


def list_jobs(manifests: list[Manifest]) -> None:
    """Print an error message that lists jobs, of which one must be chosen."""
    name = escaped(manifests[0].source.name)
    what = f"{name} contains {counted(len(manifests), 'job')}; name one of them, or write all with --out-dir DIR:"
    sys.stderr.writelines(f"{line}\n" for line in (f"ircompile: error: {what}", *_listed(manifests)))


def _listed(manifests: list[Manifest]) -> Iterator[str]:
    for it in manifests[:LISTED]:
        value = it.document.value
        job_name = value.get("JobName") if isinstance(value, dict) else None
        known = isinstance(job_name, str | PartialText)
        cell = f" (cell {_cell(it)})" if _cell(it) else ""
        yield f"  {escaped(it.source.name)}:{_lines(it)[0]}{cell}" + (f"  {shown(job_name)}" if known else "")
    if len(manifests) > LISTED:
        yield f"  and {len(manifests) - LISTED} more"


def stems(manifests: list[Manifest]) -> list[str]:
    """Return the names of files for jobs, without endings: the job's if it is known, else that of its file and line."""
    found: list[str] = []
    for it in manifests:
        value = it.document.value
        name = value.get("JobName") if isinstance(value, dict) else None
        stem, _ = os.path.splitext(os.path.basename(it.source.name))
        here = f"{stem}-{_lines(it)[0]}"
        if not isinstance(name, str) or not JOB_NAME.fullmatch(name) or name.casefold() in map(str.casefold, found):
            name = here
        found.append(_free(name, found))
    return found


def _free(name: str, taken: list[str]) -> str:
    """Return a name that differs from others in more than case, with a number if necessary."""
    folded = set(map(str.casefold, taken))
    number, new = 1, name
    while new.casefold() in folded:
        number += 1
        new = f"{name}-{number}"
    return new


def _span(manifest: Manifest) -> tuple[int, int]:
    return manifest.document.call or (manifest.document.root.start, manifest.document.root.end)


def _is_around(manifest: Manifest, other: Manifest) -> bool:
    """Return whether a call has another one within it."""
    (start, end), inner = _span(manifest), _span(other)
    return inner != (start, end) and start <= inner[0] <= inner[1] <= end


def _lines(manifest: Manifest) -> tuple[int, int]:
    """Return the first and the last line of a job."""
    number = manifest.source.lines.number
    start, end = _span(manifest)
    return number(start), number(max(start, end - 1))


def _is_at(manifest: Manifest, place: Place) -> bool:
    if place.cell:
        return _cell(manifest) == place.cell
    first, last = _lines(manifest)
    return first <= place.line <= last


def _cell(manifest: Manifest) -> int:
    """Return the number of the cell of a notebook that a job is in; 0 outside of notebooks."""
    cells = manifest.source.cells
    found = cells.location(_span(manifest)[0]) if cells else None
    return found[0] if found else 0
