"""Shorthand in a manifest: what a string means, where its parts stand in the text around it, and its faults."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import UNKNOWN, put
from ircompile.manifest.integers import odd_integers
from ircompile.manifest.shorthand_errors import refusal
from ircompile.model.shape_check import name_of
from ircompile.syntax import REMOTE
from ircompile.syntax.shorthand.coercion import coerce
from ircompile.syntax.shorthand.errors import TYPOGRAPHIC_QUOTES, ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape


def expanded(text: str, shape: Shape, path: Path, places: Sequence[int]) -> tuple[Any, Node | None, list[Finding]]:
    """What a shorthand string means.

    Args:
        text: The string.
        shape: The structure that it stands for.
        path: Where that structure is in the request.
        places: For each character of the string, and for its end, its offset in the source.

    Returns:
        The value by the model, its tree with places in the source, and findings. The value is `UNKNOWN`, and there
        is no tree, where the string can't be read.
    """
    if text.startswith(REMOTE):
        return UNKNOWN, None, [_not_read(text, path, (places[0], places[-1]))]
    try:
        root, repeated, asks = read_shorthand(text)
    except ShorthandError as error:
        return UNKNOWN, None, [refusal(text, error, shape, path, places, as_words=False)]
    faults = dict(mistyped(root, shape, path, text))
    root = moved(root, places)
    findings = [_repeated(key, path, (places[start], places[end])) for start, end, key in repeated]
    findings += odd_integers(root, shape, path)
    findings += [_asks(path, (places[at], places[at + 1])) for at in asks]
    if any(scheme in text for scheme in REMOTE[:2]):
        faults |= {at: _not_read(node.value, path, (node.start, node.end)) for at, node in _loading(root, path)}
    value = coerce(root.value, shape, integer=_integer)
    for fault, finding in faults.items():
        value = put(value, fault[len(path) :], UNKNOWN)
        findings.append(finding)
    return value, root, findings


def mistyped(node: Node, shape: Shape, path: Path, text: str) -> Iterator[tuple[Path, Finding]]:
    """Values that a comma or a missing bracket made into something else than the model wants."""
    if isinstance(node.items, dict):
        if shape.kind == "list" and shape.element and any(_converts(it) for it in shape.element.members.values()):
            yield path, _needs_brackets(text[node.start : node.end], shape, path)
        for name, member in shape.members.items():
            if name in node.items:
                yield from mistyped(node.items[name], member, (*path, name), text)
    elif isinstance(node.items, list):
        if shape.kind == "string" and text[node.start] != "[":
            yield path, _became_list(text[node.start : node.end], shape, path)
        for index, item in enumerate(node.items if shape.element else ()):
            yield from mistyped(item, shape.element, (*path, index), text)  # type: ignore[arg-type]  # it has one
    elif shape.kind == "string" and node.style == "plain" and str(node.value).startswith(tuple(TYPOGRAPHIC_QUOTES)):
        yield path, _quotes_nothing(node.value, shape, path)


def _converts(shape: Shape) -> bool:
    """Whether the AWS CLI would have to convert a value, which it does not in a list that it made itself."""
    return shape.kind != "string"


def _needs_brackets(written: str, shape: Shape, path: Path) -> Finding:
    return Finding(
        "wrong-type",
        [Blame(path, "a list needs brackets")],
        message=f"{name_of(shape)} is a list, and `{{…}}` is one structure",
        help=f"write {shape.name}=[{written}]",
        notes=("the AWS CLI would make a list of it, but convert no number in it",),
    )


def _became_list(written: str, shape: Shape, path: Path) -> Finding:
    quote = '"' if "'" in written else "'"
    return Finding(
        "shorthand-unquoted-value",
        [Blame(path, "the comma makes it a list")],
        message=f"{name_of(shape)} is a string, and the comma in it makes it a list",
        help=f"write {shape.name}={quote}{written}{quote}" if quote not in written else "put it in quotes",
    )


def _quotes_nothing(written: str, shape: Shape, path: Path) -> Finding:
    return Finding(
        "shorthand-unquoted-value",
        [Blame(path, "they are a part of the value")],
        message=f"{name_of(shape)} is in typographic quotes, which quote nothing",
        help=f"write {shape.name}={written.strip(TYPOGRAPHIC_QUOTES)}",
    )


def _loading(root: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """The scalars, and where they are in the request, that look as if the AWS CLI would load them."""
    waiting = [(path, root)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node.value, str) and node.value.startswith(REMOTE[:2]):
            yield path, node
        waiting += [((*path, key), item) for key, item in node.members.items()]
        waiting += [((*path, index), item) for index, item in enumerate(node.elements)]


def _integer(value: Any, _path: Path) -> Any:
    """A number of shorthand; what the AWS CLI takes for none is left for the shape check to speak of."""
    try:
        return int(value) if isinstance(value, str) and len(value) <= Limits().digits else value
    except ValueError:
        return value


def _not_read(text: str, path: Path, span: tuple[int, int]) -> Finding:
    message = f"{shown(text)} names a file or an address, and a manifest reads none"
    return Finding("shorthand-syntax", [Blame(path, span=span)], message=message, help="write the content itself")


def _asks(path: Path, span: tuple[int, int]) -> Finding:
    message = "`@=` asks for the content of a file, and a manifest reads none"
    return Finding(
        "shorthand-syntax", [Blame(path, span=span)], message=message, help="write `=` and the content itself"
    )


def _repeated(key: str, path: Path, span: tuple[int, int]) -> Finding:
    return Finding(
        "shorthand-duplicate-key",
        [Blame(path, "the second one", span=span)],
        message=f"the key {shown(key)} stands twice in one structure",
        help="remove one of the two",
        notes=("the AWS CLI would silently take the last one",),
    )
