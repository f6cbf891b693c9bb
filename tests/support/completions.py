"""What an editor does when a completion of a language server is accepted."""

from __future__ import annotations

import re
from typing import Any


def accepted(text: str, item: dict[str, Any]) -> str:
    """Return the text after a completion was accepted, with each placeholder left as it is.

    Lines that are inserted get the indentation of the line of the cursor, as the protocol asks for.
    """
    edit = item["textEdit"]
    place = edit["range"] if "range" in edit else edit["replace"]
    start, end = (_offset(text, place[which]) for which in ("start", "end"))
    line = text[text.rfind("\n", 0, start) + 1 : start]
    indent = line[: len(line) - len(line.lstrip())]
    return text[:start] + _filled(edit["newText"]).replace("\n", f"\n{indent}") + text[end:]


def _filled(snippet: str) -> str:
    r"""Return the text of a snippet: `${1:one}` and `${1|one,two|}` are "one", `$1` and `${1}` are empty, `\$` is "$"."""
    text = re.sub(r"(?<!\\)\$\{\d+\|([^,|]*)[^}]*\}", r"\1", snippet)
    text = re.sub(r"(?<!\\)\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", text)
    text = re.sub(r"(?<!\\)\$(?:\d+|\{\d+\})", "", text)
    return re.sub(r"\\([$}\\])", r"\1", text)


def _offset(text: str, position: dict[str, int]) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: position["line"]]) + position["character"]


def place(marked: str) -> tuple[str, int, dict[str, int]]:
    """Return the text without its cursor, which is █, and the cursor's offset and position."""
    before, _, after = marked.partition("█")
    return before + after, len(before), {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
