"""Answers of DescribeInferenceRecommendationsJob, which have the members of the job's request, and others."""

from __future__ import annotations

from ircompile.syntax.document import Document
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

COMMAND = "describe-inference-recommendations-job"
"""The operation, as the AWS CLI calls it."""
LEAST = 2
"""How many of its own members an answer has at least; a request may have one by mistake."""
EMPTY: Final[tuple[Any, ...]] = (None, [], {})
"""Values of members that are not set."""
METADATA = "ResponseMetadata"
"""What boto3 adds to every answer."""


def own_members(model: Model) -> frozenset[str]:
    """Return the members at the top of answers that no request has."""
    return frozenset(model.facts["only_in_answer"]).difference(model.request.members) | {METADATA}


def is_answer(value: Any, model: Model) -> bool:
    """Return whether a value is an answer: it has several members that only answers have."""
    return isinstance(value, dict) and len(own_members(model).intersection(value)) >= LEAST


def request_of(document: Document, model: Model) -> tuple[Document, list[str]]:
    """Return the document of the request in an answer, and the paths of the members that were left out.

    Members that are null or empty are left out without a word: they are not set.
    """
    gone: dict[str, None] = {}
    left_out = {METADATA, *model.facts["only_in_answer"]}
    root = _without(document.root, model.request, left_out, gone)
    return Document(root.value, root, document.findings), list(gone)


def _without(node: Node, shape: Shape | None, left_out: set[str], gone: dict[str, None]) -> Node:
    """Return a node without the members at the paths in `left_out`; those that were there are added to `gone`."""
    if shape is None or node.items is None:
        return node
    copy = Node(node.value, node.start, node.end, keys=node.keys, style=node.style, target=node.target)
    if isinstance(node.items, list):
        copy.items = [_without(item, shape.element, left_out, gone) for item in node.items]
        copy.value = [item.value for item in copy.items]
        return copy
    above = f"{shape.path}." if shape.path else ""
    gone.update(dict.fromkeys(above + name for name in node.items if above + name in left_out))
    kept = {name: item for name, item in node.items.items() if above + name not in left_out}
    found = {name: _without(item, shape.members.get(name), left_out, gone) for name, item in kept.items()}
    copy.items = {name: item for name, item in found.items() if item.value not in EMPTY}
    copy.value = {name: item.value for name, item in copy.items.items()}
    return copy
