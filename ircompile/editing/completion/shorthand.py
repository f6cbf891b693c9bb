"""Completions in the shorthand of the AWS CLI, as in `StoppingConditions: "MaxInvocations=300,..."`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ircompile.editing.answers import Item
from ircompile.editing.completion.snippets import scalar_values
from ircompile.editing.cursor.types import DEEPEST
from ircompile.reporting.field_text import kind as kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.model.shapes import Shape

TOKEN: Final = re.compile(r"""(?P<word>[^\s,=\[\]{}"'\\@]+)|(?P<mark>[,=\[\]{}])|(?P<other>'[^']*'?|.)""", re.DOTALL)

BLANKS: Final = 100
"""The most blanks between a comma and what follows it, as in the lines of a block scalar."""


@dataclass(slots=True)
class Level:
    """A structure or a list of the string, as far as it was read.

    Attributes:
        shape: Its shape; None if it is not known.
        is_list: Whether it is in square brackets.
        keys: The keys of a structure.
        key: The last key, whose value follows; "" where a key is expected.
        items: The items of a list.
    """

    shape: Shape | None
    is_list: bool = False
    keys: list[str] = field(default_factory=list)
    key: str = ""
    items: list[str] = field(default_factory=list)

    @property
    def value(self) -> Shape | None:
        """The shape of the value that follows."""
        if self.shape is None:
            return None
        return self.shape.element if self.is_list else self.shape.members.get(self.key)

    def expects_value(self, text: str, at: int) -> bool:
        """Return whether a value is expected at an offset of a text, and not a key."""
        before = text[max(at - BLANKS, 0) : at].rstrip()
        return self.is_list or (bool(self.key) and not before.endswith(","))


def shorthand_items(text: str, span: tuple[int, int], offset: int, shape: Shape) -> Iterator[Item]:
    """Yield the items for an offset in a shorthand string.

    Args:
        text: The text.
        span: The span of the string, without quotes.
        offset: The offset.
        shape: The shape of the structure that the string means.
    """
    if text[offset - 1 : offset] == "\\":  # in the escape of a quote
        return
    found = _read(text, span, offset, shape)
    level, word = found.level, found.word
    if not found.is_value and level.shape is not None:
        yield from _members(level.shape, {*level.keys} - {text[slice(*word)]}, word, text[word[1] : word[1] + 1] == "=")
    value = found.value
    if value is not None and (found.is_value or (value.element and level.shape is shape)):  # `a=b,c` is a list, too
        for choice in map(str, scalar_values(value.element or value)):
            if choice not in level.items:
                yield Item(choice, "type" if choice.startswith("ml.") else "value", word, choice, plain=choice)


def _members(shape: Shape, have: set[str], word: Span, is_followed: bool) -> Iterator[Item]:  # noqa: FBT001
    """Yield the members that a structure does not have yet, the required first."""
    for name in sorted(shape.members, key=lambda it: it not in shape.needed):
        if name not in have:
            about = "required" if name in shape.needed else kind_of(shape.members[name])
            plain = name if is_followed else f"{name}="
            snippet = plain if is_followed else plain + _value(shape.members[name])
            yield Item(name, "member", word, snippet, about, is_snippet=not is_followed, plain=plain)


def _value(shape: Shape) -> str:
    """Return the snippet of a value: its brackets."""
    if shape.kind == "structure":
        return "{$1}"
    if shape.element:
        return "[{$1}]" if shape.element.kind == "structure" else "[$1]"
    return "$1"


@dataclass(frozen=True, slots=True)
class Found:
    """What is at an offset in a string.

    Attributes:
        level: The structure or list that it is in.
        value: The shape of the value that is there, or that goes on.
        is_value: Whether a value is expected, not a key.
        word: The span of what is typed of it.
    """

    level: Level
    value: Shape | None
    is_value: bool
    word: Span


def _read(text: str, span: Span, offset: int, shape: Shape) -> Found:
    """Return what is at an offset in a string; the structure there has the keys after the offset, too."""
    levels = [Level(shape)]
    found: Found | None = None
    for token in TOKEN.finditer(text, *span):
        start, end = token.span()
        is_word = token.lastgroup == "word"
        is_value = levels[-1].expects_value(text, start)
        if found is None and (offset < start or (offset == start and not is_word)):
            found = Found(levels[-1], levels[-1].value, levels[-1].expects_value(text, offset), (offset, offset))
        elif found is None and is_word and offset <= end:
            found = Found(levels[-1], levels[-1].value, is_value, (start, end))
            continue
        if len(levels) > DEEPEST or (found is not None and all(it is not found.level for it in levels)):
            break
        _take(token, levels, is_value=is_value, is_key=text[end : end + 1] == "=")
    top = levels[-1]
    return found or Found(top, top.value, top.expects_value(text, offset), (offset, offset))


def _take(token: re.Match[str], levels: list[Level], *, is_value: bool, is_key: bool) -> None:
    """Read a token."""
    top, text = levels[-1], token[0]
    if token.lastgroup == "word":
        if top.is_list:
            top.items.append(text)
        elif is_key or not is_value:
            top.keys.append(text)
            top.key = text
    elif text in ("{", "["):
        below = top.value
        if text == "[":
            levels.append(Level(below, is_list=True))
        else:
            levels.append(Level(below))
        if not top.is_list:
            top.key = ""
    elif text in ("}", "]") and len(levels) > 1:
        levels.pop()
