"""The patterns of `matches`: RE2's syntax and meaning, in time linear in the text whatever the pattern.

A pattern becomes a nondeterministic automaton by Thompson's construction, and so never backtracks.
"""

from __future__ import annotations

from ircompile.rulebook.cel.automaton import LARGEST, MATCH, Automaton, Search
from ircompile.rulebook.cel.values import CelSyntaxError
from ircompile.syntax.lalr import GrammarError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ircompile.rulebook.cel.automaton import Ranges
    from ircompile.syntax.lalr import Token, Tree

DEEPEST = 150
"""Levels of a pattern's tree; a group takes up to four."""

_LAST = 0x10FFFF


def _complement(ranges: Iterable[tuple[int, int]]) -> Ranges:
    gaps, start = [], 0
    for first, last in sorted(ranges):
        if start < first:
            gaps.append((start, first - 1))
        start = max(start, last + 1)
    return (*gaps, (start, _LAST)) if start <= _LAST else tuple(gaps)


def _span(characters: str) -> Ranges:
    return tuple((ord(character), ord(character)) for character in characters)


_CLASSES: dict[str, Ranges] = {
    "d": ((48, 57),),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "s": _span("\t\n\f\r "),
}
_CLASSES |= {name.upper(): _complement(ranges) for name, ranges in _CLASSES.items()}
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~"
_ANY = _complement(_span("\n"))


class _Builder:
    """From the tree of a pattern to its automaton, back to front: each part knows the state after it."""

    def __init__(self) -> None:
        self.automaton = Automaton()
        self.work = 0
        self.depth = 0

    def build(self, part: Tree | Token, then: int) -> int:
        """The state from which `part` and then the rest is matched."""
        self.work += 1
        if self.work > LARGEST:
            raise CelSyntaxError(_index(part), "the pattern is too large; lower its counted repetitions")
        if isinstance(part, str):
            return self._leaf(part, then)
        self.depth += 1
        if self.depth > DEEPEST:
            raise CelSyntaxError(_index(part), "the pattern nests too deep")
        state: int = getattr(self, f"_{part.data}")(part.children, then)
        self.depth -= 1
        return state

    def _leaf(self, token: Token, then: int) -> int:
        if token.type in ("BEGIN", "END"):
            return self.automaton.add(str(token), then)
        return self.automaton.add(_ANY if token.type == "ANY" else _characters(token), then)

    def _alternatives(self, parts: list[Any], then: int) -> int:
        return self.automaton.add("", *(self.build(part, then) for part in parts))

    def _sequence(self, parts: list[Any], then: int) -> int:
        for part in reversed(parts):
            then = self.build(part, then)
        return then

    def _group(self, parts: list[Any], then: int) -> int:
        return self.build(parts[-1], then)

    def _repeat(self, parts: list[Any], then: int) -> int:
        part, least, most = parts[0], *_count(parts[1])
        if most is None:
            loop = self.automaton.add("", then)
            again = self.build(part, loop)
            self.automaton.steps[loop].append(again)
            then, least = (again, least - 1) if least else (loop, 0)
        else:
            after = then
            for _ in range(most - least):
                then = self.automaton.add("", self.build(part, then), after)
        for _ in range(least):
            then = self.build(part, then)
        return then

    def _class(self, parts: list[Any], then: int) -> int:
        ranges = [pair for part in parts[1:] for pair in _members(part)]
        return self.automaton.add(_complement(ranges) if parts[0].endswith("^") else tuple(ranges), then)


def _index(part: Tree | Token) -> int:
    return part.start or 0


def _count(token: Token) -> tuple[int, int | None]:
    if token.type == "REPEAT":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[token]
    least, comma, most = token[1:-1].partition(",")
    if most and int(most) < int(least):
        raise CelSyntaxError(_index(token), "the smaller number of repetitions comes first")
    return int(least), int(most) if most else None if comma else int(least)


def _members(part: Tree | Token) -> Ranges:
    if isinstance(part, str):
        return _characters(part)
    first, last = (_characters(part.children[end]) for end in (0, -1))
    if any(len(end) > 1 or end[0][0] != end[0][1] for end in (first, last)) or first > last:
        raise CelSyntaxError(_index(part), "this is no range of characters; write the smaller one first")
    return ((first[0][0], last[0][0]),)


def _characters(token: Any) -> Ranges:
    if token.type != "ESCAPE":
        return _span(token)
    code = token[1:]
    if code in _CLASSES:
        return _CLASSES[code]
    if code.startswith("x") and len(code) > 1:
        return _span(chr(int(code[1:], 16)))
    if code in _PUNCTUATION or code in _CONTROLS:
        return _span(_CONTROLS.get(code, code))
    raise CelSyntaxError(_index(token), f"patterns have no `{token}` here: no back-references, \\b or \\p classes")


def compile_pattern(text: str) -> Callable[[str], bool]:
    """A function that tells whether the pattern is found anywhere in a text.

    Raises:
        CelSyntaxError: The text is no pattern of the subset; the index is one into the pattern.
    """
    return Search(*automaton(text))


def automaton(text: str) -> tuple[Automaton, int]:
    """The automaton of a pattern, and the state it starts from.

    Raises:
        CelSyntaxError: The text is no pattern of the subset; the index is one into the pattern.
    """
    try:
        tree = parse("pattern", text)
    except GrammarError as fault:
        message = "the pattern has no meaning from here on"
        if text[: fault.index].endswith("("):
            message = "patterns have groups `(…)` and `(?:…)` only: no look-around, no flags, no names"
        elif fault.index == len(text):
            message = "the pattern is not complete: a bracket or parenthesis is open"
        raise CelSyntaxError(fault.index, message) from None
    builder = _Builder()
    return builder.automaton, builder.build(tree.children[0], MATCH)
