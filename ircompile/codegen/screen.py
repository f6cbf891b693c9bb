"""The rule book as one function: which rules may find something in a request that the shape check finds nothing in.

It words nothing. The rules that it names are then run by the evaluator, which decides, so it may name one too many, but
never one too few.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ircompile.codegen.cel_types import kind
from ircompile.codegen.expressions import Translator, UnsupportedError, junction
from ircompile.codegen.totality import conjuncts, error_rules_out
from ircompile.config.settings import SEVERITIES
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check_code import MANY, SHORT
from ircompile.model.shapes import Shape
from ircompile.package import folder
from ircompile.rulebook.book import read_rules
from ircompile.syntax.lalr import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.rulebook.body import RuleCase
    from ircompile.rulebook.rule import Rule
    from ircompile.syntax.lalr import Tree

ADVICE = SEVERITIES.index("info")
LONGEST_LIST = 100
"""Elements of a list that the function looks at; longer ones are left to the evaluator, which has bounds of its own."""
HEAD = f'''\
from ircompile.model.model import SHIPPED
from ircompile.package import compiled
from ircompile.rulebook.functions import functions_of

domain = functions_of(SHIPPED)


def quotient(left, right):
    """Division of integers, which CEL truncates towards zero."""
    magnitude = abs(left) // abs(right)
    return magnitude if (left < 0) == (right < 0) else -magnitude


def product(left, right):
    """A product that fits into 64 bits."""
    value = left * right
    if -(2**63) <= value < 2**63:
        return value
    raise OverflowError


def element(items, index):
    """An element of a list, which a negative index has none of."""
    if index < 0:
        raise IndexError
    return items[index]


class Remembered(dict):
    """The answers of a function to texts that are asked of again and again."""

    def __init__(self, function):
        self.function = function

    def __missing__(self, text):
        answer = self.function(text)
        if len(self) < {MANY} and len(text) < {SHORT}:
            self[text] = answer
        return answer


'''


def screen(name: str) -> str:
    """Return the module with a function `hits`, and the worst severity of each of its rules as its rank, `RANKS`.

    "screen" asks the rules that find errors and warnings, since advice is seldom wanted, and "fine_screen" all of them.
    So does "lenient_screen", for requests in which values are missing; its `READERS` are the rules that read a member.
    """
    rules = read_rules(str(folder("rules")))
    ranks = {rule: rank for rule, rank in _ranks(rules).items() if name != "screen" or rank < ADVICE}
    translator = Translator(is_sound=name != "lenient_screen")
    readers: dict[str, list[str]] = {}
    text = function({rule: rules[rule] for rule in ranks}, translator, readers)
    constants = "".join(f"{name} = {text}\n" for name, text in translator.constants.items())
    index = "" if translator.is_sound else f"READERS = {readers!r}\n"
    return f"{HEAD}{constants}\nRANKS = {ranks!r}\n{index}{text}"


def _ranks(rules: dict[str, Rule]) -> dict[str, int]:
    levels = {rule.id: [check.severity for check in rule.body.cases] for rule in rules.values() if rule.asserts}
    return {rule: min(SEVERITIES.index(level) for level in found) for rule, found in levels.items()}


def function(rules: dict[str, Rule], translator: Translator, readers: dict[str, list[str]] | None = None) -> str:
    """Return the text of the function for some rules; the rules that read a member are added to `readers`."""
    root = _Place(SHIPPED.request)
    for rule in rules.values():
        for route in rule.body.each:
            root.at(route.steps).checks += [(rule.id, check) for check in rule.body.cases]
    for steps in _unbounded(SHIPPED.request, ()):
        root.at(steps).is_unbounded = True
    body = "\n".join(_Writer(translator, readers if readers is not None else {}).place(root, "job", ()))
    shared = "".join(f"    {name} = None\n" for name in translator.shared.values())
    return f'\n\ndef hits(job, region=""):\n    hits = []\n{shared}{body}\n    return hits\n'


def _unbounded(shape: Shape, route: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The routes to the lists that the shape check lets be longer than the function looks at."""
    highest = [fact.high for fact in shape.facts if fact.kind == "length" and fact.high is not None]
    if shape.kind == "list" and not any(high <= LONGEST_LIST for high in highest):
        yield route
    for name, member in shape.members.items():
        yield from _unbounded(member, (*route, name))
    if shape.element:
        assert not list(_unbounded(shape.element, ()))  # noqa: S101  such a list is in no other list


class _Place:
    """A place that rules look at, and the places below it."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.is_unbounded = False
        self.checks: list[tuple[str, RuleCase]] = []
        self.below: dict[str | int, _Place] = {}

    def at(self, steps: tuple[str | int, ...]) -> _Place:
        """The place at the end of a route."""
        if not steps:
            return self
        step, *rest = steps
        shape = self.shape.element if isinstance(step, int) or step == "*" else self.shape.members[step]
        assert shape is not None  # noqa: S101  routes were checked when the rule was read
        return self.below.setdefault(step, _Place(shape)).at(tuple(rest))


class _Writer:
    """Writes the statements for a place and all below it."""

    def __init__(self, translator: Translator, readers: dict[str, list[str]]) -> None:
        self.translator = translator
        self.readers = readers
        self.count = 0

    def place(
        self, place: _Place, text: str, steps: tuple[str, ...], siblings: tuple[str, Any] = ("[]", "list")
    ) -> list[str]:
        """The statements, indented by one step.

        Args:
            place: The place.
            text: Its value.
            steps: How a rule names its index and its member.
            siblings: The list that it is in, and what is known of that.
        """
        lines = [f"if len({text}) > {LONGEST_LIST}:", "    return None"] if place.is_unbounded else []
        indexes = [step for step in steps if step.startswith("#")]
        members = [step for step in steps if not step.startswith("#")]
        scope: dict[str, Any] = {
            "self": (text, place.shape),
            "job": ("job", SHIPPED.request),
            "siblings": siblings,
            "region": ("region", "string"),
            "index": (indexes[-1].removeprefix("#") if indexes else "0", "int"),
            "name": (repr(members[-1] if members else "job"), "string"),
        }
        before = set(self.translator.shared)
        guarded: dict[str, list[str]] = {}
        for rule, check in place.checks:
            self.translator.reads = set(members)
            guard, tests = self._check(rule, check, scope)
            for member in sorted(self.translator.reads):
                if rule not in self.readers.setdefault(member, []):
                    self.readers[member].append(rule)
            guarded.setdefault(guard, []).extend(tests)
        if indexes:  # what was shared in an earlier round of the loop is of another element
            lines += [f"{name} = None" for text, name in self.translator.shared.items() if text not in before]
        for guard, tests in guarded.items():
            lines += [f"if {guard}:", *_in(tests)] if guard else tests
        for step, below in place.below.items():
            lines += self._below(step, below, (text, place.shape), steps, siblings)
        return _in(lines)

    def _below(
        self,
        step: str | int,
        below: _Place,
        above: tuple[str, Any],
        steps: tuple[str, ...],
        siblings: tuple[str, Any],
    ) -> list[str]:
        self.count += 1
        text = above[0]
        name, index = f"v{self.count}", f"i{self.count}"
        if step == "*":
            head = [f"{index} = -1", f"for {name} in {text}:", f"    {index} += 1"]  # `enumerate` takes twice as long
            return head + self.place(below, name, (*steps, f"#{index}"), above)
        if isinstance(step, int):
            head = [f"if len({text}) > {step}:", f"    {name} = {text}[{step}]"]
            return head + self.place(below, name, (*steps, f"#{step}"), above)
        member = f"{text}[{step!r}]"
        head = [f"{name} = {text}.get({step!r})", f"if {name} is not None:"]
        self.translator.known[member] = name
        lines = head + self.place(below, name, (*steps, step), siblings)
        del self.translator.known[member]
        return lines

    def _check(self, rule: str, check: RuleCase, scope: dict[str, Any]) -> tuple[str, list[str]]:
        """The statements that run a check, and the condition on the job's type under which they are needed."""
        hit = f"hits.append({rule!r})"
        try:
            return self._tests(check, scope, hit)
        except UnsupportedError:
            return "", [hit]

    def _tests(self, check: RuleCase, scope: dict[str, Any], hit: str) -> tuple[str, list[str]]:
        conditions = list(conjuncts(parse("cel", check.when.text))) if check.when else []
        if any(self._is_false(tree, scope) for tree in conditions):
            return "", []
        guard = next((self._truth(tree, scope) for tree in conditions if _asks_type(tree)), "")
        given: set[str] = set()
        tests = [it for tree in conditions if not _asks_type(tree) for it in self._condition(tree, scope, given)]
        asserted = parse("cel", check.assertion.text)
        holds = self._truth(asserted, scope)
        lines = [hit]
        if holds != "False":
            lines = _if(f"not {holds}", lines, otherwise=None if self._is_sure(asserted, scope, given) else True)
        for otherwise, group in reversed([(it, list(group)) for it, group in groupby(tests, lambda test: test[0])]):
            lines = _if(junction("and", [text for _, text in group]), lines, otherwise=otherwise)
        return guard, lines

    def _condition(self, tree: Tree, scope: dict[str, Any], given: set[str]) -> Iterator[tuple[bool | None, str]]:
        """The tests that together are a condition, each with what is to be thought of it where it raises, if it can.

        Args:
            tree: The condition.
            scope: Its variables.
            given: The conditions that are true where this one is asked; it and its tests are added.
        """
        settled = error_rules_out(tree, as_=True)
        needed = [tree] if settled else tree.children[:1] if tree.data == "method" else []
        for owner, name in (member for it in needed for member in self._first_members(it)):
            text, shape = self.translator.translate(owner, scope)
            if isinstance(shape, Shape) and not self.translator.certainty.is_there(owner, name, scope, given):
                test = self.translator.presence(text, name)
                yield None if self._is_sure(owner, scope, given) else False, test
                given.add(test)
        text = self._truth(tree, scope)
        yield None if self._is_sure(tree, scope, given) else not settled, text
        given.add(text)

    def _first_members(self, tree: Tree) -> list[tuple[Tree, str]]:
        """The members that an expression needs first: to ask for them costs less than to fail without."""
        if tree.data == "field":
            owner, name = tree.children
            return [*self._first_members(owner), (owner, str(name))]
        operands = tree.children[::2] if tree.data == "binary" else tree.children[:1] if tree.data == "method" else []
        if tree.data == "call" and tree.children[0] != "has":
            operands = tree.children[1:2]
        return next((members for it in operands if (members := self._first_members(it))), [])

    def _is_sure(self, tree: Tree, scope: dict[str, Any], given: set[str]) -> bool:
        return self.translator.certainty.is_sure(tree, scope, given)

    def _is_false(self, tree: Tree, scope: dict[str, Any]) -> bool:
        """Whether a condition is false of every value of a place, as the question for another place's name is."""
        try:
            return self._truth(tree, scope) == "False"
        except UnsupportedError:
            return False

    def _truth(self, tree: Tree, scope: dict[str, Any]) -> str:
        text, type_ = self.translator.translate(tree, scope)
        if kind(type_) != "bool":
            raise UnsupportedError
        return text


def _asks_type(tree: Tree) -> bool:
    """Whether a condition is `job.JobType == "text"`: many are, and every request has one."""
    if tree.data != "binary" or tree.children[1] != "==" or tree.children[0].data != "field":
        return False
    operand, name = tree.children[0].children
    return bool(name == "JobType" and operand.data == "name" and operand.children[0] == "job")


def _if(test: str, lines: list[str], *, otherwise: bool | None) -> list[str]:
    """Statements under a condition, and what that is taken for where it raises; None where it can't."""
    if test == "True":
        return lines
    if otherwise is None:
        return [f"if {test}:", *_in(lines)]
    return ["try:", f"    true = {test}", "except Exception:", f"    true = {otherwise}", "if true:", *_in(lines)]


def _in(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
