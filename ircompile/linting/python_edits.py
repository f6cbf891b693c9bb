"""Conversion of changes of values to edits of Python.

Only what is a single literal, or the name of an argument, is changed; everything else is put together by the program.
"""

from __future__ import annotations

from functools import lru_cache
from keyword import iskeyword

from ircompile.findings.diagnostic import Edit
from ircompile.hosts.python import literals
from ircompile.hosts.python.reader import flows
from ircompile.linting.edit_writer import MAX_STRING, PRINTABLE, EditWriter
from ircompile.linting.fix_structure import SEPARATORS, unwrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.finding import Change, Part
    from ircompile.hosts.code import Code
    from ircompile.hosts.python.flows import Flows
    from ircompile.linting.written import WrittenInCode
    from ircompile.manifest.manifest import Manifest
    from ircompile.syntax.tree import Node


class PythonEdits(EditWriter):
    """Writes the edits that make changes in the literals of a Python program; the arguments are those of the base."""

    def __init__(self, manifest: Manifest, place: WrittenInCode) -> None:
        super().__init__(manifest, place)
        self._code = place.code

    def is_private(self, change: Change) -> bool:
        """Return whether what a change edits goes nowhere but into calls that make jobs."""
        part: Part = "key" if change.kind in ("rename", "remove") else "value"
        return _flows(self._code).stays_in_jobs(self._manifest.span(change.path, part))

    def _edit(self, change: Change) -> Edit | None:
        """Return the edit of the program; none in a program that is a string of another, with its quotes."""
        return None if self._manifest.document.is_inner else super()._edit(change)

    def _renamed_key(self, change: Change, start: int, end: int) -> str | None:
        """Return the text of a key's new name: a string, or the name of an argument."""
        written, old, new = self._text[start:end], str(change.path[-1]), str(change.new)
        is_taken = new in self._manifest.node(change.path[:-1]).value
        key = self._manifest.span(change.path, "key")
        if is_taken or _flows(self._code).is_looked_up(old, key):
            return None
        if written == old:
            return new if new.isidentifier() and not iskeyword(new) else None
        return literals.with_value(written, new) if literals.is_single(written, old) else None

    def _changed_scalar(self, change: Change, node: Node) -> str | None:
        """Return the text of a literal's new value, or of a number in quotes."""
        written = self._text[node.start : node.end]
        if not literals.is_single(written, node.value):
            return None
        if change.kind == "quote":
            return literals.quoted(written, node.value)
        if isinstance(change.new, str) and not (PRINTABLE.fullmatch(change.new) and len(change.new) <= MAX_STRING):
            return None
        return literals.with_value(written, change.new)

    def _changed_structure(self, change: Change) -> Edit | None:
        """Return the edit that removes a member, takes an element out of its list, or writes a collection as JSON."""
        node = self._place.node(change.path)
        if change.kind == "remove":
            return self._removed(self._place.span(change.path, "key")[0])
        if change.kind == "unwrap":
            return unwrapped(self._text, node)
        new = literals.as_json(self._text[node.start : node.end], change.new) if change.kind == "json" else None
        return None if new is None else Edit(node.start, node.end, new)

    def _removed(self, start: int) -> Edit | None:
        """Return the edit that removes the item or argument whose key is at an offset, with one separator.

        None is made where it would lose a comment or leave out a call.
        """
        found = self._items(start)
        if found is None:
            return None
        items, at = found
        end = items[at].end
        if set("()") & set(self._text[start:end]):
            return None
        if at + 1 < len(items) and SEPARATORS.fullmatch(self._text, end, items[at + 1].start):
            return Edit(start, items[at + 1].start, "")
        if at and SEPARATORS.fullmatch(self._text, items[at - 1].end, start):
            return Edit(items[at - 1].end, end, "")
        return None

    def _items(self, start: int) -> tuple[list[Node], int] | None:
        """Return the items in the brackets around an offset, and the number of that which begins at the offset."""
        waiting = [*self._code.layout.roots]
        while waiting:
            items = waiting.pop().elements
            for number, item in enumerate(items):
                if item.start == start:
                    return items, number
                if item.start <= start <= item.end:
                    waiting.append(item)
        return None


@lru_cache(maxsize=1)
def _flows(code: Code) -> Flows:
    """Return the ways of the values in a code, which has many calls."""
    return flows(code.snippets)
