"""Shorthand that the AWS CLI refuses: what was understood of it, what was expected, and how it is meant."""

from __future__ import annotations

import json
import re

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import cut
from ircompile.model.shape_check import name_of
from ircompile.syntax.shorthand.errors import NO_BRACKETS, NO_VALUE, UNQUOTED, advise, split_structures
from ircompile.syntax.shorthand.reader import parse_shorthand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.shorthand.errors import ShorthandError
    from ircompile.syntax.tree import Offsets

MEMBER: Final = re.compile(r"([A-Za-z]\w{0,60})=[^={}\[\]]*\Z")
"""The member whose values the text before a fault goes on with."""
SPOKEN: Final = {"structure": "a structure", "list": "a list", "string": "a string", "integer": "an integer"}
RULES: Final = {"duplicate-key": "shorthand-duplicate-key", "nesting": "limit-exceeded", "size": "limit-exceeded"}
EMPTY: Final = re.compile(r"\b([A-Za-z]\w{0,60})\s*=\s*\}")
"""A member that has no value."""
EMPTIES: Final = {"structure": "{}", "list": "[]", "string": "''"}
NEAR: Final = 2000
"""Characters before a fault that are looked at."""


def refusal(
    text: str, error: ShorthandError, shape: Shape | None, path: Path, places: Offsets, *, as_words: bool = True
) -> Finding:
    """The finding for shorthand that the AWS CLI refuses.

    Args:
        text: The shorthand.
        error: What is wrong with it.
        shape: The structure that it stands for, if that is known.
        path: Where that structure is in the request.
        places: The offset in the source of each character of the text, and of its end.
        as_words: Whether the structures of a list are words of a command, not elements of a list in a manifest.
    """
    if shape and not text.strip():
        return _empty(error, shape, path, (places[0], places[len(text)]))
    start, end = error.index, min(error.index + 1, len(text))
    label, blames = "", []
    if error.expected == "=":
        start = max(text.rfind(mark, 0, error.index) for mark in ",{[") + 1
        start = min(start + len(text[start : error.index]) - len(text[start : error.index].lstrip()), error.index)
        label = "read as a key, so `=` was expected after it"
        blames = list(_member(text, start, shape, path, places))
    elif error.expected == ",":
        label = "only `,` or the end was expected here"
    message, mended = (
        advise(text, error, parse_shorthand) if error.key is None else _apart(text, error, shape, as_words=as_words)
    )
    help_ = f"write {cut(mended)}" if mended else ""
    if message == NO_VALUE and shape:
        blames += _without_value(text, shape, path, places)
        message, help_ = _filled(text, shape) or (message, help_)
    return Finding(
        "shorthand-unquoted-value" if message in UNQUOTED else RULES.get(error.kind, "shorthand-syntax"),
        [Blame(path, label, span=(places[min(start, len(text))], places[end])), *blames],
        message=message,
        help=help_,
        notes=list(_notes(message, error)),
    )


def _empty(error: ShorthandError, shape: Shape, path: Path, span: tuple[int, int]) -> Finding:
    return Finding(
        "shorthand-syntax",
        [Blame(path, "no member stands here", span=span)],
        message=f"{name_of(shape)} is an empty text, where a structure is wanted",
        help=f"write its members, such as {next(iter(shape.members))}=…, or leave it out",
        notes=[f"the AWS CLI says: {error.aws}"],
    )


def _apart(text: str, error: ShorthandError, shape: Shape | None, *, as_words: bool) -> tuple[str, str]:
    """What is said of a key that stands twice: if a list is wanted, these may be several structures."""
    several = split_structures(text, error, parse_shorthand) if shape and shape.path.endswith("[*]") else []
    if not several:
        return error.message, ""
    if as_words:
        return f"{error.message}: every structure is a word of its own", " ".join(several)
    return f"{error.message}: every structure is an element of its own", json.dumps(several, ensure_ascii=False)


def _notes(message: str, error: ShorthandError) -> Iterator[str]:
    if message == NO_BRACKETS:
        yield "comma lists without brackets work only at the top level of shorthand"
    if error.aws:
        yield f"the AWS CLI says: {error.aws}"


def _member(text: str, start: int, shape: Shape | None, path: Path, places: Offsets) -> list[Blame]:
    """The member before the fault, and what the model says that it is."""
    match = MEMBER.search(text, max(0, start - NEAR), start)
    found = _find(match[1], shape) if match and shape else None
    if not match or not found:
        return []
    return [Blame(path, _spoken(found), span=(places[match.start(1)], places[match.end(1)]))]


def _spoken(shape: Shape) -> str:
    of = f" of {shape.element.kind}s" if shape.element else ""
    return f"this member is {SPOKEN[shape.kind]}{of}"


def _without_value(text: str, shape: Shape, path: Path, places: Offsets) -> Iterator[Blame]:
    """The members before `}` that have no value, and what the model says that they are."""
    for match in EMPTY.finditer(text, 0, NEAR):
        found = _find(match[1], shape)
        if found:
            yield Blame(path, _spoken(found), span=(places[match.start(1)], places[match.end(1)]))


def _filled(text: str, shape: Shape) -> tuple[str, str] | None:
    """What is wrong with members before `}` that have no value, and what may stand there by the model."""
    met = [found for match in EMPTY.finditer(text, 0, NEAR) if (found := _find(match[1], shape))]
    found = next((it for it in met if it.kind == "integer"), met[0] if met else None)
    if found is None or len(text) > NEAR:
        return None
    if found.kind == "string":
        message = NO_VALUE
    else:
        message = f"{name_of(found)} is {SPOKEN[found.kind]}, and nothing stands before `}}`"
    if found.kind == "integer":
        return message, f"write {found.name}=1, say"
    names = {it.name: EMPTIES[it.kind] for it in met}
    return message, "write " + EMPTY.sub(lambda match: f"{match[1]}={names.get(match[1], EMPTIES['string'])}}}", text)


def _find(name: str, shape: Shape) -> Shape | None:
    if name in shape.members:
        return shape.members[name]
    below = [*shape.members.values(), *([shape.element] if shape.element else [])]
    return next((found for member in below if (found := _find(name, member))), None)
