"""Regular expressions of rules, of the service model and of YAML, as built modules contain them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircompile.model.frozen import frozen
from ircompile.model.patterns import portable
from ircompile.rulebook.cel.automaton import MATCH, MAX_SIZE
from ircompile.rulebook.cel.re2 import automaton
from ircompile.rulebook.cel.values import CelSyntaxError
from ircompile.syntax.yaml.core import FLOAT, INTEGER
from ircompile.syntax.yaml.plain import LINE
from ircompile.syntax.yaml.plain_values import OUTER, PART
from ircompile.syntax.yaml.values import ODD, ODD_LINE

if TYPE_CHECKING:
    from typing import Any


def frozen_search(pattern: str) -> tuple[Any, ...] | None:
    """Return a pattern of the rule language compiled by Python, to search with; None if Python may match differently.

    Without special groups, and without escapes other than of punctuation, RE2 and Python differ only on `$`, which in
    RE2 matches only at the end of the text, and on the sequences in classes that Python warns about.
    """
    if re.search(r"\\[A-Za-z0-9$]|\(\?|\[\[|&&|\|\||--|~~|\n", pattern):
        return None
    return frozen(re.compile(re.sub(r"\$(?![^\[\]]*\])", r"\\Z", pattern), re.ASCII))


def is_within(narrow: str, wide: str) -> bool:
    """Return whether all texts that one pattern of the service model matches also match another; False if unsure."""
    try:
        (left, left_start), (right, right_start) = automaton(portable(narrow)), automaton(portable(wide))
    except CelSyntaxError:
        return False
    if {"^", "$"} & {*left.reads, *right.reads}:
        return False
    ranges = [it for reads in (*left.reads, *right.reads) if not isinstance(reads, str) for it in reads]
    characters = {code for first, last in ranges for code in (first, last + 1)}  # all others behave like one of these
    todo = [(left.reach([left_start], begin=True, end=True), right.reach([right_start], begin=True, end=True))]
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


def plain(_name: str) -> str:
    """Return a module with the patterns `LINE`, `PART`, `OUTER`, `INTEGER`, `FLOAT`, `ODD` and `ODD_LINE`."""
    patterns = {
        "LINE": LINE,
        "PART": PART,
        "OUTER": OUTER,
        "INTEGER": INTEGER,
        "FLOAT": FLOAT,
        "ODD": ODD,
        "ODD_LINE": ODD_LINE,
    }
    return "".join(f"{name} = {frozen(re.compile(pattern))!r}\n" for name, pattern in patterns.items())
