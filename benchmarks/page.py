"""The tables of results, and the page of the documentation that holds them."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import IDLE
from results import Line, Table, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from results import Spread

HEAD = ("what", "goal", "measured", "", "for comparison")
INTRODUCTION = """\
# Benchmarks

`python benchmarks/run.py` writes this page. It installs every tool from PyPI into its own environment (ircompile as a \
wheel of the checkout), and runs them in turn in every round. `--quick` makes a short run, and `--only ROW` measures a \
single row.

A number is the median of all rounds, with the minimum and the maximum in parentheses. Times are CPU times, except \
where a line says "elapsed". Ratios are computed round by round, so that they are valid even on a busy machine; times \
in µs and ms are valid only for an idle machine of this kind. Caches of other tools are switched off.
"""


def table(results: Sequence[Line | Table]) -> str:
    """Return the table of all lines, and the other tables below it, as Markdown."""
    lines = _markdown(HEAD, [_cells(it) for it in results if isinstance(it, Line)])
    others = (it for it in results if isinstance(it, Table))
    return lines + "".join(f"\n## {it.title}\n\n{it.about}\n\n{_markdown(it.head, it.rows)}" for it in others)


def page(results: Sequence[Line | Table], versions: Mapping[str, str], *, cores: Spread, is_quick: bool) -> str:
    """Return the whole page as Markdown."""
    facts = [
        f"{datetime.now(UTC).date().isoformat()}{', a short run' if is_quick else ''}",
        f"{processor()}, {os.cpu_count()} cores; two busy loops in parallel did {number(cores.median)} times the "
        "work of one" + ("" if cores.median > IDLE else ": the machine was busy with other things"),
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        ", ".join(f"{name} {version}" for name, version in versions.items()),
    ]
    machine = "".join(f"- {fact}\n" for fact in facts)
    plot = "![The table as a plot](benchmarks.svg)\n"
    return f"{INTRODUCTION}\n{plot}\n{table(results)}\n## The machine\n\n{machine}"


def processor() -> str:
    """Return the model of the machine's processor, or its architecture if that is unknown."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ("---",) * len(head), *rows))


def _cells(line: Line) -> tuple[str, ...]:
    beside = "<br>".join([*(f"{name}: {it}" for name, it in line.beside.items()), *filter(None, [line.note])])
    goal, measured = line.goal, line.measured
    mark = "" if goal is None or measured is None else "✓" if goal.is_met_by(measured.median) else "✗"
    return line.what, str(goal or ""), f"**{measured}**" if measured else "", mark, beside
