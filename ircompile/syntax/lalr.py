"""The grammars under `grammar/`, run as parsers: Lark's tables, made at build time, in loops of our own."""

from __future__ import annotations

from ircompile.package import compiled, module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from typing import Any

    Leaf = tuple[str, int, int]
    """A terminal's name and where its text starts and ends; or the name of a rule without terminals, and its place."""
    Scan = Callable[[str, int], re.Match[str] | None]
    """What finds the next terminal of a text from an offset on: the match's `lastgroup` is its name."""

END = "$END"


class GrammarError(Exception):
    """The text doesn't follow the grammar.

    Attributes:
        index: Offset in characters of the first text that fits nothing; the text's length at its end.
        accepts: Names of the terminals that would have fitted; "$END" where the text could have ended.
        finished: The leaves of what had been recognised as a whole at the text's beginning; all of them where the
            text could have ended.
    """

    def __init__(self, index: int, accepts: frozenset[str], finished: list[Leaf]) -> None:
        super().__init__(f"nothing fits at {index}; expected one of {sorted(accepts)}")
        self.index = index
        self.accepts = accepts
        self.finished = finished


class Token(str):
    """A terminal's text; `type` is its name, `start` its offset."""

    __slots__ = ("start", "type")
    type: str
    start: int


def token_of(kind: str, text: str, start: int) -> Token:
    """A terminal's text with its name and its offset."""
    token = Token(text)
    token.type, token.start = kind, start
    return token


class Tree:
    """A rule and what it consists of; `start` is the offset of its first terminal, None where it has none."""

    __slots__ = ("children", "data", "start")

    def __init__(self, data: str, children: list[Any], start: int | None) -> None:
        self.data = data
        self.children = children
        self.start = start


def parse(grammar: str, text: str) -> Tree:
    """The tree of a text, as Lark would shape it.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.

    Raises:
        GrammarError: The text doesn't follow the grammar.
    """
    return _Parse(_tables(grammar), text).run()


def leaves(grammar: str, text: str, deepest: int, *, joined: bool = False) -> Iterator[Leaf]:
    """The leaves of the tree of a text, left to right, and nothing else; the grammar must have been flattened.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.
        deepest: Levels of brackets beyond which the rest of the text is not looked at.
        joined: Whether terminals that often come together are one leaf, which has their names, joined by "_"; of a
            fault, only its being there is then told, since to explain it takes much longer.

    Raises:
        GrammarError: The text doesn't follow the grammar; what comes before has been yielded.
    """
    tables = _tables(grammar)
    scans, moves = tables.joined_scans if joined else tables.frame_scans, tables.moves
    stack: list[int] = []
    frame = at = 0
    size = len(text)
    try:
        while at < size and len(stack) <= deepest:
            match: Any = scans[frame](text, at)
            kind: str = match.lastgroup  # where nothing matches there is none, as below no move
            move = moves[frame][kind]
            end = match.end()
            if move.__class__ is int:
                frame = move
            else:
                frame, below, empty = move
                if empty:
                    yield empty, at, at
                if below is None:
                    frame = tables.after[stack.pop()][frame]
                elif below >= 0:
                    stack.append(below)
            yield kind, at, end
            at = end
    except (AttributeError, KeyError):
        raise _fault(tables, text, joined=joined) from None
    if at == size:
        if stack or frame not in tables.ends:
            raise _fault(tables, text, joined=joined)
        if tables.ends[frame]:
            yield tables.ends[frame], at, at


def _fault(tables: Tables, text: str, *, joined: bool) -> GrammarError:
    """What the tables themselves say of a text that the flat automaton refuses."""
    if joined:
        return GrammarError(0, frozenset(), [])
    try:
        _Parse(tables, text).run()
    except GrammarError as fault:
        return fault
    raise AssertionError("the flat automaton is stricter than the tables")


class Tables:
    """LALR(1) tables as plain data, a row a state; see `building.grammars`.

    Attributes:
        start: The first state.
        scans: By state, what finds the next terminal.
        actions: By state and terminal, the state to go to, or the complement of the number of a rule to reduce by.
        gotos: By state and rule, the state to go to after it.
        rules: Of each rule its name, its length, which of its parts are kept, and whether a single one replaces it.
        ignored: Terminals that may stand anywhere and mean nothing.
        frame_scans, joined_scans, moves, after, ends: The flat automaton; empty where the grammar has none.
    """

    __slots__ = (
        "actions",
        "after",
        "ends",
        "frame_scans",
        "gotos",
        "ignored",
        "joined_scans",
        "moves",
        "rules",
        "scans",
        "start",
    )

    def __init__(self, built: Any) -> None:
        scans: list[Scan] = [compiled(pattern).match if pattern else _nothing for pattern in built.PATTERNS]
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


def _nothing(_text: str, _at: int) -> None:
    """The scan of a state that only the end follows."""


_cache: dict[str, Tables] = {}


def _tables(grammar: str) -> Tables:
    if grammar not in _cache:
        _cache[grammar] = Tables(module(f"{grammar}_grammar"))
    return _cache[grammar]


class _Parse:
    """One run of the tables over a text, without recursion."""

    def __init__(self, tables: Tables, text: str) -> None:
        self.tables = tables
        self.text = text
        self.states = [tables.start]
        self.values: list[Any] = []
        self.starts: list[int | None] = []

    def run(self) -> Tree:
        at = 0
        while True:
            token = self._next(at)
            action = self.tables.actions[self.states[-1]].get(token.type)
            while action is not None and action < 0:
                self._reduce(~action)
                action = self.tables.actions[self.states[-1]].get(token.type)
            if action is None:
                raise self._fault(token.start)
            if token.type == END:
                tree: Tree = self.values[0]
                return tree
            self._push(action, token, token.start)
            at = token.start + len(token)

    def _next(self, at: int) -> Token:
        """The terminal that begins at an offset, or after what is ignored there."""
        scan = self.tables.scans[self.states[-1]]
        while at < len(self.text):
            match = scan(self.text, at)
            if match is None:
                raise self._fault(at)
            if match.lastgroup not in self.tables.ignored:
                return token_of(match.lastgroup or "", match[0], at)
            at = match.end()
        return token_of(END, "", at)

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
            else:  # taken over, since a list that grows would be copied for every part of it
                children = part
        start = next((found for found in starts if found is not None), None)
        value = children if origin.startswith("_") else Tree(data, children, start)
        if single and len(children) == 1:
            value = children[0]
        self._push(self.tables.gotos[self.states[-1]][origin], value, start)

    def _fault(self, at: int) -> GrammarError:
        """What the text holds at a place where nothing fits, and what would."""
        ends = {kind: self._empties_before(kind) for kind in self.tables.actions[self.states[-1]]}
        accepts = frozenset(kind for kind, end in ends.items() if end is not None)
        if END in accepts:
            return GrammarError(at, accepts, [*_leaves_of(self.values), *((it, at, at) for it in ends[END] or ())])
        whole = self.values and not isinstance(self.values[0], Token)
        return GrammarError(at, accepts, list(_leaves_of(self.values[0])) if whole else [])

    def _empties_before(self, kind: str) -> list[str] | None:
        """The empty rules that are recognised before a terminal comes next; None where there is no place for it."""
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
    """The leaves below values, trees and tokens, left to right; an empty rule is a leaf where the next one begins."""
    waiting = [value]
    place = 0
    while waiting:
        it = waiting.pop()
        if isinstance(it, Token):
            place = it.start + len(it)
            yield it.type, it.start, place
        elif isinstance(it, Tree) and not it.children:
            yield it.data, place, place
        else:
            waiting += reversed(it.children if isinstance(it, Tree) else it)
