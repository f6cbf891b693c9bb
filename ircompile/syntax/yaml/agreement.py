"""Comparison of the documents read here with what the AWS CLI reads in the same YAML text.

Both read most texts alike. Where they may not, the CLI's own reader is asked: what only the CLI refuses, or reads as
another value, becomes a finding, and a finding on what only this package refuses says so.
"""

from __future__ import annotations

import re

from ircompile.findings.finding import Change
from ircompile.findings.messages import counted, kind_of, shown
from ircompile.sources.controls import LONE_CR
from ircompile.syntax.document import parse_error
from ircompile.syntax.yaml.aws_cli import RefusedError, read_each
from ircompile.syntax.yaml.scalars import AWS_CLI, described, readings
from ircompile.syntax.yaml.values import doubt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.findings.finding import Finding
    from ircompile.sources.source import Source
    from ircompile.syntax.document import Document
    from ircompile.syntax.tree import Node

    Span = tuple[int, int]

LONGEST: Final = 1 << 16
"""Characters of the longest text for which the CLI's reader is asked, since it takes tens of microseconds for each."""
OPEN_QUOTE: Final = "unexpected end of stream (while scanning a quoted scalar)"
MAX_TABS: Final = 20
"""Tabs that are reported at most, since the CLI's reader starts anew after each."""
STRING_KEYS: Final = "the AWS CLI would read such keys, but then reject the request"
PLAINER: Final = "write it more simply: use block style, and put all strings in quotes"
READ: Final = "the AWS CLI would accept this YAML; ircompile does not, so that all readers agree on what it means"
ADVICE: Final = {
    "expected ',' or ']'": "put a space after the `:`, and quote a value that begins with a quote",
    "expected chomping or indentation": "put a space before the `#`",
}
"""What to do about a text that only the CLI refuses, by a part of its message."""


def compare(source: Source, parts: Sequence[Span], documents: list[Document]) -> None:
    """Add to the findings of documents of a source what the AWS CLI reads differently.

    Args:
        source: The source.
        parts: The parts of its text that the CLI reads as it reads all of the documents.
        documents: The documents.
    """
    original = re.sub(LONE_CR, "\n", source.original)
    text = "".join(original[slice(*part)] for part in parts)
    findings = [finding for document in documents for finding in document.findings]
    if any(finding.rule == "limit-exceeded" for finding in findings):
        return
    if len(text) > LONGEST:
        if not findings:
            documents[0].findings.append(_too_long(_origin(parts, doubt(text) or 0)))
        return
    if any(OPEN_QUOTE in finding.message for finding in findings):  # what follows is text, for the CLI, too
        text = text[: text.find("\n", max(map(text.rfind, "\"'"))) + 1 or None]
    values, refusal = _read(text)
    place = documents[min(len(values), len(documents) - 1)].findings  # of the document that the CLI refuses
    stops = {blame.span[0] for finding in findings for blame in finding.blames if blame.span}
    tabs: list[int] = []
    while refusal and text[refusal.offset : refusal.offset + 1] == "\t" and len(tabs) < MAX_TABS:
        tabs.append(_origin(parts, refusal.offset))
        text = f"{text[: refusal.offset]} {text[refusal.offset + 1 :]}"
        values, refusal = _read(text)
    if not refusal and findings and stops.isdisjoint(tabs):
        _say_that_it_is_read(findings, values)
    elif refusal and not (findings or tabs or any(it.severity != "warning" for it in source.findings)):
        place.append(_refused(refusal, _origin(parts, refusal.offset)))
    elif not (refusal or findings or tabs) and original == source.text:  # otherwise characters were replaced
        _compare_values(source.text, parts[0][0], documents, values)
    place += [_tab(offset) for offset in tabs if offset not in stops]


def _origin(parts: Sequence[Span], offset: int) -> int:
    """Return the offset in a text of one in some parts of it that follow each other."""
    for start, end in parts:
        if start + offset <= end:
            return start + offset
        offset -= end - start
    return parts[-1][1]


def _read(text: str) -> tuple[list[Any], RefusedError | None]:
    """Return the values that the CLI's reader reads, and why it refuses the next document, if it does."""
    values: list[Any] = []
    try:
        values.extend(read_each(text))  # `extend` keeps what comes before an error
    except RefusedError as error:
        return values, error
    return values, None


def _tab(offset: int) -> Finding:
    """Return the finding on a tab that only the CLI refuses."""
    span, advice = (offset, offset + 1), "replace the tab with a space"
    finding = parse_error("the AWS CLI can't read this YAML: a tab where YAML requires a space", *span, help=advice)
    finding.changes = [Change("text", (), " ", safe=True, title=advice, span=span)]
    return finding


def _refused(refusal: RefusedError, offset: int) -> Finding:
    """Return the finding on a text that only the CLI refuses."""
    advice = next((advice for part, advice in ADVICE.items() if part in refusal.problem), PLAINER)
    return parse_error(f"the AWS CLI can't read this YAML: {refusal.problem}", offset, help=advice)


def _too_long(offset: int) -> Finding:
    """Return the finding on a text that is too long for the CLI's reader, at what makes it doubtful."""
    message = f"the AWS CLI may read this differently; texts of more than {LONGEST} characters are not checked for that"
    advice = "replace tabs with spaces, put a space after every `:`, remove `%YAML` and `...`, or split the file"
    return parse_error(message, offset, help=advice)


def _say_that_it_is_read(findings: list[Finding], values: list[Any]) -> None:
    """Add to findings, which keep a text from being read here, that the CLI reads it."""
    note = READ if all(map(_has_string_keys, values)) else STRING_KEYS
    for finding in findings:
        finding.message = finding.message.replace("not YAML: ", "can't be read: ", 1)
        finding.notes = (*finding.notes, note)
        finding.help = finding.help or PLAINER


def _has_string_keys(value: Any) -> bool:
    """Return whether all keys of a value are strings."""
    waiting, seen = [value], set()
    while waiting:
        it = waiting.pop()
        if id(it) in seen or not isinstance(it, dict | list):
            continue
        seen.add(id(it))
        if isinstance(it, dict) and not all(isinstance(key, str) for key in it):
            return False
        waiting += it.values() if isinstance(it, dict) else it
    return True


def _compare_values(text: str, start: int, documents: list[Document], values: list[Any]) -> None:
    """Add a finding for each value that the CLI reads differently."""
    values = values or [None]
    if len(values) != len(documents):
        message = f"the AWS CLI would read {counted(len(values), 'document')} here, not {len(documents)}"
        advice = "begin each document with `---`, and remove `...`"
        documents[0].findings.append(parse_error(message, start, help=advice))
        return
    for document, value in zip(documents, values, strict=True):
        waiting = [(document.root, value)]
        while waiting:
            node, theirs = waiting.pop()
            ours = node.value
            if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
                waiting += [(item, theirs[key]) for key, item in node.members.items()]
            elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
                waiting += zip(node.elements, theirs, strict=True)
            elif not (repr(ours) == repr(theirs) or _is_reported(text[node.start : node.end], node, theirs)):
                document.findings.append(_different(node, theirs))


def _is_reported(written: str, node: Node, theirs: Any) -> bool:
    """Return whether the CLI reads a plain scalar as the check of ambiguous scalars says it does."""
    return node.style == "plain" and readings(written).get(AWS_CLI) == described(theirs)


def _different(node: Node, theirs: Any) -> Finding:
    first, second = (shown(it) if kind_of(it) != "null" or it is None else described(it) for it in (theirs, node.value))
    message = f"the AWS CLI would read {first} here, not {second}"
    return parse_error(message, node.start, node.end, help="put it in quotes")
