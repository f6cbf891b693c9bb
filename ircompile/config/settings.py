"""What a user can set."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ircompile.findings.values import Path
    from ircompile.sources.files import Glob

SEVERITIES = ("error", "warning", "info")
"""How bad a finding is, the worst first."""
OFF = "off"
"""The severity of a rule whose findings nobody wants to hear of."""
ALL = "ALL"
"""The name of all rules."""
PYPROJECT = "pyproject.toml"
"""A configuration file that counts where it has our table."""
CONFIDENCES = ("model", "documented", "inferred")
"""How sure a fact is, the surest first."""


HIGHEST = {
    "bytes": 2**31,
    "depth": 200,  # Python's stack ends somewhere
    "nodes": 10_000_000,
    "digits": 3500,  # of a hexadecimal number these are some 4200 decimal ones, and Python writes no more than 4300
    "documents": 1_000_000,
    "shorthand": 10_000_000,
    "findings": 100_000,
}
"""How far each bound can be raised: a configuration is a stranger's, too."""


LONGEST_ARGUMENT = 131_071
"""Bytes of the longest argument that Linux passes to a program (MAX_ARG_STRLEN, less the final NUL)."""


class Limits:
    """The bounds of what is read; a breach is a `limit-exceeded` finding, too many bytes are refused outright.

    None can be raised beyond what `HIGHEST` says; that is a ValueError.

    Attributes:
        bytes: Size of one file.
        depth: Levels of nesting (a request needs 7).
        nodes: Values of one file, counted as if every alias and merge were written out.
        digits: Digits of one number.
        documents: Documents of one file.
        shorthand: Characters of shorthand in one file; a string counts for at least 100.
        findings: Findings in one file; no more are looked for.
    """

    __slots__ = ("bytes", "depth", "digits", "documents", "findings", "nodes", "shorthand")

    def __init__(
        self,
        *,
        bytes: int = 8 * 2**20,
        depth: int = 100,
        nodes: int = 250_000,
        digits: int = 1000,
        documents: int = 10_000,
        findings: int = 200,
        shorthand: int = LONGEST_ARGUMENT,
    ) -> None:
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.digits = digits
        self.documents = documents
        self.findings = findings
        self.shorthand = shorthand
        for name, highest in HIGHEST.items():
            if getattr(self, name) > highest:
                raise ValueError(f"{name}: {getattr(self, name)} is too much, it can be {highest} at most")


class Ignored:
    """Findings of one place that are not reported.

    Attributes:
        path: The file.
        pointer: RFC 6901 pointer to the value that is silenced with everything below it; "" for all.
        rules: The rules and topics that are.
        reason: Why, for people; "" where nobody says.
        until: The last day on which it counts, as ISO 8601 writes it; "" for ever.
    """

    __slots__ = ("path", "pointer", "reason", "rules", "until")

    def __init__(self, *, path: Glob, pointer: str, rules: tuple[str, ...], reason: str = "", until: str = "") -> None:
        self.path = path
        self.pointer = pointer
        self.rules = rules
        self.reason = reason
        self.until = until


def _nowhere(_: Path) -> tuple[str, int]:
    return "", 0


class Config:
    """Settings; rules may be named by id, by topic, or all at once as ALL.

    Attributes:
        limits: The bounds of what is read.
        exclude: Files and folders that a walk passes over.
        model: A service model of one's own, `service-2.json`; "" for the facts that ship.
        extend_instance_types: Instance types that are taken besides those of the model.
        region: The AWS region that jobs are created in; "" where nobody says.
        rules: Folders with rules of one's own.
        schemas: Files with JSON Schemas that every request has to fit, too.
        select: The rules that are reported.
        ignore: The rules that are not.
        severity: Other severities, by rule or topic, or of ALL; "off" for none.
        min_confidence: The least confidence that is reported.
        fail_on: The least severity that makes a run fail, or "never"; None where nobody says.
        out_dir: Where `compile` writes if nothing else is said; "" for standard output.
        per_file_ignores: The rules that are not reported, by file.
        ignored: What is not reported, by file and place.
        require_reason: Whether a comment that silences something must say why.
        baseline: The file with the findings that are known and not reported; "" for none.
        files: The configuration files that say so, each one extended by the one before it.
        where: Returns the file and the line, from 1, of the setting at a path; "" and 0 if no file sets it.
    """

    __slots__ = (
        "baseline",
        "exclude",
        "extend_instance_types",
        "fail_on",
        "files",
        "ignore",
        "ignored",
        "limits",
        "min_confidence",
        "model",
        "out_dir",
        "per_file_ignores",
        "region",
        "require_reason",
        "rules",
        "schemas",
        "select",
        "severity",
        "where",
    )

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        exclude: tuple[Glob, ...] = (),
        model: str = "",
        extend_instance_types: tuple[str, ...] = (),
        region: str = "",
        rules: tuple[str, ...] = (),
        schemas: tuple[str, ...] = (),
        select: tuple[str, ...] = ("ALL",),
        ignore: tuple[str, ...] = (),
        severity: Mapping[str, str] | None = None,
        min_confidence: str = CONFIDENCES[-1],
        fail_on: str | None = None,
        out_dir: str = "",
        per_file_ignores: Mapping[Glob, tuple[str, ...]] | None = None,
        ignored: tuple[Ignored, ...] = (),
        require_reason: bool = False,
        baseline: str = "",
        files: tuple[str, ...] = (),
        where: Callable[[Path], tuple[str, int]] = _nowhere,
    ) -> None:
        self.limits = limits or Limits()
        self.exclude = exclude
        self.model = model
        self.extend_instance_types = extend_instance_types
        self.region = region
        self.rules = rules
        self.schemas = schemas
        self.select = select
        self.ignore = ignore
        self.severity = severity or {}
        self.min_confidence = min_confidence
        self.fail_on = fail_on
        self.out_dir = out_dir
        self.per_file_ignores = per_file_ignores or {}
        self.ignored = ignored
        self.require_reason = require_reason
        self.baseline = baseline
        self.files = files
        self.where = where

    @property
    def names_rules(self) -> bool:
        """Whether it names rules or topics, which might not be there."""
        return self.select != (ALL,) or any((self.ignore, self.severity, self.per_file_ignores, self.ignored))

    def severity_of(self, rule: str, topic: str) -> str | None:
        """The severity that it gives a rule, "off" for none; None where it does not say."""
        return self.severity.get(rule) or self.severity.get(topic) or self.severity.get(ALL)
