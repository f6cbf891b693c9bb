"""The screens: functions that name the rules that may find something in a request.

They replace evaluating every rule on every request. The evaluator then runs the rules that are named, and decides; so a
screen may name a rule that finds nothing, but must not leave out one that finds something.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ircompile.codegen.cases import CaseTranslator, indented
from ircompile.codegen.cel_types import Code
from ircompile.codegen.expressions import Translator
from ircompile.config.settings import SEVERITIES
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check_code import MANY, SHORT
from ircompile.package import folder
from ircompile.rulebook.book import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.codegen.cel_types import Scope
    from ircompile.model.shapes import Shape
    from ircompile.rulebook.body import RuleCase
    from ircompile.rulebook.rule import Rule

LONGEST_LIST = 100
"""Elements of the longest list that a screen looks at; the evaluator, whose cost is bounded, handles longer ones."""
ADVICE = SEVERITIES.index("info")
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
    """Product of integers, which must fit into 64 bits."""
    value = left * right
    if -(2**63) <= value < 2**63:
        return value
    raise OverflowError


def element(items, index):
    """Element of a list; a negative index is an error."""
    if index < 0:
        raise IndexError
    return items[index]


class Remembered(dict):
    """Results of a function for texts that it is often called with."""

    def __init__(self, function):
        self.function = function

    def __missing__(self, text):
        answer = self.function(text)
        if len(self) < {MANY} and len(text) < {SHORT}:
            self[text] = answer
        return answer


'''


@dataclass(slots=True)
class ValueNode:
    """A value that rules look at, or that contains such values.

    Attributes:
        shape: Its shape.
        is_unbounded: Whether it is a list that the shape check allows to be longer than `LONGEST_LIST`.
        cases: The cases of the rules that look at it, each with its rule.
        children: The values in it, by member name, index or "*".
    """

    shape: Shape
    is_unbounded: bool = False
    cases: list[tuple[str, RuleCase]] = field(default_factory=list)
    children: dict[str | int, ValueNode] = field(default_factory=dict)

    def at(self, steps: tuple[str | int, ...]) -> ValueNode:
        """Return the node at the end of a path, which is created if needed."""
        if not steps:
            return self
        step, *rest = steps
        shape = self.shape.element if isinstance(step, int) or step == "*" else self.shape.members[step]
        assert shape is not None  # noqa: S101  paths are checked when a rule is read
        return self.children.setdefault(step, ValueNode(shape)).at(tuple(rest))


def value_tree(rules: Iterable[Rule]) -> ValueNode:
    """Return the root of the tree for some rules."""
    root = ValueNode(SHIPPED.request)
    for rule in rules:
        for path in rule.body.each:
            root.at(path.steps).cases += [(rule.id, case) for case in rule.body.cases]
    for steps in _unbounded_lists(SHIPPED.request, ()):
        root.at(steps).is_unbounded = True
    return root


def _unbounded_lists(shape: Shape, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the lists that the shape check allows to be longer than `LONGEST_LIST`."""
    bounds = [fact.high for fact in shape.facts if fact.kind == "length" and fact.high is not None]
    if shape.kind == "list" and not any(bound <= LONGEST_LIST for bound in bounds):
        yield path
    for name, member in shape.members.items():
        yield from _unbounded_lists(member, (*path, name))
    if shape.element:
        assert not list(_unbounded_lists(shape.element, ()))  # noqa: S101  no such list is inside another list


def screen(name: str) -> str:
    """Return a module with a function `hits`, and the rank of the worst severity of each of its rules, `RANKS`.

    Args:
        name: "screen" for the rules that find errors or warnings, since advice is seldom wanted; "fine_screen" for all
            rules; "lenient_screen" for all rules and requests in which values may be missing, which also has `READERS`:
            by the name of a member, the rules that read it.
    """
    rules = read_rules(str(folder("rules")), SHIPPED)
    ranks = {rule: rank for rule, rank in _ranks(rules).items() if name != "screen" or rank < ADVICE}
    is_sound = name != "lenient_screen"
    writer = _Writer(Translator(is_sound=is_sound))
    function = writer.function(value_tree(rules[rule] for rule in ranks))
    constants = "".join(f"{name} = {text}\n" for name, text in writer.translator.constants.items())
    readers = "" if is_sound else f"READERS = {writer.readers!r}\n"
    return f"{HEAD}{constants}\nRANKS = {ranks!r}\n{readers}{function}"


def _ranks(rules: dict[str, Rule]) -> dict[str, int]:
    severities = {rule.id: [case.severity for case in rule.body.cases] for rule in rules.values() if rule.asserts}
    return {rule: min(map(SEVERITIES.index, found)) for rule, found in severities.items()}


@dataclass(frozen=True, slots=True)
class _Position:
    """Where in a request a value is.

    Attributes:
        value: The value.
        members: The names of the members on the path to it.
        siblings: The innermost list that it is in.
        index: Its index in that list, in Python; "" outside of lists.
    """

    value: Code
    members: tuple[str, ...] = ()
    siblings: Code = Code("[]", "list")  # noqa: RUF009  it is immutable
    index: str = ""

    def scope(self) -> Scope:
        """Return the variables of rules that look at the value."""
        return {
            "self": self.value,
            "job": Code("job", SHIPPED.request),
            "siblings": self.siblings,
            "region": Code("region", "string"),
            "index": Code(self.index or "0", "int"),
            "name": Code(repr(self.members[-1] if self.members else "job"), "string"),
        }


class _Writer:
    """Writes the function `hits`.

    Attributes:
        translator: The translator of expressions.
        readers: The rules that read each member, by its name.
    """

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.readers: dict[str, list[str]] = {}
        self._cases = CaseTranslator(translator)
        self._variables = 0

    def function(self, root: ValueNode) -> str:
        """Return the text of the function for a tree of values."""
        body = "\n".join(self._statements(root, _Position(Code("job", root.shape))))
        shared = "".join(f"    {name} = None\n" for name in self.translator.shared.values())
        return f'\n\ndef hits(job, region=""):\n    hits = []\n{shared}{body}\n    return hits\n'

    def _statements(self, node: ValueNode, position: _Position) -> list[str]:
        """Return the statements for a value and all below it, indented by one level."""
        text = position.value.text
        lines = [f"if len({text}) > {LONGEST_LIST}:", "    return None"] if node.is_unbounded else []
        before = set(self.translator.shared)
        tests = self._tests(node, position)
        if position.index:  # the values that an earlier iteration of the loop shared are of another element
            lines += [f"{name} = None" for text, name in self.translator.shared.items() if text not in before]
        for step, child in node.children.items():
            tests += self._child(step, child, position)
        return indented(lines + tests)

    def _tests(self, node: ValueNode, position: _Position) -> list[str]:
        """Return the statements for the rules that look at a value."""
        scope = position.scope()
        lines: list[str] = []
        for rule, case in node.cases:
            lines += self._cases.statements(rule, case, scope)
            for member in sorted(self.translator.take_reads().union(position.members)):
                readers = self.readers.setdefault(member, [])
                if rule not in readers:
                    readers.append(rule)
        return lines

    def _child(self, step: str | int, child: ValueNode, parent: _Position) -> list[str]:
        """Return the statements for the member or the elements of a value that a step leads to."""
        self._variables += 1
        text = parent.value.text
        name, index = f"v{self._variables}", f"i{self._variables}"
        value = Code(name, child.shape)
        if step == "*":
            head = [f"{index} = -1", f"for {name} in {text}:", f"    {index} += 1"]  # `enumerate` takes twice as long
            return head + self._statements(child, replace(parent, value=value, siblings=parent.value, index=index))
        if isinstance(step, int):
            head = [f"if len({text}) > {step}:", f"    {name} = {text}[{step}]"]
            return head + self._statements(child, replace(parent, value=value, siblings=parent.value, index=str(step)))
        head = [f"{name} = {text}.get({step!r})", f"if {name} is not None:"]
        with self.translator.naming(parent.value.member(step), name):
            return head + self._statements(child, replace(parent, value=value, members=(*parent.members, step)))
