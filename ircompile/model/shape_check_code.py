"""The shape check as a module: one function that finds all faults of a request and words none of them.

A fault is the path of the value that has it, what is wrong ("type", "fact", "missing" or "unknown"), and the number of
the fact in `Shape.facts` or the name of the member. `ircompile.model.shape_check` words them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircompile.model.frozen import frozen, of_at_most
from ircompile.model.patterns import ASCII, compiled

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from ircompile.model.shapes import Fact, Shape

TYPES = {"structure": "dict", "list": "list", "string": "str", "integer": "int"}
SHORT, MANY = 200, 1_000
"""Characters of a text that is remembered as a good one, and the number of those that are."""
HEAD = """\
from ircompile.findings.values import UNKNOWN
from ircompile.package import compiled


def outside(pattern, text):
    from ircompile.model.patterns import matcher

    return matcher(pattern)(text)


"""
MATCHER = """\


def {name}(value):  # makes itself the pattern's own method when it is first needed
    global {name}
    {name} = compiled({frozen!r}).fullmatch
    return {name}(value)

"""


def shape_check(root: Shape, is_within: Callable[[str, str], bool] = lambda _narrow, _wide: False) -> str:
    """Return the source of the module that checks values of a shape.

    Its function `faults` returns them in the order of the model.

    Args:
        root: The shape.
        is_within: Whether all texts that one pattern matches are matched by another one, too, so that the latter need
            not be asked where the former matched. It may return False where it can't tell.
    """
    writer = _Writer(is_within)
    body = _in(writer.value(root, ()))
    lines = [*writer.constants, "", "", "def faults(v0):", "    found = []", *body, "    return found", ""]
    return HEAD + "\n".join(lines)


def shape_check_module(root: Shape) -> ModuleType:
    """Return the module that checks values of a shape for which none was built."""
    import types

    made = types.ModuleType("checker")
    exec(compile(shape_check(root), "<checker>", "exec"), made.__dict__)  # noqa: S102  generated above
    return made


class _Writer:
    """Writes the statements for values, and gathers the constants that these use.

    The way to a value is known when its statements are written, but for the indexes of the elements on it.
    """

    def __init__(self, is_within: Callable[[str, str], bool]) -> None:
        self.is_within = is_within
        self.constants: list[str] = []
        self.names: dict[str, str] = {}  # of constants by their values, and of what matches patterns by these

    def value(self, shape: Shape, way: tuple[str, ...]) -> list[str]:
        """The statements that check a value.

        Args:
            shape: Its shape.
            way: The steps to it, as Python writes them; the value's name has their number.
        """
        if shape.kind not in TYPES:
            return ["pass"]
        at, value = f"({''.join(f'{step}, ' for step in way)})", f"v{len(way)}"
        wrong = [f"if {value} is not UNKNOWN:", f'    found.append(({at}, "type", None))']
        right = self._facts(shape, value, at)
        if shape.kind == "structure":
            right += self._members(shape, value, way)
        elif shape.element:
            index, item = f"i{len(way) + 1}", f"v{len(way) + 1}"
            body = [f"{index} += 1", *self.value(shape.element, (*way, index))]
            right += [f"{index} = -1", f"for {item} in {value}:", *_in(body)]  # `enumerate` takes twice as long
        return [f"if {value}.__class__ is not {TYPES[shape.kind]}:", *_in(wrong), *_else(right)]

    def _members(self, shape: Shape, value: str, way: tuple[str, ...]) -> list[str]:
        """The statements that check the members of a structure, and that no other is there."""
        known, item = f"n{len(way)}", f"v{len(way) + 1}"
        at = "".join(f"{step}, " for step in way)
        lines = [f"{known} = {len(shape.needed)}"]
        for name, member in shape.members.items():
            get, checks = f"    {item} = {value}[{name!r}]", _in(self.value(member, (*way, repr(name))))
            if name in shape.needed:
                missing = [f"    {known} -= 1", f'    found.append((({at}), "missing", {name!r}))']
                lines += ["try:", get, "except KeyError:", *missing, "else:", *checks]
            else:
                lines += [f"if {name!r} in {value}:", get, *checks, f"    {known} += 1"]
        names = self._constant(f"frozenset({list(shape.members)!r})")
        odd = [f"for name in {value}:", f"    if name not in {names}:"]
        odd += [f'        found.append((({at}name,), "unknown", name))']
        return [*lines, f"if {known} != len({value}):", *_in(odd)]

    def _facts(self, shape: Shape, value: str, at: str) -> list[str]:
        """The tests of a value's own facts: the first error counts, else the first warning."""
        lines = []
        word, most = "if", None
        facts = sorted(enumerate(shape.facts), key=lambda it: it[1].severity != "error")
        while facts:
            number, fact = facts.pop(0)
            text = f"{number}"
            if facts and self._implies(facts[0][1], fact):
                wide = self._breach(fact, value, most)
                narrow, fact = facts.pop(0)
                text = f"{number} if {wide} else {narrow}"
            lines += [f"{word} {self._breach(fact, value, most)}:", f'    found.append(({at}, "fact", {text}))']
            word, most = "elif", fact.high if fact.kind == "length" else most
        if not any(fact.kind == "pattern" for fact in shape.facts):
            return lines
        good = f"good{len(self.constants)}"  # the same few texts stand in many manifests
        self.constants.append(f"{good} = set()")
        lines += [f"elif len({good}) < {MANY} and len({value}) < {SHORT}:", f"    {good}.add({value})"]
        return [f"if {value} not in {good}:", *_in(lines)]

    def _implies(self, narrow: Fact, wide: Fact) -> bool:
        """Return whether no value can break only the second of two facts."""
        return narrow.kind == wide.kind == "pattern" and self.is_within(narrow.pattern, wide.pattern)

    def _breach(self, fact: Fact, value: str, most: int | None) -> str:
        """The condition that a value of the right type breaks a fact.

        Args:
            fact: The fact.
            value: The value's name.
            most: The characters that it has at most, None where that is not known.
        """
        if fact.kind == "values":
            return f"{value} not in {self._constant(f'frozenset({[*fact.values, *fact.also]!r})')}"
        if fact.kind == "pattern":
            match = self._matcher(of_at_most(most, fact.pattern))
            if r"\p{" not in fact.pattern:
                return f"not {match}({value})"
            return f"not ({match}({value}) if {value}.isascii() else outside({fact.pattern!r}, {value}))"
        size = value if fact.kind == "range" else f"len({value})"
        lower = [] if fact.low is None else [f"{fact.low} <="]
        upper = [] if fact.high is None else [f"<= {fact.high}"]
        tests = [" ".join(["not", *lower, size, *upper])] if lower or upper else []
        tests += [f"{size} % {fact.step}"] if fact.step else []
        return " or ".join(tests)

    def _matcher(self, pattern: str) -> str:
        if pattern not in self.names:
            name = self.names[pattern] = f"match{len(self.constants)}"
            self.constants.append(MATCHER.format(name=name, frozen=frozen(compiled(pattern, ASCII))))
        return self.names[pattern]

    def _constant(self, value: str) -> str:
        if value not in self.names:
            name = self.names[value] = f"constant{len(self.constants)}"
            self.constants.append(f"{name} = {value}")
        return self.names[value]


def _else(lines: list[str]) -> list[str]:
    """The other branch of a condition; one that is a single condition itself goes on with it."""
    if not lines:
        return []
    if lines[0].startswith("if ") and all(line.startswith((" ", "el")) for line in lines[1:]):
        return ["el" + lines[0], *lines[1:]]
    return ["else:", *_in(lines)]


def _in(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
