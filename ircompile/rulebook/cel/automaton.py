"""Finite automata that search texts, in time linear in the text.

A nondeterministic automaton is built from a pattern. The states of a deterministic one are made from it as a search
reaches them, as in RE2, so that no search backtracks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ircompile.rulebook.cel.values import LIMIT, TooCostlyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    Ranges = tuple[tuple[int, int], ...]
    """Code points, as pairs of the first and the last of each range."""

MATCH: Final = 0
"""The number of the state in which an automaton matches."""
MAX_SIZE: Final = 1_000
"""The most parts of a pattern, counted once for each repetition: no more repetitions than RE2 allows can be written.

Also the most edges of a deterministic automaton, which is then discarded and begun again.
"""


class Automaton:
    """A nondeterministic automaton, whose states are numbers; it is built backwards, from the state `MATCH`.

    Attributes:
        reads: For each state, the characters that lead to its next states; or, for a step that reads none, "" for one
            that is always possible, "^" for one at the start of the text and "$" for one at the end.
        steps: For each state, its next states.
    """

    def __init__(self) -> None:
        self.reads: list[Ranges | str] = [()]
        self.steps: list[list[int]] = [[]]

    def add(self, reads: Ranges | str, *steps: int) -> int:
        """Add a state and return its number."""
        self.reads.append(reads)
        self.steps.append(list(steps))
        return len(self.reads) - 1

    def reach(self, starts: Iterable[int], *, begin: bool, end: bool, reading: bool = False) -> frozenset[int]:
        """Return the states that can be reached without reading a character, those of `starts` included.

        Args:
            starts: The states to begin at.
            begin: Whether this is at the start of the text.
            end: Whether this is at the end of the text.
            reading: Whether any characters may be read, too.
        """
        free = {"": True, "^": begin, "$": end}
        todo, seen = list(starts), set(starts)
        while todo:
            state = todo.pop()
            reads = self.reads[state]
            if free[reads] if isinstance(reads, str) else reading and reads:
                new = [step for step in self.steps[state] if step not in seen]
                seen.update(new)
                todo += new
        return frozenset(seen)

    def after(self, states: Iterable[int], code: int) -> list[int]:
        """Return the states that a character, given by its code point, leads to."""
        return [
            self.steps[state][0]
            for state in states
            if not isinstance(ranges := self.reads[state], str) and any(first <= code <= last for first, last in ranges)
        ]

    def may_match(self, start: int, parts: Sequence[str | None], *, anywhere: bool = False) -> bool:
        """Return whether it matches, from a state, a text with gaps, each None, which are any texts.

        It may be wrong only where it returns True: about `^` and `$` next to gaps.

        Args:
            start: The state.
            parts: The parts of the text.
            anywhere: Whether to match any part of the text, not the whole.
        """
        states, begin = frozenset([start]), True
        again = states if anywhere else frozenset()
        last = max((number for number, part in enumerate(parts) if part), default=-1)
        for number, part in enumerate(parts):
            if part is None:
                states = self.reach(states, begin=begin, end=number > last, reading=True)
            for character in part or "":
                reached = self.reach(states, begin=begin, end=False)
                if anywhere and MATCH in reached:
                    return True
                states = again.union(self.after(reached, ord(character)))
                begin = False
        return MATCH in self.reach(states, begin=begin, end=True)


@dataclass(slots=True, eq=False)
class _State:
    """A state of the deterministic automaton.

    Attributes:
        states: The states of the nondeterministic automaton that it represents.
        matched: Whether a match has been found.
        matches_at_end: Whether there is a match if the text ends here, None until it is asked.
        next: The next state for each character that was read here.
    """

    states: frozenset[int]
    matched: bool
    matches_at_end: bool | None = None
    next: dict[str, _State] = field(default_factory=dict)


class Search:
    """A search with an automaton from its state `start`, which keeps the deterministic states for the next text."""

    def __init__(self, automaton: Automaton, start: int) -> None:
        self._automaton = automaton
        self._start = start
        self._begin = automaton.reach([start], begin=True, end=False)
        self._anywhere = automaton.reach([start], begin=False, end=False)
        self._restart()

    def _restart(self) -> None:
        self._first = _State(
            self._begin, MATCH in self._begin
        )  # not in `_made`, since no step leads back to the start of the text
        self._made: dict[frozenset[int], _State] = {}
        self._edges = 0

    def __call__(self, text: str) -> bool:
        """Return whether the automaton matches anywhere in `text`.

        Raises:
            TooCostlyError: The text is too long.
        """
        if len(text) > LIMIT:
            raise TooCostlyError(f"`matches` accepts at most {LIMIT} characters")
        state = self._after(text)
        return state.matched or self._matches_at_end(state)

    def is_found_in_all_from(self, start: str) -> bool:
        """Return whether the automaton matches anywhere in `start`, whatever follows it."""
        return self._after(start).matched

    def may_find(self, parts: Sequence[str | None]) -> bool:
        """Return whether the automaton may match anywhere in a text with gaps, each None."""
        return self._automaton.may_match(self._start, parts, anywhere=True)

    def _after(self, text: str) -> _State:
        """Return the state after a text, or after as much of it as is read until there is a match."""
        state = self._first
        for character in text:
            if state.matched:
                break
            state = state.next.get(character) or self._step(state, character)
        return state

    def _matches_at_end(self, state: _State) -> bool:
        if state.matches_at_end is None:
            begin = state is self._first  # only an empty text ends there
            state.matches_at_end = MATCH in self._automaton.reach(state.states, begin=begin, end=True)
        return state.matches_at_end

    def _step(self, state: _State, character: str) -> _State:
        if self._edges > MAX_SIZE:
            self._restart()
        self._edges += 1
        after = self._automaton.after(state.states, ord(character))
        states = self._automaton.reach(after, begin=False, end=False) | self._anywhere
        reached = self._made.get(states)
        if reached is None:
            reached = self._made[states] = _State(states, MATCH in states)
        state.next[character] = reached
        return reached
