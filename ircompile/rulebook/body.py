"""What a rule file contains, with its expressions compiled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ircompile.findings.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from ircompile.findings.finding import SeverityName
    from ircompile.findings.values import Path
    from ircompile.rulebook.path import RulePath
    from ircompile.sources.source import Source

    Bindings = Mapping[str, Any]
    """The values of the variables of expressions, by name."""
    ExampleKind = Literal["manifest", "command", "bytes", "payload", "python"]


class RuleError(UserError):
    """A rule file can't be used, or one of its expressions fails on a manifest.

    Attributes:
        source: The rule file.
        offset: Where the error is in the file.
        path: If an expression failed on a manifest, the path of the value that the rule looked at.
    """

    def __init__(self, source: Source, offset: int, message: str, path: Path = ()) -> None:
        super().__init__(message, source.name, *source.location(offset))
        self.source, self.offset, self.path = source, offset, path


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which a rule finds nothing, or exactly what its file says.

    Attributes:
        name: What the example shows.
        kind: What `text` is: "manifest"; "command", an `aws` command as `convert` reads it; "bytes", a manifest
            encoded in Base64; "payload", the archive of a sample payload, in Base64, too; or "python", a program.
        text: The example itself.
        finds: The findings of the rule, as "line:column message".
        schema: The text of a JSON Schema to lint with, "" for none.
        region: The region to lint with, "" for none.
        quotas: The quotas to lint with.
        overlay: The text of an overlay over the manifest in an environment, "" for none.
        include: What the environment includes; [] for everything.
    """

    name: str
    kind: ExampleKind
    text: str
    finds: tuple[str, ...]
    schema: str = ""
    region: str = ""
    quotas: dict[str, int] = field(default_factory=dict)
    overlay: str = ""
    include: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression, or a compiled template that contains expressions.

    Attributes:
        key: The key of the rule file that it is the value of.
        text: Its text in the rule file.
        offset: Where it starts in the rule file.
        run: Returns its value for the bindings of its variables.
    """

    key: str
    text: str
    offset: int
    run: Callable[[Bindings], Any]


@dataclass(frozen=True, slots=True)
class BlamedPath:
    """An entry of `at`: the values that match `path`, as far as `where` is true of them."""

    path: RulePath
    label: Expression | None
    where: Expression | None


@dataclass(frozen=True, slots=True)
class RuleFix:
    """The fix of a rule: sets a member below `self`, which `path` leads to, to the value of an expression.

    Without an expression, it removes the member.
    """

    safe: bool
    path: RulePath
    value: Expression | None


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One of the `cases` of a rule, or the only one of a rule without this key.

    Attributes:
        severity, when, message, help, notes, fix: The values of these keys, None or () if absent.
        assertion: The value of `assert`.
        blamed: The entries of `at`; the first is the value that a finding is reported on.
    """

    severity: SeverityName
    when: Expression | None
    assertion: Expression
    blamed: tuple[BlamedPath, ...]
    message: Expression
    help: Expression | None
    notes: tuple[Expression, ...]
    fix: RuleFix | None


@dataclass(frozen=True, slots=True)
class RuleBody:
    """The part of a rule that is needed only to run, test or explain it.

    Attributes:
        each: The values that the rule looks at, the whole job if the path has no steps.
        cases: The first whose `when` is true and whose assertion is false yields the finding; there may be none.
        good: Examples without a finding of the rule.
        bad: Examples with findings of the rule.
        source: The rule's file.
    """

    each: tuple[RulePath, ...]
    cases: tuple[RuleCase, ...]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    source: Source

    @property
    def fields(self) -> tuple[str, ...]:
        """The paths of the values that the rule blames, as the model writes them."""
        blamed = (at.path for case in self.cases for at in case.blamed)
        return tuple(sorted({str(path.from_job(each)) for path in blamed for each in self.each}))
