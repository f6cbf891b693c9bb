"""Jobs that three environments have, compared with the same jobs without environments."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import Program, ratio, take_turns
from repositories import configure
from results import Goal, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Contestant, Setting

ALONE, IN_ENVIRONMENTS = "without environments", "in three environments"


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for jobs in three environments, each with an overlay of its own and new names."""
    count = setting.of(1_000, 100)
    alone = manifests.folder(setting.data, count)
    contestants: dict[str, Contestant] = {
        ALONE: _lint(alone),
        IN_ENVIRONMENTS: _lint(_repository(alone, setting.data / f"environments-{count}")),
    }
    samples = take_turns(contestants, setting.of(9, 3))
    yield Line(
        f"`ircompile lint`, {count:,} jobs in three environments, one process",
        Goal("≤", 3.3, f"x {ALONE}"),
        ratio(samples, IN_ENVIRONMENTS, ALONE),
    )


def _lint(folder: Path) -> Program:
    return Program([program(OURS, OURS), "lint", "--jobs", "1", str(folder)])


def _repository(jobs: Path, target: Path) -> Path:
    """Return a folder with the same jobs, a configuration with three environments, and their overlays."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(jobs, target / "jobs")
    configure(target)
    return target
