"""What a user sees of a finding: with its places in the text, its severity and its fixes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ircompile.findings.errors import UserError


class Severity(StrEnum):
    """How bad it is; equal to its lower-case name.

    error: the client or the service would refuse the job, or the reference says that it must not be so.
    warning: a likely mistake, or something without effect, or sources contradict each other.
    info: advice.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Location:
    """Characters of a text: lines and columns from 1, the end exclusive; `label` says what they have to do with it."""

    pointer: str
    line: int
    column: int
    end_line: int
    end_column: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `start` to `end` (offsets into the decoded text) by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding; `safe` means that they can't change what was meant.

    The one fix without edits leaves the text as it is: the file is saved as UTF-8 without byte order mark.
    """

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong with a manifest, where, why, and what to do.

    Attributes:
        filename: The name of the text, as it was given.
        rule: The rule's id.
        severity: "error", "warning" or "info".
        confidence: "model" (the service model says so), "documented" (the reference or a guide does) or "inferred".
        message: What is wrong, on one line; everything unprintable in it is escaped.
        help: What to do, or "".
        notes: Why, and what the AWS CLI would have done.
        pointer: RFC 6901 pointer into the expanded request.
        line, column, end_line, end_column: Where, in characters from 1, the end exclusive.
        label: What stands beside the carets.
        related: Further places that the finding blames.
        fixes: How it can be mended.
    """

    filename: str
    rule: str
    severity: Severity
    confidence: str
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


class InvalidManifest(UserError, ValueError):  # noqa: N818  the name that programs know
    """A manifest with errors was to be compiled; `diagnostics` are all that was found in it."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        errors = [found for found in diagnostics if found.severity == Severity.ERROR]
        lines = [f"{found.filename}:{found.line}:{found.column}: {found.message} [{found.rule}]" for found in errors]
        super().__init__("\n".join(lines) or "the manifest can't be read, although nothing is reported of it")
        self.diagnostics = diagnostics
