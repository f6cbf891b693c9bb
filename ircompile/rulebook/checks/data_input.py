"""`data-input-config-json` and `data-input-config-shape`: the JSON text in DataInputConfig."""

from __future__ import annotations

import re

from ircompile.config.settings import Limits
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import kind_of, shown
from ircompile.findings.values import UNKNOWN, Unknown, found
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.offsets import character_offsets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

    from ircompile.manifest.manifest import Manifest
    from ircompile.syntax.tree import Node

PATH: Final = ("InputConfig", "ContainerConfig", "DataInputConfig")
SIGNS: Final = ("DataInputConfig",)
"""Every text with this member contains one of these."""
SHAPES: Final = ("shape", "default_shape")
"""Members of the long form of an input that contain its dimensions."""
DIMENSIONS: Final = re.compile(r"[1-9][0-9]*\.\.[1-9][0-9]*")
"""A range of dimensions in the long form of an input, as Core ML has it."""


def data_input(manifest: Manifest, job: dict[str, Any]) -> Iterator[Finding]:
    """Yield the findings in a request's DataInputConfig, with their spans in the manifest's text.

    Args:
        manifest: The manifest.
        job: The request as rules see it.
    """
    text = found(job, PATH)
    if not isinstance(text, str) or not text:
        return
    home, path = manifest.home(PATH)
    offsets = character_offsets(home.source.text, home.node(path))
    try:
        root, findings = scan(text, Limits())
    except DocumentError as error:
        yield _in_manifest(error.finding, offsets, text)
        return
    for finding in findings:
        yield _in_manifest(finding, offsets, text)
    framework = job["InputConfig"]["ContainerConfig"].get("Framework", UNKNOWN)
    for node, problem in _shape_problems(root, framework):
        yield Finding(
            "data-input-config-shape",
            [Blame(PATH, problem, span=_span(node, offsets))],
            message=f"`DataInputConfig` {problem}",
            help='write each input\'s name and shape, as in {"input": [1, 3, 224, 224]}',
        )


def _span(node: Node, offsets: Sequence[int]) -> tuple[int, int]:
    return offsets[node.start], offsets[node.end]


def _in_manifest(finding: Finding, offsets: Sequence[int], text: str) -> Finding:
    """Return a finding of the JSON reader as one on the string that contains the JSON text."""
    start, end = finding.blames[0].span or (0, 0)
    span = (offsets[min(start, len(text))], offsets[min(end, len(text))])
    problem = finding.message.removeprefix("not JSON: ")
    return Finding(
        "data-input-config-json",
        [Blame(PATH, span=span)],
        message=f"`DataInputConfig` is not JSON: {problem}",
        help=finding.help,
    )


def _shape_problems(root: Node, framework: Any) -> Iterator[tuple[Node, str]]:
    """Yield each node that is not the shape of an input, and why."""
    takes_lists = isinstance(framework, Unknown) or framework == "PYTORCH"
    if root.items is not None and not root.items and (takes_lists or isinstance(root.items, dict)):
        yield root, "names no inputs"
    elif isinstance(root.items, dict):
        for item in root.items.values():
            yield from _input_problems(item)
    elif root.elements and takes_lists and all(item.items is None for item in root.elements):
        yield root, "must be a list of lists of dimensions, not a single list"
    elif isinstance(root.items, list) and takes_lists:
        for item in root.items:
            yield from _input_problems(item)
    else:
        wanted = "a dictionary or a list" if takes_lists else "a dictionary"
        yield root, f"must be {wanted} of inputs, not {kind_of(root.value)}"


def _input_problems(node: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(node.items, dict):
        shapes = [node.items[name] for name in SHAPES if name in node.items]
        for shape in shapes:
            yield from _input_problems(shape)
        if not shapes:
            yield node, "has an input without `shape`"
    elif node.items is None:
        yield node, f"contains {shown(node.value)}, which is not a list of dimensions"
    elif not node.items:
        yield node, "has an input without dimensions"
    else:
        for item in node.items:
            if item.items is not None:
                yield from _input_problems(item)
            elif not _is_dimension(item.value):
                yield item, f"has the dimension {shown(item.value)}, which is {_not_positive(item.value)}"


def _is_dimension(value: Any) -> bool:
    return (type(value) is int and value > 0) or (isinstance(value, str) and bool(DIMENSIONS.fullmatch(value)))


def _not_positive(value: Any) -> str:
    return "not positive" if type(value) is int else f"{kind_of(value)}, not a positive integer"
