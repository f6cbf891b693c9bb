"""How literals of Python are written with another value, in the same quotes and with the same prefix."""

from __future__ import annotations

import ast
import json
import re
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STRING = re.compile(
    r"""([a-zA-Z]{0,2})(?:(''')(?:(?!''')[^\\]|\\.)*'''|(\"{3})(?:(?!\"{3})[^\\]|\\.)*\"{3}"""
    r"""|(')(?:[^'\\\n]|\\.)*'|(")(?:[^"\\\n]|\\.)*")""",
    re.DOTALL,
)
"""A single string: not several that are put together by writing one after the other."""
NUMBER = re.compile(r"[0-9][0-9a-zA-Z_.]*(?:(?<=[eE])[+-][0-9_]+)?|\.[0-9][0-9eE_]*")


def value_of(written: str) -> Any:
    """Return the value of a literal, of a list or dictionary of literals, or of an f-string without fields.

    Raises:
        ValueError: The text is anything else.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # such as those of invalid escapes
            node = ast.parse(written, mode="eval").body
        if isinstance(node, ast.JoinedStr):
            return "".join(ast.literal_eval(part) for part in node.values)
        return ast.literal_eval(node)
    except (SyntaxError, TypeError, MemoryError, RecursionError):
        raise ValueError("it is not a literal") from None


def is_single(written: str, value: Any) -> bool:
    """Return whether a text is a single literal with a value."""
    if not (STRING.fullmatch(written) or NUMBER.fullmatch(written)):
        return False
    try:
        found = value_of(written)
    except ValueError:
        return False
    return type(found) is type(value) and bool(found == value)


def with_value(written: str, new: str | int) -> str | None:
    """Return a single literal with another value; None if it can't be written in the same way."""
    if isinstance(new, int):
        return str(new)
    match = STRING.fullmatch(written)
    if not match:
        return None
    prefix, quotes = match[1], match[2] or match[3] or match[4] or match[5]
    text = new
    if "r" not in prefix.lower():
        text = text.replace("\\", "\\\\").replace(quotes[0], f"\\{quotes[0]}")
    if "f" in prefix.lower():
        text = text.replace("{", "{{").replace("}", "}}")
    made = prefix + quotes + text + quotes
    return made if is_single(made, new) else None


def quoted(written: str, value: Any) -> str | None:
    """Return the string with the text of a number; None if the number is written in another way than it is printed."""
    is_number = type(value) in (int, float) and is_single(written, value)
    return f'"{written}"' if is_number and written == str(value) else None


def as_json(written: str, value: Any) -> str | None:
    """Return the string with the JSON text of a list or dictionary of literals; None for any other expression."""
    try:
        text = json.dumps(value, allow_nan=False)
        is_same = value_of(written) == value
    except (TypeError, ValueError):
        return None
    made = f"'{text}'"
    return made if is_same and is_single(made, text) else None
