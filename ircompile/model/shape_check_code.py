"""Generation of the shape check: a module whose function returns the violations of a request, without messages.

A violation is a tuple of the value's path, the kind ("type", "fact", "missing" or "unknown"), and the index of the fact
in `Shape.facts` or the name of the member. `ircompile.model.shape_check` makes findings of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircompile.model.frozen import frozen, of_at_most
from ircompile.model.patterns import ASCII, compiled

if TYPE_CHECKING:
    from types import ModuleType

    from ircompile.model.shapes import Fact, Shape

TYPES = {"structure": "dict", "list": "list", "string": "str", "integer": "int"}
SHORT, MANY = 200, 1_000
"""The length and the number of valid texts that a generated check caches."""
HEAD = """\
from ircompile.findings.values import Unknown
from ircompile.package import compiled


def outside(pattern, text):
    from ircompile.model.patterns import matcher

    return matcher(pattern)(text)


"""
MATCHER = """\


def {name}(value):  # replaces itself with the method of the compiled pattern
    global {name}
    {name} = compiled({frozen!r}).fullmatch
    return {name}(value)

"""


def shape_check(root: Shape) -> str:
    """Return the source of the module that checks values of a shape.

    Its function `violations` returns them in the order of the model.
    """
    writer = _Writer()
    body = _indented(writer.value(root, ()))
    lines = [*writer.constants, "", "", "def violations(v0):", "    found = []", *body, "    return found", ""]
    return HEAD + "\n".join(lines)


def shape_check_module(root: Shape) -> ModuleType:
    """Return the module that checks values of a shape, generated now."""
    import types

    made = types.ModuleType("checker")
    exec(compile(shape_check(root), "<checker>", "exec"), made.__dict__)  # noqa: S102  generated above
    return made


class _Writer:
    """Generates the statements that check values, and collects the constants that they use."""

    def __init__(self) -> None:
        self.constants: list[str] = []
        self.names: dict[str, str] = {}  # of constants by value, of matching functions by pattern

    def value(self, shape: Shape, path: tuple[str, ...]) -> list[str]:
        """Return the statements that check a value.

        Args:
            shape: Its shape.
            path: Its path as Python expressions: quoted names, and the variables that hold indexes. Their number is
                part of the names of variables.
        """
        if shape.kind not in TYPES:
            return ["pass"]
        at, value = f"({''.join(f'{step}, ' for step in path)})", f"v{len(path)}"
        wrong = [f"if {value}.__class__ is not Unknown:", f'    found.append(({at}, "type", None))']
        right = self._facts(shape, value, at)
        if shape.kind == "structure":
            right += self._members(shape, value, path)
        elif shape.element:
            index, item = f"i{len(path) + 1}", f"v{len(path) + 1}"
            body = [f"{index} += 1", *self.value(shape.element, (*path, index))]
            right += [f"{index} = -1", f"for {item} in {value}:", *_indented(body)]  # `enumerate` takes twice as long
        return [f"if {value}.__class__ is not {TYPES[shape.kind]}:", *_indented(wrong), *_else(right)]

    def _members(self, shape: Shape, value: str, path: tuple[str, ...]) -> list[str]:
        """Return the statements that check the members of a structure and report unknown ones."""
        known, item = f"n{len(path)}", f"v{len(path) + 1}"
        at = "".join(f"{step}, " for step in path)
        lines = [f"{known} = {len(shape.needed)}"]
        for name, member in shape.members.items():
            get, checks = f"    {item} = {value}[{name!r}]", _indented(self.value(member, (*path, repr(name))))
            if name in shape.needed:
                missing = [f"    {known} -= 1", f'    found.append((({at}), "missing", {name!r}))']
                lines += ["try:", get, "except KeyError:", *missing, "else:", *checks]
            else:
                lines += [f"if {name!r} in {value}:", get, *checks, f"    {known} += 1"]
        names = self._constant(f"frozenset({list(shape.members)!r})")
        odd = [f"for name in {value}:", f"    if name not in {names}:"]
        odd += [f'        found.append((({at}name,), "unknown", name))']
        return [*lines, f"if {known} != len({value}):", *_indented(odd)]

    def _facts(self, shape: Shape, value: str, at: str) -> list[str]:
        """Return the statements that report the first error among a value's facts, else the first warning."""
        lines = []
        word, most = "if", None
        for number, fact in sorted(enumerate(shape.facts), key=lambda it: it[1].severity != "error"):
            lines += [f"{word} {self._violates(fact, value, most)}:", f'    found.append(({at}, "fact", {number}))']
            word, most = "elif", fact.high if fact.kind == "length" else most
        if not any(fact.kind == "pattern" for fact in shape.facts):
            return lines
        good = f"good{len(self.constants)}"  # many manifests contain the same few texts
        self.constants.append(f"{good} = set()")
        lines += [f"elif len({good}) < {MANY} and len({value}) < {SHORT}:", f"    {good}.add({value})"]
        return [f"if {value} not in {good}:", *_indented(lines)]

    def _violates(self, fact: Fact, value: str, most: int | None) -> str:
        """Return the condition that is true if a value of the right type violates a fact.

        Args:
            fact: The fact.
            value: The name of the variable that holds the value.
            most: The maximum length of the value; None if unknown.
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
    """Return an `else` branch, or an `elif` if it consists of a single condition."""
    if not lines:
        return []
    if lines[0].startswith("if ") and all(line.startswith((" ", "el")) for line in lines[1:]):
        return ["el" + lines[0], *lines[1:]]
    return ["else:", *_indented(lines)]


def _indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
