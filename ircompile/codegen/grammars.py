"""The generated modules of grammars: Lark's LALR(1) tables and, if only brackets nest, a flat automaton.

In such a grammar, the part of an LALR parser's stack above the innermost open bracket is one of a few. Each of these is
a frame of the automaton, and the reductions before a terminal are made here, once. A parser then goes from frame to
frame, and its own stack contains only the frames around open brackets.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lark import Lark

from ircompile.model.frozen import frozen
from ircompile.package import folder
from ircompile.syntax.lalr import END

OPENING, CLOSING = "LEFT_", "RIGHT_"
"""The prefixes of the names of terminals that are opening and closing brackets."""
JOINED = (
    ("KEY", "EQUALS", "WORD", "COMMA"),
    ("KEY", "EQUALS", "WORD"),
    ("KEY", "EQUALS", "LEFT_BRACKET"),
    ("KEY", "EQUALS", "LEFT_BRACE"),
    ("KEY", "EQUALS"),
    ("WORD", "COMMA"),
)
"""Sequences of terminals that are frequent enough to be matched by one pattern."""

Frame = tuple[int, ...]
"""The states of an LALR parser since the innermost open bracket."""
Rule = tuple[str, str, int, tuple[int, ...], bool]
"""A row of `ircompile.syntax.lalr.Tables.rules`."""


def lark_parser(grammar: str) -> Lark:
    """Return Lark's parser for a grammar, from which the tables are taken."""
    text = (folder("grammar") / f"{grammar}.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="contextual", propagate_positions=True)


def grammar(name: str) -> str:
    """Return the module of a grammar; `ircompile.syntax.lalr.Tables` explains its contents."""
    lark = lark_parser(name.removesuffix("_grammar"))
    tables = _Tables(lark)
    automaton = _FlatAutomaton(tables).names()
    names: dict[str, Any] = {
        "START": tables.start,
        "PATTERNS": [pattern and frozen(pattern) for pattern in tables.patterns],
        "SCANNERS": tables.scanners,
        "ACTIONS": tables.actions,
        "GOTOS": tables.gotos,
        "RULES": tables.rules,
        **automaton,
    }
    ignored = f"IGNORED = frozenset({sorted(map(str, lark.ignore_tokens))})\n"
    return ignored + "".join(f"{name} = {value!r}\n" for name, value in names.items())


class _Tables:
    """Lark's tables as plain numbers and names, which don't depend on the order in which Lark made them."""

    def __init__(self, lark: Lark) -> None:
        table = lark.parser.parser._parse_table  # noqa: SLF001  Lark has no public way
        lexers = lark.parser.lexer.lexers
        (first,) = table.start_states.values()
        states = _in_order(table.states, first)
        numbers = {state: number for number, state in enumerate(states)}
        reduced = {
            argument for row in table.states.values() for action, argument in row.values() if not _shifts(action)
        }
        rules = {rule: number for number, rule in enumerate(sorted(reduced, key=str))}
        self.start = numbers[first]
        self.rules = [_rule(rule) for rule in rules]
        self.patterns: list[Any] = []
        self.terminals = [[(it.name, it.pattern.to_regexp()) for it in _terminals(lexers[state])] for state in states]
        self.scanners = [self.pattern_number(_alternatives(row)) for row in self.terminals]
        self.actions: list[dict[str, int]] = [{} for _ in states]
        self.gotos: list[dict[str, int]] = [{} for _ in states]
        terminals = {terminal.name for terminal in lark.terminals} | {END}
        for number, state in enumerate(states):
            for name, (action, argument) in sorted(table.states[state].items()):
                rows = self.actions if name in terminals else self.gotos
                rows[number][str(name)] = numbers[argument] if _shifts(action) else ~rules[argument]
        for end in table.end_states.values():
            self.actions[numbers[end]][END] = numbers[end]

    def pattern_number(self, text: str) -> int:
        """Return the number of a pattern; an empty one belongs to states that only the end of the text can follow."""
        pattern = re.compile(text) if text else None
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return self.patterns.index(pattern)


def _terminals(lexer: Any) -> list[Any]:
    """Return the terminals of a state, in the order in which Lark tries them."""
    found: list[Any] = lexer.scanner.terminals
    return found


def _alternatives(terminals: list[tuple[str, str]]) -> str:
    """Return a pattern that matches the first of some terminals as a group of its name."""
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in terminals)


def _shifts(action: Any) -> bool:
    return str(action) == "Shift"


def _in_order(rows: Any, first: Any) -> list[Any]:
    """Return the states in the order in which they are reached from the first one; Lark's own order varies."""
    reached = [first]
    for state in reached:  # it grows during the loop
        for _, (action, argument) in sorted(rows[state].items()):
            if _shifts(action) and argument not in reached:
                reached.append(argument)
    return reached


def _rule(rule: Any) -> Rule:
    """Return a rule of Lark's as plain data."""
    kept = [
        index
        for index, symbol in enumerate(rule.expansion)
        if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    ]
    origin = str(rule.origin.name)
    return origin, str(rule.alias or origin), len(rule.expansion), tuple(kept), rule.options.expand1 and not rule.alias


class _Reduced(NamedTuple):
    """A frame after the reductions before a terminal.

    Attributes:
        frame: The frame.
        empty_rule: The first rule without symbols that was reduced, or "".
    """

    frame: Frame
    empty_rule: str


class _FlatAutomaton:
    """The flat automaton of a grammar, which starts at frame 0.

    Attributes:
        frames: The numbers of the frames.
        moves: By frame and terminal, the result of `_move`.
        after: By the frame around a bracket and the rule that the bracket's contents are, the next frame.
        ends: The frames in which the text may end, each with the empty rule that is reduced there, or "".
    """

    def __init__(self, tables: _Tables) -> None:
        self.tables = tables
        self.frames: dict[Frame, int] = {(tables.start,): 0}
        self.moves: list[dict[str, Any]] = []
        self.after: dict[int, dict[str, int]] = {}
        self.ends: dict[int, str] = {}
        if any(name.startswith(OPENING) for row in tables.actions for name in row):
            self._explore()

    def names(self) -> dict[str, Any]:
        """Return the contents of the built module."""
        frames = self.frames if self.moves else {}
        return {
            "FRAMES": [self.tables.scanners[frame[-1]] for frame in frames],
            "JOINED": [self._joined(number) for number in range(len(frames))],
            "MOVES": self.moves,
            "AFTER": [self.after.get(number, {}) for number in range(len(frames))],
            "ENDS": self.ends,
        }

    def _explore(self) -> None:
        """Follow every terminal from every frame until there are no new frames."""
        done = 0
        while done < len(self.frames):
            frame = list(self.frames)[done]
            row = {name: self._move(frame, name) for name in self.tables.actions[frame[-1]] if name != END}
            self.moves.append({name: move for name, move in row.items() if move is not None})
            reduced = self._reduced(frame, END)
            if reduced and self.tables.actions[reduced.frame[-1]].get(END) == reduced.frame[-1]:
                self.ends[done] = reduced.empty_rule
            done += 1

    def _number(self, frame: Frame) -> int:
        return self.frames.setdefault(frame, len(self.frames))

    def _reduced(self, frame: Frame, terminal: str) -> _Reduced | None:
        """Return a frame after the reductions before a terminal; None if the terminal can't follow."""
        empty = ""
        action = self.tables.actions[frame[-1]].get(terminal)
        while action is not None and action < 0:
            origin, _, length, *_ = self.tables.rules[~action]
            empty = empty or ("" if length else origin)
            frame = frame[: len(frame) - length]
            frame = (*frame, self.tables.gotos[frame[-1]][origin])
            action = self.tables.actions[frame[-1]].get(terminal)
        return None if action is None else _Reduced(frame, empty)

    def _move(self, frame: Frame, terminal: str) -> Any:
        """Return the next frame after a terminal, or a tuple.

        The tuple consists of the next frame, the frame around the bracket that the terminal opens (-1 if it opens
        none), and the empty rule that is reduced before it. If it closes a bracket, the first item is instead the rule
        that the contents are, from which `after` tells the next frame, and the second is None.
        """
        reduced = self._reduced(frame, terminal)
        if reduced is None:
            return None
        frame, empty = reduced
        state = self.tables.actions[frame[-1]][terminal]
        if terminal.startswith(OPENING):
            around = self._number(frame)
            inner = self._number((state,))
            self._add_after(around, frame)
            return inner, around, empty
        if terminal.startswith(CLOSING):
            (action,) = set(self.tables.actions[state].values())  # it can only be reduced
            return self.tables.rules[~action][0], None, empty
        target = self._number((*frame, state))
        return (target, -1, empty) if empty else target

    def _terminals(self, number: int) -> list[tuple[str, str]]:
        return self.tables.terminals[list(self.frames)[number][-1]]

    def _joined(self, number: int) -> int:
        """Return the number of the pattern that matches the next terminal of a frame, or several at once."""
        terminals = self._terminals(number)
        return self.tables.pattern_number("|".join(self._chain(number, number, (), *it) for it in terminals))

    def _chain(self, number: int, frame: int, before: tuple[str, ...], name: str, pattern: str) -> str:
        """Return the pattern of a terminal with those that may be joined to it, and add the moves of a frame for them.

        The last group that matches has the names of all. None of them backtracks, since what follows is optional.

        Args:
            number: The frame before the first of the terminals.
            frame: The frame before this one.
            before: The terminals that it is joined to.
            name: Its name.
            pattern: Its own pattern.
        """
        chain = (*before, name)
        move: Any = self.moves[frame].get(name)
        if before:
            self.moves[number]["_".join(chain)] = move
        after = {it[len(chain)] for it in JOINED if it[: len(chain)] == chain and len(it) > len(chain)}
        parts = []
        for other, its_pattern in self._terminals(move) if after and isinstance(move, int) else ():
            target = self.moves[move].get(other)
            if other in after and (isinstance(target, int) or (target and other.startswith(OPENING))):
                parts.append(self._chain(number, move, chain, other, its_pattern))
            else:  # it would match before the next ones
                parts.append(f"(?={its_pattern})")
        return f"(?P<{'_'.join(chain)}>{pattern})" + (f"(?:{'|'.join(parts)})?" if parts else "")

    def _add_after(self, number: int, frame: Frame) -> None:
        """Add the next frames after a bracket that was opened in a frame, for all rules that its contents may be."""
        if number not in self.after:
            self.after[number] = {}
            for origin, state in self.tables.gotos[frame[-1]].items():
                if not origin.startswith("_"):
                    self.after[number][origin] = self._number((*frame, state))
