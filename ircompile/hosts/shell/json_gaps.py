"""JSON in a word of a script, with gaps where a shell puts values that are not known."""

from __future__ import annotations

import re

from ircompile.findings.values import UNKNOWN
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import BLANK, Scanner
from ircompile.syntax.shell.gaps import GAP, GAPS, has_gap
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import Finding

BARE: Final = re.compile(r"[^\s\[\]{},:\"']+")
"""A number, or a gap, without quotes."""


def scan_with_gaps(text: str, limits: Limits) -> tuple[Node, list[Finding]]:
    """Return the tree of a JSON text, and the findings on it.

    The value of a gap outside of strings is `UNKNOWN`. A mapping that may have more members than these has a key with
    a gap in it, a list that may have more elements an element that is a gap. After an error, nothing more is known.
    """
    scanner = _Scanner(text, limits)
    try:
        root = scanner.run()
    except DocumentError as error:
        at = error.finding.blames[0].span or (0, 0)
        is_gap = has_gap(text[at[0] : at[1]]) or has_gap(text[max(at[0] - 1, 0) : at[0]])
        found = [] if is_gap else [error.finding]
        return scanner.so_far() or Node(UNKNOWN, 0, len(text)), [*_without_gaps(scanner.findings), *found]
    return root, _without_gaps(scanner.findings)


def _without_gaps(findings: list[Finding]) -> list[Finding]:
    """Return the findings on keys that are known."""
    return [it for it in findings if not has_gap(it.message)]


class _Scanner(Scanner):
    """Reads JSON with gaps."""

    _has_value = True

    def so_far(self) -> Node | None:
        """Return what was read before an error; None if that is nothing."""
        node: Node | None = None
        while self.stack:
            if node:
                self._add(node)
            self._add_rest()
            opened = self.stack.pop()
            node = Node(opened.value, opened.start, self.offset, items=opened.items, keys=opened.keys)
        return node

    def _add_rest(self) -> None:
        """Note that the innermost mapping or list may have more in it."""
        at = self.offset
        self.stack[-1].key = (f"{GAP}{at}", at, at)
        self._add(Node(GAP, at, at))

    def _skip_gap(self) -> bool:
        """Skip a gap, if one comes next, and return whether it did."""
        character = self._skip()
        if not character or not GAPS.match(character):
            return False
        match = BARE.match(self.text, self.offset)
        self.offset = match.end() if match else self.offset + 1
        return True

    def _read_key(self) -> None:
        start = self.offset
        if not self._skip_gap():
            super()._read_key()
            return
        self.stack[-1].key = (f"{GAP}{start}", start, self.offset)
        self._has_value = self._skip() == ":"
        self.offset += self._has_value

    def _read_value(self) -> Node | None:
        if not self._has_value:
            self._has_value = True
            return Node(GAP, self.offset, self.offset)
        return super()._read_value()

    def _read_bare(self, start: int) -> object:
        match = BARE.match(self.text, start)
        if match and has_gap(match[0]):
            self.offset = match.end()
            return GAP if self.stack and self.stack[-1].keys is None else UNKNOWN
        return super()._read_bare(start)

    def _after_value(self) -> Node | None:
        if self._skip_gap():
            self._add_rest()
            blank = BLANK.match(self.text, self.offset)
            if blank and self.text.startswith('"', blank.end()) and self.stack[-1].keys is not None:
                self._read_key()
                return None
        return super()._after_value()
