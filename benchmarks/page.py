"""The table of results, and the page of the documentation that holds it."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from environments import versions
from measuring import IDLE
from results import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from results import Line, Spread

HEAD = ("what", "goal", "measured", "", "for comparison")
INTRODUCTION = """\
# Benchmarks

`python benchmarks/run.py` writes this page. It installs every tool from PyPI into its own environment (ircompile as a \
wheel of the checkout), and runs them in turn in every round. `--quick` makes a short run, and `--only ROW` measures a \
single row.

A number is the median of all rounds, with the minimum and the maximum in parentheses. Times are CPU times (for two \
processes, elapsed times). Ratios are computed round by round, so that they are valid even on a busy machine; times in \
µs are valid only for an idle machine of this kind.
"""


def table(lines: Sequence[Line]) -> str:
    """Return the table as Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *map(_cells, lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def page(lines: Sequence[Line], *, cores: Spread, is_quick: bool) -> str:
    """Return the whole page as Markdown."""
    installed = ", ".join(f"{name} {version}" for name, version in versions().items())
    facts = [
        f"{datetime.now(UTC).date().isoformat()}{', a short run' if is_quick else ''}",
        f"{processor()}, {os.cpu_count()} cores; two busy loops in parallel did {number(cores.median)} times the "
        "work of one" + ("" if cores.median > IDLE else ": the machine was busy with other things"),
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        installed,
    ]
    machine = "".join(f"- {fact}\n" for fact in facts)
    plot = "![The table as a plot](benchmarks.svg)\n"
    return f"{INTRODUCTION}\n{plot}\n{table(lines)}\n## The machine\n\n{machine}"


def processor() -> str:
    """Return the model of the machine's processor, or its architecture if that is unknown."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _cells(line: Line) -> tuple[str, ...]:
    beside = "<br>".join([*(f"{name}: {it}" for name, it in line.beside.items()), *filter(None, [line.note])])
    if line.measured is None:
        return line.what, str(line.goal), "", "", beside
    mark = "✓" if line.goal.is_met_by(line.measured.median) else "✗"
    return line.what, str(line.goal), f"**{line.measured}**", mark, beside
