"""The grammars under `grammar/`, run as parsers: by Lark, or, where speed counts, by its tables in our own loop."""

from __future__ import annotations

import functools

from ircompile.shipped import folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import Any

    from lark import Lark, Token, Tree

    Leaf = tuple[str, int, int]
    """A terminal's name and where its text starts and ends; or the name of a rule without terminals, and its place."""

END = "$END"


class SyntaxFault(Exception):
    """The text doesn't follow the grammar.

    Attributes:
        index: Offset in characters of the first text that fits nothing; the text's length at its end.
        accepts: Names of the terminals that would have fitted; "$END" where the text could have ended.
        finished: The leaves of what had been recognised as a whole at the text's beginning; all of them where the
            text could have ended. Only `leaves` tells them.
    """

    def __init__(self, index: int, accepts: frozenset[str], finished: list[Leaf]) -> None:
        super().__init__(f"nothing fits at {index}; expected one of {sorted(accepts)}")
        self.index = index
        self.accepts = accepts
        self.finished = finished


def parse(grammar: str, text: str) -> Tree[Token]:
    """The tree of a text, with the places of its tokens and subtrees, as Lark makes it.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.

    Raises:
        SyntaxFault: The text doesn't follow the grammar.
    """
    from lark import UnexpectedInput, UnexpectedToken

    try:
        return _parser(grammar).parse(text)
    except UnexpectedInput as unexpected:
        at_end = isinstance(unexpected, UnexpectedToken) and unexpected.token.type == END
        index: Any = len(text) if at_end else unexpected.pos_in_stream  # lark types it as always None
        accepts = unexpected.interactive_parser.accepts()  # type: ignore[no-untyped-call]  # lark's gap
        raise SyntaxFault(index, frozenset(accepts), []) from None


@functools.cache
def _parser(grammar: str) -> Lark:
    from lark import Lark

    source = (folder("grammar") / f"{grammar}.lark").read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="contextual", propagate_positions=True)


def leaves(grammar: str, text: str, deepest: int) -> list[Leaf]:
    """The leaves of the tree that `parse` would make of a text, left to right, and nothing else.

    Lark's own tables, in a loop without its tokens and trees.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.
        deepest: Entries of the parser's stack beyond which the rest of the text is not looked at.

    Raises:
        SyntaxFault: The text doesn't follow the grammar.
    """
    tables = _tables(grammar)
    scanners, actions, gotos = tables.scanners, tables.actions, tables.gotos
    found: list[Leaf] = []
    state = tables.start
    stack, firsts = [state], [0]  # a state, and how many leaves there were before it
    at, size = 0, len(text)
    while True:
        match = scanners[state](text, at) if at < size else None
        if match is not None:
            kind, end = match.lastgroup or "", match.end()
        elif at < size:
            raise _fault(tables, stack, firsts, found, at)
        else:
            kind, end = END, at
        action = actions[state].get(kind)
        while action.__class__ is tuple:
            origin, length = action
            if length:
                first = firsts[-length]
                del stack[-length:], firsts[-length:]
            else:
                first = len(found)
                found.append((origin, at, at))
            state = gotos[stack[-1]][origin]
            stack.append(state)
            firsts.append(first)
            action = actions[state].get(kind)
        if action is None:
            raise _fault(tables, stack, firsts, found, at)
        if kind == END:
            return found
        state = action
        stack.append(state)
        firsts.append(len(found))
        found.append((kind, at, end))
        if len(stack) > deepest:
            return found
        at = end


def _fault(tables: Tables, stack: list[int], firsts: list[int], found: list[Leaf], at: int) -> SyntaxFault:
    ends = {kind: _reduced(tables, stack, kind) for kind in tables.actions[stack[-1]]}
    accepts = frozenset(kind for kind, end in ends.items() if end is not None)
    if END in accepts:
        return SyntaxFault(at, accepts, found + [(origin, at, at) for origin in ends[END] or ()])
    whole = len(stack) > 1 and stack[1] in tables.gotos[stack[0]].values()
    finished = found[: firsts[2] if len(stack) > 2 else len(found)] if whole else []  # noqa: PLR2004  behind the first
    return SyntaxFault(at, accepts, finished)


def _reduced(tables: Tables, stack: list[int], kind: str) -> list[str] | None:
    """The empty rules that are recognised before a terminal comes next; None where there is no place for it."""
    stack = list(stack)
    empty = []
    action = tables.actions[stack[-1]].get(kind)
    while isinstance(action, tuple):
        origin, length = action
        del stack[len(stack) - length :]
        empty += [] if length else [origin]
        stack.append(tables.gotos[stack[-1]][origin])
        action = tables.actions[stack[-1]].get(kind)
    return None if action is None else empty


class Tables:
    """Lark's LALR(1) tables as plain data, a row a state.

    Attributes:
        start: The state at the beginning.
        scanners: What finds the next terminal: the match's `lastgroup` is its name.
        actions: By terminal the state to go to, or the rule to reduce by, as its name and length.
        gotos: By rule the state to go to after it.
    """

    __slots__ = ("actions", "gotos", "scanners", "start")

    def __init__(self, lark: Lark) -> None:
        table = lark.parser.parser._parse_table  # noqa: SLF001  Lark has no other way
        lexers = lark.parser.lexer.lexers
        states = range(len(table.states))
        self.start: int = next(iter(table.start_states.values()))
        self.scanners: list[Callable[[str, int], re.Match[str] | None]] = [_scanner(lexers[it]) for it in states]
        self.actions: list[dict[str, Any]] = [{} for _ in states]
        self.gotos: list[dict[str, int]] = [{} for _ in states]
        terminals = {terminal.name for terminal in lark.terminals} | {END}
        for state in states:
            for name, (action, argument) in table.states[state].items():
                if name not in terminals:
                    self.gotos[state][str(name)] = argument
                elif str(action) == "Shift":
                    self.actions[state][str(name)] = argument
                else:
                    self.actions[state][str(name)] = (str(argument.origin.name), len(argument.expansion))
        for end in table.end_states.values():
            self.actions[end][END] = end


def _scanner(lexer: Any) -> Callable[[str, int], re.Match[str] | None]:
    patterns = lexer.scanner._mres  # noqa: SLF001  Lark has no other way
    if not patterns:
        return lambda _text, _at: None  # a state that only the end follows
    (pattern,) = patterns
    match: Callable[[str, int], re.Match[str] | None] = pattern.match
    return match


@functools.cache
def _tables(grammar: str) -> Tables:
    return Tables(_parser(grammar))
