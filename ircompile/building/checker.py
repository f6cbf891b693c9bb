"""The shape check as a module: a function a shape, which finds all faults of a value and words none of them.

A fault is the path of the value that has it, what is wrong ("type", "fact", "missing" or "unknown"), and the number of
the fact in `Shape.facts` or the name of the member. `ircompile.model.checking` words them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircompile.building.patterns import frozen
from ircompile.model.patterns import ASCII, compiled
from ircompile.model.shapes import request

if TYPE_CHECKING:
    from ircompile.model.shapes import Fact, Shape

TYPES = {"structure": "dict", "list": "list", "string": "str", "integer": "int"}
SHORT = 200
"""Characters of a text that is remembered as a good one."""
HEAD = """\
REMEMBERED = 1_000
from ircompile.built import compiled
from ircompile.tree import UNKNOWN


class Pattern:  # is made when it is first needed
    def __init__(self, frozen):
        self.frozen = frozen

    def fullmatch(self, value):
        self.fullmatch = compiled(self.frozen).fullmatch
        return self.fullmatch(value)


def outside(pattern, text):
    from ircompile.model.patterns import matcher

    return matcher(pattern)(text)


def remember(good, value):
    if len(good) >= REMEMBERED:
        good.clear()
    good.add(value)


def way(path):  # which is written as pairs of the path above and a step, since most are never asked for
    steps = []
    while path:
        path, step = path
        steps.append(step)
    return tuple(reversed(steps))


def at(path, step):
    return () if path is None else (*way(path), step)
"""
INSIDE = "    path = () if path is None else (path, step)"
TAIL = """

def faults(value):
    found = []
    check{root}(value, None, None, found)
    return found
"""


def source(_name: str) -> str:
    """The module for the shipped model."""
    return checker(request())


def checker(root: Shape) -> str:
    """The module that checks values of a shape; its function `faults` gives them in the order of the text."""
    functions = _Functions()
    number = functions.add(root)
    return HEAD + "".join(functions.constants) + "".join(functions.texts) + TAIL.format(root=number)


class _Functions:
    """The functions made so far, and the constants that they use; `check7` checks values of the seventh shape."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.constants: list[str] = []

    def add(self, shape: Shape) -> int:
        """The number of the function for a shape."""
        below = {name: self.add(member) for name, member in shape.members.items()}
        element = self.add(shape.element) if shape.element else 0
        number = len(self.texts) + 1
        if shape.kind not in TYPES:
            self.texts.append(f"\n\ndef check{number}(value, path, step, found):\n    return\n")
            return number
        lines = [
            f"    if value.__class__ is not {TYPES[shape.kind]}:",
            "        if value is not UNKNOWN:",
            '            found.append((at(path, step), "type", None))',
            "        return",
            *self._facts(shape, number),
        ]
        after = ""
        if shape.kind == "structure":
            members = ", ".join(f"{name!r}: check{function}" for name, function in below.items())
            lines += _members(shape, number)
            after = f"\n\nmembers{number} = {{{members}}}\n"
        elif element:
            lines += [INSIDE, "    for step, item in enumerate(value):"]
            lines += [f"        check{element}(item, path, step, found)"]
        body = "\n".join(lines)
        self.texts.append(f"\n\ndef check{number}(value, path, step, found):\n{body}\n{after}")
        return number

    def _facts(self, shape: Shape, number_of: int) -> list[str]:
        """The tests of a value's own facts: the first error counts, else the first warning."""
        lines = []
        word = "if"
        patterns = any(fact.kind == "pattern" for fact in shape.facts)
        if patterns:  # the same few texts stand in many manifests
            self.constants.append(f"good{number_of} = set()\n")
            lines += [f"    if value in good{number_of}:", "        return"]
        for number, fact in sorted(enumerate(shape.facts), key=lambda it: it[1].severity != "error"):
            lines += [f"    {word} {self._breach(fact)}:", f'        found.append((at(path, step), "fact", {number}))']
            word = "elif"
        if patterns:
            lines += [f"    elif len(value) < {SHORT}:", f"        remember(good{number_of}, value)"]
        return lines

    def _breach(self, fact: Fact) -> str:
        """The condition that a value of the right type breaks a fact."""
        if fact.kind == "values":
            return f"value not in {self._constant(f'frozenset({[*fact.values, *fact.also]!r})')}"
        if fact.kind == "pattern":
            match = self._constant(f"Pattern({frozen(compiled(fact.pattern, ASCII))!r})")
            if r"\p{" not in fact.pattern:
                return f"not {match}.fullmatch(value)"
            return f"not ({match}.fullmatch(value) if value.isascii() else outside({fact.pattern!r}, value))"
        size = "value" if fact.kind == "range" else "len(value)"
        tests = [] if fact.low is None else [f"{size} < {fact.low}"]
        tests += [] if fact.high is None else [f"{size} > {fact.high}"]
        tests += [f"{size} % {fact.step}"] if fact.step else []
        return " or ".join(tests)

    def _constant(self, value: str) -> str:
        text = f" = {value}\n"
        number = next((at for at, other in enumerate(self.constants) if other.endswith(text)), len(self.constants))
        if number == len(self.constants):
            self.constants.append(f"constant{number}{text}")
        return f"constant{number}"


def _members(shape: Shape, number: int) -> list[str]:
    lines = [INSIDE]
    for name in shape.needed:
        lines += [f"    if {name!r} not in value:", f'        found.append((way(path), "missing", {name!r}))']
    return [
        *lines,
        "    for step, item in value.items():",
        f"        check = members{number}.get(step)",
        "        if check is None:",
        '            found.append((at(path, step), "unknown", step))',
        "        else:",
        "            check(item, path, step, found)",
    ]
