"""Diagnostics: findings as users see them, with locations in the text, a severity and fixes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from ircompile.findings.errors import UserError

Confidence = Literal["model", "documented", "inferred"]
"""Who states a fact: the service model, the reference or a guide, or nobody (it follows from other facts)."""


class Severity(StrEnum):
    """How bad a finding is; a member is equal to its lower-case name.

    Attributes:
        ERROR: The client or the service refuses the job, or the reference forbids it.
        WARNING: A likely mistake, a setting without effect, or a point on which sources contradict each other.
        INFO: Advice.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """The position in the order of severity, 0 for error, 1 for warning, 2 for info."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class CellRange:
    """A range of a cell of a notebook.

    Attributes:
        number: The number of the cell, from 1; cells without code count, too.
        line: The first line, from 1.
        column: The first column, in characters from 1.
        end_line: The line of the end.
        end_column: The column of the end, exclusive.
    """

    number: int
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"cell {self.number}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Location:
    """A range of a text that is related to a diagnostic.

    Attributes:
        line: The first line, from 1.
        column: The first column, in characters from 1.
        end_line: The line of the end.
        end_column: The column of the end, exclusive.
        pointer: RFC 6901 pointer into the expanded request.
        label: How the range is related to the diagnostic, or "".
        filename: The name of the text, if it is another one than that of the diagnostic; else "".
        cell: The range in a cell of a notebook; None elsewhere.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str = ""
    label: str = ""
    filename: str = ""
    cell: CellRange | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of characters.

    Attributes:
        start: The offset of the first replaced character in the decoded text.
        end: The offset after the last one.
        text: The replacement.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction of a diagnostic.

    Attributes:
        title: The correction as an instruction.
        safe: Whether it can't alter what the author intended.
        edits: The edits of the text. Without any, the text is kept and saved as UTF-8 without byte order mark.
    """

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem of a manifest: what is wrong, where, why, and what to do.

    Attributes:
        filename: The name of the text, as the caller gave it.
        rule: The rule's id.
        severity: "error", "warning" or "info".
        confidence: Who states it: "model" (the service model), "documented" (the reference or a guide) or "inferred".
        message: What is wrong, on one line; unprintable characters are escaped.
        help: What to do, or "".
        notes: Why, and what the AWS CLI would have done.
        pointer: RFC 6901 pointer into the expanded request.
        line: The first line, from 1; 0, like the column and the end, in a request that is not in a text.
        column: The first column, in characters from 1.
        end_line: The line of the end.
        end_column: The column of the end, exclusive.
        label: The text beside the carets.
        related: Other ranges that are part of the problem.
        fixes: Possible corrections.
        environments: The environments in which it holds; () if it holds in all that the job has, or the job has none.
        cell: The range in a cell of a notebook; None elsewhere.
        identity: The pointer with the identities of list elements instead of their indexes, or "" if it has no index;
            what fingerprints are made of.
    """

    filename: str
    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    help: str
    pointer: str
    line: int
    column: int
    end_line: int
    end_column: int
    label: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[Location, ...] = ()
    fixes: tuple[Fix, ...] = ()
    environments: tuple[str, ...] = ()
    cell: CellRange | None = None
    identity: str = field(default="", repr=False)

    @property
    def where(self) -> str:
        """The environments in which it holds, in brackets; "" for all."""
        return f"[{', '.join(self.environments)}]" if self.environments else ""

    @property
    def headline(self) -> str:
        """The message, followed by the environments in which it holds if these are not all."""
        return f"{self.message} {self.where}" if self.environments else self.message


class InvalidManifest(UserError, ValueError):  # noqa: N818  public API
    """Raised when a manifest with errors is compiled, or a guarded client is to send one.

    Args:
        diagnostics: See below.
        report: The text of the error; by default, a line for each finding that is an error.

    Attributes:
        diagnostics: Everything that was found in the manifest, not only the errors.
    """

    def __init__(self, diagnostics: list[Diagnostic], report: str = "") -> None:
        errors = [found for found in diagnostics if found.severity == Severity.ERROR]
        lines = [f"{found.filename}:{found.line}:{found.column}: {found.message} [{found.rule}]" for found in errors]
        super().__init__(report or "\n".join(lines) or "the manifest can't be read, but no error says why")
        self.diagnostics = diagnostics
