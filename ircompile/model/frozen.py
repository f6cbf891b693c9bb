"""Regular expressions as built modules hold them: compiled beforehand, in the form that matches fastest."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # Python's own matcher, which has no stubs
import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # Python's own, typed nowhere
from typing import Any, Final

DASHED: Final = re.compile(r"(\[[^\[\]\\^]*[^\[\]\\^-]\])\(-\*\1\)\{0,([0-9]+)\}")
"""Names with `-` inside, as service models write them; the number says how many more characters they have at most."""


def frozen(pattern: re.Pattern[str]) -> tuple[Any, ...]:
    """What `ircompile.package.compiled` takes: source and flags, whose code it is, and the code."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    groups = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = _compiler._code(parsed, pattern.flags)  # noqa: SLF001  as `re.compile` makes it
    magic = (_sre.MAGIC, _sre.CODESIZE)
    return pattern.pattern, pattern.flags, magic, tuple(map(int, code)), parsed.state.groups - 1, groups, tuple(names)


def of_at_most(length: int | None, pattern: str) -> str:
    """A pattern that matches the same texts of at most that many characters, maybe in less time.

    A bound that such texts can't reach is left out, and with it a turn of the matcher for each character.
    """
    dashed = DASHED.fullmatch(pattern)
    if dashed is None or length is None or length > int(dashed[2]) + 1:
        return pattern
    return f"{dashed[1]}(?:{dashed[1][:-1]}-]*{dashed[1]})?"
