"""The cells of a notebook: where in which cell an offset of its JSON is, as people see it in their browser."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    CellText = tuple[int, str, Sequence[int]]
    """The number of a cell, its text, and for each character of it and for its end, the offset in the notebook."""


class Cells:
    """Conversion of offsets in a notebook to lines and columns in cells.

    Args:
        cells: The cells, in the order of the notebook.
    """

    def __init__(self, cells: Sequence[CellText]) -> None:
        self._cells = cells
        self._starts = [offsets[0] for _, _, offsets in cells]
        self._texts = {number: text for number, text, _ in cells}

    def location(self, offset: int) -> tuple[int, int, int] | None:
        """Return the number of the cell that an offset is in, and the line and column there, all from 1."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset > self._cells[at][2][-1]:
            return None
        number, text, offsets = self._cells[at]
        index = bisect_right(offsets, offset) - 1
        return number, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)

    def text(self, start: int, end: int) -> str:
        """Return the text of cells between two offsets of the notebook, without what JSON writes around it."""
        parts = []
        for _, text, offsets in self._cells:
            first, last = bisect_left(offsets, start), bisect_left(offsets, end)
            if first < last:
                parts.append(text[first:last])
        return "\n".join(parts)

    def line(self, number: int, line: int) -> str:
        """Return a line of a cell, both numbers from 1, without its end."""
        return self._texts[number].split("\n")[line - 1].removesuffix("\r")
