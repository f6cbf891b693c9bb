"""Changes of values to edits of text."""

from __future__ import annotations

import re

from ircompile.diagnostic import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.finding import Change
    from ircompile.manifest import Manifest
    from ircompile.tree import Node

HARMLESS = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*|[0-9]+")
"""What means itself in YAML, in JSON strings and in shorthand alike."""


def fix(change: Change, manifest: Manifest) -> Fix | None:
    """The edits that make a change, or None where the text is written in a way that they could spoil."""
    node = manifest.node(change.path)
    if change.kind == "rename":
        edit = _renamed(change, manifest)
    elif change.kind == "quote":
        edit = _quoted(node, manifest.source.text)
    else:
        edit = _replaced(change, node, manifest.source.text)
    return Fix(change.title, change.safe, (edit,)) if edit else None


def _renamed(change: Change, manifest: Manifest) -> Edit | None:
    start, end = manifest.place(change.path, "key")
    written = manifest.source.text[start:end]
    key = str(change.path[-1])
    return Edit(start, end, written.replace(key, change.new)) if written.strip("\"'") == key else None


def _quoted(node: Node, text: str) -> Edit | None:
    written = text[node.start : node.end]
    return Edit(node.start, node.end, f'"{written}"') if re.fullmatch(r"[\w.:+-]+", written) else None


def _replaced(change: Change, node: Node, text: str) -> Edit | None:
    new = str(change.new)
    if not HARMLESS.fullmatch(new) or node.items is not None:
        return None
    written = text[node.start : node.end]
    if isinstance(change.new, str):
        old = str(node.value)
        return Edit(node.start, node.end, written.replace(old, new)) if written.strip("\"'") == old else None
    return Edit(node.start, node.end, new)
