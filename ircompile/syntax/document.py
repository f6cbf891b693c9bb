"""The result of reading one document: its value, its tree on demand, and the findings of the reader."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.syntax.yaml.plain import NewLines

    Span = tuple[int, int]


class DocumentError(Exception):
    """The rest of a text can't be read.

    Attributes:
        finding: Why.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Document:
    """One document of a source.

    Attributes:
        value: The plain value.
        findings: The findings of the reader.
        is_complete: Whether the text could be read to its end; if not, the value is unknown.
        doubtful: The parts of the text that the AWS CLI may refuse together, or read as other values; None if there are
            none.
        is_unambiguous: Whether YAML 1.1, YAML 1.2 and the AWS CLI read every scalar as the same value.
        new_lines: The lines of the text that are not in the caches of the reader of plain YAML yet; None if another
            reader read it.
        call: The span of the call or the command that makes the job, in a file of another language; None elsewhere.
        note: Returns a note for a finding about the document, such as how the text itself names a member; "" for none.
        is_inner: Whether it was read from a string in the text, where what is written may need escapes.
        region: The AWS region that a command gives with `--region`; "" for none.
        span: Returns the span of the text in which nothing but the document is, with the separator before it; None if
            that is not known.
    """

    __slots__ = (
        *("_root", "call", "doubtful", "findings", "is_complete"),
        *("is_inner", "is_unambiguous", "new_lines", "note", "region", "span", "value"),
    )

    def __init__(
        self,
        value: Any,
        root: Node | Callable[[], Node],
        findings: list[Finding],
        *,
        is_complete: bool = True,
        doubtful: tuple[Span, ...] | None = None,
        is_unambiguous: bool = False,
        new_lines: NewLines | None = None,
        call: Span | None = None,
        region: str = "",
        span: Callable[[], Span] | None = None,
    ) -> None:
        self.value = value
        self.findings = findings
        self.is_complete = is_complete
        self.doubtful = doubtful
        self.is_unambiguous = is_unambiguous
        self.new_lines = new_lines
        self.call = call
        self.note: Callable[[Finding], str] | None = None
        self.is_inner = False
        self.region = region
        self.span = span
        self._root = root

    @property
    def root(self) -> Node:
        """The tree of the document, built on first use: only findings need spans."""
        if callable(self._root):
            self._root = self._root()
        return self._root


def unread(findings: list[Finding]) -> Document:
    """Return the document of a text that can't be read, for the reasons that the findings give."""
    return Document(None, Node(None, 0, 0), findings, is_complete=False)


def how_to_raise(name: str) -> str:
    """Return the advice on how to raise a limit."""
    return f"raise the limit with `--limit {name}=N`, or in the table `[limits]` of the configuration"


def limit_exceeded(name: str, bound: int, offset: int, what: str) -> Finding:
    """Return the finding for a limit that was exceeded, so that the rest of the file is not read.

    Args:
        name: The limit, as `--limit` takes it.
        bound: Its value.
        offset: Offset of the first character beyond it.
        what: What there is too much of, for the message.
    """
    return Finding(
        "limit-exceeded",
        [Blame((), span=(offset, offset))],
        message=f"{what}: the limit is {bound}",
        help=f"if the file should be this large, {how_to_raise(name)}",
        notes=("the rest of the file was not read",),
    )


def parse_error(message: str, start: int, end: int | None = None, *, help: str = "") -> Finding:
    """Return the finding for text that is not YAML or JSON; without an `end`, its span is empty."""
    span = (start, start if end is None else end)
    return Finding("parse-error", [Blame((), span=span)], message=message, help=help)


def add_duplicate_key(
    findings: list[Finding],
    bound: int,
    key: str,
    second: tuple[int, int],
    first: tuple[int, int],
    *,
    note: str,
    help: str = "remove one of the two",
) -> None:
    """Add the finding for a key that occurs twice in a mapping.

    Args:
        findings: The findings of the document.
        bound: The most findings that a document may have.
        key: The key.
        second: The span of its second occurrence.
        first: The span of its first occurrence.
        note: What the AWS CLI would do.
        help: What to do.

    Raises:
        DocumentError: There are more findings than a document may have.
    """
    blames = [Blame((), "the second one", span=second), Blame((), "the first one", span=first)]
    message = f"duplicate key `{key}`"
    findings.append(Finding("duplicate-key", blames, message=message, help=help, notes=(note,)))
    if len(findings) > bound:
        too_many = "there are too many duplicate keys"
        raise DocumentError(limit_exceeded("findings", bound, second[0], too_many))
