"""A rule: what it looks at, when it holds, and the finding where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ircompile.cel import values as cel
from ircompile.finding import Blame, Change, Finding
from ircompile.wording import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ircompile.model.routes import Route
    from ircompile.source import Source
    from ircompile.tree import Path as Steps

    Expression = Callable[[Mapping[str, Any]], Any]
    Template = Callable[[Mapping[str, Any]], str]


MOST = 1000
"""Values of a job that a rule looks at: each may look at all the others."""


class RuleFault(ValueError):
    """A rule file that can't be used; `start` is the offset in `source` of what is wrong with it."""

    def __init__(self, source: Source, start: int, message: str) -> None:
        line, column = source.position(start)
        super().__init__(f"{source.name}:{line}:{column}: {message}")
        self.source, self.start, self.message = source, start, message


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule accepts, or one in which it finds exactly `finds` ("line:column message").

    `kind` says what the text is: "manifest"; "command" for an `aws` command as `convert` reads it; or "bytes", a
    manifest whose bytes are given in Base64. `schema` is a JSON Schema that the configuration names, if any.
    """

    name: str
    kind: str
    text: str
    finds: tuple[str, ...]
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One case of a rule, compiled; `condition` and `assertion` are its texts, which begins at `start` of its file."""

    severity: str
    condition: str
    assertion: str
    when: Expression | None
    holds: Expression
    at: tuple[tuple[Route, Template | None], ...]
    message: Template
    help: Template | None
    notes: tuple[Template, ...]
    fix: Mend | None
    start: int


@dataclass(frozen=True, slots=True)
class Mend:
    """What a fix sets, if it is wanted: a member of `self` to the value of an expression."""

    safe: bool
    route: Route
    value: Expression


@dataclass(frozen=True, slots=True)
class Body:
    """What a rule file says besides what its rule is: where it looks, what it asserts, and its examples."""

    each: tuple[Route, ...]
    checks: tuple[Check, ...]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    text: Source


@dataclass(slots=True)
class Rule:
    """One thing that can be wrong.

    Attributes:
        id, topic, severity, confidence, since, summary, why, source: What its file and its folder say.
        asserts: Whether it asserts something; else it is raised by a reader or a check in Python.
        load: Gives the rest of its file, which few runs need.
    """

    id: str
    topic: str
    severity: str
    confidence: str
    since: str
    summary: str
    why: str
    source: str
    asserts: bool
    load: Callable[[], Body]
    _body: Body | None = None

    @property
    def body(self) -> Body:
        """The rest of its file.

        Raises:
            RuleFault: The file can't be used.
        """
        self._body = self._body or self.load()
        return self._body

    @property
    def fields(self) -> set[str]:
        """The paths of the values that it blames, as the model writes them."""
        return {
            str(route if route.absolute else each + route)
            for each in self.body.each
            for check in self.body.checks
            for route, _ in check.at
        }

    def run(self, job: dict[str, Any]) -> Iterator[Finding]:
        """The findings of this rule in a request.

        Raises:
            RuleFault: An expression fails although `when` let it through: a fault of the rule file.
        """
        for route in self.body.each:
            for steps, value in islice(route.values(job), MOST):
                for check in self.body.checks:
                    finding = self._judge(check, steps, {"self": value, "job": job, **_where(steps)})
                    if finding:
                        yield finding
                        break

    def _judge(self, check: Check, steps: Steps, names: dict[str, Any]) -> Finding | None:
        try:
            if not self._applies(check, names) or self._truth(check.holds(names), check, "assert"):
                return None
            return self._finding(check, steps, names)
        except cel.TooCostly as error:
            return self._too_costly(error, steps)
        except cel.UnknownValue:
            return None  # somebody has spoken of that value already
        except cel.CelError as error:
            message = f"the rule fails on a manifest that its `when` lets through: {error}"
            raise RuleFault(self.body.text, check.start, message) from None

    def _applies(self, check: Check, names: dict[str, Any]) -> bool:
        """Whether what the rule looks for is there."""
        try:
            return check.when is None or self._truth(check.when(names), check, "when")
        except cel.TooCostly:
            raise
        except cel.CelError:
            return False

    def _truth(self, value: Any, check: Check, key: str) -> bool:
        if isinstance(value, bool):
            return value
        raise RuleFault(self.body.text, check.start, f"`{key}` is true or false, not {kind_of(value)}")

    def _too_costly(self, error: cel.TooCostly, steps: Steps) -> Finding:
        return Finding(
            "limit-exceeded",
            [Blame(steps)],
            message=f"the rule {self.id} can't be decided: {error}",
            help="the bound is that of the rule language; a request with so many values is refused anyway",
        )

    def _finding(self, check: Check, steps: Steps, names: dict[str, Any]) -> Finding:
        changes = []
        if check.fix:
            target = (*steps, *check.fix.route.steps)
            new = check.fix.value(names)
            title = f"set {target[-1]} to {new}"
            changes.append(Change("replace", target, new, safe=check.fix.safe, title=title))
        return Finding(
            self.id,
            list(_blames(check, steps, names)),
            message=check.message(names),
            help=check.help(names) if check.help else "",
            notes=[note(names) for note in check.notes],
            severity=check.severity,
            changes=changes,
        )


def _where(steps: Steps) -> dict[str, Any]:
    indexes = [step for step in steps if isinstance(step, int)]
    members = [step for step in steps if isinstance(step, str)]
    return {"index": indexes[-1] if indexes else 0, "name": members[-1] if members else "job"}


def _blames(check: Check, steps: Steps, names: dict[str, Any]) -> Iterator[Blame]:
    """The places that a check blames; the first even where it is absent, the others only where they are there."""
    for number, (route, label) in enumerate(check.at):
        base, start = ((), names["job"]) if route.absolute else (steps, names["self"])
        found = list(route.values(start))
        if not found and not number:
            found = [(route.steps_into(start), None)]
        for below, value in found:
            path = (*base, *below)
            yield Blame(path, label({**names, **_where(path), "value": value}) if label else "")
