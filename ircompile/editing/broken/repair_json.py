"""Faults of JSON, and edits that may remove them."""

from __future__ import annotations

import json
import re

from ircompile.editing.broken.repair import Fault, Repaired, hole, open_quotes, repair
from ircompile.findings.diagnostic import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

STRING: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
OPEN: Final = ("Unterminated string", "Invalid control character", "Invalid \\")
"""How the problems begin of a string that is not closed on its line."""
WORD: Final = re.compile(r"[^\s,:\[\]{}\"]+")
TRAILING: Final = re.compile(r",(?=\s*[}\]])")
"""A comma after the last item: Python 3.13 reports the comma, older versions what follows it."""
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
    begin, end = text.rfind("\n", 0, fault.at) + 1, text.find("\n", fault.at)
    end = len(text) if end < 0 else end
    name = hole(text, text[begin:end])
    if fault.problem.startswith(OPEN):
        yield from open_quotes(text, begin, fault.at + 1, name)
        yield from _open_string(text, begin, end, name)
        return
    if not text[fault.at :].strip():
        yield from _cut_off(text, fault.at, name)
    yield from _expected(text, fault, name)
    yield from open_quotes(text, begin, fault.at, name)
    yield from _replaced(text, fault.at, end, name)


def _cut_off(text: str, at: int, name: str) -> Iterator[Edit]:
    """Yield edits for a text that ends too early."""
    before = len(text[:at].rstrip())
    closers = _closers(text[:before])
    for filler in ("", f'"{name}": null', f'"{name}"', f': "{name}"'):
        yield Edit(before, before, filler + closers)


def _expected(text: str, fault: Fault, name: str) -> Iterator[Edit]:
    """Yield edits that add what was expected, or remove what was not."""
    at, problem = fault.at, fault.problem
    before, here = len(text[:at].rstrip()), text[at : at + 1]
    if trailing := TRAILING.match(text, at if here == "," else max(before - 1, 0)):
        yield Edit(trailing.start(), trailing.start() + 1, "")
    if problem.startswith("Extra data"):
        yield from _extra(text, at)
    if problem.startswith("Expecting ','"):
        if here == ":" and (start := text.rfind('"', 0, before - 1)) >= 0:  # the key after a key without a value
            yield Edit(start, start, "{")
            yield Edit(start, start, f'"{name}", ')
        yield Edit(before, before, ",")
    if problem.startswith("Expecting ':'"):
        if here in PAIR:
            yield Edit(before, before, ":")
        yield from _without_colon(text, before)


def _replaced(text: str, at: int, line: int, name: str) -> Iterator[Edit]:
    """Yield edits that replace or remove what is at an offset, up to its end or that of its line."""
    here = text[at : at + 1]
    word = WORD.match(text, at)
    end = word.end() if word else at
    if word and text[end : end + 1] == '"':
        yield Edit(at, at, '"')
    if here == '"' and (string := STRING.match(text, at)):
        end = string.end()
    for stop in (end, line):
        tail = _tail(text, stop)
        yield Edit(at, stop, f'"{name}": null{tail}')
        yield Edit(at, stop, f'"{name}"{tail}')
    yield Edit(at, end, "")
    if here in PAIR:
        yield Edit(at, at + 1, "")


def _extra(text: str, at: int) -> Iterator[Edit]:
    """Yield edits for what is before or after the value, of which one ends at an offset."""
    start = at if text[at] in PAIR else text.find("\n{", at) + 1
    if start:
        yield Edit(0, start, "")
    yield Edit(at, len(text), "")


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
