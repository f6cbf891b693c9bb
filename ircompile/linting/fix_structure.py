"""Edits that change the structure of a YAML or JSON text: a list becomes its element, a member is removed.

Each edit keeps the text as it is around what changes. None is offered where it would lose a comment, or change what an
anchor or alias means.
"""

from __future__ import annotations

import json
import re

from ircompile.findings.diagnostic import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.syntax.tree import Node

SEPARATORS: Final = re.compile(r"[\s,]*")
"""What may be between the items of a collection, besides comments."""
MEMBER: Final = re.compile(r'[\s,]*"?\w+"?\s*[=:]\s*[\w.-]+[\s,]*')
"""A member whose name and value are written without quotes and escapes of a shell or of shorthand."""
VALUE_START: Final = re.compile(r":\s*")
"""What is between a key and its value."""
LONGEST: Final = 1024
"""Characters of a JSON text at most: those of DataInputConfig."""


def unwrapped(text: str, node: Node) -> Edit | None:
    """Return the edit that replaces a list of one element by that element."""
    if len(node.elements) != 1 or node.target:
        return None
    (item,) = node.elements
    before, after = text[node.start : item.start], text[item.end : node.end]
    if before.startswith("-") and before[1:].isspace() and "\n" not in before and not after:
        return Edit(node.start, node.start + 1, " ")
    if before.startswith("[") and after.endswith("]") and SEPARATORS.fullmatch(before[1:] + after[:-1]):
        return Edit(node.start, node.end, text[item.start : item.end])
    return None


def as_json(text: str, key: tuple[int, int], node: Node, value: Any, *, in_yaml: bool) -> Edit | None:
    """Return the edit that replaces a collection by a string with JSON text.

    Args:
        text: The text.
        key: The span of its key.
        node: The collection.
        value: Its value.
        in_yaml: Whether the text is YAML.
    """
    written = text[node.start : node.end]
    try:
        new = json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return None
    if node.target or set(written) & set("#&*!") or len(new) > LONGEST or not new.isprintable():
        return None
    quoted = "'" + new.replace("'", "''") + "'" if in_yaml else json.dumps(new)
    if not written.startswith(("{", "[")):  # a block collection, which may begin below its key
        return Edit(key[1], node.end, f": {quoted}") if VALUE_START.fullmatch(text, key[1], node.start) else None
    return Edit(node.start, node.end, quoted)


def removed(text: str, owner: Node, name: str, *, direct: bool) -> Edit | None:
    """Return the edit that removes a member of a mapping, with the separator before or after it.

    Args:
        text: The text.
        owner: The mapping.
        name: The name of the member.
        direct: Whether the mapping is written in YAML or JSON, not in shorthand or a command.
    """
    edit = _without_member(text, owner, name)
    return edit if edit and (direct or MEMBER.fullmatch(text, edit.start, edit.end)) else None


def _without_member(text: str, owner: Node, name: str) -> Edit | None:
    names, spans = list(owner.members), owner.keys or {}
    if owner.target or list(spans) != names or name not in names:
        return None
    at = names.index(name)
    start, end = spans[name][0], owner.members[name].end
    if not owner.start <= start < end <= owner.end or owner.members[name].target:
        return None
    if at + 1 < len(names):
        following = spans[names[at + 1]][0]
        return Edit(start, following, "") if SEPARATORS.fullmatch(text, end, following) else None
    if at:
        previous = owner.members[names[at - 1]].end
        return Edit(previous, end, "") if SEPARATORS.fullmatch(text, previous, start) else None
    return Edit(start, end, "") if text[owner.start] == "{" else None
