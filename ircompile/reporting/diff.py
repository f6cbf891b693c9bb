"""`--diff`: what fixes would change, as a unified diff.

It can be applied, except where a line holds what must not be printed: that is escaped.
"""

from __future__ import annotations

import re
from difflib import unified_diff

from ircompile.reporting.shown import is_job
from ircompile.wording import escaped, harmless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.source import Source

COMMAND: Final = re.compile(r"#(?=#\w*\[)")
"""Where a CI runner may see a command; other comments that begin with `##` are shown as they are."""
NO_NEWLINE: Final = "\\ No newline at end of file"
HIDDEN: Final = "(not shown)"


def diff(before: Source, after: Source) -> Iterator[str]:
    """The lines of the diff between two texts of one file: as it is, and as it would be.

    Lines that hold a credential are not shown, nor is a text that is no job.
    """
    kinds = [_kind(source) for source in (before, after)]
    marks = [f"\t{kind}" if kinds[0] != kinds[1] else "" for kind in kinds]
    name = escaped(before.name)
    yield f"--- {name}{marks[0]}"
    yield f"+++ {name}{marks[1]}"
    secret = {line for source in (before, after) for line in _secret(source)}
    shown = is_job(before)
    for line in [*unified_diff(_lines(before.original), _lines(after.original))][2:]:
        body = line.removesuffix("\n")
        hide = line[0] != "@" and (not shown or body[1:].removesuffix("\r") in secret)
        yield harmless(body[0] + (HIDDEN if hide else _shown(body[1:])))
        if body == line:
            yield NO_NEWLINE


def _secret(source: Source) -> Iterator[str]:
    """The lines that hold a part of a credential, as they stand in the file."""
    lines = source.original.split("\n")
    return (line for number in source.secrets.lines if (line := lines[number - 1].removesuffix("\r")).strip())


def _kind(source: Source) -> str:
    return source.encoding.upper() + (" with byte order mark" if source.mark else "")


def _lines(text: str) -> list[str]:
    """The lines as editors count them, with their ends."""
    *lines, last = text.split("\n")
    return [line + "\n" for line in lines] + ([last] if last else [])


def _shown(text: str) -> str:
    """A line, escaped but for tabs and a CR at its end."""
    line = text.removesuffix("\r")
    shown = re.sub(r"[^\t#]+", lambda match: escaped(match[0]), line)
    return COMMAND.sub(r"\\x23", shown) + text[len(line) :]
