"""The picture of the traffic in characters: the number of users over time."""

from __future__ import annotations

from ircompile.planning.traffic import peak_of
from ircompile.planning.words import duration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ircompile.planning.traffic import Segment

BLOCKS = " ▁▂▃▄▅▆▇█"
"""The characters for 0 to 8 eighths of a line."""
ROWS = 8
"""The lines of a picture, without the axis."""
WIDEST = 72
"""The most columns of the part that shows the traffic."""


def picture(segments: Sequence[Segment], columns: int, *, is_ascii: bool = False) -> list[str]:
    """Return the lines of a picture; none if the users are not known, or there is no room.

    Args:
        segments: The traffic.
        columns: The columns that a line may have.
        is_ascii: Whether to use ASCII characters only.
    """
    peak = peak_of(segments)
    if not peak:
        return []
    labels = [f"{peak:g}" if row == ROWS else f"{peak / 2:g}" if row == ROWS // 2 else "" for row in range(ROWS + 1)]
    labels[0] = "0"
    margin = max(map(len, labels))
    width = min(columns - margin - 2, WIDEST)
    if width < ROWS:
        return []
    heights = [min(8 * ROWS, max(1, round(8 * ROWS * at / peak))) for at in _samples(segments, width)]
    tick, axis, line = ("|", "+", "-") if is_ascii else ("┤", "┼", "─")
    blocks = " ...:::##" if is_ascii else BLOCKS
    rows = [
        f"{labels[row]:>{margin}} {tick}" + "".join(blocks[max(0, min(8, it - 8 * (row - 1)))] for it in heights)
        for row in range(ROWS, 0, -1)
    ]
    times = _times(segments[-1].end, width)
    return [*(row.rstrip() for row in rows), f"{'0':>{margin}} {axis}{line * width}", " " * (margin + 2) + times]


def _samples(segments: Sequence[Segment], width: int) -> Iterator[float]:
    """Yield the users at the middle of each column."""
    total, at = segments[-1].end, 0
    for column in range(width):
        time = (column + 0.5) * total / width
        while segments[at].end < time and at + 1 < len(segments):
            at += 1
        it = segments[at]
        first, last = it.users_start or 0, it.users_end or 0
        yield first + (last - first) * (time - it.start) / (it.end - it.start)


def _times(total: float, width: int) -> str:
    """Return the line of times below the axis: its ends, and the middle if there is room."""
    last, middle = duration(total), duration(total / 2)
    line = "0"
    if width > 4 * (len(last) + len(middle)):
        line = line.ljust(width // 2 - len(middle) // 2) + middle
    return line.ljust(width - len(last)) + last
