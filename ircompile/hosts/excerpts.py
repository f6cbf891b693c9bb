"""Texts that are made of parts of a file, with the offset of each character in it."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(slots=True, frozen=True)
class Excerpt:
    """A text that is made of parts of the text of a file.

    Attributes:
        text: The text.
        offsets: For each character of it and for its end, the offset in the text of the file; a `range` if it is there
            as a whole.
    """

    text: str
    offsets: Sequence[int]

    def part(self, start: int, end: int) -> Excerpt:
        """Return the part between two offsets."""
        return Excerpt(self.text[start:end], self.offsets[start : end + 1])

    def instead(self, text: str, at: int) -> Excerpt:
        """Return another text for what is at an offset."""
        return Excerpt(text, [self.offsets[at]] * (len(text) + 1))


def joined(parts: Iterable[Excerpt]) -> Excerpt:
    """Return excerpts one after the other."""
    texts, offsets, end = [], list[int](), 0
    for it in parts:
        texts.append(it.text)
        offsets += it.offsets[:-1]
        end = it.offsets[-1]
    return Excerpt("".join(texts), [*offsets, end])
