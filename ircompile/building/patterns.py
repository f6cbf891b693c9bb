"""Regular expressions as the code that Python's matcher runs, so that a run need not compile them."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # Python's own matcher, typed nowhere
import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # Python's own, typed nowhere
from typing import Any


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
