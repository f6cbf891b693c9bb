"""Settings as values."""

from __future__ import annotations

from ircompile.sources.files import HOST_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from ircompile.config.environments import Environment
    from ircompile.findings.diagnostic import Confidence
    from ircompile.findings.finding import SeverityName
    from ircompile.findings.values import Path
    from ircompile.sources.globs import Glob

    FailLevel = SeverityName | Literal["never"]

SEVERITIES: tuple[SeverityName, ...] = ("error", "warning", "info")
"""The severities, the worst first."""
OFF = "off"
"""The severity of a rule that is switched off."""
ALL = "ALL"
"""The name that selects all rules."""
PYPROJECT = "pyproject.toml"
"""A configuration file if it has our table."""
HOSTS: tuple[str, ...] = tuple(HOST_ENDINGS)
"""The kinds of files of other languages that may make jobs."""
CONFIDENCES: tuple[Confidence, ...] = ("model", "documented", "inferred")
"""The confidences, the surest first."""

HIGHEST = {
    "bytes": 2**31,
    "depth": 200,  # Python's stack is limited
    "nodes": 10_000_000,
    "digits": 3500,  # some 4200 decimal ones if they are hexadecimal; Python converts no more than 4300
    "documents": 1_000_000,
    "shorthand": 10_000_000,
    "findings": 100_000,
}
"""The maximum of each limit, since a configuration may come from an untrusted pull request."""


def _repr(value: object) -> str:
    """Return a value with all its attributes, for debugging."""
    names = type(value).__slots__  # type: ignore[attr-defined]  # every class below has them
    return f"{type(value).__name__}({', '.join(f'{name}={getattr(value, name)!r}' for name in names)})"


LONGEST_ARGUMENT = 131_071
"""Bytes of the longest argument that Linux passes to a program (MAX_ARG_STRLEN, less the final NUL)."""


class Limits:
    """The limits of input. Exceeding one is the finding `limit-exceeded`; files with too many bytes aren't read.

    Attributes:
        bytes: The size of a file.
        depth: The levels of nesting (a request needs 7).
        nodes: The values in a file, with aliases and merges expanded.
        digits: The digits of a number.
        documents: The documents in a file.
        shorthand: The characters of shorthand in a file; each string counts as at least 100.
        findings: The findings in a file; checking stops there.

    Raises:
        ValueError: A limit exceeds its maximum in `HIGHEST`.
    """

    __slots__ = ("bytes", "depth", "digits", "documents", "findings", "nodes", "shorthand")
    __repr__ = _repr

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
                raise ValueError(f"{name} must be at most {highest}, not {getattr(self, name)}")


class Ignored:
    """An entry that suppresses findings, `[[ignore]]` in a configuration file.

    Attributes:
        path: The files.
        pointer: RFC 6901 pointer to the value whose findings are suppressed, with all below it; "" for all values.
        rules: The rules and topics to suppress.
        reason: The reason, or "".
        until: The last day on which the entry applies, as an ISO 8601 date; "" for no end.
    """

    __slots__ = ("path", "pointer", "reason", "rules", "until")
    __repr__ = _repr

    def __init__(self, *, path: Glob, pointer: str, rules: tuple[str, ...], reason: str = "", until: str = "") -> None:
        self.path = path
        self.pointer = pointer
        self.rules = rules
        self.reason = reason
        self.until = until


def _nowhere(_: Path) -> tuple[str, int]:
    return "", 0


class Config:
    """The settings of a run. Rules are given by id, by topic, or together as ALL.

    Attributes:
        limits: The limits of input.
        exclude: Files and folders to skip when a folder is searched.
        hosts: The kinds of files of other languages that are looked at.
        model: A custom service model, a `service-2.json`; "" for the one that ships.
        extend_instance_types: Instance types to accept in addition to those of the service model.
        region: The AWS region in which jobs are created; "" if unknown.
        rules: Folders with custom rules.
        schemas: Files with JSON Schemas that every request must fit in addition to the service model.
        select: The rules to report.
        ignore: The rules not to report.
        severity: Severities that replace those of rules, by rule, topic or ALL; "off" switches rules off.
        min_confidence: The lowest confidence to report.
        fail_on: The lowest severity with which a run fails, or "never"; None if not set.
        out_dir: The folder to which `compile` writes by default; "" for standard output.
        file_name: The pattern of the names of the files there; "" for the name of the job.
        compile_exclude: Files whose jobs are not compiled.
        per_file_ignores: The rules not to report, by file.
        ignored: The findings not to report, by file and pointer.
        require_reason: Whether comments and entries that suppress findings need a reason.
        baseline: The file with known findings, which aren't reported; "" for none.
        quotas: How many instances of a type the account may have for endpoints, by the type's name.
        environments: The environments, by name.
        chosen: The names of the environments that the run is limited to; () for all.
        assignments: What the command line sets in every job, each as "MEMBER.PATH=VALUE".
        files: The configuration files of these settings, each followed by the one that it extends.
        where: Returns the file and the line, from 1, of the setting at a path; "" and 0 if no file sets it, the
            option and 0 if the command line does.
    """

    __slots__ = (
        "assignments",
        "baseline",
        "chosen",
        "compile_exclude",
        "environments",
        "exclude",
        "extend_instance_types",
        "fail_on",
        "file_name",
        "files",
        "hosts",
        "ignore",
        "ignored",
        "limits",
        "min_confidence",
        "model",
        "out_dir",
        "per_file_ignores",
        "quotas",
        "region",
        "require_reason",
        "rules",
        "schemas",
        "select",
        "severity",
        "where",
    )
    __repr__ = _repr

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        exclude: tuple[Glob, ...] = (),
        hosts: tuple[str, ...] = HOSTS,
        model: str = "",
        extend_instance_types: tuple[str, ...] = (),
        region: str = "",
        rules: tuple[str, ...] = (),
        schemas: tuple[str, ...] = (),
        select: tuple[str, ...] = ("ALL",),
        ignore: tuple[str, ...] = (),
        severity: Mapping[str, str] | None = None,
        min_confidence: Confidence = CONFIDENCES[-1],
        fail_on: FailLevel | None = None,
        out_dir: str = "",
        file_name: str = "",
        compile_exclude: tuple[Glob, ...] = (),
        per_file_ignores: Mapping[Glob, tuple[str, ...]] | None = None,
        ignored: tuple[Ignored, ...] = (),
        require_reason: bool = False,
        baseline: str = "",
        quotas: Mapping[str, int] | None = None,
        environments: Mapping[str, Environment] | None = None,
        chosen: tuple[str, ...] = (),
        assignments: tuple[str, ...] = (),
        files: tuple[str, ...] = (),
        where: Callable[[Path], tuple[str, int]] = _nowhere,
    ) -> None:
        self.limits = limits or Limits()
        self.exclude = exclude
        self.hosts = hosts
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
        self.file_name = file_name
        self.compile_exclude = compile_exclude
        self.per_file_ignores = per_file_ignores or {}
        self.ignored = ignored
        self.require_reason = require_reason
        self.baseline = baseline
        self.quotas = quotas or {}
        self.environments = environments or {}
        self.chosen = chosen
        self.assignments = assignments
        self.files = files
        self.where = where

    @property
    def names_rules(self) -> bool:
        """Whether a setting names rules or topics, which might not exist."""
        return self.select != (ALL,) or any((self.ignore, self.severity, self.per_file_ignores, self.ignored))

    def severity_of(self, rule: str, topic: str) -> str | None:
        """Return the severity that is set for a rule, or "off"; None if none is set."""
        return self.severity.get(rule) or self.severity.get(topic) or self.severity.get(ALL)


def floor_of(wanted: SeverityName, fail_on: FailLevel) -> SeverityName:
    """Return the least severity that is reported: findings that make a run fail always are.

    Args:
        wanted: The least severity that was asked for.
        fail_on: The least severity that makes the run fail.
    """
    return wanted if fail_on == "never" else max(wanted, fail_on, key=SEVERITIES.index)
