"""The patterns of `matches`: a subset of RE2's, searched for in time linear in the text whatever the pattern.

A pattern becomes a nondeterministic automaton by Thompson's construction, so a search never backtracks.
"""

from __future__ import annotations

from ircompile.rulebook.cel.automaton import MATCH, MAX_SIZE, Automaton, Search
from ircompile.rulebook.cel.values import CelSyntaxError
from ircompile.syntax.lalr import GrammarError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from ircompile.rulebook.cel.automaton import Ranges
    from ircompile.syntax.lalr import Token, Tree

MAX_DEPTH: Final = 150
"""The most levels of a pattern's tree; a group takes up to four."""

_LAST: Final = 0x10FFFF


def _complement(ranges: Iterable[tuple[int, int]]) -> Ranges:
    gaps, start = [], 0
    for first, last in sorted(ranges):
        if start < first:
            gaps.append((start, first - 1))
        start = max(start, last + 1)
    return (*gaps, (start, _LAST)) if start <= _LAST else tuple(gaps)


def _ranges(characters: str) -> Ranges:
    return tuple((ord(character), ord(character)) for character in characters)


_CLASSES: dict[str, Ranges] = {
    "d": ((48, 57),),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
    "s": _ranges("\t\n\f\r "),
}
_CLASSES |= {name.upper(): _complement(ranges) for name, ranges in _CLASSES.items()}
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~"
_ANY = _complement(_ranges("\n"))


class _Builder:
    """Builds the automaton of a pattern from its tree, backwards: each part is given the state that follows it."""

    def __init__(self) -> None:
        self.automaton = Automaton()
        self.parts = 0
        self.depth = 0

    def build(self, part: Tree | Token, then: int) -> int:
        """Return the state from which `part` is matched, and after it what is matched from the state `then`."""
        self.parts += 1
        if self.parts > MAX_SIZE:
            raise CelSyntaxError(part.start or 0, "the pattern is too large; lower its counted repetitions")
        if isinstance(part, str):
            return self._leaf(part, then)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CelSyntaxError(part.start or 0, "the pattern is nested too deeply")
        state: int = getattr(self, f"_{part.data}")(part.children, then)
        self.depth -= 1
        return state

    def _leaf(self, token: Token, then: int) -> int:
        if token.type in ("BEGIN", "END"):
            return self.automaton.add(str(token), then)
        return self.automaton.add(_ANY if token.type == "ANY" else _ranges_of(token), then)

    def _alternatives(self, parts: list[Any], then: int) -> int:
        return self.automaton.add("", *(self.build(part, then) for part in parts))

    def _sequence(self, parts: list[Any], then: int) -> int:
        for part in reversed(parts):
            then = self.build(part, then)
        return then

    def _group(self, parts: list[Any], then: int) -> int:
        return self.build(parts[-1], then)

    def _repeat(self, parts: list[Any], then: int) -> int:
        part, least, most = parts[0], *_bounds(parts[1])
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
        ranges = [pair for part in parts[1:] for pair in _ranges_in_class(part)]
        return self.automaton.add(_complement(ranges) if parts[0].endswith("^") else tuple(ranges), then)


def _bounds(token: Token) -> tuple[int, int | None]:
    if token.type == "REPEAT":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[token]
    least, comma, most = token[1:-1].partition(",")
    if most and int(most) < int(least):
        raise CelSyntaxError(token.start, "the smaller number of repetitions must come first")
    return int(least), int(most) if most else None if comma else int(least)


def _ranges_in_class(part: Tree | Token) -> Ranges:
    if isinstance(part, str):
        return _ranges_of(part)
    first, last = (_ranges_of(part.children[end]) for end in (0, -1))
    if any(len(end) > 1 or end[0][0] != end[0][1] for end in (first, last)) or first > last:
        raise CelSyntaxError(part.start or 0, "invalid range of characters; write the smaller one first")
    return ((first[0][0], last[0][0]),)


def _ranges_of(token: Any) -> Ranges:
    if token.type != "ESCAPE":
        return _ranges(token)
    code = token[1:]
    if code in _CLASSES:
        return _CLASSES[code]
    if code.startswith("x") and len(code) > 1:
        return _ranges(chr(int(code[1:], 16)))
    if code in _PUNCTUATION or code in _CONTROLS:
        return _ranges(_CONTROLS.get(code, code))
    raise CelSyntaxError(
        token.start, f"`{token}` is not supported: patterns have no back-references, \\b or \\p classes"
    )


def compile_pattern(text: str) -> Search:
    """Return a function that tells whether a pattern is found anywhere in a text.

    Raises:
        CelSyntaxError: The pattern is not in the subset; the offset is one into the pattern.
    """
    return Search(*automaton(text))


def automaton(text: str) -> tuple[Automaton, int]:
    """Return the automaton of a pattern, and the state that it starts from.

    Raises:
        CelSyntaxError: The pattern is not in the subset; the offset is one into the pattern.
    """
    try:
        tree = parse("pattern", text)
    except GrammarError as error:
        message = "the pattern is invalid from here on"
        if text[: error.index].endswith("("):
            message = "patterns have only the groups `(…)` and `(?:…)`: no look-around, flags or names"
        elif error.index == len(text):
            message = "the pattern is incomplete: a bracket or parenthesis is not closed"
        raise CelSyntaxError(error.index, message) from None
    builder = _Builder()
    return builder.automaton, builder.build(tree.children[0], MATCH)
