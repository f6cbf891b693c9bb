"""The reader of YAML in which tags are the short forms of functions, as in templates of AWS CloudFormation.

`!Sub text` is read as the mapping `{"Fn::Sub": "text"}`, and `!Ref name` as `{"Ref": "name"}`.
"""

from __future__ import annotations

from ircompile.syntax.document import DocumentError
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.errors import syntax_error
from ircompile.syntax.yaml.libyaml import event_parser, libyaml
from ircompile.syntax.yaml.reader import CORE, TreeBuilder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import Finding
    from ircompile.syntax.document import Document

WITHOUT_PREFIX = ("Ref", "Condition")
"""The functions whose long forms have no prefix."""
PREFIX = "Fn::"

yaml = libyaml()


def read_template(text: str, limits: Limits) -> tuple[list[Document], Finding | None]:
    """Return the documents of a text, and the reason if the rest of it can't be read."""
    parser = event_parser(text)
    builder = _TemplateBuilder(text, limits)
    documents: list[Document] = []
    try:
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            if document := builder.take(event):
                documents.append(document)
    except DocumentError as error:
        return documents, error.finding
    except yaml.YAMLError as error:
        return documents, syntax_error(error, text)
    return documents, None


class _TemplateBuilder(TreeBuilder):
    """Builds documents from events, with the long form of each value with a tag of its own."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._tags: list[str | None] = []
        self._ended: str | None = None
        super().__init__(text, limits)

    def _scalar(self, event: Any) -> Node:
        node = super()._scalar(event)
        if not _is_short_form(event.tag):
            return node
        node.style = event.style or "plain"
        return _long_form(event.tag, node)

    def _tagged(self, event: Any) -> Any:
        return event.value if _is_short_form(event.tag) else super()._tagged(event)

    def _unknown_tag(self, event: Any) -> None:
        """Accept any tag: only the values of jobs matter here."""

    def _open(self, event: Any, *, mapping: bool) -> None:
        super()._open(event, mapping=mapping)
        self._tags.append(event.tag if _is_short_form(event.tag) else None)

    def _close(self, event: Any) -> None:
        self._ended = self._tags.pop()
        super()._close(event)

    def _attach(self, node: Node, anchor: str | None, size: int) -> None:
        tag, self._ended = self._ended, None
        super()._attach(_long_form(tag, node) if tag else node, anchor, size)


def _is_short_form(tag: str | None) -> bool:
    return bool(tag) and not str(tag).startswith(CORE)


def _long_form(tag: str, node: Node) -> Node:
    """Return the mapping that a tag before a value is short for."""
    name = tag.lstrip("!")
    name = name if name in WITHOUT_PREFIX else PREFIX + name
    return Node({name: node.value}, node.start, node.end, items={name: node})
