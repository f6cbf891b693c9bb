"""Native linters, each on as much of the language that it reads: they show how far Python is from the limit."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import Program, processor_time, ratio, take_turns, times
from results import Line, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from measuring import Setting

RYL, RUFF = "ryl (Rust)", "ruff (Rust), on Python"
CLOCKS: dict[str, Callable[[], float]] = {"CPU": processor_time, "elapsed": time.perf_counter}
MILLISECOND = 1e-3
RELAXED = (
    "anchors,braces,brackets,colons,commas,empty-lines,hyphens,indentation,key-duplicates,"
    "new-line-at-end-of-file,new-lines,trailing-spaces"
)
"""The rules of yamllint's `relaxed` without `line-length`: they find nothing, as the other tools."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield two lines for one file and two for many: the CPU time and the elapsed time of whole processes."""
    for count in (1, setting.of(2_000, 100)):
        yaml, python = manifests.folder(setting.data, count), manifests.folder(setting.data, count, "program")
        commands = {
            OURS: [program(OURS, OURS), "lint", _path(yaml, count)],
            RYL: [program("ryl", "ryl"), "check", "--no-cache", "--enable", RELAXED, _path(yaml, count)],
            RUFF: [program("ruff", "ruff"), "check", "--isolated", "--no-cache", _path(python, count)],
        }
        for clock, now in CLOCKS.items():
            contestants = {name: Program(command, now) for name, command in commands.items()}
            samples = take_turns(contestants, setting.of(15, 5))
            taken = times(samples, MILLISECOND)
            factors = (f"{name.split()[0]} takes {number(ratio(samples, name, OURS).median)}" for name in (RYL, RUFF))
            yield Line(
                f"native tools, {f'{count:,} files' if count > 1 else 'one file'}, whole process: {clock} time in ms",
                None,
                taken.pop(OURS),
                beside=taken,
                note=f"{' and '.join(factors)} times as long as ircompile",
            )


def _path(folder: Path, count: int) -> str:
    """Return a folder, or the file in it if that is the only one."""
    return str(folder if count > 1 else next(folder.iterdir()))
