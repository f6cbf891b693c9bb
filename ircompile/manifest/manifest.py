"""A manifest: one document, read as a request, with its shorthand expanded."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.findings.values import UNKNOWN, Unknown
from ircompile.sources.files import HOST_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ircompile.findings.finding import Finding, Part
    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shape_check import Violation
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source
    from ircompile.syntax.document import Document
    from ircompile.syntax.tree import Node

    Hits = tuple[Callable[[Any, str], list[str] | None], str, list[str] | None]
    """A function of a built module that looks for rules that may find something in a request, the region that it was
    given, and what it returned."""

Span = tuple[int, int]

MIN_COUNT = 100
"""The characters that a shorter string counts as, since reading it takes time, too."""


class Allowance:
    """The shorthand that may still be read in a file.

    Attributes:
        limit: The characters that may be read in all.
        left: The characters that are left of these; negative after the limit was exceeded.
    """

    __slots__ = ("left", "limit")

    def __init__(self, limit: int) -> None:
        self.limit = self.left = limit

    def take(self, text: str) -> bool:
        """Subtract a string from what is left, and return whether it may be read."""
        self.left -= max(len(text), MIN_COUNT)
        return self.left >= 0


class Manifest:
    """A document that is read as a request.

    Its shorthand is expanded on first use. The manifests of one file share an allowance of shorthand.

    Attributes:
        source: The text of the file.
        model: The model of the request.
        document: The document, in which shorthand is still a string.
        region: The AWS region that a command gives with `--region`, or an environment; "" for none.
        environment: The name of the environment that has the request so; "" for none.
        hits: What a screen found in the request; None if it found nothing, or did not get so far.
    """

    environment: str = ""
    _may_have_shorthand: bool = True
    __slots__ = (
        "_allowance",
        "_expanded",
        "_findings",
        "_over_limit",
        "_strings",
        "_value",
        "_violations",
        "document",
        "hits",
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
        self.region = region or document.region
        self.hits: Hits | None = None
        self._findings: list[Finding] | None = None
        self._over_limit: Path | None = None
        self._violations: list[Violation] | None = None

    @property
    def violations(self) -> list[Violation]:
        """The shape check's violations in the document's value, in which shorthand is not expanded."""
        if self._violations is None:
            self._violations = self.model.check.violations(self.document.value)
        return self._violations

    @property
    def value(self) -> Any:
        """The request, with all shorthand expanded. A string that can't be expanded is `UNKNOWN`."""
        self._expand()
        return self._value

    @property
    def findings(self) -> list[Finding]:
        """The findings from reading the document and the shorthand in it."""
        return self._expand()

    def _expand(self) -> list[Finding]:
        """Expand the shorthand, unless that was done before, and return the findings."""
        if self._findings is None:
            self._findings = list(self.document.findings)
            self._expanded: dict[Path, Node] = {}
            self._strings: dict[Path, Node] = {}
            self._value: Any = self.document.value if self.document.is_complete else UNKNOWN
            is_read = self._may_have_shorthand and not self.is_call and isinstance(self._value, dict)
            if is_read and any(map(self._may_be_shorthand, self.violations)):
                self._value = self._structure(self._value, self.model.request, ())
            if self._over_limit is not None:
                from ircompile.syntax.document import limit_exceeded

                start = self.node(self._over_limit).start
                what = "the file has too many characters of shorthand"
                self._findings.append(limit_exceeded("shorthand", self._allowance.limit, start, what))
        return self._findings

    def _may_be_shorthand(self, violation: Violation) -> bool:
        """Return whether a violation may be that shorthand is in place of a structure or a list."""
        path, kind, _ = violation
        shape = self.model.request.at(path) if kind == "type" else None
        return shape is not None and shape.kind in ("structure", "list")

    def _structure(self, value: Any, shape: Shape, path: Path) -> Any:
        """Return a structure with the shorthand below it expanded; the same object if there is none."""
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
        """Return a structure or list with shorthand expanded; the same object if there is none."""
        if shape.kind == "structure":
            return (
                self._shorthand(value, shape, path, path)
                if _is_shorthand(value)
                else self._structure(value, shape, path)
            )
        element = shape.element
        if element is None or element.kind != "structure":
            return value
        if _is_shorthand(value):  # a list of one element, as for one argument of an option
            return [self._shorthand(value, element, path, (*path, 0))]
        if not isinstance(value, list):
            return value
        items = [self._member(item, element, (*path, index)) for index, item in enumerate(value)]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value

    def _shorthand(self, text: str, shape: Shape, written: Path, path: Path) -> Any:
        """Return the value of the shorthand string at `written`, which means the structure at `path`."""
        if not self._allowance.take(text):
            self._over_limit = written if self._over_limit is None else self._over_limit
            return UNKNOWN
        from ircompile.manifest.shorthand import expanded
        from ircompile.syntax.offsets import character_offsets

        string = self.node(written)
        offsets = character_offsets(self.source.text, string)
        value, root, findings = expanded(text, shape, path, offsets)
        self._expand().extend(findings)
        if root:
            self._expanded[path] = root
            self._strings[path] = string
        return value

    @property
    def is_call(self) -> bool:
        """Whether it is a call in a file of another language, in which values may be unknown without a finding."""
        return self.document.call is not None or self.source.kind in HOST_ENDINGS

    @property
    def is_request(self) -> bool:
        """Whether the value is a mapping without unknown parts."""
        waiting = [self.value] if self._may_hold_unknown else []
        while waiting:
            value = waiting.pop()
            if isinstance(value, Unknown):
                return False
            waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return isinstance(self.value, dict)

    @property
    def _may_hold_unknown(self) -> bool:
        """Whether a part of the value may be unknown; in a manifest, such a part has a finding."""
        return bool(self.findings) or self.is_call

    @property
    def base(self) -> Manifest:
        """The manifest itself; of a merged one, that over which the others were merged."""
        return self

    def texts(self) -> Sequence[Manifest]:
        """Return the manifests whose texts make the request: the manifest itself, or what was merged."""
        return (self,)

    def path_of(self, _layer: Manifest, path: Path) -> Path | None:
        """Return the path in the request of a value in one of its texts; None if it is not in the request."""
        return path

    def home(self, path: Path) -> tuple[Manifest, Path]:
        """Return the manifest in whose text the value at a path is written, and its path there."""
        return self, path

    def node(self, path: Path) -> Node:
        """Return the node at a path, or the nearest above it."""
        return self._nodes(path)[-1]

    def scalar(self, path: Path) -> Node | None:
        """Return the node at a path if it is a scalar."""
        nodes = self._nodes(path)
        return nodes[-1] if len(nodes) > len(path) and nodes[-1].items is None else None

    def written(self, path: Path) -> list[Node]:
        """Return the nodes from the root to a path, as far as they exist, with shorthand as the strings it is."""
        nodes = self._nodes(path)
        return [self._strings.get(path[:depth], node) for depth, node in enumerate(nodes)]

    def shorthand_string(self, path: Path) -> Node | None:
        """Return the node of the shorthand string that includes the value at a path, if one does."""
        self._expand()
        tops = (path[:depth] for depth in range(len(path) + 1))
        return next((self._strings[top] for top in tops if top in self._strings), None)

    def _nodes(self, path: Path) -> list[Node]:
        """Return the nodes from the root to a path, as far as they exist."""
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
        """Return the span of the value or key at a path.

        For a mapping or list that begins on a later line than its key, it is the span of the key, but not in calls,
        whose values may be anywhere; for a value that an alias repeats, that of the anchored value.
        """
        node = self.node(path)
        node = node.target or node
        key = self._key_span(path) if part == "key" or node.has_items else None
        if key and (part == "key" or self._is_below(node, key)):
            return key
        return node.start, node.end

    def _is_below(self, node: Node, key: Span) -> bool:
        return not self.document.call and "\n" in self.source.text[key[1] : node.start]

    def _key_span(self, path: Path) -> Span | None:
        keys = self.node(path[:-1]).keys if path else None
        return keys.get(str(path[-1])) if keys else None


def _is_shorthand(value: Any) -> bool:
    """Return whether the value of a structure is shorthand, and not JSON or a placeholder such as `<Tags>`."""
    if not isinstance(value, str) or value.lstrip()[:1] in ("{", "["):
        return False
    return not (value.startswith("<") and value.endswith(">") and "=" not in value)
