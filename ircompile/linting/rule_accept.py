"""`rules test --accept`: writes what a rule finds in its bad examples into its file, and changes nothing else."""

from __future__ import annotations

import json
import re

from ircompile.config.settings import Limits
from ircompile.findings.diagnostic import Edit
from ircompile.linting.fix_apply import apply_edits
from ircompile.linting.rule_tests import findings_of
from ircompile.syntax.yaml.reader import read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.config.settings import Config
    from ircompile.rulebook.rule import Rule
    from ircompile.syntax.tree import Node


def accepted(rule: Rule, config: Config) -> bytes | None:
    """Return the content of a rule's file with all findings in its bad examples; None if it has them already.

    An example without findings is left as it is, since a bad one needs some.

    Args:
        rule: The rule.
        config: The configuration that loads it.
    """
    source = rule.body.source
    nodes = read_yaml(source, Limits())[0].root.members["bad"].elements
    edits: list[Edit] = []
    for example, node in zip(rule.body.bad, nodes, strict=True):
        found = findings_of(rule, example, config)
        if found and {*found} != {*example.finds}:
            edits += _edits(source.text, node.members["finds"], found)
    return source.encoded(apply_edits(source.original, edits)) if edits else None


def _edits(text: str, finds: Node, found: list[str]) -> Iterator[Edit]:
    """Yield the edits that make a list hold exactly the findings; elements that are right keep their text."""
    elements = finds.elements
    stale = [number for number, node in enumerate(elements) if node.value not in found]
    new = [line for line in dict.fromkeys(found) if all(node.value != line for node in elements)]
    for number, line in zip(stale, new, strict=False):
        yield Edit(elements[number].start, elements[number].end, _quoted(line))
    is_flow = text[finds.start] == "["
    for number in stale[len(new) :]:
        yield _removal_in_line(elements, number) if is_flow else _removal_of_lines(text, elements[number])
    if added := new[len(stale) :]:
        end = elements[-1].end
        if is_flow:
            yield Edit(end, end, "".join(f", {_quoted(line)}" for line in added))
        else:
            start = text.rfind("\n", 0, elements[-1].start) + 1
            dash = re.sub(r"[^-]", " ", text[start : elements[-1].start])
            at = _line_end(text, end)
            ending = "\r\n" if text[at : at + 1] == "\r" else "\n"
            yield Edit(at, at, "".join(f"{ending}{dash}{_quoted(line)}" for line in added))


def _removal_in_line(elements: list[Node], number: int) -> Edit:
    """Return the edit that removes an element of a list in brackets, which others stay in."""
    if number:
        return Edit(elements[number - 1].end, elements[number].end, "")
    return Edit(elements[0].start, elements[1].start, "")


def _removal_of_lines(text: str, element: Node) -> Edit:
    """Return the edit that removes an element of a list with dashes, with the lines that it is on."""
    end = text.find("\n", _line_end(text, element.end))
    return Edit(text.rfind("\n", 0, element.start) + 1, len(text) if end < 0 else end + 1, "")


def _line_end(text: str, offset: int) -> int:
    """Return the offset of the end of the line of a character, without a carriage return."""
    end = text.find("\n", len(text[:offset].rstrip()))
    end = len(text) if end < 0 else end
    return end - (text[:end].endswith("\r"))


def _quoted(line: str) -> str:
    """Return a string in double quotes, as JSON and YAML both read it."""
    return json.dumps(line, ensure_ascii=False)
