"""Environments: named sets of overlays over jobs, with their region and output folder."""

from __future__ import annotations

import os
import re

from ircompile.findings.messages import LONGEST, cut, escaped, listed
from ircompile.findings.suggestions import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from ircompile.sources.globs import Glob

STEM: Final = "stem"
"""The placeholder for the name of a manifest's file without its ending."""
PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


class Environment:
    """A named set of overlays over jobs.

    Attributes:
        name: The name.
        overlay: The partial manifests that are merged over a job, in this order, relative to the working directory;
            `{stem}` in a path is the name of the job's file without its ending.
        region: The AWS region in which jobs are created; "" for that of the configuration.
        job_name: The name that a job gets after the overlays, with placeholders; "" to keep its own.
        out_dir: The folder to which `compile` writes; "" for that of the configuration.
        include: The manifests that it has; () for all.
    """

    __slots__ = ("include", "job_name", "name", "out_dir", "overlay", "region")

    def __init__(
        self,
        name: str,
        *,
        overlay: tuple[str, ...] = (),
        region: str = "",
        job_name: str = "",
        out_dir: str = "",
        include: tuple[Glob, ...] = (),
    ) -> None:
        self.name = name
        self.overlay = overlay
        self.region = region
        self.job_name = job_name
        self.out_dir = out_dir
        self.include = include

    def __repr__(self) -> str:
        return f"Environment({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"

    @classmethod
    def of(cls, name: str, table: dict[str, Any]) -> Environment:
        """Return the environment that a resolved table of a configuration describes."""
        settings: dict[str, Any] = {key.replace("-", "_"): value for key, value in table.items()}
        for key in settings.keys() & {"overlay", "include"}:
            settings[key] = tuple(settings[key])
        return cls(name, **settings)

    @property
    def patterns(self) -> list[re.Pattern[str]]:
        """Expressions for the absolute paths of the files that its overlays may be."""
        parts = [os.path.abspath(overlay).split(f"{{{STEM}}}") for overlay in self.overlay]
        return [re.compile(f"[^{re.escape(os.sep)}]+".join(map(re.escape, its))) for its in parts]

    def merges(self, name: str) -> bool:
        """Return whether it merges a file over jobs."""
        return any(pattern.fullmatch(os.path.abspath(name)) for pattern in self.patterns)

    @property
    def depends_on_stem(self) -> bool:
        """Whether the jobs of different files have different overlays."""
        return any(map(has_placeholder, self.overlay))

    def includes(self, name: str) -> bool:
        """Return whether it has the jobs of a file."""
        from ircompile.sources.globs import matches

        return not self.include or matches(name, self.include)


def filled(pattern: str, values: dict[str, str]) -> str:
    """Return a pattern with its placeholders replaced by their values."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], pattern)


def has_placeholder(pattern: str) -> bool:
    """Return whether there is a placeholder in a pattern."""
    return PLACEHOLDER.search(pattern) is not None


def stem(filename: str) -> str:
    """Return the value of `{stem}`: the name of a file without its folder and its ending."""
    return os.path.splitext(os.path.basename(filename))[0]


def unknown_environment(name: str, known: Iterable[str]) -> str:
    """Return the message about an environment that does not exist."""
    near = nearest(name, list(known))
    if near:
        return f"unknown environment {cut(escaped(name), LONGEST)}, did you mean `{near}`?"
    choices = f"choose from {listed([*known], 'and')}" if known else "no configuration has environments"
    return f"unknown environment {cut(escaped(name), LONGEST)}; {choices}"
