"""`--diff`: a unified diff of what fixes would change.

The diff can be applied, except where a line holds characters that must not be printed and so are escaped.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby, takewhile

from ircompile.findings.messages import escaped, harmless
from ircompile.reporting.privacy import is_job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Literal

    from ircompile.sources.source import Source

COMMAND: Final = re.compile(r"#(?=#\w*\[)")
"""The first `#` of what a CI runner may take for a command; other comments that begin with `##` are not changed."""
NO_NEWLINE: Final = "\\ No newline at end of file"
MOST: Final = 2000
"""The most lines of texts of different length for which the best match is searched."""
HIDDEN: Final = "(not shown)"


def diff(before: Source, after: Source) -> Iterator[str]:
    """Yield the lines of the diff between two texts of one file.

    Lines that hold a credential are hidden, and so are all lines of a text that is not a job.

    Args:
        before: The file as it is.
        after: The file as it would be.
    """
    kinds = [_kind(source) for source in (before, after)]
    marks = [f"\t{kind}" if kinds[0] != kinds[1] else "" for kind in kinds]
    name = escaped(before.name)
    yield f"--- {name}{marks[0]}"
    yield f"+++ {name}{marks[1]}"
    secret = {line for source in (before, after) for line in _secret(source)}
    shown = is_job(before)
    for line in _hunks(_lines(before.original), _lines(after.original)):
        body = line.removesuffix("\n")
        hide = line[0] != "@" and (not shown or body[1:].removesuffix("\r") in secret)
        yield harmless(body[0] + (HIDDEN if hide else _shown(body[1:])))
        if body == line:
            yield NO_NEWLINE


class _Matcher(SequenceMatcher[str]):
    """Matches the lines of two texts in linear time, which `SequenceMatcher` does not.

    Nearly all fixes keep the number of lines, so that lines can be compared by number. Otherwise short texts are
    matched as usual, and in long ones all between the first and the last difference counts as one difference.
    """

    def __init__(self, before: list[str], after: list[str]) -> None:
        super().__init__(None, before, after)
        self._lines = before, after

    def get_opcodes(self) -> list[tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]]:
        one, two = self._lines
        if len(one) == len(two):
            same = [left == right for left, right in zip(one, two, strict=True)]
            runs = [(is_same, [*run]) for is_same, run in groupby(range(len(one)), same.__getitem__)]
            return [("equal" if it else "replace", run[0], run[-1] + 1, run[0], run[-1] + 1) for it, run in runs]
        if max(len(one), len(two)) <= MOST:
            return super().get_opcodes()
        ahead = _common_prefix(one, two)
        after = _common_prefix(one[ahead:][::-1], two[ahead:][::-1])
        ends = len(one) - after, len(two) - after
        return [
            ("equal", 0, ahead, 0, ahead),
            ("replace", ahead, ends[0], ahead, ends[1]),
            ("equal", ends[0], len(one), ends[1], len(two)),
        ]


def _common_prefix(one: list[str], two: list[str]) -> int:
    """Return the number of equal lines at the start of two texts."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


def _hunks(before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the lines of the hunks of a unified diff, with their line ends."""
    for group in _Matcher(before, after).get_grouped_opcodes():
        (_, start, _, new_start, _), (_, _, end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
        for tag, first, last, new_first, new_last in group:
            if tag == "equal":
                yield from (" " + line for line in before[first:last])
                continue
            yield from ("-" + line for line in before[first:last])
            yield from ("+" + line for line in after[new_first:new_last])


def _range(start: int, end: int) -> str:
    """Return a range of lines as in the header of a hunk: counted from 1; an empty one is named by the line before."""
    if end - start == 1:
        return str(end)
    return f"{start + (end > start)},{end - start}"


def _secret(source: Source) -> Iterator[str]:
    """Yield the lines that hold a part of a credential, as in the file."""
    lines = source.original.split("\n")
    return (line for number in source.secrets.lines if (line := lines[number - 1].removesuffix("\r")).strip())


def _kind(source: Source) -> str:
    return source.encoding.upper() + (" with byte order mark" if source.mark else "")


def _lines(text: str) -> list[str]:
    """Return the lines as editors count them, with their line ends."""
    *lines, last = text.split("\n")
    return [line + "\n" for line in lines] + ([last] if last else [])


def _shown(text: str) -> str:
    """Return a line, escaped except for tabs and a CR at its end."""
    line = text.removesuffix("\r")
    shown = re.sub(r"[^\t#]+", lambda match: escaped(match[0]), line)
    return COMMAND.sub(r"\\x23", shown) + text[len(line) :]
