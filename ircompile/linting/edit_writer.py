"""Conversion of changes of values to text edits.

An edit is made only if its text is unambiguous. Values that an edit could corrupt, since they are on several lines,
have a tag, or have escapes inside another string, get none.
"""

from __future__ import annotations

import json
import re
from functools import cached_property

from ircompile.findings.diagnostic import Edit
from ircompile.linting.fix_structure import as_json, removed, unwrapped
from ircompile.syntax.yaml.core import core
from ircompile.syntax.yaml.scalars import readings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.finding import Change
    from ircompile.findings.values import Path
    from ircompile.linting.written import Written
    from ircompile.manifest.manifest import Manifest
    from ircompile.syntax.tree import Node

HARMLESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*(?:://[A-Za-z0-9_./-]*)?|[0-9]+")
"""Text that needs no quotes or escapes in YAML, in JSON strings, in shorthand and in shell words."""
MAX_STRING: Final = 1024
"""The most characters of a new string: those of an S3 URI."""
UNKNOWN_USES: Final = 1000
"""The uses of a text in YAML with anchors within another file: more than fixes can want."""
PRINTABLE: Final = re.compile(r"[ -~]+")
NUMBER_ENDS: Final = re.compile(r"[\s,\]}]|\Z")
"""What may follow a number that replaces a quoted string; after a quote, YAML's reader accepts more."""
ANCHORED: Final = re.compile(r"[&!][^\s,\[\]{}]*[ \t]+\Z")
"""An anchor or a tag at the end of the text before a key."""
MAX_ANCHOR: Final = 200
"""How many characters before a key are searched for an anchor or a tag."""


class EditWriter:
    """Writes the edits that make changes in the text of one manifest.

    Args:
        manifest: The manifest.
        place: Where its values are written.
    """

    def __init__(self, manifest: Manifest, place: Written) -> None:
        self._manifest = manifest
        self._place = place
        self._text = place.text
        self._is_yaml_or_json = place.language in ("yaml", "json")  # else the values are in shell words
        repeated = (finding for finding in manifest.findings if finding.rule.endswith("duplicate-key"))
        self._repeated_keys = {blame.span for finding in repeated for blame in finding.blames}

    def edit(self, change: Change) -> Edit | None:
        """Return the edit that makes a change, or None if no edit is certain to."""
        if change.span:
            return Edit(*change.span, change.new)
        edit = self._edit(change)
        changes_text = edit and edit.text != self._text[edit.start : edit.end]
        return self._place.edit(edit) if edit and changes_text else None

    def is_private(self, change: Change) -> bool:
        """Return whether the text that a change edits is used by the manifest only."""
        del change
        return True

    def _edit(self, change: Change) -> Edit | None:
        """Return the edit of the text in which the values are written."""
        if change.kind == "rename":
            start, end = self._place.span(change.path, "key")
            new = None if self._is_repeated(change.path) else self._renamed_key(change, start, end)
        elif change.kind in ("replace", "quote"):
            node = self._place.scalar(change.path)
            if node is None:  # pragma: no cover  no known change replaces what is not written in its text
                return None
            start, end = node.start, node.end
            new = self._changed_scalar(change, node)
        else:
            return self._changed_structure(change)
        return None if new is None else Edit(start, end, new)

    def _is_repeated(self, path: Path) -> bool:
        """Return whether the key at a path is in its mapping several times."""
        return self._manifest.span(path, "key") in self._repeated_keys

    def _changed_structure(self, change: Change) -> Edit | None:
        """Return the edit of a change that is not one of a scalar or a key, or None if none is certain."""
        name, node = change.path[-1] if change.path else None, self._place.node(change.path)
        owner = self._place.node(change.path[:-1])
        if not isinstance(name, str) or name not in (owner.keys or {}):
            return None
        is_direct = self._is_direct(change.path)
        if change.kind == "remove":
            is_repeated = self._is_repeated(change.path)
            return None if is_repeated else removed(self._text, owner, name, direct=is_direct)
        if change.kind == "unwrap" and is_direct:
            return unwrapped(self._text, node)
        if change.kind == "json" and is_direct:
            key = self._place.span(change.path, "key")
            return as_json(self._text, key, node, change.new, in_yaml=self._place.language == "yaml")
        return None

    def _renamed_key(self, change: Change, start: int, end: int) -> str | None:
        """Return the text of a key's new name, in the key's quotes."""
        written, old = self._text[start:end], str(change.path[-1])
        before = self._text[max(self._text.rfind("\n", 0, start) + 1, start - MAX_ANCHOR) : start]
        if ANCHORED.search(before) or not HARMLESS.fullmatch(change.new):
            return None
        if not self._is_direct(change.path):
            return _replaced_inside(written, old, change.new)
        if written[:1] in ("'", '"'):
            return written[0] + str(change.new) + written[0]
        return str(change.new) if written == old else None

    def _changed_scalar(self, change: Change, node: Node) -> str | None:
        """Return the text of a scalar's new value, or of the scalar in quotes."""
        written = self._text[node.start : node.end]
        if not self._is_direct(change.path):
            keeps_type = change.kind == "replace" and (type(change.new) is str or not set(written) & set("'\"\\"))
            return _replaced_inside(written, str(node.value), str(change.new)) if keeps_type else None
        if node.style not in ("plain", "'", '"') or not PRINTABLE.fullmatch(written):
            return None
        if change.kind == "quote":
            return f'"{written}"' if node.style == "plain" and not set(written) & set('"\\') else None
        if type(change.new) is int:
            is_complete = node.style == "plain" or NUMBER_ENDS.match(self._text, node.end)
            return str(change.new) if is_complete else None
        return self._string(change.new, node.style)

    def _string(self, new: Any, style: str) -> str | None:
        """Return the text of a string in YAML or JSON, quoted like the scalar that it replaces where possible."""
        if not isinstance(new, str) or not PRINTABLE.fullmatch(new) or len(new) > MAX_STRING:
            return None
        if style == "plain" and self._place.language == "yaml" and HARMLESS.fullmatch(new):
            if core(new) == new and not readings(new):
                return new
        elif style == "'" and "'" not in new:
            return f"'{new}'"
        return json.dumps(new)  # JSON's escapes are YAML's, too

    def _is_direct(self, path: Path) -> bool:
        """Return whether the value at a path is written directly in YAML or JSON, not in a string or a command."""
        is_outer = self._is_yaml_or_json and not self._manifest.document.is_inner
        return is_outer and self._manifest.shorthand_string(path) is None

    def uses(self, change: Change) -> int:
        """Return how many values, or keys, share the text that a change would edit."""
        has_aliases = "&" in self._text and self._place.language == "yaml"
        if has_aliases and self._manifest.source.kind != "yaml":
            return UNKNOWN_USES
        if not (has_aliases or self._manifest.document.call):
            return 1
        node = self._manifest.shorthand_string(change.path)
        if node is None and change.kind in ("rename", "remove"):
            return self._uses.get(self._manifest.span(change.path, "key")[0], 1)
        node = node or self._manifest.node(change.path)
        return self._uses.get((node.target or node).start, 1)

    @cached_property
    def _uses(self) -> dict[int, int]:
        """The number of uses of each scalar and key of the document, by its offset, with all aliases resolved."""
        uses: dict[int, int] = {}
        waiting = [self._manifest.document.root]
        while waiting:
            node = waiting.pop()
            starts = [start for start, _ in (node.keys or {}).values()]
            if node.items is None:
                starts.append((node.target or node).start)
            for start in starts:
                uses[start] = uses.get(start, 0) + 1
            waiting += [*node.members.values(), *node.elements]
        return uses


def _replaced_inside(written: str, old: str, new: str) -> str | None:
    """Return a string, in any quotes, with its whole content replaced; None if that takes escapes."""
    bare = written.strip("\\'\"")
    return written.replace(bare, new) if bare and bare == old and HARMLESS.fullmatch(new) else None
