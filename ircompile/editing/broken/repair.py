"""Texts made readable where they are broken, so that the rest of them can be checked.

What is half typed is replaced by a placeholder, `HOLE`, that says where something is that is not known. Among the
replacements that are tried, the one counts after which the text can be read furthest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ircompile.findings.diagnostic import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final

    FaultOf = Callable[[str], "Fault | None"]
    """Returns the first fault of a text; None if it can be read."""
    Candidates = Callable[[str, "Fault"], Iterable[Edit]]
    """Returns edits that may remove a fault of a text, the likeliest first."""

HOLE: Final = "half-typed-here-"
"""What stands for something half typed, followed by a number and words: a member as a key, any value as a value."""
WORD: Final = re.compile(r"\b[A-Z][A-Za-z0-9]+\b")
MOST_WORDS: Final = 16
MOST_QUOTES: Final = 3
ITEM_END: Final = re.compile(r"[,:\]}\n]|\Z")
"""What follows an item of a list or a mapping, or a key."""
MOST: Final = 8
"""The faults of a part of a text that are repaired."""
MOST_CHARACTERS: Final = 1 << 21
"""How many characters may be read again in search of the best edits; the fewest tries are two."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place at which a text can't be read on.

    Attributes:
        at: Its offset.
        begin: The offset at which what can't be read begins.
        problem: What is wrong, in the words of the reader.
    """

    at: int
    begin: int
    problem: str = ""


@dataclass(slots=True)
class Repaired:
    """A text after edits.

    Attributes:
        text: The text.
        edits: The edits, each of the text that those before it made.
    """

    text: str
    edits: list[Edit] = field(default_factory=list)

    @property
    def places(self) -> set[int]:
        """The offsets in the original text at which it was edited."""
        return {self.origin(edit.start, number) or 0 for number, edit in enumerate(self.edits)}

    def origin(self, offset: int, after: int | None = None) -> int | None:
        """Return the offset in the original text of one in this text; None for one inside of what was replaced.

        Args:
            offset: The offset.
            after: The number of edits that were made before; None for all.
        """
        for edit in reversed(self.edits[:after]):
            end = edit.start + len(edit.text)
            if edit.start < offset < end:
                return None
            if offset >= end and (edit.text or offset > edit.start):
                offset += edit.end - end
        return offset

    def apply(self, edit: Edit) -> None:
        """Edit the text."""
        self.text = edited(self.text, edit)
        self.edits.append(edit)


def edited(text: str, edit: Edit) -> str:
    """Return a text after an edit."""
    return text[: edit.start] + edit.text + text[edit.end :]


def repair(text: str, fault_of: FaultOf, candidates: Candidates) -> Repaired | None:
    """Return a text that can be read, made of one that can't; None if that fails.

    Args:
        text: The text.
        fault_of: See `FaultOf`.
        candidates: See `Candidates`.
    """
    repaired = Repaired(text)
    fault = fault_of(text)
    tries = max(2, MOST_CHARACTERS // max(len(text), 1))
    for _ in range(MOST):
        if fault is None:
            return repaired
        best: tuple[int, Edit, Fault] | None = None
        for edit in candidates(repaired.text, fault):
            tries -= 1
            after = edited(repaired.text, edit)
            next_fault = fault_of(after)
            if next_fault is None:
                repaired.apply(edit)
                return repaired
            left = len(after) - next_fault.at
            if best is None or left < best[0]:
                best = left, edit, next_fault
            if tries <= 0:
                return None
        if best is None or best[0] >= len(repaired.text) - fault.at:
            return None
        repaired.apply(best[1])
        fault = best[2]
    return None


def open_quotes(text: str, begin: int, at: int, name: str, quote: str = '"') -> Iterator[Edit]:
    """Yield edits for a string whose closing quote is missing, so that it ends at the next one: it ends at a comma.

    Args:
        text: The text.
        begin: The offset at which its line begins.
        at: An offset behind its opening quote.
        name: The placeholder.
        quote: What to put around it.
    """
    start = at
    for _ in range(MOST_QUOTES):
        start = text.rfind('"', begin, start)
        end = ITEM_END.search(text, start) if start >= 0 else None
        if not end:
            return
        yield Edit(start, end.start(), f"{quote}{name}{quote}")
        yield Edit(start, end.start(), f"{quote}{name}{quote}: null")


def hole(text: str, replaced: str) -> str:
    """Return a placeholder that is not in a text, with the words of what it replaces that may be members."""
    words = WORD.findall(replaced)[:MOST_WORDS]
    return ".".join([f"{HOLE}{text.count(HOLE)}", *words])


def members_in(hole: str) -> list[str]:
    """Return the words in a placeholder."""
    return hole.split(".")[1:]
