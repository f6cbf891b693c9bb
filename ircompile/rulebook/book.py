"""The rule book: rule files to rules. Built-in rules and people's own are read alike, by this module alone."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any, Final

from ircompile.config.schema import fault
from ircompile.config.settings import Limits
from ircompile.findings.messages import LONGEST, cut
from ircompile.model.model import SHIPPED
from ircompile.package import folder, module
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.template import compile_template
from ircompile.rulebook.cel.values import CelSyntaxError
from ircompile.rulebook.functions import functions_of
from ircompile.rulebook.path import Route, RulePathError
from ircompile.rulebook.rule import Body, Check, Example, Formula, Mend, Rule, RuleError, Spot
from ircompile.sources.files import UnreadableFileError, read_bytes, walk
from ircompile.sources.source import decode, from_text
from ircompile.syntax.offsets import character_offsets
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source

FORMS: Final = ("manifest", "command", "bytes")
"""What an example can be."""
VARIABLES: Final = frozenset({"self", "job", "index", "name", "siblings", "region"})
"""`self` is the value that the rule looks at, `job` the whole request, `siblings` the innermost list that `self` is in,
`index` its place there (from 0), `name` the member that it is; `region` is the configuration's."""
PLACE_VARIABLES: Final = VARIABLES | {"value", "place"}
"""Where places are blamed, `value` is the value there, and `place` its index in its list."""
WHERE: Final = "where"
"""The key beside a route in `at`; no member is called so."""


@functools.lru_cache(maxsize=16)
def shipped_rules(model: Model = SHIPPED) -> dict[str, Rule]:
    """Return the rules that come with the package, by id, in the order of their topics and ids."""
    return {row["id"]: Rule(**row, load=functools.partial(_shipped_body, row, model)) for row in module("book").RULES}


def _shipped_body(row: dict[str, Any], model: Model) -> Body:
    file = folder("rules") / row["topic"] / f"{row['id']}.yaml"
    return _RuleFile(_source(str(file)), row["topic"], model).body()


def with_rules(folders: tuple[str, ...], model: Model = SHIPPED) -> dict[str, Rule]:
    """Return the shipped rules and those of other folders, by id.

    Args:
        folders: The folders.
        model: The model whose requests the rules look at.

    Raises:
        RuleError: A file can't be used; an id is taken.
    """
    rules = dict(shipped_rules(model))
    for directory in folders:
        for rule in read_rules(directory, model).values():
            if not rule.asserts:
                raise RuleError(rule.body.text, 0, "a rule of one's own needs `assert`, or `cases`")
            if rule.id in rules:
                raise _taken(rule, rules[rule.id])
            rules[rule.id] = rule
    return rules


def read_rules(directory: str, model: Model = SHIPPED) -> dict[str, Rule]:
    """The rules below a folder, by id.

    Raises:
        RuleError: A file can't be used; two rules have one id.
    """
    rules: dict[str, Rule] = {}

    def fail(folder: str, why: str) -> None:
        raise RuleError(from_text(cut(folder, 2 * LONGEST), ""), 0, why)

    for name in walk(directory, fail):
        if name.endswith(".yaml"):
            topic = os.path.relpath(os.path.dirname(name), directory).replace(os.sep, "/")
            rule = _RuleFile(_source(name), "own" if topic == "." else topic, model).rule()
            if rule.id in rules:
                raise _taken(rule, rules[rule.id])
            rules[rule.id] = rule
    if not rules:
        message = "no rule is in this folder: a rule is a file whose name ends in .yaml"
        raise RuleError(from_text(directory, ""), 0, message)
    return rules


def _taken(rule: Rule, other: Rule) -> RuleError:
    return RuleError(rule.body.text, 0, f"the id {rule.id} is taken by {other.body.text.name}")


def _source(name: str) -> Source:
    try:
        return decode(name, read_bytes(name, Limits().bytes, raised_by=""), "yaml")
    except UnreadableFileError as error:
        raise RuleError(from_text(name, ""), 0, f"the rule file can't be read: {error}") from None


class _RuleFile:
    """One rule file being read; every fault of it has a place."""

    def __init__(self, source: Source, topic: str, model: Model) -> None:
        self.source = source
        self.topic = topic
        self._functions = functions_of(model)
        self._requests = [model.request, SHIPPED.request]  # a rule may be about either
        documents = read_yaml(source, Limits())
        for finding in [*source.faults, *(found for document in documents for found in document.findings)]:
            raise RuleError(source, (finding.blames[0].span or (0, 0))[0], finding.message)
        self.root = documents[0].root if len(documents) == 1 else Node(None, 0, 0)
        wrong = fault(self.root.value, "rule")
        if wrong:
            path, part, message = wrong
            raise RuleError(source, self._place(path, part), message)
        self.value: dict[str, Any] = self.root.value
        self._shapes: list[Shape] = []  # of the values that the rule looks at
        self._lists: list[Shape] = []  # of those that they are in

    def _place(self, path: Path, part: str = "value") -> int:
        """Where the key or the value at a path stands."""
        node = parent = self.root
        for step in path:
            parent, node = node, node.below(step) or node
        return (parent.keys or {})[str(path[-1])][0] if part == "key" else node.start

    def rule(self) -> Rule:
        """The rule, with its expressions compiled."""
        stem = os.path.basename(self.source.name).removesuffix(".yaml")
        if self.value["id"] != stem:
            raise RuleError(self.source, self._place(("id",)), f"the id is not the file's name, {stem}")
        body = self.body()
        return Rule(
            **{name: self.value[name] for name in ("id", "severity", "confidence", "since", "summary", "why")},
            topic=self.topic,
            source=", ".join(self.value["source"].values()),
            asserts=bool(body.checks),
            load=lambda: body,
        )

    def body(self) -> Body:
        """What the rule looks at and asserts, with its expressions compiled, and its examples."""
        looked_at = [self._route(node, self._requests) for node in self._listed("each")]
        self._shapes = [shape for _, shapes in looked_at for shape in shapes]
        lists = [_ends(around, self._requests) for route, _ in looked_at if (around := route.list_around())]
        self._lists = [shape for shapes in lists for shape in shapes]
        return Body(
            each=tuple(route for route, _ in looked_at),
            checks=tuple(self._checks()),
            good=tuple(self._examples("good")),
            bad=tuple(self._examples("bad")),
            text=self.source,
        )

    def _listed(self, key: str) -> list[Node]:
        """What stands under a key: one value or a list of them; without the key, the whole job."""
        node = self.root.members.get(key) or Node("", 0, 0)
        return node.elements or [node]

    def _route(self, node: Node, starts: list[Shape], written: str | None = None) -> tuple[Route, list[Shape]]:
        """Return a route and the shapes that it leads to; one that leads nowhere from any of the shapes is refused."""
        route = Route.parse(node.value if written is None else written)
        starts = {"job": self._requests, "siblings": self._lists}.get(route.start, starts)
        if not starts:
            raise RuleError(self.source, node.start, "`siblings` are of a value in a list, as `each: Tags[*]` looks at")
        try:
            return route, _ends(route, starts)
        except RulePathError as misstep:
            raise RuleError(self.source, node.start, str(misstep)) from None

    def _checks(self) -> Iterator[Check]:
        says = self.root.members
        if "cases" in says:
            for case in says["cases"].elements:
                yield self._check({**says, **case.members}, case)
        elif "assert" in says:
            yield self._check(says, self.root)

    def _check(self, says: dict[str, Node], node: Node) -> Check:
        """A case: `says` are the rule's keys and, over them, its own."""
        for key in ("assert", "message"):
            if key not in says:
                raise RuleError(self.source, node.start, f"a rule that asserts needs `{key}`")
        at = says.get("at") or Node("self", node.start, node.start)
        return Check(
            severity=says["severity"].value,
            when=self._expression("when", says["when"]) if "when" in says else None,
            holds=self._expression("assert", says["assert"]),
            at=tuple(self._spot(place) for place in at.elements or [at]),
            message=self._template("message", says["message"]),
            help=self._template("help", says["help"]) if "help" in says else None,
            notes=tuple(self._template("notes", note) for note in says["notes"].elements) if "notes" in says else (),
            fix=self._mend(says["fix"]) if "fix" in says else None,
        )

    def _spot(self, place: Node) -> Spot:
        """A route; or one with its label, and perhaps the condition under which a place is blamed."""
        if not place.members:
            return Spot(self._route(place, self._shapes)[0], None, None)
        says = dict(place.members)
        where = says.pop(WHERE, None)
        if len(says) != 1:
            raise RuleError(self.source, place.start, "a place is one route with its label, and perhaps `where`")
        ((written, label),) = says.items()
        return Spot(
            self._route(place, self._shapes, written)[0],
            self._template("at", label, PLACE_VARIABLES),
            self._expression(WHERE, where, PLACE_VARIABLES) if where else None,
        )

    def _mend(self, fix: Node) -> Mend:
        target = fix.members["set"]
        ((written, value),) = target.members.items()
        route, _ = self._route(target, self._shapes, written)
        if route.start != "self" or not route.steps or "*" in route.steps:
            raise RuleError(self.source, target.start, "`set` names one member below the value that the rule looks at")
        return Mend(fix.value["kind"] == "safe", route, self._expression("fix", value))

    def _expression(self, key: str, node: Node, variables: frozenset[str] = VARIABLES) -> Formula:
        return self._compiled(compile_expression, key, node, variables)

    def _template(self, key: str, node: Node, variables: frozenset[str] = VARIABLES) -> Formula:
        return self._compiled(compile_template, key, node, variables)

    def _compiled(self, compile_: Callable[..., Any], key: str, node: Node, variables: frozenset[str]) -> Formula:
        try:
            run = compile_(node.value, variables=variables, functions=self._functions)
            return Formula(key, node.value, node.start, run)
        except CelSyntaxError as error:
            places = character_offsets(self.source.text, node)
            raise RuleError(self.source, places[min(error.index, len(node.value))], error.message) from None

    def _examples(self, kind: str) -> Iterator[Example]:
        for node in self.root.members[kind].elements:
            forms = [form for form in FORMS if form in node.value]
            if len(forms) != 1:
                raise RuleError(self.source, node.start, f"an example has one of {', '.join(FORMS)}")
            says = node.value
            set_ = {key: says[key] for key in ("schema", "region") if key in says}
            yield Example(says["name"], forms[0], says[forms[0]], tuple(says.get("finds", ())), **set_)


def _ends(route: Route, starts: list[Shape]) -> list[Shape]:
    """Return the shapes that a route leads to, from those of some shapes from which it leads anywhere.

    Raises:
        RulePathError: It leads nowhere.
    """
    found = []
    for start in starts:
        try:
            found.append(route.shape(start))
        except RulePathError as nowhere:
            error = nowhere
    if not found:
        raise error
    return found
