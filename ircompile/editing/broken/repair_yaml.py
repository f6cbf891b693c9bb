"""Faults of YAML, and edits that may remove them: the line at which something is half typed is replaced."""

from __future__ import annotations

import re

from ircompile.editing.broken.repair import Fault, Repaired, hole, open_quotes, repair
from ircompile.findings.diagnostic import Edit
from ircompile.syntax.yaml.libyaml import event_parser, libyaml
from ircompile.syntax.yaml.plain import plain_yaml
from ircompile.syntax.yaml.thinning import blanked, skippable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

yaml = libyaml()

DOCUMENT: Final = re.compile(r"^(?:---|\.\.\.)(?=\s|\Z)", re.MULTILINE)
"""What begins or ends a document."""
LINE: Final = re.compile(r"([ \t]*(?:-[ \t]+)*(?:-(?=\r?\Z))?)(.*?)[ \t\r]*\Z", re.DOTALL)
"""The indentation of a line with the marks of lists, and the rest."""
KEY: Final = re.compile(r"""("[^"\n]*"|'[^'\n]*'|[^\s#:\[\]{},&*!|>%@`"'-][^:#\n]*?)[ \t]*:(?=[ \t]|\Z)""")
"""A key with its colon at the start of a line."""
WORD: Final = re.compile(r"[A-Za-z][\w-]*\Z")


def repaired_yaml(text: str, first: int = 0) -> Repaired | None:
    """Return a text of YAML that can be read, made of one that can't, document by document; None if that fails.

    Args:
        text: The text.
        first: The offset at which a document begins before which there are no faults.
    """
    starts = [first, *(it.start() for it in DOCUMENT.finditer(text, first) if it.start() > first)]
    result = Repaired(text)
    for start, end in reversed([*zip(starts, [*starts[1:], len(text)], strict=True)]):
        part = text[start:end]
        if plain_yaml(part) is not None:
            continue
        repaired = repair(blanked(part, skippable(part, everywhere=True)), fault_of, _candidates)
        if repaired is None:
            return None
        for edit in repaired.edits:
            result.apply(Edit(start + edit.start, start + edit.end, edit.text))
    return result


def fault_of(text: str) -> Fault | None:
    """Return the first fault of a text of YAML."""
    if plain_yaml(text) is not None:
        return None
    try:
        parser = event_parser(text)
        while parser.get_event():
            pass
    except yaml.YAMLError as error:
        problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        mark = problem or context
        at = min(mark.index, len(text)) if mark else 0
        begin = min(context.index, at) if context else at
        if at == len(text) and context:  # a quote or bracket is open: what follows it was not read
            at = begin
        return Fault(at, begin, str(getattr(error, "problem", "")))
    return None


def _candidates(text: str, fault: Fault) -> Iterator[Edit]:
    lines = text.split("\n")
    at, begin = text.count("\n", 0, fault.at), text.count("\n", 0, fault.begin)
    before = next((number for number in range(at - 1, -1, -1) if lines[number].strip()), at)
    quoted = next((number for number in range(at, -1, -1) if _has_open_quote(lines[number])), at)
    bracketed = next((number for number in range(at, -1, -1) if _has_open_bracket(lines[number])), at)
    for number in dict.fromkeys((quoted, bracketed, begin, at, before)):
        if not lines[number].strip():
            continue
        start = sum(len(line) + 1 for line in lines[:number])
        name = hole(text, lines[number])
        if '"' in lines[number]:
            yield from open_quotes(text, start, start + len(lines[number]) if number != at else fault.at + 1, name, "")
        for line in _lines(lines[number], _previous(lines, number), _next(lines, number), name):
            kept = len(lines[number]) - len(lines[number].rstrip("\r"))
            yield _smallest(start, lines[number][: len(lines[number]) - kept], line)


def _smallest(start: int, old: str, new: str) -> Edit:
    """Return the edit that replaces a line, without what both begin with."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    same = min(len(old), len(new)) if same is None else same
    return Edit(start + same, start + len(old), new[same:])


def _previous(lines: list[str], number: int) -> str:
    """Return the previous line that is not blank."""
    return next((line for line in reversed(lines[:number]) if line.strip()), "")


def _next(lines: list[str], number: int) -> str:
    """Return the next line that is not blank."""
    return next((line for line in lines[number + 1 :] if line.strip()), "")


def _lines(line: str, previous: str, following: str, name: str) -> Iterator[str]:
    """Yield replacements for a line, the likeliest first.

    Args:
        line: The line.
        previous: The previous one that is not blank.
        following: The next one that is not blank.
        name: The placeholder.
    """
    match = LINE.match(line)
    lead, rest = (match[1], match[2]) if match else ("", line)
    if "\t" in lead:  # which YAML has no tabs in
        lead = following[: len(following) - len(following.lstrip(" "))]
        yield f"{lead}{rest}"
    column = len(lead)
    lead += " " if lead.endswith("-") else ""
    has_below = len(following) - len(following.lstrip(" ")) > column
    if key := KEY.match(rest):
        if has_below and "- " not in lead:
            yield f"{lead}{key[0]}"
        yield f"{lead}{key[0]} {name}"
    elif has_below and WORD.match(rest):
        yield f"{lead}{rest}:"
    yield f"{lead}{name}:" if has_below else f"{lead}{name}: {name}"
    yield f"{lead}{name}"
    own = _indentation(line)
    for other in dict.fromkeys(map(_indentation, (following, previous))):
        if other != own:  # an indentation that is being changed
            yield f"{other}{line.lstrip()}"
    yield f"{own}{name}:"  # where a list or an item of one begins
    yield f"{own}- {name}"


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _has_open_quote(line: str) -> bool:
    code = re.sub(r"(?:^|\s)#.*", "", line)
    return bool(
        code.replace('\\"', "").count('"') % 2 or (re.search(r"(?:^|[\s:\[{,-])'", code) and code.count("'") % 2)
    )


def _has_open_bracket(line: str) -> bool:
    code = re.sub(r"\"[^\"]*\"|'[^']*'|(?:^|\s)#.*", "", line)
    return code.count("[") + code.count("{") > code.count("]") + code.count("}")
