"""A large repository with jobs in all kinds of files, in three environments: time per file, and memory."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from environments import CLEAN, OURS, program
from measuring import Program, ratio, take_turns
from repositories import PER_JOB, repository
from results import Goal, Line, Spread

from rows.growth import GOAL
from rows.hosts import SEARCH
from rows.memory import peak

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

COMMANDS = {
    "lint": ("lint", "--quiet", "--jobs", "1"),
    "lint --env prod": ("lint", "--quiet", "--jobs", "1", "--env", "prod"),
    "compile --check": ("compile", "--quiet", "--check"),
    "plan": ("plan",),
}
"""The commands by what they are called in the table."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for the time of each command, and one for memory."""
    sizes = [1_000, setting.of(10_000, 2_000), setting.of(100_000, 10_000)]
    folders = [repository(setting.data, size) for size in sizes]
    for folder in folders:
        subprocess.run([program(OURS, OURS), "compile", "--quiet", str(folder)], env=CLEAN, check=True)
    for name in COMMANDS:
        yield _growth(name, sizes[1:], folders[1:])
    yield _memory(sizes[::2], folders[::2])


def _growth(name: str, sizes: list[int], folders: list[Path]) -> Line:
    """Return the line for the growth of time with the number of files; the time to start counts for less with more."""
    few, many = sizes
    contestants = {str(size): _program(name, folder) for size, folder in zip(sizes, folders, strict=True)}
    contestants[SEARCH] = Program([*SEARCH.split(), str(folders[-1])])
    samples = take_turns(contestants, 2)
    return Line(
        f"`ircompile {name}`, {many // PER_JOB:,} jobs in {many:,} files, three environments: "
        f"time per file compared with {few:,} files",
        Goal("≤", GOAL, "x as long"),
        ratio(samples, str(many), str(few), few / many),
        beside={f"relative to {SEARCH}": ratio(samples, str(many), SEARCH)},
    )


def _program(name: str, folder: Path) -> Program:
    return Program([program(OURS, OURS), *COMMANDS[name], str(folder)])


def _memory(sizes: list[int], folders: list[Path]) -> Line:
    """Return the line for the growth of memory with the number of files."""
    few, many = (
        {name: Spread.of([peak(*command, str(folder))]) for name, command in COMMANDS.items()} for folder in folders
    )
    in_two = Spread.of([peak("lint", "--quiet", "--jobs", "2", str(folders[1]))])
    return Line(
        f"peak memory of `ircompile lint`, {sizes[1]:,} files compared with {sizes[0]:,}",
        Goal("≤", 20.0, " MiB more"),
        Spread.of([many["lint"].median - few["lint"].median]),
        beside={f"{name}, total": it for name, it in many.items()} | {"lint --jobs 2, total": in_two},
    )
