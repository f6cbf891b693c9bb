"""Parsers for the grammars under `grammar/`: Lark's LALR tables, made at build time, run without Lark."""

from __future__ import annotations

from dataclasses import dataclass

from ircompile.package import Cache, compiled, module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from typing import Any

    Leaf = tuple[str, int, int]
    """The name and the span of a terminal, or of a rule without terminals, whose span is empty. A tuple, for speed."""
    Scan = Callable[[str, int], re.Match[str] | None]
    """Matches the terminal of a text that starts at an offset; the match's `lastgroup` is the terminal's name."""

END = "$END"
"""Lark's name of the end of the text."""


class GrammarError(Exception):
    """The text doesn't follow the grammar.

    Attributes:
        index: Offset of the first character that doesn't fit; the text's length if it ends too early.
        accepts: Names of the terminals that would have fitted; `END` if the text could have ended.
        finished: The leaves of the first complete rule of the text; of the whole text if it could have ended.
    """

    def __init__(self, index: int, accepts: frozenset[str], finished: list[Leaf]) -> None:
        super().__init__(f"nothing fits at {index}; expected one of {sorted(accepts)}")
        self.index = index
        self.accepts = accepts
        self.finished = finished


class Token(str):
    """The text of a terminal.

    Attributes:
        type: The terminal's name.
        start: The offset of the text.
    """

    __slots__ = ("start", "type")
    type: str
    start: int


def _token(kind: str, text: str, start: int) -> Token:
    token = Token(text)
    token.type, token.start = kind, start
    return token


@dataclass(slots=True, eq=False)
class Tree:
    """A rule that was recognised.

    Attributes:
        data: The rule's name or alias.
        children: Its trees and tokens.
        start: Offset of its first terminal; None if it has none.
    """

    data: str
    children: list[Any]
    start: int | None


def parse(grammar: str, text: str) -> Tree:
    """Return the tree of a text, as Lark would shape it.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.

    Raises:
        GrammarError: The text doesn't follow the grammar.
    """
    return _Parser(tables_of(grammar), text).run()


def leaves(grammar: str, text: str, deepest: int) -> Iterator[Leaf]:
    """Yield the leaves of the tree of a text, left to right, by the flat automaton of a grammar that has one.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.
        deepest: Levels of brackets after which the rest of the text is ignored.

    Raises:
        GrammarError: The text doesn't follow the grammar; the leaves before the error have been yielded.
    """
    tables = tables_of(grammar)
    scans, moves = tables.frame_scans, tables.moves
    stack: list[int] = []
    frame = offset = 0
    size = len(text)
    try:
        while offset < size and len(stack) <= deepest:
            match: Any = scans[frame](text, offset)
            kind: str = match.lastgroup  # AttributeError without a match, KeyError below without a move
            move = moves[frame][kind]
            end = match.end()
            if move.__class__ is int:
                frame = move
            else:
                frame, below, empty = move
                if empty:
                    yield empty, offset, offset
                if below is None:
                    frame = tables.after[stack.pop()][frame]
                elif below >= 0:
                    stack.append(below)
            yield kind, offset, end
            offset = end
    except (AttributeError, KeyError):
        raise _error(tables, text) from None
    if offset == size:
        if stack or frame not in tables.ends:
            raise _error(tables, text)
        if tables.ends[frame]:
            yield tables.ends[frame], offset, offset


def _error(tables: Tables, text: str) -> GrammarError:
    """Return the error of the full parser for a text that the flat automaton refuses."""
    try:
        _Parser(tables, text).run()
    except GrammarError as error:
        return error
    raise AssertionError("the flat automaton is stricter than the tables")


class Tables:
    """LALR(1) tables as plain data; `codegen.grammars` writes them.

    Attributes:
        start: The first state.
        scans: By state, the function that matches the next terminal.
        actions: By state and terminal, the state to shift to, or `~number` of the rule to reduce by.
        gotos: By state and rule, the state to go to after it.
        rules: Of each rule its origin, its name in trees, its length, which of its parts are kept, and whether a single
            part replaces it.
        ignored: Terminals that are skipped.
        frame_scans, moves, after, ends: The flat automaton; empty if the grammar has none.
        joined_scans: Those for which terminals that often come together are one, named by their names joined by "_".
    """

    def __init__(self, built: Any) -> None:
        scans: list[Scan] = [compiled(pattern).match if pattern else _no_match for pattern in built.PATTERNS]
        self.start: int = built.START
        self.scans = [scans[number] for number in built.SCANNERS]
        self.actions: list[dict[str, int]] = built.ACTIONS
        self.gotos: list[dict[str, int]] = built.GOTOS
        self.rules: list[tuple[str, str, int, tuple[int, ...], bool]] = built.RULES
        self.ignored: frozenset[str] = built.IGNORED
        self.frame_scans = [scans[number] for number in built.FRAMES]
        self.joined_scans = [scans[number] for number in built.JOINED]
        self.moves: list[dict[str | None, Any]] = built.MOVES
        self.after: list[dict[str, int]] = built.AFTER
        self.ends: dict[int, str] = built.ENDS


def _no_match(_text: str, _offset: int) -> None:
    """Match nothing, in a state that only the end of the text can follow."""


_known_tables = Cache(8)  # there are fewer grammars


def tables_of(grammar: str) -> Tables:
    """Return the tables of a grammar, which are made once."""
    if grammar not in _known_tables:
        _known_tables.add({grammar: Tables(module(f"{grammar}_grammar"))})
    tables: Tables = _known_tables[grammar]
    return tables


class _Parser:
    """Parses one text by the tables, without recursion."""

    def __init__(self, tables: Tables, text: str) -> None:
        self.tables = tables
        self.text = text
        self.states = [tables.start]
        self.values: list[Any] = []
        self.starts: list[int | None] = []

    def run(self) -> Tree:
        offset = 0
        while True:
            token = self._next(offset)
            action = self.tables.actions[self.states[-1]].get(token.type)
            while action is not None and action < 0:
                self._reduce(~action)
                action = self.tables.actions[self.states[-1]].get(token.type)
            if action is None:
                raise self._error(token.start)
            if token.type == END:
                tree: Tree = self.values[0]
                return tree
            self._push(action, token, token.start)
            offset = token.start + len(token)

    def _next(self, offset: int) -> Token:
        """Return the first terminal from an offset on that is not ignored."""
        scan = self.tables.scans[self.states[-1]]
        while offset < len(self.text):
            match = scan(self.text, offset)
            if match is None:
                raise self._error(offset)
            if match.lastgroup not in self.tables.ignored:
                return _token(match.lastgroup or "", match[0], offset)
            offset = match.end()
        return _token(END, "", offset)

    def _push(self, state: int, value: Any, start: int | None) -> None:
        self.states.append(state)
        self.values.append(value)
        self.starts.append(start)

    def _reduce(self, number: int) -> None:
        origin, data, length, kept, single = self.tables.rules[number]
        bottom = len(self.values) - length
        parts, starts = self.values[bottom:], self.starts[bottom:]
        del self.states[bottom + 1 :], self.values[bottom:], self.starts[bottom:]
        children: list[Any] = []
        for index in kept:
            part = parts[index]
            if not isinstance(part, list):
                children.append(part)
            elif children:
                children += part
            else:  # reused: copying it for each part of a long list would take quadratic time
                children = part
        start = next((found for found in starts if found is not None), None)
        value = children if origin.startswith("_") else Tree(data, children, start)
        if single and len(children) == 1:
            value = children[0]
        self._push(self.tables.gotos[self.states[-1]][origin], value, start)

    def _error(self, offset: int) -> GrammarError:
        """Return the error for the text at an offset, with what would have fitted there."""
        ends = {kind: self._empties_before(kind) for kind in self.tables.actions[self.states[-1]]}
        accepts = frozenset(kind for kind, end in ends.items() if end is not None)
        if END in accepts:
            empties = [(name, offset, offset) for name in ends[END] or ()]
            return GrammarError(offset, accepts, [*_leaves_of(self.values), *empties])
        whole = self.values and not isinstance(self.values[0], Token)
        return GrammarError(offset, accepts, list(_leaves_of(self.values[0])) if whole else [])

    def _empties_before(self, kind: str) -> list[str] | None:
        """Return the empty rules that are reduced before a terminal is shifted; None if it doesn't fit."""
        states, empties = list(self.states), []
        action = self.tables.actions[states[-1]].get(kind)
        while action is not None and action < 0:
            origin, _, length, *_ = self.tables.rules[~action]
            del states[len(states) - length :]
            empties += [] if length else [origin]
            states.append(self.tables.gotos[states[-1]][origin])
            action = self.tables.actions[states[-1]].get(kind)
        return None if action is None else empties


def _leaves_of(value: Any) -> Iterator[Leaf]:
    """Yield the leaves of a token, a tree or a list of these; an empty rule has the offset after the leaf before it."""
    waiting = [value]
    offset = 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, Token):
            offset = part.start + len(part)
            yield part.type, part.start, offset
        elif isinstance(part, Tree) and not part.children:
            yield part.data, offset, offset
        else:
            waiting += reversed(part.children if isinstance(part, Tree) else part)
