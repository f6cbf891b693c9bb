"""The rule book: rule files to checks. Built-in rules and people's own are read alike, by this module alone."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ircompile import cel
from ircompile.config import Limits
from ircompile.finding import Blame, Change, Finding
from ircompile.model.functions import FUNCTIONS
from ircompile.model.routes import Route
from ircompile.reading.yaml_text import read_yaml
from ircompile.shipped import folder
from ircompile.source import Source, decode
from ircompile.wording import listed, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ircompile.tree import Node
    from ircompile.tree import Path as Steps

    Expression = Callable[[Mapping[str, Any]], Any]
    Template = Callable[[Mapping[str, Any]], str]

REQUIRED: Final = ("id", "severity", "confidence", "since", "summary", "why", "source", "good", "bad")
CASE: Final = ("severity", "when", "assert", "at", "message", "help", "notes", "fix")
"""What a case of a rule may say anew."""
FORMS: Final = ("manifest", "command")
"""What an example can be."""
KNOWN: Final = (*REQUIRED, "each", *CASE, "cases")
LEVELS: Final = {"severity": ("error", "warning", "info"), "confidence": ("model", "documented", "inferred")}
VARIABLES: Final = frozenset({"self", "job", "index", "name"})
"""`self` is the value that the rule looks at, `job` the whole request, `index` the place of `self` in its list
(from 0), `name` the member that it is."""
LABEL_VARIABLES: Final = VARIABLES | {"value"}
"""In labels `value` is the value at the labelled place, and `index` and `name` are that place's."""


class RuleFault(ValueError):
    """A rule file that can't be used; `line` and `column` (from 1) say where."""

    def __init__(self, file: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {message}")
        self.file, self.line, self.column, self.message = file, line, column, message


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule accepts, or one in which it finds exactly `finds` ("line:column message").

    `kind` says what the text is: "manifest", or "command" for an `aws` command as `convert` reads it.
    """

    name: str
    kind: str
    text: str
    finds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One case of a rule, compiled."""

    severity: str
    when: Expression | None
    holds: Expression
    at: tuple[tuple[Route, Template | None], ...]
    message: Template
    help: Template | None
    notes: tuple[Template, ...]
    fix: Mend | None


@dataclass(frozen=True, slots=True)
class Mend:
    """What a fix sets, if it is wanted: a member of `self` to the value of an expression."""

    safe: bool
    route: Route
    value: Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong. Without `checks` it is raised by a reader or a check in Python."""

    id: str
    topic: str
    severity: str
    confidence: str
    since: str
    summary: str
    why: str
    source: str
    each: tuple[Route, ...]
    checks: tuple[Check, ...]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    file: str

    def run(self, job: dict[str, Any]) -> Iterator[Finding]:
        """The findings of this rule in a request.

        Raises:
            RuleFault: An expression fails although `when` let it through: a fault of the rule file.
        """
        for route in self.each:
            for steps, value in route.values(job):
                for check in self.checks:
                    finding = self._judge(check, steps, {"self": value, "job": job, **_where(steps)})
                    if finding:
                        yield finding
                        break

    def _judge(self, check: Check, steps: Steps, names: dict[str, Any]) -> Finding | None:
        try:
            if check.when and check.when(names) is not True:
                return None
        except cel.CelError:
            return None  # what the rule looks for is not there
        try:
            if check.holds(names):
                return None
            return self._finding(check, steps, names)
        except cel.UnknownValue:
            return None  # somebody has spoken of that value already
        except cel.CelError as error:
            raise RuleFault(self.file, 1, 1, f"the rule {self.id} fails on a manifest: {error}") from None

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


@functools.cache
def shipped_rules() -> dict[str, Rule]:
    """The rules that come with the package, by id, in the order of their topics and ids."""
    return read_rules(folder("rules"))


def read_rules(directory: Path) -> dict[str, Rule]:
    """The rules below a folder, by id.

    Raises:
        RuleFault: A file can't be used; two rules have one id.
    """
    rules: dict[str, Rule] = {}
    for file in sorted(directory.rglob("*.yaml")):
        rule = _RuleFile(file, directory).rule()
        if rule.id in rules:
            raise RuleFault(str(file), 1, 1, f"the id {rule.id} is taken by {rules[rule.id].file}")
        rules[rule.id] = rule
    return rules


class _RuleFile:
    """One rule file being read; every fault of it has a place."""

    def __init__(self, file: Path, base: Path) -> None:
        self.file = file
        self.source: Source = decode(str(file), file.read_bytes(), "yaml")
        self.topic = file.parent.relative_to(base).as_posix()
        documents = read_yaml(self.source, Limits())
        for finding in [*self.source.faults, *(fault for found in documents for fault in found.findings)]:
            raise self._fault(finding.blames[0].span or (0, 0), finding.message)
        if len(documents) != 1 or not isinstance(documents[0].value, dict):
            raise self._fault((0, 0), "a rule file is one mapping")
        self.root = documents[0].root
        self.value: dict[str, Any] = documents[0].value

    def rule(self) -> Rule:
        """The rule, with its expressions compiled."""
        self._keys(self.root, KNOWN, REQUIRED)
        if self.value["id"] != self.file.stem:
            raise self._at(self.root, "id", f"the id is not the file's name, {self.file.stem}")
        for key, levels in LEVELS.items():
            if self.value[key] not in levels:
                raise self._at(self.root, key, f"{key} must be {listed(levels)}")
        each = self.value.get("each", "")
        routes = each if isinstance(each, list) else [each]
        return Rule(
            id=self.value["id"],
            topic=self.topic,
            severity=self.value["severity"],
            confidence=self.value["confidence"],
            since=str(self.value["since"]),
            summary=self.value["summary"],
            why=self.value["why"],
            source=", ".join(str(part) for part in self.value["source"].values()),
            each=tuple(Route.parse(route) for route in routes),
            checks=tuple(self._checks()),
            good=tuple(self._examples("good")),
            bad=tuple(self._examples("bad")),
            file=str(self.file),
        )

    def _checks(self) -> Iterator[Check]:
        if "cases" in self.value:
            for node in self._list("cases"):
                self._keys(node, CASE, ())
                yield self._check({**self.value, **node.value}, node)
        elif "assert" in self.value:
            yield self._check(self.value, self.root)

    def _check(self, says: dict[str, Any], node: Node) -> Check:
        for key in ("assert", "message"):
            if key not in says:
                raise self._fault((node.start, node.start), f"a rule that asserts needs `{key}`")
        at = says.get("at", "self")
        return Check(
            severity=says["severity"],
            when=self._expression(says["when"], "when", node) if "when" in says else None,
            holds=self._expression(says["assert"], "assert", node),
            at=tuple(self._place(place, node) for place in (at if isinstance(at, list) else [at])),
            message=self._template(says["message"], "message", node),
            help=self._template(says["help"], "help", node) if "help" in says else None,
            notes=tuple(self._template(note, "notes", node) for note in says.get("notes", ())),
            fix=self._mend(says["fix"], node) if "fix" in says else None,
        )

    def _place(self, place: str | dict[str, str], node: Node) -> tuple[Route, Template | None]:
        if isinstance(place, str):
            return Route.parse(place), None
        ((route, label),) = place.items()
        return Route.parse(route), self._template(label, "at", node, LABEL_VARIABLES)

    def _mend(self, fix: dict[str, Any], node: Node) -> Mend:
        ((route, value),) = fix["set"].items()
        return Mend(fix["kind"] == "safe", Route.parse(route), self._expression(value, "fix", node))

    def _expression(self, text: Any, key: str, node: Node) -> Expression:
        try:
            return cel.compile_expression(str(text), variables=VARIABLES, functions=FUNCTIONS)
        except cel.CelSyntaxError as error:
            raise self._at(node, key, f"{error} in `{text}`") from None

    def _template(self, text: Any, key: str, node: Node, variables: frozenset[str] = VARIABLES) -> Template:
        try:
            return cel.compile_template(str(text), variables=variables, functions=FUNCTIONS)
        except cel.CelSyntaxError as error:
            raise self._at(node, key, f"{error} in `{text}`") from None

    def _examples(self, kind: str) -> Iterator[Example]:
        required = ("name", "finds") if kind == "bad" else ("name",)
        for node in self._list(kind):
            self._keys(node, (*required, *FORMS), required)
            forms = [form for form in FORMS if form in node.value]
            if len(forms) != 1:
                raise self._fault((node.start, node.start), f"an example has one of {listed(FORMS)}")
            yield Example(node.value["name"], forms[0], node.value[forms[0]], tuple(node.value.get("finds", ())))

    def _keys(self, node: Node, known: tuple[str, ...], required: tuple[str, ...]) -> None:
        """Refuse what is not known, and what is missing."""
        if not isinstance(node.value, dict):
            raise self._fault((node.start, node.end), "a mapping is wanted here")
        for key, place in (node.keys or {}).items():
            if key not in known:
                near = nearest(key, known)
                raise self._fault(place, f"unknown key `{key}`" + (f", did you mean `{near}`?" if near else ""))
        for key in required:
            if key not in node.value:
                raise self._fault((node.start, node.start), f"the key `{key}` is missing")

    def _list(self, key: str) -> list[Node]:
        node = self.root.below(key)
        if node is None or not isinstance(node.items, list):
            raise self._at(self.root, key, f"`{key}` is a list")
        return node.items

    def _at(self, node: Node, key: str, message: str) -> RuleFault:
        place = (node.below(key) or node).start
        return self._fault((place, place), message)

    def _fault(self, place: tuple[int, int], message: str) -> RuleFault:
        return RuleFault(str(self.file), *self.source.position(place[0]), message)
