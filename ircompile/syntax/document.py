"""What a reader makes of one document: its values, its places when asked, and what is wrong with it."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MANY_TWICE = "there are too many keys that stand twice"


class DocumentError(Exception):
    """The rest of a text can't be read; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Document:
    """One document of a source.

    Attributes:
        value: The plain value.
        findings: What the reader found to be wrong.
        is_complete: Whether the text could be read to its end; if not, nothing is known of the value.
        is_unambiguous: Whether all readers that people use take every scalar for the same value.
    """

    __slots__ = ("_root", "findings", "is_complete", "is_unambiguous", "value")

    def __init__(
        self,
        value: Any,
        root: Node | Callable[[], Node],
        findings: list[Finding],
        *,
        is_complete: bool = True,
        is_unambiguous: bool = False,
    ) -> None:
        self.value = value
        self.findings = findings
        self.is_complete = is_complete
        self.is_unambiguous = is_unambiguous
        self._root = root

    @property
    def root(self) -> Node:
        """The document's values with their spans; built when it is first needed, since only findings have locations."""
        if callable(self._root):
            self._root = self._root()
        return self._root


def unread(findings: list[Finding]) -> Document:
    """Return the document that stands for a text that can't be read."""
    return Document(None, Node(None, 0, 0), findings, is_complete=False)


def limit_exceeded(name: str, bound: int, offset: int, what: str) -> Finding:
    """The finding for a bound that was hit; the rest of the file is not read."""
    return Finding(
        "limit-exceeded",
        [Blame((), span=(offset, offset))],
        message=f"{what}: the limit is {bound}",
        help=f"if the file is meant to be so large, raise it with `--limit {name}=N`",
        notes=("the rest of the file was not read",),
    )


def parse_error(message: str, start: int, end: int | None = None, *, help: str = "", label: str = "") -> Finding:
    """The finding for text that is no YAML or JSON."""
    span = (start, start if end is None else end)
    return Finding("parse-error", [Blame((), label, span=span)], message=message, help=help)


def duplicate_key(key: str, second: tuple[int, int], first: tuple[int, int]) -> Finding:
    """The finding for a key that a mapping has twice."""
    return Finding(
        "duplicate-key",
        [Blame((), "the second one", span=second), Blame((), "the first one", span=first)],
        message=f"the key `{key}` stands twice in one mapping",
        help="remove one of the two",
        notes=("the AWS CLI would silently take the last one",),
    )
