"""Grammars as data: Lark's LALR(1) tables and, where brackets make a grammar's only nesting, a flat automaton.

The tables' stack says what was read since the innermost open bracket, and in such a grammar that is one of few things.
So each stack since a bracket is a frame, numbered, and the reductions before a terminal are made here, once: a parser
goes from frame to frame, and its own stack holds only the frames around open brackets.
"""

from __future__ import annotations

import re
from typing import Any

from lark import Lark

from ircompile.model.frozen import frozen
from ircompile.package import folder
from ircompile.syntax.lalr import END

OPENING, CLOSING = "LEFT_", "RIGHT_"
"""How the names of the terminals begin that open and close brackets."""
JOINED = (("KEY", "EQUALS", "WORD", "COMMA"), ("KEY", "EQUALS", "WORD"), ("KEY", "EQUALS"), ("WORD", "COMMA"))
"""Terminals that often come one after the other: one match then finds them all."""

Frame = tuple[int, ...]
Rule = tuple[str, str, int, tuple[int, ...], bool]


def lark_parser(grammar: str) -> Lark:
    """The parser that Lark makes of a grammar, whose tables these are."""
    text = (folder("grammar") / f"{grammar}.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="contextual", propagate_positions=True)


def grammar(name: str) -> str:
    """The module of a grammar's tables; `ircompile.syntax.lalr.Tables` says what its names mean."""
    lark = lark_parser(name.removesuffix("_grammar"))
    tables = _Tables(lark)
    flat = _Flat(tables).names()
    names: dict[str, Any] = {
        "START": tables.start,
        "PATTERNS": [pattern and frozen(pattern) for pattern in tables.patterns],
        "SCANNERS": tables.scanners,
        "ACTIONS": tables.actions,
        "GOTOS": tables.gotos,
        "RULES": tables.rules,
        **flat,
    }
    ignored = f"IGNORED = frozenset({sorted(map(str, lark.ignore_tokens))})\n"
    return ignored + "".join(f"{name} = {value!r}\n" for name, value in names.items())


class _Tables:
    """Lark's tables with plain numbers and names, the same whatever order Lark made them in."""

    def __init__(self, lark: Lark) -> None:
        table = lark.parser.parser._parse_table  # noqa: SLF001  Lark has no other way
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
        self.scanners = [self.pattern(_alternatives(row)) for row in self.terminals]
        self.actions: list[dict[str, int]] = [{} for _ in states]
        self.gotos: list[dict[str, int]] = [{} for _ in states]
        terminals = {terminal.name for terminal in lark.terminals} | {END}
        for number, state in enumerate(states):
            for name, (action, argument) in sorted(table.states[state].items()):
                rows = self.actions if name in terminals else self.gotos
                rows[number][str(name)] = numbers[argument] if _shifts(action) else ~rules[argument]
        for end in table.end_states.values():
            self.actions[numbers[end]][END] = numbers[end]

    def pattern(self, text: str) -> int:
        """The number of a pattern; that of a state which only the end follows finds nothing."""
        pattern = re.compile(text) if text else None
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return self.patterns.index(pattern)


def _terminals(lexer: Any) -> list[Any]:
    """The terminals of a state, in the order in which Lark tries them."""
    found: list[Any] = lexer.scanner.terminals
    return found


def _alternatives(terminals: list[tuple[str, str]]) -> str:
    """The pattern that finds the first of some terminals, and names it."""
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in terminals)


def _shifts(action: Any) -> bool:
    return str(action) == "Shift"


def _in_order(rows: Any, first: Any) -> list[Any]:
    """The states in the order in which they are met from the first one, which Lark's numbers don't tell."""
    met = [first]
    for state in met:
        for _, (action, argument) in sorted(rows[state].items()):
            if _shifts(action) and argument not in met:
                met.append(argument)
    return met


def _rule(rule: Any) -> Rule:
    """A rule's name, that of its tree, its length, the parts that stay in the tree, and whether a single one is it."""
    kept = [
        index
        for index, symbol in enumerate(rule.expansion)
        if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    ]
    origin = str(rule.origin.name)
    return origin, str(rule.alias or origin), len(rule.expansion), tuple(kept), rule.options.expand1 and not rule.alias


class _Flat:
    """The flat automaton of a grammar, frame 0 the first."""

    def __init__(self, tables: _Tables) -> None:
        self.tables = tables
        self.frames: dict[Frame, int] = {(tables.start,): 0}
        self.moves: list[dict[str, Any]] = []
        self.after: dict[int, dict[str, int]] = {}
        self.ends: dict[int, str] = {}
        self.closed: set[str] = set()
        if any(name.startswith(OPENING) for row in tables.actions for name in row):
            self._explore()

    def names(self) -> dict[str, Any]:
        """What the built module holds of it."""
        frames = self.frames if self.moves else {}
        return {
            "FRAMES": [self.tables.scanners[frame[-1]] for frame in frames],
            "JOINED": [self._joined(number) for number in range(len(frames))],
            "MOVES": self.moves,
            "AFTER": [self.after.get(number, {}) for number in range(len(frames))],
            "ENDS": self.ends,
        }

    def _explore(self) -> None:
        """Follow every terminal from every frame, until no new frame turns up."""
        done = 0
        while done < len(self.frames):
            frame = list(self.frames)[done]
            row = {name: self._move(frame, name) for name in self.tables.actions[frame[-1]] if name != END}
            self.moves.append({name: move for name, move in row.items() if move is not None})
            reduced = self._reduced(frame, END)
            if reduced and self.tables.actions[reduced[0][-1]].get(END) == reduced[0][-1]:
                self.ends[done] = reduced[1]
            done += 1

    def _number(self, frame: Frame) -> int:
        return self.frames.setdefault(frame, len(self.frames))

    def _reduced(self, frame: Frame, terminal: str) -> tuple[Frame, str] | None:
        """A frame after the reductions before a terminal, and the empty rule among them ("" for none)."""
        empty = ""
        action = self.tables.actions[frame[-1]].get(terminal)
        while action is not None and action < 0:
            origin, _, length, *_ = self.tables.rules[~action]
            empty = empty or ("" if length else origin)
            frame = frame[: len(frame) - length]
            frame = (*frame, self.tables.gotos[frame[-1]][origin])
            action = self.tables.actions[frame[-1]].get(terminal)
        return None if action is None else (frame, empty)

    def _move(self, frame: Frame, terminal: str) -> Any:
        """Where a terminal leads: a frame, or (frame or rule, the frame around it, the empty rule before it).

        The frame around it is -1 where there is none: no bracket is opened; and None where one is closed. Then the
        rule says what was closed, and `after` where that leads from the frame around it.
        """
        reduced = self._reduced(frame, terminal)
        if reduced is None:
            return None
        frame, empty = reduced
        state = self.tables.actions[frame[-1]][terminal]
        if terminal.startswith(OPENING):
            around = self._number(frame)
            return self._number((state,)), self._with_after(around, frame), empty
        if terminal.startswith(CLOSING):
            (action,) = set(self.tables.actions[state].values())  # it can only be reduced
            self.closed.add(self.tables.rules[~action][0])
            return self.tables.rules[~action][0], None, empty
        target = self._number((*frame, state))
        return (target, -1, empty) if empty else target

    def _terminals(self, number: int) -> list[tuple[str, str]]:
        return self.tables.terminals[list(self.frames)[number][-1]]

    def _joined(self, number: int) -> int:
        """The pattern that finds the next terminal of a frame, or several of them at once."""
        found = []
        for name, pattern in self._terminals(number):
            chains = [self._chain(number, chain) for chain in JOINED if chain[0] == name]
            found += [*filter(None, chains), (name, pattern)]
        return self.tables.pattern(_alternatives(found))

    def _chain(self, number: int, chain: tuple[str, ...]) -> tuple[str, str] | None:
        """The name and the pattern of terminals that follow each other from a frame on; its move is added.

        Each is found just as it is alone: without backtracking, and only where none that is tried before it matches.
        """
        parts: list[str] = []
        move: Any = number
        for name in chain:
            if not isinstance(move, int) or name not in self.moves[move]:
                return None
            terminals = self._terminals(move)
            place = [other for other, _ in terminals].index(name)
            before = "|".join(pattern for _, pattern in terminals[:place]) if parts else ""
            parts.append((f"(?!{before})" if before else "") + f"(?>{terminals[place][1]})")
            move = self.moves[move][name]
        if not isinstance(move, int):
            return None
        self.moves[number]["_".join(chain)] = move
        return "_".join(chain), "".join(parts)

    def _with_after(self, number: int, frame: Frame) -> int:
        """See to it that a frame knows where what was opened in it leads, whatever it is."""
        if number not in self.after:
            self.after[number] = {}
            for origin, state in self.tables.gotos[frame[-1]].items():
                if not origin.startswith("_"):
                    self.after[number][origin] = self._number((*frame, state))
        return number
