"""A rule: what it looks at, when it holds, and the finding where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ircompile.findings.errors import UserError
from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import kind_of
from ircompile.findings.values import get
from ircompile.rulebook.cel import values as cel
from ircompile.rulebook.path import index_of, list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ircompile.findings.values import Path as Steps
    from ircompile.rulebook.path import Route
    from ircompile.sources.source import Source

    Names = Mapping[str, Any]
    """The values of the variables of expressions."""


MOST = 1000
"""Values of a job that a rule looks at: each may look at all the others."""
MANY = 50
"""Places that a part of a finding looks over, and blames, at most; of a longer list around it, those that are near."""


class RuleError(UserError):
    """A rule file that can't be used; `start` is the offset in `source` of what is wrong with it.

    Of one that fails on a manifest, `steps` leads to the value that the rule looked at.
    """

    def __init__(self, source: Source, start: int, message: str, steps: Steps = ()) -> None:
        super().__init__(message, source.name, *source.location(start))
        self.source, self.start, self.steps = source, start, steps


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule accepts, or one in which it finds exactly `finds` ("line:column message").

    `kind` says what the text is: "manifest"; "command" for an `aws` command as `convert` reads it; or "bytes", a
    manifest whose bytes are given in Base64. `schema` is a JSON Schema that the configuration names, `region` is its
    region, if any.
    """

    name: str
    kind: str
    text: str
    finds: tuple[str, ...]
    schema: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression, or a text with expressions in it, compiled; `key` is what it is in its file, from `start` on."""

    key: str
    text: str
    start: int
    run: Callable[[Names], Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Places that a case blames: where its route leads, as far as `where` holds there."""

    route: Route
    label: Formula | None
    where: Formula | None


@dataclass(frozen=True, slots=True)
class Check:
    """One case of a rule, compiled."""

    severity: str
    when: Formula | None
    holds: Formula
    at: tuple[Spot, ...]
    message: Formula
    help: Formula | None
    notes: tuple[Formula, ...]
    fix: Mend | None


@dataclass(frozen=True, slots=True)
class Mend:
    """What a fix sets, if it is wanted: a member of `self` to the value of an expression."""

    safe: bool
    route: Route
    value: Formula


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
            RuleError: The file can't be used.
        """
        self._body = self._body or self.load()
        return self._body

    @property
    def fields(self) -> set[str]:
        """The paths of the values that it blames, as the model writes them."""
        return {
            str(spot.route.seen_from(each))
            for each in self.body.each
            for check in self.body.checks
            for spot in check.at
        }

    def run(self, job: dict[str, Any], region: str = "", only: Steps | None = None) -> Iterator[Finding]:
        """The findings of this rule in a request.

        Args:
            job: The request.
            region: The region that jobs are created in; "" where nobody says.
            only: The place whose findings are asked for; as far as the rest takes time, it is left out.

        Raises:
            RuleError: An expression fails although `when` let it through: a fault of the rule file.
        """
        starts = {check.at[0].route.start for check in self.body.checks}
        passed = only if only is not None and starts == {"self"} else None
        for route in self.body.each:
            for number, (steps, value) in enumerate(islice(route.values(job), MOST + 1)):
                if number == MOST:
                    yield _too_many(steps)
                    break
                if passed is not None and steps != passed[: len(steps)]:
                    continue
                names = {"self": value, "job": job, "region": region, **_where(job, steps)}
                for check in self.body.checks:
                    finding = self._judge(check, steps, names)
                    if finding:
                        yield finding
                        break

    def _judge(self, check: Check, steps: Steps, names: Names) -> Finding | None:
        try:
            if not self._applies(check.when, steps, names) or self._truth(check.holds, steps, names):
                return None
            return self._finding(check, steps, names)
        except cel.TooCostlyError as error:
            return self._too_costly(error, steps)
        except cel.UnknownValueError:
            return None  # somebody has spoken of that value already

    def _applies(self, condition: Formula | None, steps: Steps, names: Names) -> bool:
        """Whether a condition holds, or there is none; it does not where something that it needs is absent."""
        try:
            return condition is None or self._is_true(condition, condition.run(names), steps)
        except cel.TooCostlyError:
            raise
        except cel.CelError:
            return False

    def _truth(self, formula: Formula, steps: Steps, names: Names) -> bool:
        return self._is_true(formula, self._value(formula, steps, names), steps)

    def _is_true(self, formula: Formula, value: Any, steps: Steps) -> bool:
        if isinstance(value, bool):
            return value
        raise RuleError(self.body.text, formula.start, f"`{formula.key}` is true or false, not {kind_of(value)}", steps)

    def _value(self, formula: Formula, steps: Steps, names: Names) -> Any:
        """The value of what must have one, since `when` let it through."""
        try:
            return formula.run(names)
        except cel.UnknownValueError:
            raise
        except cel.CelError as error:
            message = f"the rule's `{formula.key}` fails on a manifest that its `when` lets through: {error}"
            raise RuleError(self.body.text, formula.start, message, steps) from None

    def _too_costly(self, error: cel.TooCostlyError, steps: Steps) -> Finding:
        return Finding(
            "limit-exceeded",
            [Blame(steps)],
            message=f"the rule {self.id} can't be decided: {error}",
            help="the bound is that of the rule language; a request with so many values is refused anyway",
        )

    def _finding(self, check: Check, steps: Steps, names: Names) -> Finding:
        changes = []
        if check.fix:
            target = (*steps, *check.fix.route.steps)
            new = self._value(check.fix.value, steps, names)
            title = f"set {target[-1]} to {new}"
            changes.append(Change("replace", target, new, safe=check.fix.safe, title=title))
        return Finding(
            self.id,
            list(self._blames(check, steps, names)),
            message=self._value(check.message, steps, names),
            help=self._value(check.help, steps, names) if check.help else "",
            notes=[self._value(note, steps, names) for note in check.notes],
            severity=check.severity,
            changes=changes,
        )

    def _blames(self, check: Check, steps: Steps, names: Names) -> Iterator[Blame]:
        """The places that a check blames; the first even where it is absent, the others only where they are there."""
        for number, spot in enumerate(check.at):
            base, start = _base(spot.route, steps, names)
            among = _near(names["index"], len(start)) if spot.route.start == "siblings" else None
            found = list(islice(spot.route.values(start, among), MANY))
            if not found and not number:
                found = [(spot.route.steps_into(start), None)]
            for below, value in found:
                path = (*base, *below)
                there = {**names, "value": value, "place": index_of(path)}
                if self._applies(spot.where, steps, there):
                    yield Blame(path, self._value(spot.label, steps, there) if spot.label else "")


def _too_many(steps: Steps) -> Finding:
    """All rules that look there say it in the same words, so that it is reported once."""
    return Finding(
        "limit-exceeded",
        [Blame(list_of(steps))],
        message=f"there are too many values for rules to look at: the limit is {MOST}",
        help="no job needs so many; split it",
    )


def _near(index: int, length: int) -> range:
    """The indexes of the elements of a list, or of those near one of them."""
    if length <= MANY:
        return range(length)
    start = min(max(index - MANY // 2, 0), length - MANY)
    return range(start, start + MANY)


def _base(route: Route, steps: Steps, names: Names) -> tuple[Steps, Any]:
    """Where a route starts, and the value there."""
    if route.start == "job":
        return (), names["job"]
    return (list_of(steps), names["siblings"]) if route.start == "siblings" else (steps, names["self"])


def _where(job: dict[str, Any], steps: Steps) -> Names:
    """What the variables say that tell where `self` is."""
    has_list = any(isinstance(step, int) for step in steps)
    return {
        "index": index_of(steps),
        "name": next((step for step in reversed(steps) if isinstance(step, str)), "job"),
        "siblings": get(job, list_of(steps)) if has_list else [],
    }
