"""Finite automata that search texts, in time linear in the text.

The nondeterministic one comes from a pattern. The deterministic one is made from it step by step, as texts
need it (as in RE2 and grep), so that nothing backtracks and nothing is built in vain.
"""

from __future__ import annotations

from ircompile.rulebook.cel.values import LIMIT, TooCostlyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Ranges = tuple[tuple[int, int], ...]
    """Code points, as pairs of first and last."""

MATCH = 0

LARGEST = 1_000
"""Parts of a pattern, counted as often as they are repeated, which keeps repetitions within RE2's bound of 1,000;
also the edges of a deterministic automaton before it starts anew."""


class Automaton:
    """A nondeterministic automaton: states by number, built from the one that matches, which is 0.

    `reads[s]` are the characters that lead from s to each of `steps[s]`, or a word: "" (none is read), "^"
    and "$" (none, and only at the text's start and end).
    """

    def __init__(self) -> None:
        self.reads: list[Ranges | str] = [()]
        self.steps: list[list[int]] = [[]]

    def add(self, reads: Ranges | str, *steps: int) -> int:
        """A new state's number."""
        self.reads.append(reads)
        self.steps.append(list(steps))
        return len(self.reads) - 1

    def reach(self, starts: Iterable[int], *, begin: bool, end: bool) -> frozenset[int]:
        """The states that are reached from these without reading a character."""
        free = {"": True, "^": begin, "$": end}
        todo, seen = list(starts), set(starts)
        while todo:
            state = todo.pop()
            reads = self.reads[state]
            if isinstance(reads, str) and free.get(reads):
                new = [step for step in self.steps[state] if step not in seen]
                seen.update(new)
                todo += new
        return frozenset(seen)

    def after(self, states: Iterable[int], code: int) -> list[int]:
        """The states that a character, by its code point, leads to from these."""
        return [
            self.steps[state][0]
            for state in states
            if not isinstance(ranges := self.reads[state], str) and any(first <= code <= last for first, last in ranges)
        ]


class _State:
    """A deterministic state: states of the other automaton, and where each character has led so far."""

    __slots__ = ("ends", "matched", "next", "states")

    def __init__(self, states: frozenset[int]) -> None:
        self.states = states
        self.matched = MATCH in states
        self.ends: bool | None = None
        self.next: dict[str, _State] = {}


class Search:
    """A search with an automaton, from its state `start`; remembers the deterministic states that it made."""

    def __init__(self, automaton: Automaton, start: int) -> None:
        self._automaton = automaton
        self._begin = automaton.reach([start], begin=True, end=False)
        self._anywhere = automaton.reach([start], begin=False, end=False)
        self._restart()

    def _restart(self) -> None:
        self._first = _State(self._begin)  # in no other step's reach, since only there the text begins
        self._made: dict[frozenset[int], _State] = {}
        self._edges = 0

    def __call__(self, text: str) -> bool:
        """Whether the automaton matches anywhere in `text`.

        Raises:
            CelError: The text is too long.
        """
        if len(text) > LIMIT:
            raise TooCostlyError(f"`matches` reads at most {LIMIT} characters")
        state = self._first
        for character in text:
            if state.matched:
                return True
            state = state.next.get(character) or self._step(state, character)
        return state.matched or self._matches_at_end(state)

    def _matches_at_end(self, state: _State) -> bool:
        if state.ends is None:
            begin = state is self._first  # which only an empty text ends in
            state.ends = MATCH in self._automaton.reach(state.states, begin=begin, end=True)
        return state.ends

    def _step(self, state: _State, character: str) -> _State:
        if self._edges > LARGEST:
            self._restart()
        self._edges += 1
        after = self._automaton.after(state.states, ord(character))
        states = self._automaton.reach(after, begin=False, end=False) | self._anywhere
        reached = self._made.get(states)
        if reached is None:
            reached = self._made[states] = _State(states)
        state.next[character] = reached
        return reached
