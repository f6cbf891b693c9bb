"""A plot of the results: bars on a logarithmic scale, as SVG for light and dark pages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from results import Line, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from results import Spread, Table

WIDTH, LEFT, RIGHT = 860, 300, 70
"""The widths of the drawing, of the names on the left and of the numbers on the right, in pixels."""
BAR, GAP, TITLE = 16, 6, 26
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2328 } .what { font-weight: 600 } .name { text-anchor: end }
.ours { fill: #1a7f64 } .other { fill: #afb8c1 } .spread { stroke: #57606a } .goal { stroke: #cf222e; stroke-width: 2 }
.grid { stroke: #d0d7de; stroke-width: .5 } .grid-label { text-anchor: middle; fill: #57606a }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .other { fill: #57606a } .spread { stroke: #d0d7de } .grid { stroke: #30363d }
  .ours { fill: #2ea88a } .grid-label { fill: #9198a1 }
}
"""


class Scale:
    """A logarithmic scale that covers some values."""

    def __init__(self, values: Sequence[float]) -> None:
        self.low = math.floor(math.log10(min(values)))
        self.high = max(math.ceil(math.log10(max(values))), self.low + 1)

    def __call__(self, value: float) -> float:
        """Return the x coordinate of a value."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return LEFT + max(0.0, share) * (WIDTH - LEFT - RIGHT)

    def powers(self) -> Iterator[float]:
        """Yield the powers of ten within the scale."""
        yield from (10.0**power for power in range(self.low, self.high + 1))


def plot(results: Sequence[Line | Table]) -> str:
    """Return the drawing: a group of bars for each measured line, with a red mark at its goal."""
    shown = [it for it in results if isinstance(it, Line) and it.measured and it.measured.low > 0]
    values = [value for line in shown for _, it in _bars(line) for value in (it.low, it.high)]
    values += [line.goal.bound for line in shown if line.goal]
    scale = Scale(values or [1.0])
    parts: list[str] = []
    top = 0.0
    for line in shown:
        parts += _group(line, scale, top)
        top += TITLE + (len(line.beside) + 1) * (BAR + GAP) + GAP
    grid = [part for power in scale.powers() for part in _grid(scale(power), f"{power:g}", top)]
    height = top + TITLE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" role="img">\n'
        f"<title>Benchmarks of ircompile and its peers</title>\n<style>{STYLE}</style>\n"
        + "".join(f"{part}\n" for part in grid + parts)
        + "</svg>\n"
    )


def _bars(line: Line) -> list[tuple[str, Spread]]:
    return [(line.who, line.measured), *line.beside.items()] if line.measured else []


def _group(line: Line, scale: Scale, top: float) -> Iterator[str]:
    said = (f"{line.what} — {line.goal}" if line.goal else line.what).replace("`", "")
    goal = scale(line.goal.bound) if line.goal else -1
    yield f'<text class="what" x="0" y="{top + TITLE - 9:g}">{escape(said)}</text>'
    y = top + TITLE
    for index, (name, it) in enumerate(_bars(line)):
        kind, middle = "other" if index else "ours", y + BAR / 2
        start, end = scale(10.0**scale.low), scale(it.median)
        name_text = escape(name.replace("`", ""))
        yield f'<text class="name" x="{LEFT - 8}" y="{middle + 4:g}">{name_text}</text>'
        yield f'<rect class="{kind}" x="{start:.1f}" y="{y:g}" width="{end - start:.1f}" height="{BAR}" rx="2"/>'
        yield f'<path class="spread" d="M{scale(it.low):.1f} {middle:g}H{scale(it.high):.1f}"/>'
        after = scale(it.high) + 6
        after = goal + 6 if not index and after < goal + 6 < after + 40 else after  # a number is not drawn on the goal
        yield f'<text x="{after:.1f}" y="{middle + 4:g}">{number(it.median)}</text>'
        y += BAR + GAP
    if line.goal:
        yield f'<path class="goal" d="M{goal:.1f} {top + TITLE - 3:g}v{BAR + 6}"/>'


def _grid(x: float, label: str, height: float) -> Iterator[str]:
    yield f'<path class="grid" d="M{x:.1f} {TITLE}V{height:g}"/>'
    yield f'<text class="grid-label" x="{x:.1f}" y="{height + TITLE / 2:g}">{label}</text>'
