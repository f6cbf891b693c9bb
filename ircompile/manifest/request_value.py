"""Reading a request that a program passes as a value, as boto3 would take it."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import UNKNOWN
from ircompile.manifest.manifest import Manifest
from ircompile.model.shape_check import KIND_NAMES, name_of
from ircompile.sources.source import Source
from ircompile.syntax.document import Document, DocumentError, unread
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config.settings import Limits
    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

NAME = "<request>"
"""The name of the text that a request is in."""
BITS = 4
"""The most bits of a decimal digit."""


def read_request(request: Any, model: Model, limits: Limits, *, region: str = "") -> Manifest:
    """Return a request as a manifest, in which each value is on a line of its own.

    Values that boto3 refuses are unknown and have a finding. The request is not changed, and no method that a class of
    the program overrides is called.

    Args:
        request: The request.
        model: Its model.
        limits: The limits of input.
        region: The AWS region that it is sent to; "" if unknown.
    """
    reader = _Reader(limits)
    try:
        document = reader.document(request, model.request)
    except DocumentError as error:
        document = unread([error.finding])
    source = Source(NAME, "\n" * reader.count, "python")  # like a call in a program, it has no shorthand
    return Manifest(source, document, model, region=region)


class _Reader:
    """Makes the tree of a request; the offset of a value is its number.

    Attributes:
        findings: The findings.
        count: The number of values.
    """

    def __init__(self, limits: Limits) -> None:
        self.findings: list[Finding] = []
        self.count = 0
        self._limits = limits
        self._around: set[int] = set()

    def document(self, request: Any, shape: Shape) -> Document:
        """Return the document of a request.

        Raises:
            DocumentError: As for `node`.
        """
        if not issubclass(type(request), dict):
            return unread([_not_a_dictionary(request)])
        root = self.node(request, shape, ())
        return Document(root.value, root, self.findings)

    def node(self, value: Any, shape: Shape | None, path: Path) -> Node:
        """Return the node of a value.

        Raises:
            DocumentError: There are too many values, or they are nested too deeply.
        """
        self._check("nodes", self.count, "has too many values")
        self._check("depth", len(path), "is nested too deeply")
        number = self.count
        self.count += 1
        kind = type(value)
        if id(value) in self._around:
            self._add_wrong_type("a value that contains itself", shape, path)
            plain: Any = UNKNOWN
        elif issubclass(kind, dict | list | tuple):
            self._around.add(id(value))
            items = self._members(value, shape, path) if issubclass(kind, dict) else self._items(value, shape, path)
            self._around.discard(id(value))
            if items is not None:
                return _collection(items, number)
            plain = UNKNOWN
        else:
            plain = self._scalar(value, shape, path)
        return Node(plain, number, number, style="tagged")

    def _check(self, name: str, number: int, what: str) -> None:
        bound = getattr(self._limits, name)
        if number >= bound:
            raise DocumentError(
                Finding(
                    "limit-exceeded",
                    [Blame(())],
                    message=f"the request {what}: the limit is {bound}",
                    help=f"if it should be this large, raise `{name}` in the limits of the configuration",
                    notes=("the request was not checked",),
                )
            )

    def _members(self, value: dict[Any, Any], shape: Shape | None, path: Path) -> dict[str, Node]:
        """Return the nodes of a dictionary; keys that are not strings are only reported."""
        found = {}
        known = shape.members if shape else {}
        for key, item in dict.items(value):
            if issubclass(type(key), str):
                name = str.__str__(key)
                found[name] = self.node(item, known.get(name), (*path, name))
            else:
                message = f"a key of {name_of(shape) if shape else 'a dictionary'} is {_described(key)}, not a string"
                self.findings.append(Finding("unknown-field", [Blame(path)], message=message, help="remove it"))
        return found

    def _items(self, value: list[Any] | tuple[Any, ...], shape: Shape | None, path: Path) -> list[Node] | None:
        """Return the nodes of a list or tuple; None for a tuple that can't be a list."""
        if isinstance(value, tuple) and shape:
            if shape.kind != "list":
                self._add_wrong_type(_described(value), shape, path)
                return None
            self._add_tuple(shape, path)
        element = shape.element if shape else None
        items = tuple.__iter__(value) if isinstance(value, tuple) else list.__iter__(value)
        return [self.node(item, element, (*path, index)) for index, item in enumerate(items)]

    def _add_tuple(self, shape: Shape, path: Path) -> None:
        found = Finding(
            "wrong-type",
            [Blame(path)],
            message=f"{name_of(shape)} is a tuple, not a list",
            help="pass a list",
            notes=("boto3 sends a tuple as a list",),
            severity="info",
        )
        self.findings.append(found)

    def _scalar(self, value: Any, shape: Shape | None, path: Path) -> Any:
        """Return a scalar without the classes of the program; `UNKNOWN` if it is none."""
        kind = type(value)
        if value is None or kind is bool:
            return value
        if issubclass(kind, str):
            return str.__str__(value)
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, int) and int.bit_length(value) <= self._limits.digits * BITS:
            return int.__int__(value)
        self._add_wrong_type("so large a number" if issubclass(kind, int) else _described(value), shape, path)
        return UNKNOWN

    def _add_wrong_type(self, what: str, shape: Shape | None, path: Path) -> None:
        """Add the finding for a value that no member has; where no shape is known, a member above it has a finding."""
        if shape:
            message = f"{name_of(shape)} must be {KIND_NAMES[shape.kind]}, not {what}"
            note = "boto3 would refuse to send this"
            self.findings.append(Finding("wrong-type", [Blame(path)], message=message, notes=(note,)))


def _collection(items: dict[str, Node] | list[Node], number: int) -> Node:
    """Return the node of a mapping or list with the nodes below it."""
    if isinstance(items, list):
        return Node([it.value for it in items], number, number, items=items)
    keys = {name: (it.start, it.end) for name, it in items.items()}
    return Node({name: it.value for name, it in items.items()}, number, number, items=items, keys=keys)


def _described(value: Any) -> str:
    """Return the class of a value in messages."""
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"a value of type {shown(module + kind.__qualname__)}"


def _not_a_dictionary(request: Any) -> Finding:
    return Finding(
        "root-not-mapping",
        [Blame(())],
        message=f"the request is {_described(request)}, but must be a dictionary",
        help="pass the arguments of the call: JobName, JobType, RoleArn, InputConfig",
    )
