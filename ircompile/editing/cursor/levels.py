"""The mappings and lists that a line of a YAML block is in, by its indentation."""

from __future__ import annotations

from ircompile.editing.cursor.types import Collection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.values import Path


class Levels:
    """The mappings and lists around a line, the outermost first.

    Attributes:
        open: The mappings and lists; the first stands for the document.
        awaited: The path of a mapping or list that is expected to begin.
        arrived: That mapping or list, after it began.
        root: The mapping that the document is, after it began.
    """

    def __init__(self) -> None:
        self.open = [Collection(())]
        self.awaited: Path | None = None
        self.arrived: Collection | None = None
        self.root: Collection | None = None

    @property
    def top(self) -> Collection:
        """The innermost one."""
        return self.open[-1]

    def at(self, column: int, *, is_dash: bool = False) -> Collection:
        """Return the innermost one that a key or a dash at a column can be in."""
        for it in reversed(self.open):
            if it.column < column or (it.column == column and (is_dash or not it.is_list)):
                return it
        raise AssertionError("no column is left of that of the document, -1")

    def at_word(self, column: int, following: tuple[int, bool]) -> Collection:
        """Return the innermost one that a word at the beginning of a line is in.

        Args:
            column: Its column.
            following: The column of the next line, and whether a dash is there. A key above a deeper line would take
                that over.
        """
        next_column, next_is_dash = following
        column = max(column, next_column)
        inner, outer = self.at(column, is_dash=True), self.at(column)
        is_item = next_is_dash and next_column == column
        return outer if inner.is_list and outer.column == column and not is_item else inner

    def item_at(self, column: int, place: Collection) -> Path | None:
        """Return the path of the item that a dash at the column of a mapping's keys begins; None if it can't be."""
        if place.is_open and place.key is not None:
            return (*place.slot, 0)
        return next(((*it.path, len(it.items)) for it in self.open if it.is_list and it.column == column), None)

    def add_item(self, column: int, count: int = 1) -> None:
        """Begin items of a list."""
        place = self._end_below(self.at(column, is_dash=True))
        if not (place.is_list and place.column == column):
            place = self._begin(column, is_list=True)
        place.items += [""] * (count - 1)
        place.add()

    def add_key(self, column: int, key: str) -> Collection:
        """Begin a member of a mapping, and return the mapping."""
        place = self._end_below(self.at(column))
        if place.is_list or place.column < 0 or (place.is_open and place.column < column):
            place = self._begin(column)
        place.add(key)
        return place

    def _end_below(self, place: Collection) -> Collection:
        while self.open[-1] is not place:
            self.open.pop()
        return place

    def _begin(self, column: int, *, is_list: bool = False) -> Collection:
        """Begin a mapping or a list as the last value of the innermost one."""
        begun = Collection(self.top.slot, column, is_list=is_list)
        self.top.fill()
        self.open.append(begun)
        if not begun.path:
            self.root = begun
        if self.arrived is None and self.awaited == begun.path:
            self.arrived = begun
        return begun
