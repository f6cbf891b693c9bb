"""Values and names in messages: escaping, shortening and listing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

LONGEST = 100
"""Characters of a value that a message shows at most."""


def escaped(text: str) -> str:
    r"""Return the text with unprintable characters written as escapes (\n, \x1b, \u202e, \U000e0001).

    The second of two `#` is escaped too: CI runners execute `##[…]` anywhere in a line.
    """
    if not text.isprintable():
        text = "".join(character if character.isprintable() else _escape(character) for character in text)
    return text.replace("##", "#\\x23")


def harmless(line: str) -> str:
    """Return the line with a leading `::` escaped, which CI runners would execute as a command."""
    return line.replace("::", "\\x3a:", 1) if line.lstrip().startswith("::") else line


def harmless_json(text: str) -> str:
    """Return equivalent JSON without `##`, which CI runners would execute as a command."""
    return text.replace("##", "#\\u0023")


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def shown(value: Any) -> str:
    """Return a value as messages show it: in backquotes, escaped, cut to 100 characters; or "the empty string"."""
    text = _plain(value)
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"`{escaped(cut)}`" if cut else "the empty string"


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < 10**LONGEST else "a number with more than 100 digits"
    return "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else str(value)


def cut(text: str, most: int = 10 * LONGEST) -> str:
    """Return the text, cut to `most` characters with an ellipsis at the end."""
    return text if len(text) <= most else text[: most - 1] + "…"


def cut_middle(text: str) -> str:
    """Return the text, cut to the characters of a message with an ellipsis in the middle."""
    half = (10 * LONGEST - 1) // 2
    return text if len(text) <= 10 * LONGEST else f"{text[:half]}…{text[-half:]}"


def kind_of(value: Any) -> str:
    """Return the JSON type of a value with its article: "a string", "an integer", "null"."""
    kinds = {
        str: "a string",
        bytes: "bytes",
        bool: "a boolean",
        int: "an integer",
        float: "a number",
        dict: "a mapping",
        list: "a list",
    }
    return kinds.get(type(value), "null")


def listed(words: Iterable[str], joint: str = "or", most: int = 8) -> str:
    """Return words as an enumeration, "`a`, `b` or `c`", cut after `most` words."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) > most:
        return ", ".join(quoted[:most]) + f" … ({len(quoted)} in all)"
    return f" {joint} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: "1 item", "3 items"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def is_date(text: str) -> bool:
    """Return whether a text is a valid ISO 8601 date in the form 2027-01-31."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
