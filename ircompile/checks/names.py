"""`job-name-duplicate` and `job-name-prefix-collision`: names of the jobs of one run that get into each other's way."""

from __future__ import annotations

from ircompile.finding import Blame, Finding
from ircompile.wording import escaped, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.manifest import Manifest

TRUNCATED: Final = 40
"""Characters of a job's name that the names of its resources keep (the AWS CLI reference on --job-name)."""

OF_THE_RUN: Final = ("job-name-duplicate", "job-name-prefix-collision")
"""The rules that look at other files, too: whether they find anything depends on what else is linted."""


class Names:
    """The names met so far in one run; few words a job, however many there are."""

    __slots__ = ("_by_name", "_by_prefix")

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str, str], str] = {}
        self._by_prefix: dict[str, tuple[str, str]] = {}

    def clear(self) -> None:
        """Begin another run."""
        self._by_name.clear()
        self._by_prefix.clear()

    def add(self, manifest: Manifest) -> Iterator[Finding]:
        """The findings of one more job."""
        job: dict[str, Any] = manifest.value
        name = job.get("JobName")
        if not isinstance(name, str) or not name:
            return
        line, _ = manifest.source.position(manifest.place(("JobName",))[0])
        here = f"{escaped(manifest.source.name)}:{line}"
        first = self._by_name.setdefault((name, _account(job), _region(job)), here)
        if first is not here:
            yield _duplicate(name, first)
        else:
            yield from self._prefix(name, here)

    def _prefix(self, name: str, here: str) -> Iterator[Finding]:
        other, place = self._by_prefix.setdefault(name[:TRUNCATED], (name, here))
        if other != name and max(len(other), len(name)) > TRUNCATED:
            yield Finding(
                "job-name-prefix-collision",
                [Blame(("JobName",), f"like {place}")],
                message=f"{shown(name)} begins with the same {TRUNCATED} characters as the job in {place}",
                help=f"make the names differ in their first {TRUNCATED} characters, which resources are named after",
            )


def _duplicate(name: str, first: str) -> Finding:
    return Finding(
        "job-name-duplicate",
        [Blame(("JobName",), f"also in {first}")],
        message=f"{shown(name)} is also the name of the job in {first}",
        help="give every job of an account and region a name of its own",
    )


def _account(job: dict[str, Any]) -> str:
    return _arn_part(job.get("RoleArn"), 4)


def _region(job: dict[str, Any]) -> str:
    config = job.get("InputConfig")
    return _arn_part(config.get("ModelPackageVersionArn"), 3) if isinstance(config, dict) else ""


def _arn_part(arn: Any, number: int) -> str:
    parts = arn.split(":", 5) if isinstance(arn, str) else []
    return parts[number] if len(parts) > number else ""
