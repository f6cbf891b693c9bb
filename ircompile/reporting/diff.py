"""`--diff`: what fixes would change, as a unified diff.

It can be applied, except where a line holds what must not be printed: that is escaped.
"""

from __future__ import annotations

import re
from difflib import unified_diff

from ircompile.wording import escaped, harmless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from ircompile.diagnostic import Diagnostic
    from ircompile.source import Source

COMMAND: Final = re.compile(r"#(?=#\w*\[)")
"""Where a CI runner may see a command; other comments that begin with `##` are shown as they are."""
NO_NEWLINE: Final = "\\ No newline at end of file"
SECRET: Final = "credential-in-manifest"  # noqa: S105 -- the name of a rule
HIDDEN: Final = "(not shown)"


def diff(before: Source, after: Source, found: Iterable[Diagnostic]) -> Iterator[str]:
    """The lines of the diff between two texts of one file.

    Args:
        before: The text as it is.
        after: The text as it would be.
        found: What was found in the first; lines that hold a secret are not shown, nor is a text that is no job.
    """
    kinds = [_kind(source) for source in (before, after)]
    marks = [f"\t{kind}" if kinds[0] != kinds[1] else "" for kind in kinds]
    name = escaped(before.name)
    yield f"--- {name}{marks[0]}"
    yield f"+++ {name}{marks[1]}"
    secret = {before.line(it.line) for it in found if it.rule == SECRET}
    is_job = "JobName" in after.text or "InputConfig" in after.text
    for line in [*unified_diff(_lines(before.original), _lines(after.original))][2:]:
        body = line.removesuffix("\n")
        hide = line[0] != "@" and (not is_job or body[1:].removesuffix("\r") in secret)
        yield harmless(body[0] + (HIDDEN if hide else _shown(body[1:])))
        if body == line:
            yield NO_NEWLINE


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
