"""The outline of a text: its jobs, and in manifests what they consist of."""

from __future__ import annotations

import json

from ircompile.editing.answers import Symbol
from ircompile.editing.broken import legible
from ircompile.editing.broken.repair import HOLE
from ircompile.editing.spots import below
from ircompile.findings.errors import UserError
from ircompile.findings.messages import counted, cut, escaped
from ircompile.findings.values import GAP, Unknown
from ircompile.linting.locate import hide_credentials
from ircompile.model.identity import identity, key_member
from ircompile.planning.values import member
from ircompile.planning.values import text as known
from ircompile.sources.files import UnreadableFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Final, Literal

    from ircompile.editing.answers import Span
    from ircompile.editing.broken import Origin
    from ircompile.editing.settings import Settings
    from ircompile.findings.masking import Mask
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

    Kind = Literal["job", "structure", "list", "string", "number", "boolean", "null"]

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
        reading, origin = legible(text, settings)
    except (UnreadableFileError, UserError):
        return []
    complete = (it for it in reading.manifests if it.document.is_complete)
    return [symbol for it in complete for symbol in _Outline(it, origin).job()]


class _Outline:
    """The outline of a job.

    Args:
        manifest: The job.
        origin: Returns the offset in the text of one in the source of the job; None for one of what is half typed.
    """

    def __init__(self, manifest: Manifest, origin: Origin) -> None:
        self._manifest = manifest
        self._mask: Mask = hide_credentials(manifest)
        self._origin = origin
        self._left = MOST

    def job(self) -> Iterator[Symbol]:
        """Yield the entry of the job."""
        root = self._manifest.document.root
        span = self._manifest.document.call or (root.start, root.end)
        value = self._manifest.value
        named = self._manifest.node(("JobName",))
        is_in = "JobName" in root.members and span[0] <= named.start <= named.end <= span[1]
        selection = (named.start, named.end) if is_in else (span[0], span[0])
        shape = self._manifest.model.request
        yield from self._symbol(
            known(member(value, "JobName")) or "job",
            known(member(value, "JobType")) or "",
            "job",
            span,
            selection,
            () if self._manifest.is_call else self._below((), root, value, shape),
        )

    def _symbol(
        self, name: str, detail: str, kind: Kind, span: Span, selection: Span, children: Iterable[Symbol]
    ) -> Iterator[Symbol]:
        """Yield an entry, unless what it is about is half typed."""
        start, end, first, last = (self._origin(it) for it in (*span, *selection))
        if start is None or end is None or HOLE in name:
            return
        if first is None or last is None:
            first = last = start
        shown = "" if HOLE in detail else self._shown(detail)
        yield Symbol(self._shown(name) or '""', shown, kind, (start, end), (first, last), tuple(children))

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
        yield from self._symbol(
            str(path[-1]) if key else _telling(value, shape),
            _detail(value) if key else "",
            _kind(value),
            (start, end),
            key or (node.start, end),
            () if node.target else self._below(path, node, value, shape),
        )

    def _shown(self, text: str) -> str:
        return self._mask(cut(escaped(text), LONGEST))


def _detail(value: Any) -> str:
    """Return a scalar, or how many elements a list has; "" for a structure, and for what is not known."""
    if isinstance(value, list):
        return counted(len(value), "element")
    return "" if isinstance(value, dict | Unknown) else _scalar(value)


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
    value = {name: item for name, item in value.items() if not isinstance(item, Unknown)}
    name = key_member(value, shape)
    named = value.get(name)
    if isinstance(named, str):
        return named
    is_structure = isinstance(named, dict)
    content = identity(named, shape.members[name]) if is_structure else identity(value, shape)
    return f"{name}: " * is_structure + content.replace(",", ", ").replace("=", " ") or GAP


def _scalar(value: Any) -> str:
    """Return a scalar as YAML and JSON write it, without quotes."""
    return value if isinstance(value, str) else GAP if isinstance(value, Unknown) else json.dumps(value, default=str)


def _kind(value: Any) -> Kind:
    """Return the kind of a value; what is not known counts as a string."""
    if value is None:
        return "null"
    return KINDS.get(type(value), "string")
