"""A request as a YAML manifest that every reader reads as the same value."""

from __future__ import annotations

import json
import re
from itertools import takewhile

from ircompile.emitting.words import RUNNER, EmitError
from ircompile.findings.messages import escaped, shown
from ircompile.syntax.yaml.core import core
from ircompile.syntax.yaml.scalars import MAX_LENGTH, readings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

    Comments = Mapping[Path, Sequence[str]]

WIDTH: Final = 72
"""Columns of the longest list that is written on one line."""

DEEPEST: Final = 300
"""The levels of nesting that are written; readers written in Python give up below 500."""

LONGEST_KEY: Final = 1000
"""Columns of the longest key without `?` before it: readers look for its colon within 1,024 columns."""

PLAIN: Final = re.compile(r"(?![ynYN]\Z)[\w/](?!.*(?:: | #)).*(?<![: ])")
"""Text that is one plain scalar; y and n are booleans to some readers of YAML 1.1."""

SURROGATE: Final = re.compile("[\ud800-\udfff]")
FLOATS: Final = {"NaN": ".nan", "Infinity": ".inf", "-Infinity": "-.inf"}


def yaml_manifest(value: dict[str, Any], shape: Shape, comments: Comments | None = None) -> str:
    """Return the text of a manifest that readers of YAML 1.1 and 1.2 read as the same request.

    Members are in the model's order, with unknown ones last. Strings are plain where all readers agree on them, else
    in double quotes, with escapes for what is not printable; no line is folded.

    Args:
        value: The request.
        shape: Its shape.
        comments: The lines of comments by the paths of the values that they are written above.

    Raises:
        EmitError: A string has half of a surrogate pair, a value is bytes, or values are nested too deeply.
    """
    return "\n".join(yaml_lines(value, shape, comments or {})) + "\n"


def yaml_lines(value: Any, shape: Shape | None, comments: Comments) -> list[str]:
    """Return the lines of a value, which may be a part of a request; the arguments are those of `yaml_manifest`.

    Raises:
        EmitError: As for `yaml_manifest`.
    """
    writer = _Writer(comments)
    inline = writer.inline(value, ())
    try:
        return [*writer.comment(()), *([inline] if inline else writer.block(value, shape, ()))]
    except RecursionError:
        raise EmitError("the value is nested too deeply for YAML readers; use JSON") from None


class _Writer:
    """Writes values.

    Args:
        comments: Those of `yaml_manifest`.
    """

    def __init__(self, comments: Comments) -> None:
        self._comments = comments
        self._above = {path[:depth] for path in comments for depth in range(len(path))}

    def block(self, value: dict[str, Any] | list[Any], shape: Shape | None, path: Path) -> list[str]:
        """Return the lines of a mapping or list that needs several."""
        if len(path) > DEEPEST:
            raise RecursionError
        if isinstance(value, list):
            element = shape.element if shape else None
            return [line for index, item in enumerate(value) for line in self._item(item, element, (*path, index))]
        members = _members(value, shape)
        return [line for name, item, member in members for line in self._pair(name, item, member, (*path, name))]

    def _item(self, value: Any, shape: Shape | None, path: Path) -> list[str]:
        """Return the lines of an item of a list."""
        inline = self.inline(value, path)
        lines = [inline] if inline else self.block(value, shape, path)
        above = [*takewhile(lambda line: line.startswith("#"), lines)]  # a comment after the dash would be hard to see
        first, *others = lines[len(above) :]
        return [*self.comment(path), *above, f"- {first}", *_indented(others)]

    def _pair(self, name: str, value: Any, shape: Shape | None, path: Path) -> list[str]:
        """Return the lines of a key and its value."""
        key = scalar(name)
        before, colon = ([], f"{key}:") if len(key) <= LONGEST_KEY else ([f"? {key}"], ":")
        before = [*self.comment(path), *before]
        inline = self.inline(value, path)
        if inline:
            return [*before, f"{colon} {inline}"]
        return [*before, colon, *_indented(self.block(value, shape, path))]

    def comment(self, path: Path) -> list[str]:
        """Return the comment above a value."""
        return [f"# {escaped(line)}" for line in self._comments.get(path, ())]

    def inline(self, value: Any, path: Path) -> str | None:
        """Return a value on one line; None if it needs several, as one with comments in it does."""
        return None if path in self._above else _inline(value)


def _members(value: dict[str, Any], shape: Shape | None) -> Iterator[tuple[str, Any, Shape | None]]:
    """Yield the name, value and shape of each member: in the model's order, then the unknown ones."""
    known = shape.members if shape else {}
    for name in [*known, *(name for name in value if name not in known)]:
        if name in value:
            yield name, value[name], known.get(name)


def _indented(lines: list[str]) -> list[str]:
    return ["  " + line for line in lines]


def _inline(value: Any) -> str | None:
    """Return a value on one line: a scalar, an empty mapping or a short list of scalars; None if it needs several."""
    if isinstance(value, dict):
        return None if value else "{}"
    if not isinstance(value, list):
        return scalar(value)
    if any(isinstance(item, dict | list) for item in value):
        return None
    text = yaml_flow(value)
    return text if len(text) <= WIDTH else None


def yaml_flow(value: Any) -> str:
    """Return a value on one line, with its mappings and lists in brackets."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key, flow=True)}: {yaml_flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(yaml_flow, value))}]"
    return scalar(value, flow=True)


def scalar(value: Any, *, flow: bool = False) -> str:
    """Return a scalar; in a `flow` list such as `[a, b]`, more characters need quotes."""
    if isinstance(value, str):
        plain = _is_plain(value) and not (flow and re.search(r"[,:?\[\]{}]", value))
        return value if plain else _double_quoted(value)
    if isinstance(value, bytes):
        raise EmitError("a file given with fileb:// is binary, which YAML can't contain; use file:// for text")
    text = json.dumps(value)
    if isinstance(value, float) and "." not in text:
        text = FLOATS.get(text) or text.replace("e", ".0e")  # 1e+22 is a string in YAML 1.1
    return text


def _is_plain(text: str) -> bool:
    """Return whether all readers read a text without quotes as that string."""
    if (
        not PLAIN.fullmatch(text)
        or not text.isprintable()
        or RUNNER.search(text)
        or (len(text) > MAX_LENGTH and text[0].isdigit())
    ):
        return False
    return core(text) == text and not readings(text)


def _double_quoted(text: str) -> str:
    if SURROGATE.search(text):
        raise EmitError(f"{shown(text)} can't be written in YAML: it contains half of a surrogate pair; use JSON")
    return '"' + escaped(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
