"""Requests that the AWS CLI would send: generated ones, and ones with special texts in their strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ircompile.model.model import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape

ROLE = "arn:aws:iam::123456789012:role/recommender"
BODY = {"JobName": "churn", "JobType": "Default", "RoleArn": ROLE, "InputConfig": {"ModelName": "churn"}}

SPECIAL = [
    "", " ", "a b", " a", "a ", "a\nb", "a\tb", "a\r\nb", "'", '"', "''", '""', "'\"", "it's", 'say "hi"', 'say "hi there"',
    "a\\", "a b\\", "a,b\\", "'\\", '"\\', "\\'", '\\"', "\\\\", "\\\\'", '\\\\"', "\\,", "\\n", "\\$x", "a\\ b",
    "$HOME", "${HOME}", "$(id)", "`id`", "$'x'", "$$", "!", "!!", "!x", "a!b", "'!x'", "it's !x", "^a^b", "%", "%PATH%", "%1", "~", "~root",
    "-", "--", "-x", "--job-name", "-5", "--region=x", "file://x", "fileb://x", "http://x", "https://x", "FILE://x", " file://x",
    "*", "?", "[a]", "[", "]", "{a,b}", "{", "}", "{}", "a=b", "=a", "=ls", "a,b", ",", "a,", "#", "a #b", "a: b", "a:", ": a", "- a", "|", ">", "& x", ";", "<(x)",
    "##[error]x", "a ##vso[task.x]", "@x", "&", "%x", "null", "~", "true", "yes", "y", "No", "1", "1.7", "010", "0x1F", "1_000", "1:30", "1e3", ".5", "2026-01-31", "=", "<<", "---", "...", ".inf",
    "é", "Größe", "😀", "👩‍👩‍👧", "\u202e", "\u2028", "\u0085", "\u00a0", "\ufeff", "\u200b", "\x7f", "\x01", "\x1b[0m", "\u2018\u2019\u201c\u201d", "\ufffe", "\uffff", "\U0010ffff", "٣",
    *map(chr, range(1, 128)), "x" * 300,
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(SPECIAL),
    st.text(st.sampled_from("ab1 \\\\\\'\"'\",=[]{}$!`%-~^&|<>()@:#/\n\té😀"), max_size=12),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12),
)


def sendable(shape: Shape) -> st.SearchStrategy[Any]:
    """Return values that pass the checks of the CLI: types, required members and minima."""
    least = shape.minimum or 0
    if shape.kind == "structure":
        members = {name: sendable(member) for name, member in shape.members.items()}
        required = {name: members.pop(name) for name in shape.required}
        return st.fixed_dictionaries(required, optional=members)
    if shape.element:
        return st.lists(sendable(shape.element), min_size=least, max_size=least + 2)
    if shape.kind == "integer":
        return st.integers(least if shape.minimum is not None else -1000, 10**12)
    return texts.map(lambda text: (text or "x") + "x" * (least - len(text)) if len(text) < least else text)


requests = sendable(SHIPPED.request)


def with_special_texts() -> list[dict[str, Any]]:
    """Return, for every string of the request and each special text of sufficient length, a request with that text."""
    return [
        BODY | {path[0]: smallest(SHIPPED.request.members[path[0]], path[1:], text)}
        for path, shape in _strings(SHIPPED.request)
        for text in SPECIAL
        if len(text) >= (shape.minimum or 0)
    ]


def everywhere(text: str, shape: Shape) -> Any:
    """Return a value with all members, and `text` as every string for which it is long enough."""
    if shape.kind == "structure":
        return {name: everywhere(text, member) for name, member in shape.members.items()}
    if shape.element:
        return [everywhere(text, shape.element)] * 2
    least = shape.minimum or 0
    return least if shape.kind == "integer" else text if len(text) >= least else "x" * least


def smallest(shape: Shape, path: Sequence[str] | None = None, text: str = "") -> Any:
    """Return the smallest value that is sent, with `text` at `path`."""
    if shape.kind == "structure":
        names = [name for name in shape.members if name in (*shape.required, *(path or ())[:1])]
        return {
            name: smallest(shape.members[name], path[1:] if path and path[0] == name else None, text) for name in names
        }
    if shape.element:
        return [smallest(shape.element, path and path[1:], text)]
    if shape.kind == "integer":
        return shape.minimum or 1
    return "x" * (shape.minimum or 1) if path is None else text


def _strings(shape: Shape, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Shape]]:
    """Yield the path and the shape of every string of a shape; `*` stands for the elements of a list."""
    if shape.kind == "string":
        yield path, shape
    for name, member in shape.members.items():
        yield from _strings(member, (*path, name))
    if shape.element:
        yield from _strings(shape.element, (*path, "*"))
