"""Faults of JSON, and edits that may remove them."""

from __future__ import annotations

import json
import re

from ircompile.editing.repair import Fault, Repaired, hole, repair
from ircompile.findings.diagnostic import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

STRING: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
OPEN: Final = ("Unterminated string", "Invalid control character", "Invalid \\")
"""How the problems begin of a string that is not closed on its line."""
WORD: Final = re.compile(r"[^\s,:\[\]{}\"]+")
PAIR: Final = {"{": "}", "[": "]"}


def repaired_json(text: str) -> Repaired | None:
    """Return a text of JSON that can be read, made of one that can't; None if that fails."""
    return repair(text, fault_of, _candidates)


def fault_of(text: str) -> Fault | None:
    """Return the first fault of a text of JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return Fault(error.pos, error.pos, error.msg)
    except (ValueError, RecursionError):  # a number of too many digits, or deep nesting
        return Fault(0, 0)
    return None


def _candidates(text: str, fault: Fault) -> Iterator[Edit]:
    at = fault.at
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    name = hole(text, text[begin : end if end >= 0 else None])
    before = len(text[:at].rstrip())
    last, here = text[before - 1 : before], text[at : at + 1]
    if fault.problem.startswith(OPEN):
        yield from _open_string(text, begin, len(text) if end < 0 else end, name)
        return
    if not text[at:].strip():
        closers = _closers(text[:before])
        for filler in ("", f'"{name}": null', f'"{name}"', f': "{name}"'):
            yield Edit(before, before, filler + closers)
        if last == ",":
            yield Edit(before - 1, before, closers)
    if last == "," and here in ("}", "]"):
        yield Edit(before - 1, before, "")
    if fault.problem.startswith("Expecting ','"):
        if here == ":" and (start := text.rfind('"', 0, before - 1)) >= 0:  # the key after a key without a value
            yield Edit(start, start, f'"{name}", ')
        yield Edit(before, before, ",")
    if fault.problem.startswith("Expecting ':'"):
        yield from _without_colon(text, before)
    word = WORD.match(text, at)
    end = word.end() if word else at
    if not word and here == '"' and (string := STRING.match(text, at)):
        end = string.end()
    tail = _tail(text, end)
    yield Edit(at, end, f'"{name}": null{tail}')
    yield Edit(at, end, f'"{name}"{tail}')
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    tail = _tail(text, line)
    yield Edit(at, line, f'"{name}": null{tail}')
    yield Edit(at, line, f'"{name}"{tail}')
    yield Edit(at, end, "")


def _open_string(text: str, begin: int, end: int, name: str) -> Iterator[Edit]:
    """Yield edits for the string that is open at the end of a line, which is given by its span."""
    start = begin
    while (start := text.find('"', start, end)) >= 0:
        closed = STRING.match(text, start, end)
        if not closed:
            break
        start = closed.end()
    end = begin + len(text[begin:end].rstrip("\r \t,"))
    if start >= 0:
        tail = _tail(text, end)
        yield Edit(start, end, f'"{name}"{tail}')
        yield Edit(start, end, f'"{name}": null{tail}')
        for bracket in PAIR:  # the lines below may be what was in it
            yield Edit(start, end, f'"{name}": {bracket}')


def _without_colon(text: str, before: int) -> Iterator[Edit]:
    """Yield edits for a string in place of a member, which ends at an offset: a key or a part of one."""
    start = text.rfind('"', 0, before - 1)
    if start >= 0:
        yield Edit(start, before, f'"{hole(text, text[start:before])}": null{_tail(text, before)}')


def _tail(text: str, end: int) -> str:
    """Return the comma that belongs after what ends at an offset, if it is missing."""
    rest = text[end:].lstrip()
    return "" if not rest or rest[0] in ",]}:" else ","


def _closers(text: str) -> str:
    """Return the brackets that close what is open at the end of a text."""
    opened: list[str] = []
    for it in re.finditer(r'"(?:[^"\\\n]|\\.)*"?|[\[\]{}]', text):
        if it[0] in PAIR:
            opened.append(PAIR[it[0]])
        elif it[0] in ("}", "]") and opened:
            opened.pop()
    return "".join(reversed(opened))
