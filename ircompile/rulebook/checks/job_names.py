"""`job-name-duplicate` and `job-name-prefix-collision`: names that clash among the jobs of one run."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import escaped, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    FileLine = tuple[str, int, str]
    """The name of a source, a line in it, from 1, and the environment that has the job there; "" for none."""
    JobKey = tuple[str, str, str]
    """The name, the account and the region of a job, which together identify it."""
    KnownNames = Sequence[tuple[JobKey, FileLine]]
    """Jobs, and the line of each one's name."""

TRUNCATED: Final = 40
"""Characters of a job's name that the names of its resources keep (the AWS CLI reference on --job-name)."""

MEMBER: Final = "JobName"
REGIONAL: Final = (
    ("InputConfig", "ModelPackageVersionArn"),
    ("InputConfig", "VolumeKmsKeyId"),
    ("OutputConfig", "KmsKeyId"),
)
"""Members with the ARNs of resources that are in the region of the job."""
ARN_REGION: Final = 3
ARN_ACCOUNT: Final = 4

OF_THE_RUN: Final = ("job-name-duplicate", "job-name-prefix-collision")
"""The rules whose findings in one file depend on which other files are linted."""


class JobNames:
    """The names of the jobs of one run so far; takes little memory for each job."""

    __slots__ = ("_by_key", "_by_prefix")

    def __init__(self) -> None:
        self._by_key: dict[JobKey, FileLine] = {}
        self._by_prefix: dict[str, tuple[str, FileLine]] = {}

    def clear(self) -> None:
        """Forget all names, to begin another run."""
        self._by_key.clear()
        self._by_prefix.clear()

    def add_all(
        self,
        jobs: list[dict[str, Any]],
        source: Source,
        default_region: str,
        *,
        region: str = "",
        environment: str = "",
        written: list[dict[str, Any]] | None = None,
    ) -> bool:
        """Add the jobs of a source, and return True, if none clashes with another and their lines are easy to find.

        Args:
            jobs: The jobs.
            source: The source.
            default_region: The region in which they are created if nothing in a job tells; "" if unknown.
            region: The region in which they are created for certain; "" if unknown.
            environment: The environment that has them; "" for none.
            written: The jobs as the source has them, if an environment changes them.
        """
        if written is not None and not all(isinstance(job.get(MEMBER), str) for job in written):
            return False
        lines = _lines(source.text, jobs if written is None else written)
        if len(lines) != len(jobs):
            return False
        if len(jobs) > 1 and len({job["JobName"][:TRUNCATED] for job in jobs}) != len(jobs):
            return False
        return self.merge(
            [
                (_key(job, region, default_region), (source.name, line, environment))
                for job, line in zip(jobs, lines, strict=True)
            ]
        )

    def known(self) -> KnownNames:
        """Return all names so far."""
        return tuple(self._by_key.items())

    def merge(self, names: KnownNames) -> bool:
        """Add names that were collected elsewhere, and return True, unless one clashes with a name of this run."""
        for key, location in names:
            name = key[0]
            known = self._by_prefix.get(name[:TRUNCATED])
            if known is None:
                continue  # so the name itself is new, too
            if known[0] != name and max(len(known[0]), len(name)) > TRUNCATED:
                return False
            if self._by_key.get(key, location) != location:
                return False
        for key, location in names:
            self._by_key[key] = location
            self._by_prefix.setdefault(key[0][:TRUNCATED], (key[0], location))
        return True

    def add(self, manifest: Manifest, default_region: str, line: int = 0) -> Iterator[Finding]:
        """Add the name of a job, and yield a finding if it clashes with one of this run.

        Args:
            manifest: The job.
            default_region: As for `add_all`.
            line: The line of its name, of `name_lines`; 0 if that was not easy to find.
        """
        job: dict[str, Any] = manifest.value
        name = job.get(MEMBER)
        if not isinstance(name, str) or not name:
            return
        if not line:
            start, _ = manifest.base.span((MEMBER,))
            line = manifest.source.lines.number(start)
        location = manifest.source.name, line, manifest.environment
        first = self._by_key.setdefault(_key(job, manifest.region, default_region), location)
        if first != location:
            yield _duplicate(name, first)
        else:
            yield from self._add_prefix(name, location)

    def _add_prefix(self, name: str, location: FileLine) -> Iterator[Finding]:
        other, first = self._by_prefix.setdefault(name[:TRUNCATED], (name, location))
        if other != name and max(len(other), len(name)) > TRUNCATED:
            yield Finding(
                "job-name-prefix-collision",
                [Blame(("JobName",), f"like {_formatted(first)}")],
                message=f"{shown(name)} begins with the same {TRUNCATED} characters as the job in {_formatted(first)}",
                help=f"make the names differ in their first {TRUNCATED} characters, which resources are named after",
            )


def name_lines(text: str, manifests: Sequence[Manifest]) -> Sequence[int]:
    """Return the line of the name of each job in a text; 0 for each if they are not easy to find."""
    jobs = {id(manifest.base): manifest.base.document.value for manifest in manifests}
    if all(isinstance(job, dict) and isinstance(job.get(MEMBER), str) for job in jobs.values()):
        lines = dict(zip(jobs, _lines(text, [*jobs.values()]), strict=False))
        if len(lines) == len(jobs):
            return [lines[id(manifest.base)] for manifest in manifests]
    return [0] * len(manifests)


def _lines(text: str, jobs: list[dict[str, Any]]) -> list[int]:
    """Return the line of each job's name, as far as they can be told from occurrences of `JobName` alone."""
    found: list[int] = []
    if text.count(MEMBER) != len(jobs):
        return found
    line, before = 1, 0
    for job in jobs:
        at = text.index(MEMBER, before)
        line += text.count("\n", before, at)
        before = at + len(MEMBER)
        end = text.find("\n", at)
        if job["JobName"] not in text[before : None if end < 0 else end]:
            break
        found.append(line)
    return found


def _formatted(location: FileLine) -> str:
    name, line, environment = location
    return f"{escaped(name)}:{line}" + (f" in `{environment}`" if environment else "")


def _duplicate(name: str, first: FileLine) -> Finding:
    return Finding(
        "job-name-duplicate",
        [Blame(("JobName",), f"also in {_formatted(first)}")],
        message=f"{shown(name)} is also the name of the job in {_formatted(first)}",
        help="give every job of an account and region a unique name",
    )


def _key(job: dict[str, Any], region: str, default_region: str) -> JobKey:
    return job["JobName"], _arn_part(job.get("RoleArn"), ARN_ACCOUNT), region or _region(job) or default_region


def _region(job: dict[str, Any]) -> str:
    """Return the region of the first regional resource whose ARN has one, "" if none has."""
    for structure, member in REGIONAL:
        config = job.get(structure)
        region = _arn_part(config.get(member), ARN_REGION) if isinstance(config, dict) else ""
        if region:
            return region
    return ""


def _arn_part(arn: Any, number: int) -> str:
    parts = arn.split(":", 5) if isinstance(arn, str) else []
    return parts[number] if len(parts) > number else ""
