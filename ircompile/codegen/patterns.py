"""Regular expressions as built modules have them: compiled beforehand, in the form that takes the least time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircompile.model.frozen import frozen
from ircompile.model.patterns import portable
from ircompile.rulebook.cel.automaton import MATCH, MAX_SIZE
from ircompile.rulebook.cel.re2 import automaton
from ircompile.rulebook.cel.values import CelSyntaxError

if TYPE_CHECKING:
    from typing import Any


def frozen_search(pattern: str) -> tuple[Any, ...] | None:
    """A pattern of the rule language likewise, to be searched for; None where Python might read it otherwise.

    Without escapes but of punctuation and without special groups the two differ only on `$`, which in the rule
    language is the end of the text, and on what Python warns about in classes.
    """
    if re.search(r"\\[A-Za-z0-9$]|\(\?|\[\[|&&|\|\||--|~~|\n", pattern):
        return None
    return frozen(re.compile(re.sub(r"\$(?![^\[\]]*\])", r"\\Z", pattern), re.ASCII))


def is_within(narrow: str, wide: str) -> bool:
    """Whether one pattern of the service model matches only texts that the other does; if in doubt, it does not."""
    try:
        (left, first), (right, second) = automaton(portable(narrow)), automaton(portable(wide))
    except CelSyntaxError:
        return False
    if {"^", "$"} & {*left.reads, *right.reads}:
        return False
    spans = [span for ranges in (*left.reads, *right.reads) if not isinstance(ranges, str) for span in ranges]
    characters = {code for start, end in spans for code in (start, end + 1)}  # the others are like one of these
    todo = [(left.reach([first], begin=True, end=True), right.reach([second], begin=True, end=True))]
    seen = set(todo)
    while todo:
        here, there = todo.pop()
        if MATCH in here and MATCH not in there:
            return False
        for code in characters:
            after = left.reach(left.after(here, code), begin=False, end=True)
            pair = after, right.reach(right.after(there, code), begin=False, end=True)
            if after and pair not in seen:
                seen.add(pair)
                todo.append(pair)
        if len(seen) > MAX_SIZE:
            return False
    return True
