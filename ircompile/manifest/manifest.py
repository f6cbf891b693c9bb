"""One job as a person wrote it: a document whose shorthand is expanded in place."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.findings.values import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.finding import Finding, Part
    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shape_check import Violation
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source
    from ircompile.syntax.document import Document
    from ircompile.syntax.tree import Node

Span = tuple[int, int]

LEAST = 100
"""Characters that every string counts for, since looking at one takes time."""


class Allowance:
    """How much shorthand of a file is read: `bound` characters in all."""

    __slots__ = ("bound", "left")

    def __init__(self, bound: int) -> None:
        self.bound = self.left = bound

    def covers(self, text: str) -> bool:
        """Whether a text can still be read; it counts from now on."""
        self.left -= max(len(text), LEAST)
        return self.left >= 0


class Manifest:
    """A document as a request; the manifests of one file share the allowance of shorthand.

    Attributes:
        source: The text that it stands in.
        model: The model by which it is read, whoever asks and when.
        document: What the reader made of it.
        region: The AWS region that it says the job is created in, as a command does with `--region`; "" for none.
    """

    __slots__ = (
        "_allowance",
        "_expanded",
        "_findings",
        "_strings",
        "_unread",
        "_value",
        "_violations",
        "document",
        "model",
        "region",
        "source",
    )

    def __init__(
        self,
        source: Source,
        document: Document,
        model: Model,
        allowance: Allowance | None = None,
        *,
        region: str = "",
    ) -> None:
        self._allowance = allowance or Allowance(Limits().shorthand)
        self.source = source
        self.document = document
        self.model = model
        self.region = region
        self._findings: list[Finding] | None = None
        self._unread: Path | None = None
        self._violations: list[Violation] | None = None

    @property
    def violations(self) -> list[Violation]:
        """What the shape check finds in the document's value, in which shorthand is not expanded."""
        if self._violations is None:
            self._violations = self.model.check.violations(self.document.value)
        return self._violations

    @property
    def value(self) -> Any:
        """The request's values, with every shorthand string expanded; `UNKNOWN` stands for one that can't be."""
        self._expand()
        return self._value

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the document and with the shorthand in it."""
        return self._expand()

    def _expand(self) -> list[Finding]:
        """Read the shorthand, once and only if somebody asks."""
        if self._findings is None:
            self._findings = list(self.document.findings)
            self._expanded: dict[Path, Node] = {}
            self._strings: dict[Path, Node] = {}
            self._value: Any = self.document.value if self.document.is_complete else UNKNOWN
            if isinstance(self._value, dict) and any(kind == "type" for _, kind, _ in self.violations):
                self._value = self._structure(self._value, self.model.request, ())
            if self._unread is not None:
                from ircompile.syntax.document import limit_exceeded

                start = self.node(self._unread).start
                what = "the file has too much shorthand, in characters"
                self._findings.append(limit_exceeded("shorthand", self._allowance.bound, start, what))
        return self._findings

    def _structure(self, value: Any, shape: Shape, path: Path) -> Any:
        """`value` with the shorthand below it expanded; the same object where there is none."""
        if not isinstance(value, dict):
            return value
        changed = {}
        for name, member in shape.members.items():
            if member.kind in ("structure", "list") and name in value:
                old = value[name]
                new = self._member(old, member, (*path, name))
                if new is not old:
                    changed[name] = new
        return value | changed if changed else value

    def _member(self, value: Any, shape: Shape, path: Path) -> Any:
        if shape.kind == "structure":
            return (
                self._shorthand(value, shape, path, path)
                if _is_shorthand(value)
                else self._structure(value, shape, path)
            )
        element = shape.element
        if element is None or element.kind != "structure":
            return value
        if _is_shorthand(value):  # one string is one element, as one word of an option is
            return [self._shorthand(value, element, path, (*path, 0))]
        if not isinstance(value, list):
            return value
        items = [self._member(item, element, (*path, index)) for index, item in enumerate(value)]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value

    def _shorthand(self, text: str, shape: Shape, written: Path, path: Path) -> Any:
        """The value of a shorthand string that is written at `written` and means the structure at `path`."""
        if not self._allowance.covers(text):
            self._unread = written if self._unread is None else self._unread
            return UNKNOWN
        from ircompile.manifest.shorthand import expanded
        from ircompile.syntax.offsets import character_offsets

        string = self.node(written)
        places = character_offsets(self.source.text, string)
        value, root, findings = expanded(text, shape, path, places)
        self._expand().extend(findings)
        if root:
            self._expanded[path] = root
            self._strings[path] = string
        return value

    @property
    def is_request(self) -> bool:
        """Whether the manifest could be read to its end: a mapping, and no part of it unknown."""
        waiting = [self.value] if self.findings else []  # what is unknown has a finding
        while waiting:
            value = waiting.pop()
            if value is UNKNOWN:
                return False
            waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return isinstance(self.value, dict)

    def node(self, path: Path) -> Node:
        """The node at `path`, or the nearest above it."""
        return self._walked(path)[-1]

    def scalar(self, path: Path) -> Node | None:
        """The node of the scalar at `path`, if just one stands there."""
        nodes = self._walked(path)
        return nodes[-1] if len(nodes) > len(path) and nodes[-1].items is None else None

    def string(self, path: Path) -> Node | None:
        """The string of the document in which the value at `path` stands as shorthand, if it does."""
        self._expand()
        tops = (path[:depth] for depth in range(len(path) + 1))
        return next((self._strings[top] for top in tops if top in self._strings), None)

    def _walked(self, path: Path) -> list[Node]:
        """The nodes from the root to `path`, as far as there are any."""
        self._expand()
        nodes = [self.document.root]
        expanded = self._expanded
        for depth, step in enumerate(path, 1):
            below = (expanded and expanded.get(path[:depth])) or nodes[-1].below(step)
            if below is None:
                break
            nodes.append(below)
        return nodes

    def span(self, path: Path, part: Part = "value") -> Span:
        """Where the value or the key at `path` stands: offsets into the source's text.

        A mapping or list that begins below its key is shown by its key, which names it.
        """
        node = self.node(path)
        key = self._key(path)
        if key and (part == "key" or (node.has_items and "\n" in self.source.text[key[1] : node.start])):
            return key
        return node.start, node.end

    def _key(self, path: Path) -> Span | None:
        keys = self.node(path[:-1]).keys if path else None
        return keys.get(str(path[-1])) if keys else None


def _is_shorthand(value: Any) -> bool:
    """A string where the model has a structure; one that looks like JSON is never read, as JSON or otherwise."""
    return isinstance(value, str) and value.lstrip()[:1] not in ("{", "[")
