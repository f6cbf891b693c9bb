"""The key or the value of a request that is at an offset in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.syntax.tree import Node


LONGEST_NAME: Final = 80
"""Characters before a value in which the name that it is assigned to is looked for."""
ASSIGNED: Final = re.compile(r"(?<![\w.])([A-Za-z_]\w*)[ \t]*=[ \t]*\Z")
"""A name to which a value is assigned, or of an argument."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A key or a value of a request.

    Attributes:
        manifest: The manifest that it is in.
        path: Its path in the request.
        part: Whether it is the key or the value.
        span: Where it is written.
        node: The value.
    """

    manifest: Manifest
    path: Path
    part: Part
    span: Span
    node: Node

    @property
    def is_collection(self) -> bool:
        """Whether it is a value with values in it that are written there, and not an alias."""
        return self.part == "value" and self.node.has_items and not self.node.target


def spot_at(manifests: Iterable[Manifest], offset: int) -> Spot | None:
    """Return the key or scalar at an offset, or that which ends there, or else the innermost collection around it.

    A value in shorthand is found where it is written in the string.
    """

    def order(spot: Spot) -> tuple[bool, bool, int, int]:
        start, end = spot.span
        return spot.is_collection, end <= offset, end - start, -len(spot.path)

    found = (it for manifest in manifests for it in _around(manifest, offset))
    return min(found, key=order, default=None)


def _around(manifest: Manifest, offset: int) -> Iterator[Spot]:
    """Yield the keys and values of a manifest that contain an offset, or end there.

    Values that a call implies have its span: they are not written. In programs, a name to which a value is assigned, or
    an argument of another name than that of the member, is a key.
    """
    for spot in spots(manifest, offset):
        start, end = spot.span
        if spot.span == manifest.document.call:
            continue
        if start <= offset <= end:
            yield spot
        elif manifest.is_call and spot.part == "value" and start - LONGEST_NAME <= offset < start:
            name = ASSIGNED.search(manifest.source.text, max(start - LONGEST_NAME, 0), start)
            if name and name.start(1) <= offset <= name.end(1):
                yield replace(spot, part="key", span=name.span(1))


def spots(manifest: Manifest, offset: int | None = None) -> Iterator[Spot]:
    """Yield the keys and values of a manifest, each before those that are in it.

    Args:
        manifest: The manifest.
        offset: Values that are known not to contain this offset may be left out.
    """
    if manifest.is_call:  # where a program makes a request, its parts may be anywhere
        offset = None
    waiting: list[tuple[Path, Node]] = [((), manifest.node(()))]
    while waiting:
        path, node = waiting.pop()
        if offset is not None and not node.start <= offset <= node.end:
            continue
        yield Spot(manifest, path, "value", (node.start, node.end), node)
        if node.target is None:
            for key, span in (node.keys or {}).items():
                if key in node.members:
                    yield Spot(manifest, (*path, key), "key", span, node.members[key])
            waiting += reversed([*below(manifest, path, node, offset)])


def below(manifest: Manifest, path: Path, node: Node, offset: int | None = None) -> Iterator[tuple[Path, Node]]:
    """Yield the values directly below one, with shorthand expanded; of written ones, only those around an offset."""
    steps: list[tuple[str | int, Node]] = [*node.members.items(), *enumerate(node.elements)]
    for step, item in steps:
        if offset is None or item.start <= offset <= item.end:
            here = (*path, step)
            yield here, item if item.items is not None else manifest.node(here)
    if node.items is None and isinstance(node.value, str) and manifest.node((*path, 0)) is not node:
        yield (*path, 0), manifest.node((*path, 0))
