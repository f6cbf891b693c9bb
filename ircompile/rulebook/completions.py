"""Whether a text with gaps can be completed to one that a pattern matches."""

from __future__ import annotations

import functools

from ircompile.model.patterns import WRITTEN, widened, with_stand_ins
from ircompile.rulebook.cel.re2 import automaton
from ircompile.rulebook.cel.values import LIMIT, CelSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.values import PartialText
    from ircompile.rulebook.cel.automaton import Automaton


def may_match(pattern: str, text: PartialText) -> bool:
    """Return whether a pattern of the service model matches some completion of a text; True if that is not certain."""
    found = _automaton(pattern)
    if found is None or len(text.known) > LIMIT:
        return True
    read, start = found
    has_stand_ins = r"\p{" in pattern
    return read.may_match(start, [with_stand_ins(it) if it and has_stand_ins else it for it in text.parts])


@functools.cache
def _automaton(pattern: str) -> tuple[Automaton, int] | None:
    """Return the automaton of a pattern and the state that it starts from; None if it can't be made."""
    if r"\p{" in pattern and WRITTEN.search(pattern):  # stand-ins would hide the characters that it names
        return None
    try:
        return automaton(widened(pattern))
    except CelSyntaxError:
        return None
