"""Two processes compared with one, if two cores are idle."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import IDLE, Program, cores_at_hand, ratio, take_turns
from results import Goal, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Setting


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the line of the table."""
    count = setting.of(10_000, 1_000)
    what, goal = f"two processes, {count:,} manifests", Goal("≥", 1.7, "x as fast as one process")
    cores = cores_at_hand(5)
    if cores.median < IDLE:
        note = f"not measurable here: two busy loops in parallel do {cores.median:.2f} times the work of one"
        yield Line(what, goal, None, note=note)
        return
    lint = [program(OURS, OURS), "lint", str(manifests.folder(setting.data, count)), "--jobs"]
    contestants = {jobs: Program([*lint, jobs], time.perf_counter) for jobs in ("1", "2")}
    measured = ratio(take_turns(contestants, setting.of(7, 3)), "1", "2")
    yield Line(what, goal, measured, beside={"two busy loops, the limit": cores})
