"""A job of a file with its plan."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a file.

    Attributes:
        file: The name of the file.
        line: The line at which the job begins, from 1.
        environment: The environment as which it is planned; None if none is.
        plan: The plan.
    """

    file: str
    line: int
    environment: str | None
    plan: Plan

    @property
    def where(self) -> str:
        """The file and line, with the environment."""
        return f"{self.file}:{self.line}" + (f" [{self.environment}]" if self.environment else "")

    @property
    def title(self) -> str:
        """The name of the job, or else where it is."""
        return (self.plan.job or self.where) + (f" [{self.environment}]" if self.plan.job and self.environment else "")
