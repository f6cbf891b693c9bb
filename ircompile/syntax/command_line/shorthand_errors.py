"""Findings on shorthand that the AWS CLI refuses, or reads as another type than its author means."""

from __future__ import annotations

import json
import re

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import cut, shown
from ircompile.findings.values import get
from ircompile.model.shape_check import name_of
from ircompile.syntax.shorthand.coercion import CoercionError, coerce
from ircompile.syntax.shorthand.errors import (
    NO_BRACKETS,
    NO_VALUE,
    TYPOGRAPHIC_QUOTE,
    TYPOGRAPHIC_QUOTES,
    UNQUOTED,
    ShorthandError,
    advise,
    split_structures,
)
from ircompile.syntax.shorthand.reader import parse_shorthand, read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape
    from ircompile.syntax.command_line.tree import Piece
    from ircompile.syntax.tree import Offsets

NAME: Final = r"([A-Za-z]\w{0,60})"
LAST_MEMBER: Final = re.compile(rf"{NAME}=[^={{}}\[\]]*\Z")
"""The last member of a text, with its value."""
MEMBER_WITHOUT_VALUE: Final = re.compile(rf"\b{NAME}\s*=\s*\}}")
KINDS: Final = {"structure": "a structure", "list": "a list", "string": "a string", "integer": "an integer"}
EMPTY_VALUES: Final = {"structure": "{}", "list": "[]", "string": "''"}
RULES: Final = {"duplicate-key": "shorthand-duplicate-key", "nesting": "limit-exceeded", "size": "limit-exceeded"}
"""Rules by the kind of the error; those of any other kind are "shorthand-syntax"."""
MAX_SEARCHED: Final = 2000
"""Characters that are searched for the members to which an error belongs."""


def structure_findings(piece: Piece, shape: Shape, path: Path, directory: str) -> list[Finding]:
    """Return the findings on a structure in an option of a command.

    Args:
        piece: The shorthand.
        shape: The shape of the structure.
        path: The path of the structure in the request.
        directory: Folder of the files that the shorthand may name; none outside of it is read.
    """
    text, offsets = piece
    try:
        value = parse_shorthand(text, directory=directory)
    except ShorthandError as error:
        return [syntax_finding(text, error, shape, path, offsets)]
    try:
        root, *_ = read_shorthand(text)
    except ShorthandError:  # it names a file, whose content has no span in the command
        root = Node(value, 0, len(text))
    findings = list(type_findings(root, shape, path, text))
    if not findings:  # the integers of a structure with a mistyped value are not checked
        try:
            coerce(value, shape, path)
        except CoercionError as error:
            unconverted = get(value, error.path[len(path) :])
            findings.append(_integer_finding(error, unconverted, moved(root, offsets), path))
    return findings


def syntax_finding(
    text: str, error: ShorthandError, shape: Shape | None, path: Path, offsets: Offsets, *, in_command: bool = True
) -> Finding:
    """Return the finding for shorthand that the AWS CLI refuses.

    Args:
        text: The shorthand.
        error: The error in it.
        shape: The shape of the structure; None if it is not known.
        path: The path of the structure in the request.
        offsets: The offset in the source of each character of the text, and of its end.
        in_command: Whether the structures of a list are arguments of a command, not strings in a manifest.
    """
    if shape and not text.strip():
        return _empty_text_finding(error, shape, path, (offsets[0], offsets[len(text)]))
    start, end = error.index, min(error.index + 1, len(text))
    label = ""
    matches: list[re.Match[str] | None] = []
    if error.expected == "=":
        start = _word_start(text, error.index)
        label = "read as a key: expected `=` after it"
        matches.append(LAST_MEMBER.search(text, max(0, start - MAX_SEARCHED), start))
    elif error.expected == ",":
        label = "expected `,` or the end"
    if error.key is None:
        message, corrected = advise(text, error, parse_shorthand)
    else:
        message, corrected = _duplicate_key_advice(text, error, shape, in_command=in_command)
    help_ = f"write {cut(corrected)}" if corrected else ""
    if message == NO_VALUE and shape:
        matches += MEMBER_WITHOUT_VALUE.finditer(text, 0, MAX_SEARCHED)
        message, help_ = _missing_value_advice(text, shape) or (message, help_)
    blames = _member_blames(matches, shape, path, offsets) if shape else ()
    return Finding(
        "shorthand-unquoted-value" if message in UNQUOTED else RULES.get(error.kind, "shorthand-syntax"),
        [Blame(path, label, span=(offsets[min(start, len(text))], offsets[end])), *blames],
        message=message,
        help=help_,
        notes=list(_notes(message, error)),
    )


def type_findings(node: Node, shape: Shape, path: Path, text: str) -> Iterator[Finding]:
    """Yield a finding for each value that has another type than the model wants, by a comma, a brace or a quote.

    Args:
        node: The value, with spans in the text.
        shape: The shape of the value.
        path: The path of the value in the request, which becomes the path of its finding.
        text: The whole shorthand.
    """
    if isinstance(node.items, dict):
        if shape.kind == "list" and shape.element and any(it.kind != "string" for it in shape.element.members.values()):
            yield _missing_brackets_finding(text[node.start : node.end], shape, path)
        for name, member in shape.members.items():
            if name in node.items:
                yield from type_findings(node.items[name], member, (*path, name), text)
    elif isinstance(node.items, list):
        if shape.kind == "string" and text[node.start] != "[":
            yield _comma_finding(text[node.start : node.end], shape, path)
        for index, item in enumerate(node.items if shape.element else ()):
            yield from type_findings(item, shape.element, (*path, index), text)  # type: ignore[arg-type]  # not None
    elif shape.kind == "string" and node.style == "plain" and str(node.value).startswith(tuple(TYPOGRAPHIC_QUOTES)):
        yield _typographic_quotes_finding(node.value, shape, path)


def _missing_brackets_finding(written: str, shape: Shape, path: Path) -> Finding:
    return Finding(
        "wrong-type",
        [Blame(path, "a list needs brackets")],
        message=f"{name_of(shape)} is a list, but `{{…}}` is a single structure",
        help=f"write {shape.name}=[{written}]",
        notes=("the AWS CLI would make it a list, but would not convert numbers in it",),
    )


def _comma_finding(written: str, shape: Shape, path: Path) -> Finding:
    quote = '"' if "'" in written else "'"
    return Finding(
        "shorthand-unquoted-value",
        [Blame(path, "the comma makes it a list")],
        message=f"{name_of(shape)} is a string, but the comma makes it a list",
        help=f"write {shape.name}={quote}{written}{quote}" if quote not in written else "put it in quotes",
    )


def _typographic_quotes_finding(written: str, shape: Shape, path: Path) -> Finding:
    return Finding(
        "shorthand-unquoted-value",
        [Blame(path, "these are part of the value")],
        message=f"{name_of(shape)} is in typographic quotes, which do not work as quotes",
        help=f"write {shape.name}={written.strip(TYPOGRAPHIC_QUOTES)}",
    )


def _integer_finding(error: CoercionError, value: object, root: Node, path: Path) -> Finding:
    node = root
    for step in error.path[len(path) :]:
        node = node.below(step) or node
    name = next((step for step in reversed(error.path) if isinstance(step, str)), "the value")
    return Finding(
        "wrong-type",
        [Blame(error.path, f"`{name}` must be an integer", span=(node.start, node.end))],
        message=f"`{name}` must be an integer, not {shown(value)}",
        help="type the quotes again: typographic quotes do not work" if TYPOGRAPHIC_QUOTE.search(str(value)) else "",
        notes=(f"the AWS CLI says: {error.aws}",),
    )


def _empty_text_finding(error: ShorthandError, shape: Shape, path: Path, span: tuple[int, int]) -> Finding:
    return Finding(
        "shorthand-syntax",
        [Blame(path, "no member here", span=span)],
        message=f"{name_of(shape)} must be a structure, not an empty string",
        help=f"write its members, such as {next(iter(shape.members))}=…, or omit it",
        notes=[f"the AWS CLI says: {error.aws}"],
    )


def _word_start(text: str, end: int) -> int:
    """Return the offset of the word that ends at `end`; blanks before it don't belong to it."""
    start = max(text.rfind(mark, 0, end) for mark in ",{[") + 1
    return end - len(text[start:end].lstrip())


def _duplicate_key_advice(
    text: str, error: ShorthandError, shape: Shape | None, *, in_command: bool
) -> tuple[str, str]:
    """Return the message for a duplicate key, and the structures of a list that it was probably meant to separate."""
    structures = split_structures(text, error, parse_shorthand) if shape and shape.path.endswith("[*]") else []
    if shape is None or not structures:
        return error.message, ""
    if in_command:
        return f"{error.message}: write each structure as a separate word", _separate(structures, shape)
    return f"{error.message}: write each structure as a separate element", json.dumps(structures, ensure_ascii=False)


def _separate(structures: list[str], shape: Shape) -> str:
    """Return structures as one JSON text, which can be written anywhere, and as words of a command."""
    words = " ".join(f"'{it}'" for it in structures)
    try:
        value = [coerce(parse_shorthand(it), shape) for it in structures]
    except CoercionError:
        return words
    return f"{json.dumps(value, ensure_ascii=False)}, or in a command {words}"


def _notes(message: str, error: ShorthandError) -> Iterator[str]:
    if message == NO_BRACKETS:
        yield "comma lists without brackets work only at the top level of shorthand"
    if error.aws:
        yield f"the AWS CLI says: {error.aws}"


def _member_blames(
    matches: Iterable[re.Match[str] | None], shape: Shape, path: Path, offsets: Offsets
) -> Iterator[Blame]:
    """Yield the names of members, labeled with their types, as far as the model has them."""
    for match in matches:
        member = _find_member(match[1], shape) if match else None
        if match and member:
            of = f" of {member.element.kind}s" if member.element and member.element.kind in KINDS else ""
            label = f"this member is {KINDS[member.kind]}{of}"
            yield Blame(path, label, span=(offsets[match.start(1)], offsets[match.end(1)]))


def _missing_value_advice(text: str, shape: Shape) -> tuple[str, str] | None:
    """Return message and help for members without a value before `}`; None if the model has no such member."""
    matches = MEMBER_WITHOUT_VALUE.finditer(text, 0, MAX_SEARCHED)
    members = [member for match in matches if (member := _find_member(match[1], shape))]
    if not members or len(text) > MAX_SEARCHED:
        return None
    blamed = next((it for it in members if it.kind == "integer"), members[0])
    message = f"{name_of(blamed)} must be {KINDS[blamed.kind]}, but has no value before `}}`"
    if blamed.kind == "integer":
        return message, f"write {blamed.name}=1, for example"
    values = {it.name: EMPTY_VALUES[it.kind] for it in members}
    filled = MEMBER_WITHOUT_VALUE.sub(
        lambda match: f"{match[1]}={values.get(match[1]) or EMPTY_VALUES['string']}}}", text
    )
    return NO_VALUE if blamed.kind == "string" else message, f"write {filled}"


def _find_member(name: str, shape: Shape) -> Shape | None:
    """Return the first member of that name in a shape or below it, if its type is known."""
    if name in shape.members and shape.members[name].kind in KINDS:
        return shape.members[name]
    below = [*shape.members.values(), *([shape.element] if shape.element else [])]
    return next((found for member in below if (found := _find_member(name, member))), None)
