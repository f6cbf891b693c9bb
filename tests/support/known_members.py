"""How many members of the jobs in `tests/hosts/corpus` are known, and what is found in them.

`python tests/support/known_members.py` prints the table. `expected.txt` in the folder says of each member what it takes
to know it, and what is known. A line is a pointer, a level and a value in JSON; `?` for an unknown value, and
`~` before the text of one with gaps:

- 0: it is a literal at the call
- 1: the last assignment before the call, `**` of a known dictionary
- 2: operators, methods, constructors, items that are set one by one
- 3: a text with gaps
- 4: defaults of options and parameters, results of functions of the program
- 9: running the program
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checkout import ROOT

from ircompile.config.settings import Config
from ircompile.findings.values import MAYBE, PartialText, Unknown, pointer
from ircompile.linting.linter import Linter
from ircompile.manifest.load import decoded, read
from ircompile.model.model import SHIPPED
from ircompile.sources.files import ENDINGS, HOST_ENDINGS, host_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ircompile.findings.values import Path as Steps
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source
    from ircompile.syntax.tree import Node

CORPUS = ROOT / "tests" / "hosts" / "corpus"
EXPECTED = CORPUS / "expected.txt"
LEVELS = (0, 1, 2, 3, 4, 9)
IDENTITY = frozenset(
    {
        *("JobName", "JobDescription", "RoleArn", "ModelName", "ModelPackageVersionArn", "SamplePayloadUrl"),
        *("S3OutputUri", "KmsKeyId", "VolumeKmsKeyId", "SecurityGroupIds", "Subnets", "Tags"),
    }
)
"""Members whose values are names, ARNs, URLs, keys and texts; all others shape the job."""


@dataclass
class Member:
    """A member of a job.

    Attributes:
        level: What it takes to know its value.
        value: What is known, as `expected.txt` writes it.
    """

    level: int
    value: str

    @property
    def is_known(self) -> bool:
        """Whether it is known, at least in part."""
        return self.value != "?"


@dataclass
class Job:
    """A job in a file: where its call is, and its members by their pointers."""

    at: str
    members: dict[str, Member] = field(default_factory=dict)


@dataclass
class File:
    """What is known and found in a file."""

    jobs: list[Job] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def found_in(path: Path) -> File:
    """Return what is known and found in a file; the levels of known members are those at which they are written."""
    source = decoded(path.name, path.read_bytes(), HOST_ENDINGS)
    manifests = read(source, Config(), SHIPPED)
    jobs = [_job(it, source) for it in manifests if it.document.is_complete]
    faults = [
        f"{it.line}:{it.column} {it.severity} {it.rule} {it.pointer}".rstrip()
        for it in (Linter(Config()).lint(source, manifests) if manifests else ())
        if it.severity != "info"
    ]
    return File(jobs, faults)


def _job(manifest: Manifest, source: Source) -> Job:
    call = manifest.document.call or (manifest.document.root.start, manifest.document.root.end)
    line, column = source.location(call[0])
    members = {}
    for steps, node in _leaves(manifest.document.root, ()):
        inside = call[0] <= node.start < call[1]
        is_literal = node.style != "tagged" or source.text[node.start : node.end].strip("'\"") == str(node.value)
        level = 3 if isinstance(node.value, PartialText) else 2 if not is_literal else 0 if inside else 1
        value = _written(node.value)
        members[pointer(steps)] = Member(9 if value == "?" else level, value)
    return Job(f"{line}:{column}", members)


def _leaves(node: Node, steps: Steps) -> Iterator[tuple[Steps, Node]]:
    """Yield the values without others below them."""
    items = node.items.items() if isinstance(node.items, dict) else enumerate(node.items or ())
    below = [leaf for step, item in items for leaf in _leaves(item, (*steps, step))]
    yield from below or [(steps, node)] * bool(steps)


def _written(value: Any) -> str:
    if isinstance(value, PartialText) and value.known:
        return "~" + json.dumps(str(value), ensure_ascii=False)
    is_open = isinstance(value, dict) and MAYBE in value.values()
    return "?" if is_open or isinstance(value, Unknown) else json.dumps(value, ensure_ascii=False)


def expected() -> dict[str, File]:
    """Return what `expected.txt` says of each file."""
    files: dict[str, File] = {}
    here = File()
    for line in EXPECTED.read_text("utf-8").splitlines():
        kind, _, rest = line.strip().partition(" ")
        if kind == "file":
            here = files[rest] = File()
        elif kind == "job":
            here.jobs.append(Job(rest))
        elif kind == "fault":
            here.faults.append(rest)
        elif kind:
            level, value = rest.split(" ", 1)
            here.jobs[-1].members[kind] = Member(int(level), value)
    return files


def text_of(files: dict[str, File]) -> str:
    """Return the text of `expected.txt`."""
    lines: list[str] = []
    for name, file in files.items():
        lines += [f"file {name}"]
        for job in file.jobs:
            lines += [f"  job {job.at}"]
            lines += [f"    {at} {member.level} {member.value}" for at, member in job.members.items()]
        lines += [*(f"  fault {fault}" for fault in file.faults), ""]
    return "\n".join(lines)


def with_levels(found: File, wanted: File) -> File:
    """Return what was found in a file with the levels of `expected.txt`, and with its members below unknown values."""
    jobs = {job.at: job.members for job in wanted.jobs}
    for job in found.jobs:
        members = jobs.get(job.at, {})
        for at, member in [*job.members.items()]:
            below = {it: that for it, that in members.items() if it.startswith(f"{at}/") and not that.is_known}
            if not member.is_known and below:
                job.members |= below
                del job.members[at]
            elif at in members:
                member.level = members[at].level
    return found


def table(files: Iterable[File]) -> str:
    """Return the share of members that are known, of those that take at most each level."""
    members = [it for file in files for job in file.jobs for it in job.members.items()]
    groups = {
        "all": members,
        "shape": [it for it in members if not _is_identity(it[0])],
        "identity": [it for it in members if _is_identity(it[0])],
    }
    lines = [f"{len(members)} members", "level  " + "".join(f"{name:>22}" for name in groups)]
    for most in LEVELS:
        cells = []
        for group in groups.values():
            there = [it for _, it in group if it.level <= most]
            known = sum(it.is_known for it in there)
            cells.append(f"{known:>8} of {len(there):>4} {known / max(len(there), 1):>5.0%}")
        lines.append(f"<= {most:<4}" + "".join(f"{cell:>22}" for cell in cells))
    return "\n".join(lines)


def _is_identity(at: str) -> bool:
    return not IDENTITY.isdisjoint(at.split("/"))


def share_of_shape(files: Iterable[File], level: int) -> float:
    """Return the share of the members that shape jobs, and take at most a level, that are known."""
    there = [
        it
        for file in files
        for job in file.jobs
        for at, it in job.members.items()
        if it.level <= level and not _is_identity(at)
    ]
    return sum(it.is_known for it in there) / len(there)


def names() -> list[str]:
    """Return the names of the files of the corpus."""
    return sorted(it.name for it in CORPUS.iterdir() if host_kind(it.name) or it.name.endswith(ENDINGS))


if __name__ == "__main__":
    written = expected()
    now = {name: with_levels(found_in(CORPUS / name), written.get(name, File())) for name in names()}
    if "--accept" in sys.argv:
        EXPECTED.write_text(text_of(now), "utf-8")
    sys.stdout.write(table(now.values()) + "\n")
