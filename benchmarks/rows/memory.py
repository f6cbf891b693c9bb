"""The memory of one process, for few manifests and for many."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import manifests
from environments import OURS, output, program
from results import Goal, Line, Spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Setting

PEAK = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(process, 0)
print(used.ru_maxrss if status == 0 else 1 / 0)
"""
"""Starts a process and prints its peak memory; it is small itself, since a child's peak starts at its parent's."""
UNITS_IN_MIB = 2**20 if sys.platform == "darwin" else 2**10


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the line of the table."""
    few, many = 100, setting.of(10_000, 1_000)
    folders = [manifests.folder(setting.data, count) for count in (few, many)]
    rounds = [tuple(peak("lint", "--quiet", "--jobs", "1", str(it)) for it in folders) for _ in range(3)]
    yield Line(
        f"peak memory, {many:,} manifests compared with {few}",
        Goal("≤", 20.0, " MiB more"),
        Spread.of(more - less for less, more in rounds),
        beside={
            f"total, {count:,} manifests": Spread.of(one[index] for one in rounds)
            for index, count in enumerate((few, many))
        },
    )


def peak(*arguments: str) -> float:
    """Return the peak memory of a command in MiB."""
    return int(output([program(OURS), "-c", PEAK, program(OURS, OURS), *arguments]).split()[-1]) / UNITS_IN_MIB
