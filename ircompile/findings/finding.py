"""What a check reports about a manifest: values and paths only, before any location in the text is looked up."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal

    from ircompile.findings.diagnostic import Confidence
    from ircompile.findings.values import Path

    Part = Literal["value", "key"]
    """Which half of a mapping's item a path means."""
    ChangeKind = Literal["replace", "rename", "quote", "json", "unwrap", "remove", "text", "encode"]
    SeverityName = Literal["error", "warning", "info"]

UNREAD = frozenset({"parse-error", "limit-exceeded", "root-not-mapping", "not-a-manifest"})
"""Rules that report input that was not checked. Their findings can't be suppressed: the file would look clean."""


class Blame:
    """A part of the manifest that a finding is about.

    Attributes:
        path: The path of the value or key.
        label: The text beside the carets.
        part: Whether the value or the key at `path` is meant.
        span: Start and end offset in the source's text, instead of a path. Only readers of text set it.
        source: The `Source` of the span, if it is another one than that of the manifest.
    """

    __slots__ = ("label", "part", "path", "source", "span")

    def __init__(
        self,
        path: Path,
        label: str = "",
        *,
        part: Part = "value",
        span: tuple[int, int] | None = None,
        source: Any = None,
    ) -> None:
        self.path = path
        self.label = label
        self.part = part
        self.span = span
        self.source = source


class Change:
    """A correction of a value, from which a text edit is made later.

    Attributes:
        kind: "replace" (the scalar at `path` becomes `new`), "rename" (the key at `path` becomes `new`), "quote" (the
            plain scalar at `path` becomes a quoted string), "json" (the collection at `path`, with the value `new`,
            becomes a string that contains JSON), "unwrap" (the list at `path` becomes its only element) or "remove"
            (the member at `path` is removed). Readers of text also use "text" (the characters of `span` become `new`)
            and "encode" (the text is kept, and saved as UTF-8 without byte order mark).
        path: The path of the value or key.
        new: The new value, key or text.
        safe: Whether the change can't alter what the author intended.
        title: The change as an instruction: "use `Default`".
        span: Start and end offset in the source's text, for the kind "text".
    """

    __slots__ = ("kind", "new", "path", "safe", "span", "title")

    def __init__(
        self, kind: ChangeKind, path: Path, new: Any, *, safe: bool, title: str, span: tuple[int, int] | None = None
    ) -> None:
        self.kind = kind
        self.path = path
        self.new = new
        self.safe = safe
        self.title = title
        self.span = span


class Finding:
    """One violation of a rule.

    Attributes:
        rule: The rule's id.
        blames: The parts of the manifest that it is about, the main one first.
        message: What is wrong.
        help: What to do, or "".
        notes: Background, one sentence each.
        severity: The severity, if it differs from the rule's.
        confidence: The confidence, if it differs from the rule's.
        changes: Corrections.
        meant: For an unknown member, the path of the member that was probably meant, with "*" for every element of
            a list; for a missing member, its path; otherwise ().
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
        severity: SeverityName | None = None,
        confidence: Confidence | None = None,
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
