"""What the overlays of a run did: where they were merged over jobs, and where that changed one."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Overlay(NamedTuple):
    """A file that an environment merges over jobs.

    Attributes:
        place: The configuration file and the line that names it.
        environment: The environment.
        number: Its number among the overlays of the environment.
        file: The file.
        is_of_one_job: Whether the name of the file depends on that of the job's.
    """

    place: tuple[str, int]
    environment: str
    number: int
    file: str
    is_of_one_job: bool


class Effects:
    """What overlays did.

    Attributes:
        applied: The overlays that were merged over a job.
        effective: Those of them that changed one, or can't be read.
    """

    __slots__ = ("applied", "effective")

    def __init__(self) -> None:
        self.applied: set[Overlay] = set()
        self.effective: set[Overlay] = set()

    def add(self, other: Effects) -> None:
        """Add what overlays did elsewhere."""
        self.applied |= other.applied
        self.effective |= other.effective

    def none(self, place: tuple[str, int], environment: str, number: int) -> Iterator[Overlay]:
        """Yield the overlays of a setting that changed no job, in order."""
        wanted = (place, environment, number)
        yield from sorted(it for it in self.applied - self.effective if it[:3] == wanted)
