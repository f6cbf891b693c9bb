"""The reader of all of YAML: values by the core schema of YAML 1.2, with spans and findings, from libyaml's events.

Events are turned into nodes without recursion, and depth and number of nodes are bounded: libyaml's own composer
overflows the stack on deep nesting, which can't be caught.
"""

from __future__ import annotations

import re

from ircompile.findings.values import UNKNOWN
from ircompile.syntax.document import Document, DocumentError, add_duplicate_key, limit_exceeded, parse_error, unread
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.core import BOOLEANS, NULLS, TooManyDigitsError, core, is_float, is_integer
from ircompile.syntax.yaml.errors import syntax_error
from ircompile.syntax.yaml.libyaml import event_parser, libyaml
from ircompile.syntax.yaml.plain import SEPARATOR
from ircompile.syntax.yaml.thinning import blanked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import Finding
    from ircompile.sources.source import Source
    from ircompile.syntax.tree import Style

    Span = tuple[int, int]

yaml = libyaml()

CORE = "tag:yaml.org,2002:"
PROPERTIES = re.compile(r"(?:[&!]\S*(?:[ \t\r\n]++|#[^\n]*+)*+)++")
"""Anchor and tag, and the whitespace and comments between them and their scalar."""
SPLIT = frozenset(":?")
"""Characters that are part of an anchor's name in YAML 1.2, but end it for libyaml as a blank would."""
REFUSED_KEY = "the AWS CLI rejects YAML with duplicate keys"
MAX_NAMES = 5
"""Aliases that a help text repeats at most."""


def read_yaml(source: Source, limits: Limits, span: Span | None = None, skipped: Sequence[Span] = ()) -> list[Document]:
    """Return the documents of a YAML source; the last one is not `is_complete` if the rest can't be read.

    Args:
        source: The source.
        limits: The limits of input.
        span: A span of its text with whole documents, which is all that is read, but for what separates the next one.
        skipped: The lines in it that need not be read.
    """
    start, end = span or (0, len(source.text))
    parser = event_parser(blanked(source.text[: end + len(SEPARATOR)], [(0, start), *skipped] if start else skipped))
    documents: list[Document] = []
    builder = TreeBuilder(source.text, limits)
    try:
        while True:
            event = parser.get_event()
            is_next = isinstance(event, yaml.DocumentStartEvent) and event.start_mark.index >= end
            if is_next or isinstance(event, yaml.StreamEndEvent):
                return documents
            document = builder.take(event)
            if document:
                documents.append(document)
    except DocumentError as error:
        finding = error.finding
    except yaml.YAMLError as error:
        finding = syntax_error(error, source.text)
    return [*documents, unread([*builder.findings, finding])]


class _Open:
    """A mapping or list whose end has not been read yet."""

    def __init__(self, start: int, anchor: str | None, nodes: int, *, mapping: bool) -> None:
        self.start = start
        self.anchor = anchor
        self.nodes = nodes
        self.value: Any = {} if mapping else []
        self.items: Any = {} if mapping else []
        self.keys: dict[str, tuple[int, int]] | None = {} if mapping else None
        self.key: Node | None = None
        self.merged: list[Node] = []
        self.merge: tuple[int, int] | None = None


class TreeBuilder:
    """Builds documents from events."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.findings: list[Finding] = []
        self.nodes = self.documents = 0
        self._begin()

    def _begin(self) -> None:
        """Begin a document."""
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.findings = []

    def take(self, event: Any) -> Document | None:
        """Process an event and return the document that it ends, if any."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._add(self._scalar(event), event.anchor, 1)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, mapping=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._begin()
            self.documents += 1
            if self.documents > self.limits.documents:
                what = "the file has too many documents"
                raise DocumentError(limit_exceeded("documents", self.limits.documents, event.start_mark.index, what))
            if event.tags:
                raise DocumentError(
                    parse_error("%TAG directives are not supported", event.start_mark.index, help="remove it")
                )
        elif kind is yaml.DocumentEndEvent:
            root = self.root or Node(None, event.start_mark.index, event.start_mark.index)
            return Document(root.value, root, self.findings)
        return None

    def _count(self, nodes: int, offset: int) -> None:
        """Count nodes, and refuse the source at an offset if there are too many."""
        self.nodes += nodes
        if self.nodes > self.limits.nodes:
            what = "the file has too many values, with every alias expanded"
            raise DocumentError(limit_exceeded("nodes", self.limits.nodes, offset, what))

    def _open(self, event: Any, *, mapping: bool) -> None:
        start = event.start_mark.index
        if event.tag and event.tag != CORE + ("map" if mapping else "seq"):
            self._unknown_tag(event)
        if len(self.stack) >= self.limits.depth:
            raise DocumentError(limit_exceeded("depth", self.limits.depth, start, "the values are nested too deeply"))
        self._count(1, start)
        self.stack.append(_Open(start, event.anchor, self.nodes, mapping=mapping))

    def _close(self, event: Any) -> None:
        """End the innermost mapping or list."""
        done = self.stack.pop()
        size = self.nodes - done.nodes + 1
        for merged in done.merged:
            _merge(done, merged)
            self._count(len(merged.keys or ()), done.start)
        end = event.end_mark.index if event.end_mark.index > event.start_mark.index else self._last_end(done)
        node = Node(done.value, done.start, end, items=done.items, keys=done.keys)
        self._attach(node, done.anchor, size)

    @staticmethod
    def _last_end(done: _Open) -> int:
        """Return the end of the last value of a block collection; libyaml's end is where the next token starts."""
        last = [*(done.items.values() if done.keys is not None else done.items)]
        return max((node.end for node in last if node.start >= done.start), default=done.start)

    def _add(self, node: Node, anchor: str | None, size: int) -> None:
        self._count(1, node.start)
        self._attach(node, anchor, size)

    def _attach(self, node: Node, anchor: str | None, size: int) -> None:
        """Make a finished node the root, an element, a key or the value of a key."""
        if anchor:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.keys is None:
            parent.value.append(node.value)
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            key, parent.key = parent.key, None
            self._member(parent, key, node)

    def _member(self, parent: _Open, key: Node, node: Node) -> None:
        """Add a key and its value to a mapping."""
        if key.value == "<<" and key.style == "plain":
            self._merge_later(parent, key, node)
        elif not isinstance(key.value, str):
            message = "the key is not a string"
            advice = "put it in quotes, if it is the name of a member"
            self.findings.append(parse_error(message, key.start, key.end, help=advice))
        else:
            if parent.keys is not None and key.value in parent.keys:
                spans = (key.start, key.end), parent.keys[key.value]
                add_duplicate_key(self.findings, self.limits.findings, key.value, *spans, note=REFUSED_KEY)
            parent.value[key.value] = node.value
            parent.items[key.value] = node
            if parent.keys is not None:
                parent.keys[key.value] = (key.start, key.end)

    def _merge_later(self, parent: _Open, key: Node, node: Node) -> None:
        """Note what to merge at the end of the mapping, since the keys of the mapping itself take precedence."""
        span = key.start, key.end
        if parent.merge:
            spans = span, parent.merge
            add_duplicate_key(
                self.findings, self.limits.findings, "<<", *spans, note=REFUSED_KEY, help=self._merge_both(parent, node)
            )
        parent.merge = span
        sources = node.items if isinstance(node.items, list) else [node]
        if all(isinstance(source.items, dict) for source in sources):
            parent.merged.extend(sources)
        else:
            advice = "write `<<: *anchor` or `<<: [*one, *two]`, where each anchor is a mapping"
            self.findings.append(parse_error("`<<` can merge only mappings", node.start, node.end, help=advice))

    def _merge_both(self, parent: _Open, node: Node) -> str:
        """Return how to merge what an open mapping merges and a node with one key."""
        aliases = [self.text[it.start : it.end] for it in (*parent.merged, node) if it.target]
        names = ", ".join(aliases) if 1 < len(aliases) <= MAX_NAMES else "*a, *b"
        return f"merge both with one key: `<<: [{names}]`"

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self._check_split(start, end)
        if event.anchor in self.anchors:
            target, size = self.anchors[event.anchor]
            self._count(size, start)
            self._attach(target.alias(start, end), None, size)
            return
        inside = any(open_.anchor == event.anchor for open_ in self.stack)
        message = f"the alias *{event.anchor} " + ("is inside its own anchor" if inside else "has no anchor")
        advice = f"define it with &{event.anchor}, earlier in the same document"
        raise DocumentError(parse_error(message, start, end, help=advice))

    def _scalar(self, event: Any) -> Node:
        text, start, end = event.value, event.start_mark.index, event.end_mark.index
        style: Style = event.style or "plain"
        try:
            value = core(text, self.limits.digits) if event.implicit[0] and not event.tag else text
            if event.tag:
                value = self._tagged(event)
        except TooManyDigitsError:
            what = f"a number of {len(text)} digits"
            raise DocumentError(limit_exceeded("digits", self.limits.digits, start, what)) from None
        if event.anchor:
            name = "&" + event.anchor
            self._check_split(start, self.text.index(name, start) + len(name))
        elif self.text[start - 1 : start] == "?" and start < end:
            self._check_split(start, start)
        properties = PROPERTIES.match(self.text, start, end) if event.anchor or event.tag else None
        start = properties.end() if properties else start
        return Node(value, start, end, style=style if not event.tag else "tagged")

    def _check_split(self, start: int, end: int) -> None:
        """Report a word that libyaml splits at its start, after a `?`, or at its end, the end of an anchor's name."""
        offset = start if self.text[start - 1 : start] == "?" else end
        if offset == start or self.text[end : end + 1] in SPLIT:
            message = "a space is missing: some YAML readers split the text here, but others do not"
            self.findings.append(parse_error(message, offset, help="add a space, or put the value in quotes"))

    def _tagged(self, event: Any) -> Any:
        """Return the value of a scalar with a tag of the core schema; report any other tag."""
        text = event.value
        kind = event.tag.removeprefix(CORE)
        if kind == "str":
            return text
        plain = is_integer(text) and (not text.startswith("0") or text == "0")  # readers differ on all others
        fits = {"null": text in NULLS, "bool": text in BOOLEANS, "int": plain}
        if kind == "float" and (is_float(text) or is_integer(text)):
            return float(core(text, self.limits.digits))
        if fits.get(kind):
            return core(text, self.limits.digits)
        self._unknown_tag(event)
        return UNKNOWN

    def _unknown_tag(self, event: Any) -> None:
        shown = event.tag.replace(CORE, "!!")
        message = f"the tag {shown} is not supported, or does not fit its value"
        start = event.start_mark.index
        self.findings.append(parse_error(message, start, help="write the plain value without a tag"))


def _merge(into: _Open, source: Node) -> None:
    """Add the members of a mapping that an open one lacks."""
    for key, node in source.items.items():  # type: ignore[union-attr]  # only mappings are merged
        if key not in into.value:
            into.value[key] = node.value
            into.items[key] = node.alias(source.start, source.end) if source.target else node
            into.keys[key] = source.keys[key]  # type: ignore[index]  # as above
