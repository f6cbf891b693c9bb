"""`job-name-duplicate` and `job-name-prefix-collision`: names of the jobs of one run that get into each other's way."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import escaped, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    FileLine = tuple[str, int]
    """The name of a text, and a line of it."""
    Met = tuple[tuple[tuple[str, str, str], FileLine], ...]
    """Names of jobs with their accounts and regions, and where each stands."""

TRUNCATED: Final = 40
"""Characters of a job's name that the names of its resources keep (the AWS CLI reference on --job-name)."""

MEMBER: Final = "JobName"
REGIONAL: Final = (
    ("InputConfig", "ModelPackageVersionArn"),
    ("InputConfig", "VolumeKmsKeyId"),
    ("OutputConfig", "KmsKeyId"),
)
"""Members that name resources of the region that the job is created in."""

OF_THE_RUN: Final = ("job-name-duplicate", "job-name-prefix-collision")
"""The rules that look at other files, too: whether they find anything depends on what else is linted."""


class Names:
    """The names met so far in one run; few words a job, however many there are."""

    __slots__ = ("_by_name", "_by_prefix")

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str, str], FileLine] = {}
        self._by_prefix: dict[str, tuple[str, FileLine]] = {}

    def clear(self) -> None:
        """Begin another run."""
        self._by_name.clear()
        self._by_prefix.clear()

    def take(self, jobs: list[dict[str, Any]], source: Source) -> bool:
        """Add the jobs of a source if none of them clashes with another, and their lines are plain to see."""
        lines = _lines(source.text, jobs)
        met = tuple([(_key(job), (source.name, line)) for job, line in zip(jobs, lines, strict=False)])
        if len(met) != len(jobs):
            return False
        if len(jobs) > 1 and len({job["JobName"][:TRUNCATED] for job in jobs}) != len(jobs):
            return False
        return self.add_met(met)

    def met(self) -> Met:
        """All names so far, each with its place."""
        return tuple(self._by_name.items())

    def add_met(self, met: Met) -> bool:
        """Add the names of another memory, unless one of them clashes with any here."""
        for key, place in met:
            name = key[0]
            other, _ = self._by_prefix.get(name[:TRUNCATED], (name, None))
            if other != name and max(len(other), len(name)) > TRUNCATED:
                return False
            if self._by_name.get(key, place) != place:
                return False
        for key, place in met:
            self._by_name[key] = place
            self._by_prefix.setdefault(key[0][:TRUNCATED], (key[0], place))
        return True

    def add(self, manifest: Manifest) -> Iterator[Finding]:
        """The findings of one more job."""
        job: dict[str, Any] = manifest.value
        name = job.get(MEMBER)
        if not isinstance(name, str) or not name:
            return
        line = next(_lines(manifest.source.text, [job]), 0) or manifest.source.location(manifest.span((MEMBER,))[0])[0]
        here = manifest.source.name, line
        first = self._by_name.setdefault(_key(job), here)
        if first != here:
            yield _duplicate(name, first)
        else:
            yield from self._prefix(name, here)

    def _prefix(self, name: str, here: FileLine) -> Iterator[Finding]:
        other, place = self._by_prefix.setdefault(name[:TRUNCATED], (name, here))
        if other != name and max(len(other), len(name)) > TRUNCATED:
            yield Finding(
                "job-name-prefix-collision",
                [Blame(("JobName",), f"like {_spoken(place)}")],
                message=f"{shown(name)} begins with the same {TRUNCATED} characters as the job in {_spoken(place)}",
                help=f"make the names differ in their first {TRUNCATED} characters, which resources are named after",
            )


def _lines(text: str, jobs: list[dict[str, Any]]) -> Iterator[int]:
    """The lines of the jobs' names, as long as each stands behind the only `JobName` of its document."""
    if text.count(MEMBER) != len(jobs):
        return
    line, before = 1, 0
    for job in jobs:
        at = text.index(MEMBER, before)
        line += text.count("\n", before, at)
        before = at + len(MEMBER)
        end = text.find("\n", at)
        if job["JobName"] not in text[before : None if end < 0 else end]:
            return
        yield line


def _spoken(place: FileLine) -> str:
    name, line = place
    return f"{escaped(name)}:{line}"


def _duplicate(name: str, first: FileLine) -> Finding:
    return Finding(
        "job-name-duplicate",
        [Blame(("JobName",), f"also in {_spoken(first)}")],
        message=f"{shown(name)} is also the name of the job in {_spoken(first)}",
        help="give every job of an account and region a name of its own",
    )


def _key(job: dict[str, Any]) -> tuple[str, str, str]:
    """What tells jobs apart: name, account and region."""
    return job["JobName"], _account(job), _region(job)


def _account(job: dict[str, Any]) -> str:
    return _arn_part(job.get("RoleArn"), 4)


def _region(job: dict[str, Any]) -> str:
    """The region of the first resource that has one, "" where none does."""
    for structure, member in REGIONAL:
        config = job.get(structure)
        region = _arn_part(config.get(member), 3) if isinstance(config, dict) else ""
        if region:
            return region
    return ""


def _arn_part(arn: Any, number: int) -> str:
    parts = arn.split(":", 5) if isinstance(arn, str) else []
    return parts[number] if len(parts) > number else ""
