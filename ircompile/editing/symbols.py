"""The outline of a text: its jobs, and in manifests what they consist of."""

from __future__ import annotations

import json

from ircompile.editing.answers import Symbol
from ircompile.editing.reading import read
from ircompile.editing.spots import below
from ircompile.findings.errors import UserError
from ircompile.findings.messages import counted, cut, escaped
from ircompile.linting.locate import hide_credentials
from ircompile.model.identity import identity, key_member
from ircompile.planning.values import member
from ircompile.planning.values import text as known
from ircompile.sources.files import UnreadableFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final, Literal

    from ircompile.editing.answers import Span
    from ircompile.editing.settings import Settings
    from ircompile.findings.masking import Mask
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

    Kind = Literal["structure", "list", "string", "number", "boolean", "null"]

KINDS: Final[dict[type, Kind]] = {
    dict: "structure",
    list: "list",
    bool: "boolean",
    int: "number",
    float: "number",
}
MOST: Final = 10_000
"""The most entries of a job."""
LONGEST: Final = 80
"""Characters of a value at most."""


def symbols(text: str, settings: Settings) -> list[Symbol]:
    """Return an entry for each job of a text, with what it consists of in manifests.

    Args:
        text: The text.
        settings: The settings for the text.
    """
    try:
        reading = read(text, settings)
    except (UnreadableFileError, UserError):
        return []
    return [_Outline(it, reading.before).job() for it in reading.manifests if it.document.is_complete]


class _Outline:
    """The outline of a job.

    Args:
        manifest: The job.
        before: The number of characters of the text before those of its source.
    """

    def __init__(self, manifest: Manifest, before: int) -> None:
        self._manifest = manifest
        self._mask: Mask = hide_credentials(manifest)
        self._before = before
        self._left = MOST

    def job(self) -> Symbol:
        """Return the entry of the job."""
        root = self._manifest.document.root
        span = self._manifest.document.call or (root.start, root.end)
        value = self._manifest.value
        named = self._manifest.node(("JobName",))
        is_in = "JobName" in root.members and span[0] <= named.start <= named.end <= span[1]
        selection = (named.start, named.end) if is_in else (span[0], span[0])
        shape = self._manifest.model.request
        return Symbol(
            self._shown(known(member(value, "JobName")) or "job"),
            self._shown(known(member(value, "JobType")) or ""),
            "job",
            self._at(span),
            self._at(selection),
            () if self._manifest.is_call else tuple(self._below((), root, value, shape)),
        )

    def _below(self, path: Path, node: Node, value: Any, shape: Shape | None) -> Iterator[Symbol]:
        """Yield the entries of what is written in a collection, which has this value."""
        for here, item in below(self._manifest, path, node):
            step = here[-1]
            key = node.keys.get(step) if node.keys and isinstance(step, str) else None
            if key or not isinstance(step, str):
                inner = shape and (shape.members.get(step) if isinstance(step, str) else shape.element)
                yield from self._entry(here, item, _part(value, step, item), inner, node, key)

    def _entry(
        self, path: Path, node: Node, value: Any, shape: Shape | None, parent: Node, key: Span | None
    ) -> Iterator[Symbol]:
        """Yield the entry of a value that is written within its parent, unless there are too many."""
        start, end = (key or (node.start,))[0], node.end
        if self._left <= 0 or not parent.start <= start <= node.start <= end <= parent.end:
            return
        self._left -= 1
        yield Symbol(
            self._shown(str(path[-1]) if key else _telling(value, shape)) or '""',
            self._detail(value) if key else "",
            _kind(value),
            self._at((start, end)),
            self._at(key or (node.start, end)),
            () if node.target else tuple(self._below(path, node, value, shape)),
        )

    def _detail(self, value: Any) -> str:
        """Return a scalar, or how many elements a list has."""
        if isinstance(value, list):
            return counted(len(value), "element")
        return "" if isinstance(value, dict) else self._shown(_scalar(value))

    def _shown(self, text: str) -> str:
        return self._mask(cut(escaped(text), LONGEST))

    def _at(self, span: Span) -> Span:
        return self._before + span[0], self._before + span[1]


def _part(value: Any, step: str | int, node: Node) -> Any:
    """Return the value at a step, with the type that the model gives it in shorthand; else as it is written."""
    try:
        return value[step]
    except (LookupError, TypeError):
        return node.value


def _telling(value: Any, shape: Shape | None) -> str:
    """Return what tells an element of a list from the others: its type, key or name, its numbers, or itself."""
    if not isinstance(value, dict) or shape is None:
        return counted(len(value), "element") if isinstance(value, dict | list) else _scalar(value)
    name = key_member(value, shape)
    named = value.get(name)
    if isinstance(named, str):
        return named
    is_structure = isinstance(named, dict)
    content = identity(named, shape.members[name]) if is_structure else identity(value, shape)
    return f"{name}: " * is_structure + content.replace(",", ", ").replace("=", " ")


def _scalar(value: Any) -> str:
    """Return a scalar as YAML and JSON write it, without quotes."""
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _kind(value: Any) -> Kind:
    """Return the kind of a value; what is not known counts as a string."""
    if value is None:
        return "null"
    return KINDS.get(type(value), "string")
