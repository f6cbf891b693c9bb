"""What an editor asks for after each edit: the median and the 95th percentile of many edits."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import manifests
from environments import OURS
from measuring import Resident
from results import Goal, Line, Spread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

MILLISECOND = 1e-3
LONG = 83
"""The manifests in a long text, of some 5,000 lines."""
ROWS = (
    ("hover after an edit", "editing.hover", 1, 5.0),
    ("completion where a text ends", "editing.complete", 1, 5.0),
    ("completion where a text ends", "editing.complete", LONG, 5.0),
    ("completion within a text", "editing.complete_within", 1, 5.0),
    ("completion within a text", "editing.complete_within", LONG, 5.0),
    ("hover in a text that was read before", "editing.hover_again", LONG, 5.0),
)
"""What is asked for, the function that does it, the manifests in the text, and the goal in milliseconds."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for each request, with the 95th percentile as the measured value and the median beside it."""
    for what, function, count, bound in ROWS:
        file = _text(setting.data, count)
        lines = file.read_text("utf-8").count("\n")
        rounds = [_times(function, file, setting.of(500, 100)) for _ in range(setting.of(5, 2))]
        yield Line(
            f"{what}, {lines:,} lines: 95th percentile",
            Goal("≤", bound, " ms"),
            Spread.of(statistics.quantiles(taken, n=20)[-1] for taken in rounds),
            beside={"median": Spread.of(map(statistics.median, rounds))},
        )


def _text(folder: Path, count: int) -> Path:
    """Return a file with a number of manifests."""
    file = folder / f"{count}.yaml"
    file.write_text("---\n".join(manifests.block(manifests.job(number)) for number in range(count)), "utf-8")
    return file


def _times(function: str, file: Path, edits: int) -> list[float]:
    """Return the milliseconds of each of a number of requests."""
    resident = Resident(OURS, function, file)
    try:
        return [resident.run(1) / MILLISECOND for _ in range(edits)]
    finally:
        resident.end()
