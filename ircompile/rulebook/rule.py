"""Rules: the values that each looks at, its conditions, and the findings where one does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import kind_of
from ircompile.findings.values import get
from ircompile.rulebook.body import RuleError
from ircompile.rulebook.cel.values import CelError, TooCostlyError, UnknownValueError
from ircompile.rulebook.path import enclosing_list, innermost_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.findings.diagnostic import Confidence
    from ircompile.findings.finding import SeverityName
    from ircompile.findings.values import Path
    from ircompile.rulebook.body import Bindings, Expression, RuleBody, RuleCase, RuleFix
    from ircompile.rulebook.path import RulePath

MAX_VALUES: Final = 1000
"""The most values of a job that a rule looks at: for each of them it may look at all the others."""
MAX_BLAMED: Final = 50
"""The most values that one entry of `at` blames; of longer `siblings`, only those near the value are looked at."""


@dataclass(slots=True)
class Rule:
    """One thing that can be wrong with a job.

    Attributes:
        id, severity, confidence, since, summary, why, source: The values of these keys in the rule's file.
        topic: The folder of the rule's file.
        asserts: Whether the rule has an assertion; otherwise its findings come from a reader or a check in Python.
        fields: The paths of the values that an assertion blames, as the model writes them.
        load: Returns the body; few runs need it.
    """

    id: str
    topic: str
    severity: SeverityName
    confidence: Confidence
    since: str
    summary: str
    why: str
    source: str
    asserts: bool
    fields: tuple[str, ...]
    load: Callable[[], RuleBody]
    _body: RuleBody | None = None

    @property
    def body(self) -> RuleBody:
        """The rest of the rule's file, loaded when it is first asked for.

        Raises:
            RuleError: The file can't be used.
        """
        self._body = self._body or self.load()
        return self._body

    def run(self, job: dict[str, Any], region: str = "", only: Path | None = None) -> Iterator[Finding]:
        """Yield the findings of this rule in a request.

        Args:
            job: The request.
            region: The region that the job is created in, "" if it is not known.
            only: A path whose findings are wanted. Others may be left out, to save time.

        Raises:
            RuleError: An expression fails although `when` is true: the rule file is wrong.
        """
        wanted = only if only and all(case.blamed[0].path.root == "self" for case in self.body.cases) else None
        for each in self.body.each:
            for number, (path, value) in enumerate(islice(each.values(job), MAX_VALUES + 1)):
                if number == MAX_VALUES:
                    yield _too_many(path)
                    break
                if wanted is not None and path != wanted[: len(path)]:
                    continue
                bindings = {"self": value, "job": job, "region": region, **_bindings_of_path(job, path)}
                for case in self.body.cases:
                    finding = self._evaluate_case(case, path, bindings)
                    if finding:
                        yield finding
                        break

    def _evaluate_case(self, case: RuleCase, path: Path, bindings: Bindings) -> Finding | None:
        try:
            if not self._condition_holds(case.when, path, bindings):
                return None
            if self._require_bool(case.assertion, self._evaluate(case.assertion, path, bindings), path):
                return None
            return self._finding(case, path, bindings)
        except TooCostlyError as error:
            return self._too_costly(error, path)
        except UnknownValueError:
            return None  # another finding reports the value that is unknown

    def _condition_holds(self, condition: Expression | None, path: Path, bindings: Bindings) -> bool:
        """Return whether a condition is true or absent; one that fails, as on an absent value, counts as false."""
        try:
            return condition is None or self._require_bool(condition, condition.run(bindings), path)
        except TooCostlyError:
            raise
        except CelError:
            return False

    def _require_bool(self, expression: Expression, value: Any, path: Path) -> bool:
        if isinstance(value, bool):
            return value
        message = f"`{expression.key}` must be true or false, not {kind_of(value)}"
        raise RuleError(self.body.source, expression.offset, message, path)

    def _evaluate(self, expression: Expression, path: Path, bindings: Bindings) -> Any:
        """Return the value of an expression that must not fail, since `when` is true."""
        try:
            return expression.run(bindings)
        except UnknownValueError:
            raise
        except CelError as error:
            message = f"the rule's `{expression.key}` fails on a manifest that its `when` accepts: {error}"
            raise RuleError(self.body.source, expression.offset, message, path) from None

    def _too_costly(self, error: TooCostlyError, path: Path) -> Finding:
        return Finding(
            "limit-exceeded",
            [Blame(path)],
            message=f"the rule {self.id} can't be evaluated: {error}",
            help="use fewer values: the service rejects a request with so many anyway",
        )

    def _finding(self, case: RuleCase, path: Path, bindings: Bindings) -> Finding:
        return Finding(
            self.id,
            list(self._blames(case, path, bindings)),
            message=self._evaluate(case.message, path, bindings),
            help=self._evaluate(case.help, path, bindings) if case.help else "",
            notes=[self._evaluate(note, path, bindings) for note in case.notes],
            severity=case.severity,
            changes=[self._change(case.fix, path, bindings)] if case.fix else (),
        )

    def _change(self, fix: RuleFix, path: Path, bindings: Bindings) -> Change:
        """Return the change that a fix makes to the value at `path`."""
        target = (*path, *fix.path.steps)
        if fix.value is None:
            return Change("remove", target, None, safe=fix.safe, title=f"remove `{target[-1]}`")
        new = self._evaluate(fix.value, path, bindings)
        return Change("replace", target, new, safe=fix.safe, title=f"set `{target[-1]}` to {new}")

    def _blames(self, case: RuleCase, path: Path, bindings: Bindings) -> Iterator[Blame]:
        """Yield the blames of a case: at least one for its first entry, even if the value is absent."""
        for number, blamed in enumerate(case.blamed):
            base, start = _root_of(blamed.path, path, bindings)
            indexes = _nearby_indexes(bindings["index"], len(start)) if blamed.path.root == "siblings" else None
            found = list(islice(blamed.path.values(start, indexes), MAX_BLAMED))
            if not found and not number:
                found = [(blamed.path.longest_match(start), None)]
            for below, value in found:
                target = (*base, *below)
                extended = {**bindings, "value": value, "place": innermost_index(target)}
                if self._condition_holds(blamed.where, path, extended):
                    yield Blame(target, self._evaluate(blamed.label, path, extended) if blamed.label else "")


def _too_many(path: Path) -> Finding:
    """Return a finding that is the same for all rules that look at these values, so that it is reported once."""
    return Finding(
        "limit-exceeded",
        [Blame(enclosing_list(path))],
        message=f"there are too many values for rules to check: the limit is {MAX_VALUES}",
        help="split the job: none needs so many",
    )


def _nearby_indexes(index: int, length: int) -> range:
    """Return all indexes of a list, or of a long one those around `index`."""
    if length <= MAX_BLAMED:
        return range(length)
    start = min(max(index - MAX_BLAMED // 2, 0), length - MAX_BLAMED)
    return range(start, start + MAX_BLAMED)


def _root_of(blamed: RulePath, path: Path, bindings: Bindings) -> tuple[Path, Any]:
    """Return the path and the value of a pattern's root; `path` is that of `self`."""
    match blamed.root:
        case "job":
            return (), bindings["job"]
        case "siblings":
            return enclosing_list(path), bindings["siblings"]
        case "self":
            return path, bindings["self"]


def _bindings_of_path(job: dict[str, Any], path: Path) -> Bindings:
    """Return the bindings of the variables that depend on the path of `self`."""
    has_list = any(isinstance(step, int) for step in path)
    return {
        "index": innermost_index(path),
        "name": next((step for step in reversed(path) if isinstance(step, str)), "job"),
        "siblings": get(job, enclosing_list(path)) if has_list else [],
    }
