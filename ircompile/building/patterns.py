"""Regular expressions as built modules have them: compiled beforehand, in the form that takes the least time."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # Python's own matcher, typed nowhere
import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # Python's own, typed nowhere
from typing import Any, Final

from ircompile.cel.automaton import LARGEST, MATCH
from ircompile.cel.pattern import automaton
from ircompile.cel.values import CelSyntaxError
from ircompile.model.patterns import portable

DASHED: Final = re.compile(r"(\[[^\[\]\\^]*[^\[\]\\^-]\])\(-\*\1\)\{0,([0-9]+)\}")
"""Names with `-` inside, as service models write them; the number says how many more characters they have at most."""


def frozen(pattern: re.Pattern[str]) -> tuple[Any, ...]:
    """What `ircompile.built.compiled` takes: source and flags, whose code it is, and the code."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    groups = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = _compiler._code(parsed, pattern.flags)  # noqa: SLF001  as `re.compile` makes it
    magic = (_sre.MAGIC, _sre.CODESIZE)
    return pattern.pattern, pattern.flags, magic, tuple(map(int, code)), parsed.state.groups - 1, groups, tuple(names)


def frozen_search(pattern: str) -> tuple[Any, ...] | None:
    """A pattern of the rule language likewise, to be searched for; None where Python might read it otherwise.

    Without escapes but of punctuation and without special groups the two differ only on `$`, which in the rule
    language is the end of the text, and on what Python warns about in classes.
    """
    if re.search(r"\\[A-Za-z0-9$]|\(\?|\[\[|&&|\|\||--|~~|\n", pattern):
        return None
    return frozen(re.compile(re.sub(r"\$(?![^\[\]]*\])", r"\\Z", pattern), re.ASCII))


def of_at_most(length: int | None, pattern: str) -> str:
    """A pattern that matches the same texts of at most that many characters, maybe in less time.

    A bound that such texts can't reach is left out, and with it a turn of the matcher for each character.
    """
    dashed = DASHED.fullmatch(pattern)
    if dashed is None or length is None or length > int(dashed[2]) + 1:
        return pattern
    return f"{dashed[1]}(?:{dashed[1][:-1]}-]*{dashed[1]})?"


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
        if len(seen) > LARGEST:
            return False
    return True
