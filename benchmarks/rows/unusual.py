"""Manifests that are not plain YAML: at start and in a long run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import Program, Resident, ratios, take_turns
from results import Goal, Line

from rows.start import BARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Contestant, Setting

PLAIN = "a plain manifest"


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for the start and one for a long run; each shows what takes longest, the others beside it."""
    start: dict[str, Contestant] = {BARE: Program([program(OURS), "-c", "pass"])}
    for what in ("block", *manifests.UNUSUAL):
        (file,) = manifests.folder(setting.data, 1, what).iterdir()
        start[PLAIN if what == "block" else what] = Program([program(OURS, OURS), "lint", str(file)])
    yield _line("`ircompile lint one.yaml`, not plain YAML, whole process", Goal("≤", 2.2, f"x {BARE}"), start, setting)
    count = setting.of(2_000, 100)
    run: dict[str, Contestant] = {}
    for what in ("block", *manifests.UNUSUAL):
        folder = manifests.folder(setting.data, count, what)
        run[PLAIN if what == "block" else what] = Resident(OURS, "linting.ircompile", folder, str(count))
    yield _line(f"{count:,} manifests that are not plain YAML, one process", Goal("≤", 3.5, f"x {PLAIN}"), run, setting)


def _line(what: str, goal: Goal, contestants: dict[str, Contestant], setting: Setting) -> Line:
    """Return the line of the slowest contestant, compared with the first one."""
    over = next(iter(contestants))
    found = ratios(take_turns(contestants, setting.of(9, 3)), over)
    slowest = max(manifests.UNUSUAL, key=lambda name: found[name].median)
    others = {name: spread for name, spread in found.items() if name != slowest}
    return Line(f"{what}: {slowest}", goal, found[slowest], beside=others)
