"""What a check says of a manifest, before anyone knows where that stands in the text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.findings.values import Path

UNREAD = frozenset({"parse-error", "limit-exceeded", "root-not-mapping"})
"""The rules that say that something was not looked at, whose findings nothing silences: else it would seem clean."""


class Blame:
    """A place that a finding speaks of: the value or the key at `path`, or the characters of `span`.

    `label` is what stands beside the carets. A span (offsets into the source's text) is given only by those who
    read text; everybody else gives a path and never knows a line number.
    """

    __slots__ = ("label", "part", "path", "span")

    def __init__(
        self, path: Path, label: str = "", *, part: str = "value", span: tuple[int, int] | None = None
    ) -> None:
        self.path = path
        self.label = label
        self.part = part
        self.span = span


class Change:
    """How a value would be mended, said of values, not of text.

    `kind` is "replace" (the scalar at `path` becomes `new`), "rename" (the key at `path` becomes `new`) or "quote"
    (the plain scalar at `path` becomes a quoted string); those who read text also say "text" (the characters of
    `span` become `new`) or "encode" (the text stays, and is saved as UTF-8 without byte order mark). `safe` means
    that nobody could have meant anything else.
    """

    __slots__ = ("kind", "new", "path", "safe", "span", "title")

    def __init__(
        self, kind: str, path: Path, new: Any, *, safe: bool, title: str, span: tuple[int, int] | None = None
    ) -> None:
        self.kind = kind
        self.path = path
        self.new = new
        self.safe = safe
        self.title = title
        self.span = span


class Finding:
    """A rule, the places that it blames (the first above all), and the words of its message.

    `severity` and `confidence` are None where the rule's own apply. Of an unknown member, `meant` is the path of the
    one that it stands for, if that is plain enough.
    """

    __slots__ = ("blames", "changes", "confidence", "help", "meant", "message", "notes", "rule", "severity")

    def __init__(
        self,
        rule: str,
        blames: Sequence[Blame],
        *,
        message: str,
        help: str = "",
        notes: Sequence[str] = (),
        severity: str | None = None,
        confidence: str | None = None,
        changes: Sequence[Change] = (),
        meant: Path = (),
    ) -> None:
        self.rule = rule
        self.blames = blames
        self.message = message
        self.help = help
        self.notes = notes
        self.severity = severity
        self.confidence = confidence
        self.changes = changes
        self.meant = meant
