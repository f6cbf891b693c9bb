"""The rule book: reads rule files, both those of the package and users' own."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any, Final

from ircompile.config.file import is_inside
from ircompile.config.schema import violation
from ircompile.config.settings import Limits
from ircompile.findings.messages import LONGEST, cut
from ircompile.model.model import SHIPPED
from ircompile.package import folder, module
from ircompile.rulebook.body import BlamedPath, Example, Expression, RuleBody, RuleCase, RuleError, RuleFix
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.template import compile_template
from ircompile.rulebook.cel.values import CelSyntaxError
from ircompile.rulebook.functions import functions_of
from ircompile.rulebook.path import RulePath, RulePathError
from ircompile.rulebook.rule import Rule
from ircompile.sources.files import UnreadableFileError, read_bytes, walk
from ircompile.sources.source import decode, from_text
from ircompile.syntax.offsets import character_offsets
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape
    from ircompile.rulebook.body import ExampleKind
    from ircompile.sources.source import Source

EXAMPLE_KINDS: Final[tuple[ExampleKind, ...]] = ("manifest", "command", "bytes", "payload", "python")
"""The keys that hold the text of an example."""
EXAMPLE_SETTINGS: Final = ("schema", "region", "quotas", "overlay", "include")
"""The keys that hold the settings of an example."""
VARIABLES: Final = frozenset({"self", "job", "index", "name", "siblings", "region"})
"""The variables of every expression.

`self` is the value that the rule looks at, `job` the whole request, `siblings` the innermost list that contains `self`,
`index` the index in that list (from 0), `name` the name of the innermost member, `region` the configured region.
"""
BLAME_VARIABLES: Final = VARIABLES | {"value", "place"}
"""The variables of labels and of `where`: `value` is the blamed value, `place` its index in its list."""
WHERE: Final = "where"
"""The key beside a path in `at`; no member has this name."""


@functools.cache
def shipped_ids() -> frozenset[str]:
    """Return the ids of the rules of the package."""
    return frozenset(row["id"] for row in module("book").RULES)


@functools.lru_cache(maxsize=16)
def shipped_rules(model: Model) -> dict[str, Rule]:
    """Return the rules of the package by id, in the order of their topics and ids.

    Args:
        model: The model of the requests that the rules look at.
    """
    return {row["id"]: Rule(**row, load=functools.partial(_shipped_body, row, model)) for row in module("book").RULES}


def _shipped_body(row: dict[str, Any], model: Model) -> RuleBody:
    file = folder("rules") / row["topic"] / f"{row['id']}.yaml"
    return _RuleFile(_source(str(file)), row["topic"], model).body()


def with_rules(folders: tuple[str, ...], model: Model) -> dict[str, Rule]:
    """Return the rules of the package and those of other folders, by id.

    Args:
        folders: The paths of the other folders.
        model: The model of the requests that the rules look at.

    Raises:
        RuleError: A file can't be used, or two rules have the same id.
    """
    rules = dict(shipped_rules(model))
    for directory in folders:
        for rule in read_rules(directory, model).values():
            if not rule.asserts:
                raise RuleError(rule.body.source, 0, "a custom rule needs `assert` or `cases`")
            _check_is_new(rule, rules)
            rules[rule.id] = rule
    return rules


def read_rules(directory: str, model: Model) -> dict[str, Rule]:
    """Return the rules in a folder and its subfolders, by id; or the rule in a file.

    Args:
        directory: The path of the folder, or of the file.
        model: The model of the requests that the rules look at.

    Raises:
        RuleError: A file can't be used, two rules have the same id, or the folder has no rule.
    """
    rules: dict[str, Rule] = {}

    def fail(folder: str, why: str) -> None:
        raise RuleError(from_text(cut(folder, 2 * LONGEST), ""), 0, why)

    for name, _ in [(directory, 0)] if os.path.isfile(directory) else walk(directory, fail):
        if name.endswith(".yaml"):
            if name != directory and not is_inside(name, os.path.realpath(directory)):
                fail(name, "the rule file is a link to a file outside of the repository")
            topic = os.path.relpath(os.path.dirname(name) or ".", directory).replace(os.sep, "/")
            rule = _RuleFile(_source(name), "own" if topic in (".", "..") else topic, model).rule()
            _check_is_new(rule, rules)
            rules[rule.id] = rule
    if not rules:
        fail(directory, "this folder contains no rules: a rule is a file whose name ends in .yaml")
    return rules


def _check_is_new(rule: Rule, rules: dict[str, Rule]) -> None:
    if rule.id in rules:
        raise RuleError(rule.body.source, 0, f"the id {rule.id} is already used by {rules[rule.id].body.source.name}")


def _source(name: str) -> Source:
    try:
        return decode(name, read_bytes(name, Limits().bytes, raised_by=""), "yaml")
    except UnreadableFileError as error:
        raise RuleError(from_text(name, ""), 0, f"the rule file can't be read: {error}") from None


class _RuleFile:
    """Reads one rule file, and raises every error with its location in the file."""

    def __init__(self, source: Source, topic: str, model: Model) -> None:
        self.source = source
        self.topic = topic
        self._functions = functions_of(model)
        self._requests = [model.request, SHIPPED.request]  # a path need exist only in one of them
        documents = read_yaml(source, Limits())
        findings = [*source.findings, *(finding for document in documents for finding in document.findings)]
        if findings:
            start, _ = findings[0].blames[0].span or (0, 0)
            raise RuleError(source, start, findings[0].message)
        self.root = documents[0].root if len(documents) == 1 else Node(None, 0, 0)
        wrong = violation(self.root.value, "rule")
        if wrong:
            raise RuleError(source, self._offset(wrong.path, wrong.part), wrong.message)
        self.value: dict[str, Any] = self.root.value
        self._self_shapes: list[Shape] = []  # of the values of `self` and `siblings`, known once `each` was read
        self._list_shapes: list[Shape] = []

    def _offset(self, path: Path, part: Part = "value") -> int:
        """Return where the key or the value at a path starts."""
        node = parent = self.root
        for step in path:
            parent, node = node, node.below(step) or node
        return (parent.keys or {})[str(path[-1])][0] if part == "key" else node.start

    def rule(self) -> Rule:
        """Return the rule, with its body loaded."""
        stem = os.path.basename(self.source.name).removesuffix(".yaml")
        if self.value["id"] != stem:
            raise RuleError(self.source, self._offset(("id",)), f"the id must be the file's name, {stem}")
        body = self.body()
        return Rule(
            **{name: self.value[name] for name in ("id", "severity", "confidence", "since", "summary", "why")},
            topic=self.topic,
            source=", ".join(self.value["source"].values()),
            asserts=bool(body.cases),
            fields=body.fields,
            load=lambda: body,
        )

    def body(self) -> RuleBody:
        """Return the body of the rule, with its expressions compiled."""
        each = self.root.members.get("each") or Node("", 0, 0)  # without the key, the whole job
        matched = [self._rule_path(node, node.value, self._requests) for node in each.elements or [each]]
        self._self_shapes = [shape for _, shapes in matched for shape in shapes]
        lists = [_shapes_of(path, self._requests) for each_path, _ in matched if (path := each_path.enclosing_list())]
        self._list_shapes = [shape for shapes in lists for shape in shapes]
        return RuleBody(
            each=tuple(path for path, _ in matched),
            cases=tuple(self._cases()),
            good=tuple(self._examples("good")),
            bad=tuple(self._examples("bad")),
            source=self.source,
        )

    def _rule_path(self, node: Node, text: str, starts: list[Shape]) -> tuple[RulePath, list[Shape]]:
        """Return a path and the shapes of the values that it matches.

        Args:
            node: Where the path, or the mapping with the path as a key, is in the file.
            text: The path.
            starts: The shapes of the values that it begins at, unless it names another root than `self`.
        """
        path = RulePath.parse(text)
        starts = {"job": self._requests, "siblings": self._list_shapes}.get(path.root, starts)
        if not starts:
            raise RuleError(self.source, node.start, "`siblings` requires a list in `each`, such as `Tags[*]`")
        try:
            return path, _shapes_of(path, starts)
        except RulePathError as error:
            raise RuleError(self.source, node.start, str(error)) from None

    def _cases(self) -> Iterator[RuleCase]:
        keys = self.root.members
        if "cases" in keys:
            for case in keys["cases"].elements:
                yield self._case({**keys, **case.members}, case)
        elif "assert" in keys:
            yield self._case(keys, self.root)

    def _case(self, keys: dict[str, Node], node: Node) -> RuleCase:
        """Return a case; its `keys` are those of the rule and its own, which take precedence."""
        for key in ("assert", "message"):
            if key not in keys:
                raise RuleError(self.source, node.start, f"a rule needs `{key}`")
        at = keys.get("at") or Node("self", node.start, node.start)
        return RuleCase(
            severity=keys["severity"].value,
            when=self._expression("when", keys["when"]) if "when" in keys else None,
            assertion=self._expression("assert", keys["assert"]),
            blamed=tuple(self._blamed_path(entry) for entry in at.elements or [at]),
            message=self._template("message", keys["message"]),
            help=self._template("help", keys["help"]) if "help" in keys else None,
            notes=tuple(self._template("notes", note) for note in keys["notes"].elements) if "notes" in keys else (),
            fix=self._fix(keys["fix"]) if "fix" in keys else None,
        )

    def _blamed_path(self, entry: Node) -> BlamedPath:
        """Return an entry of `at`: a path, or a mapping of one to its label, perhaps with `where`."""
        if not entry.members:
            path, _ = self._rule_path(entry, entry.value, self._self_shapes)
            return BlamedPath(path, None, None)
        keys = dict(entry.members)
        where = keys.pop(WHERE, None)
        if len(keys) != 1:
            raise RuleError(self.source, entry.start, "an entry of `at` has one path with a label, and maybe `where`")
        ((text, label),) = keys.items()
        path, _ = self._rule_path(entry, text, self._self_shapes)
        return BlamedPath(
            path,
            self._template("at", label, BLAME_VARIABLES),
            self._expression(WHERE, where, BLAME_VARIABLES) if where else None,
        )

    def _fix(self, fix: Node) -> RuleFix:
        key = next(key for key in ("set", "remove") if key in fix.members)
        target = fix.members[key]
        text, value = next(iter(target.members.items()), (target.value, None))
        path, _ = self._rule_path(target, text, self._self_shapes)
        if path.root != "self" or not path.steps or "*" in path.steps:
            message = f"`{key}` must name one member below the value that the rule looks at"
            raise RuleError(self.source, target.start, message)
        return RuleFix(fix.value["kind"] == "safe", path, self._expression("fix", value) if value else None)

    def _expression(self, key: str, node: Node, variables: frozenset[str] = VARIABLES) -> Expression:
        return self._compile(compile_expression, key, node, variables)

    def _template(self, key: str, node: Node, variables: frozenset[str] = VARIABLES) -> Expression:
        return self._compile(compile_template, key, node, variables)

    def _compile(self, compiler: Callable[..., Any], key: str, node: Node, variables: frozenset[str]) -> Expression:
        try:
            run = compiler(node.value, variables=variables, functions=self._functions)
        except CelSyntaxError as error:
            offsets = character_offsets(self.source.text, node)
            raise RuleError(self.source, offsets[min(error.offset, len(node.value))], error.message) from None
        return Expression(key, node.value, node.start, run)

    def _examples(self, key: str) -> Iterator[Example]:
        for node in self.root.members[key].elements:
            value = node.value
            kinds = [kind for kind in EXAMPLE_KINDS if kind in value]
            if len(kinds) != 1:
                raise RuleError(self.source, node.start, f"an example needs one of {', '.join(EXAMPLE_KINDS)}")
            settings = {name: value[name] for name in EXAMPLE_SETTINGS if name in value}
            yield Example(value["name"], kinds[0], value[kinds[0]], tuple(value.get("finds", ())), **settings)


def _shapes_of(path: RulePath, starts: list[Shape]) -> list[Shape]:
    """Return the shapes of the values that a path matches, leaving out starts from which it matches nothing.

    Raises:
        RulePathError: It matches nothing from any of them.
    """
    found = []
    for start in starts:
        try:
            found.append(path.shape(start))
        except RulePathError as no_match:
            error = no_match
    if not found:
        raise error
    return found
