"""Regular expressions compiled at build time, in the form in which built modules contain them."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # Python's own matcher, which has no stubs
import re
from re import _compiler, _parser  # type: ignore[attr-defined]  # Python's own, typed nowhere
from typing import Any, Final

DASHED: Final = re.compile(r"(\[[^\[\]\\^]*[^\[\]\\^-]\])\(-\*\1\)\{0,([0-9]+)\}")
"""The pattern of service models for names with `-` inside; the number is the maximum length minus one."""


def frozen(pattern: re.Pattern[str]) -> tuple[Any, ...]:
    """Return a pattern as an argument of `ircompile.package.compiled`: its source, flags and code."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    groups = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = _compiler._code(parsed, pattern.flags)  # noqa: SLF001  as `re.compile` does
    matcher = (_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT)  # the last is another one on machines of 32 bits
    return pattern.pattern, pattern.flags, matcher, tuple(map(int, code)), parsed.state.groups - 1, groups, tuple(names)


def of_at_most(length: int | None, pattern: str) -> str:
    """Return a pattern that matches the same texts of up to `length` characters, possibly faster.

    A repetition limit that such texts can't reach is removed, which saves an iteration of the matcher per character.
    """
    dashed = DASHED.fullmatch(pattern)
    if dashed is None or length is None or length > int(dashed[2]) + 1:
        return pattern
    return f"{dashed[1]}(?:{dashed[1][:-1]}-]*{dashed[1]})?"
