"""Changes of values to edits of text.

A fix is offered only where its text can mean nothing else. Where a value is written in a way that an edit could spoil
(over several lines, behind a tag, with escapes inside of another string), there is none.
"""

from __future__ import annotations

import json
import re
from functools import cached_property

from ircompile.findings.diagnostic import Edit, Fix
from ircompile.findings.messages import LONGEST, escaped
from ircompile.syntax.yaml.scalars import core, readings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.findings.finding import Change, Finding
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.syntax.tree import Node

HARMLESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*|[0-9]+")
"""What means itself in YAML, in JSON strings, in shorthand and in the words of a shell alike."""
PRINTABLE: Final = re.compile(r"[ -~]+")
NUMBER_ENDS: Final = re.compile(r"[\s,\]}]|\Z")
"""What may follow a number; behind a quote, YAML's reader takes more."""
ANCHORED: Final = re.compile(r"[&!][^\s,\[\]{}]*[ \t]+\Z")
LONGEST_ANCHOR: Final = 200


def fixes(findings: Sequence[Finding], manifest: Manifest) -> list[tuple[Fix, ...]]:
    """The fixes of each of a manifest's findings.

    Where a text stands for several values, since it has an anchor or is merged, all of them must want the same edit.
    """
    pen = _Pen(manifest)
    edits = [[pen.edit(change) for change in finding.changes] for finding in findings]
    wanted: dict[Edit, set[Path]] = {}
    renamed: dict[tuple[Path, str], set[Path]] = {}
    for finding, written in zip(findings, edits, strict=True):
        for change, edit in zip(finding.changes, written, strict=True):
            if edit:
                wanted.setdefault(edit, set()).add(change.path)
            if change.kind == "rename":
                renamed.setdefault((change.path[:-1], change.new), set()).add(change.path)

    def offered(change: Change, edit: Edit | None) -> Fix | None:
        if change.kind == "encode":
            return Fix(change.title, change.safe, ()) if manifest.source.readable else None
        if not edit or (not change.span and len(wanted[edit]) < pen.uses(change)):
            return None
        if change.kind == "rename" and len(renamed[change.path[:-1], change.new]) > 1:
            return None
        return Fix(escaped(change.title), change.safe, (edit,))

    return [
        tuple(fix for change, edit in zip(finding.changes, written, strict=True) if (fix := offered(change, edit)))
        for finding, written in zip(findings, edits, strict=True)
    ]


class _Pen:
    """Writes changes into the text of one manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._text = manifest.source.text
        self._own = manifest.source.kind in ("yaml", "json")  # else values stand in the words of a shell
        repeated = (finding for finding in manifest.findings if finding.rule.endswith("duplicate-key"))
        self._repeated = {blame.span for finding in repeated for blame in finding.blames}

    def edit(self, change: Change) -> Edit | None:
        """The edit that makes a change, or None where there is none that is sure to."""
        if change.span:
            return Edit(*change.span, change.new)
        if change.kind == "rename":
            start, end = self._manifest.span(change.path, "key")
            new = self._key(change, start, end)
        elif change.kind in ("replace", "quote"):
            node = self._manifest.scalar(change.path)
            if node is None:
                return None
            node = node.target or node
            start, end = node.start, node.end
            new = self._scalar(change, node)
        else:
            return None
        return Edit(start, end, new) if new is not None and new != self._text[start:end] else None

    def _key(self, change: Change, start: int, end: int) -> str | None:
        """A key under another name."""
        written, old = self._text[start:end], str(change.path[-1])
        line = self._text[max(self._text.rfind("\n", 0, start) + 1, start - LONGEST_ANCHOR) : start]
        if (start, end) in self._repeated or ANCHORED.search(line) or not HARMLESS.fullmatch(change.new):
            return None
        if not self._is_own(change.path):
            return _inside(written, old, change.new)
        if written[:1] in ("'", '"'):
            return written[0] + str(change.new) + written[0]
        return str(change.new) if written == old else None

    def _scalar(self, change: Change, node: Node) -> str | None:
        """A scalar with another value, or in quotes."""
        written = self._text[node.start : node.end]
        if not self._is_own(change.path):
            same = change.kind == "replace" and (type(change.new) is str or not set(written) & set("'\"\\"))
            return _inside(written, str(node.value), str(change.new)) if same else None
        if node.style not in ("plain", "'", '"') or not PRINTABLE.fullmatch(written):
            return None
        if change.kind == "quote":
            return f'"{written}"' if node.style == "plain" and not set(written) & set('"\\') else None
        if type(change.new) is int:
            ends = node.style == "plain" or NUMBER_ENDS.match(self._text, node.end)
            return str(change.new) if ends else None
        return self._string(change.new, node.style)

    def _string(self, new: Any, style: str) -> str | None:
        """A string as YAML or JSON, in quotes or without them as the one before it."""
        if not isinstance(new, str) or not PRINTABLE.fullmatch(new) or len(new) > LONGEST:
            return None
        if style == "plain" and self._manifest.source.kind == "yaml" and HARMLESS.fullmatch(new):
            if core(new) == new and not readings(new):
                return new
        elif style == "'" and "'" not in new:
            return f"'{new}'"
        return json.dumps(new)  # JSON's escapes are YAML's, too

    def _is_own(self, path: Path) -> bool:
        """Whether what stands at a path is written in YAML or JSON itself, not in shorthand or in a command."""
        return self._own and self._manifest.string(path) is None

    def uses(self, change: Change) -> int:
        """How many values, or keys, are written in the one place that a change would edit."""
        if "&" not in self._text or self._manifest.source.kind != "yaml":
            return 1
        node = self._manifest.string(change.path)
        if node is None and change.kind == "rename":
            return self._uses.get(self._manifest.span(change.path, "key")[0], 1)
        node = node or self._manifest.node(change.path)
        return self._uses.get((node.target or node).start, 1)

    @cached_property
    def _uses(self) -> dict[int, int]:
        """How often each scalar and each key of the document counts, by its offset, with every alias written out."""
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


def _inside(written: str, old: str, new: str) -> str | None:
    """A word inside of a string, in whatever quotes, that is replaced by one that means itself there."""
    bare = written.strip("\\'\"")
    return written.replace(bare, new) if bare and bare == old and HARMLESS.fullmatch(new) else None
