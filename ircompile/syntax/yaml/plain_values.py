"""The values of plain YAML that stand in one line: scalars and flow collections."""

from __future__ import annotations

from ircompile.package import Lazy, compiled, module
from ircompile.syntax.yaml import NOT_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NAME = r"[A-Za-z][A-Za-z0-9_-]*+"
DIGITS = 18
"""Of a number that is read here."""
NUMBER = rf"0|[1-9][0-9]{{0,{DIGITS - 1}}}"
QUOTED = r"""'[^'\n]*'|"[^"\\\n]*\""""
FIRST = r"[A-Za-z0-9/_.$(]"
FLOW = r'!-"$-+\--9;-Z\\^-z|~\u00a1-\ud7ff'
"""The characters of a plain scalar that may stand anywhere in it in flow collections; a `:` only before one of them."""
OUTER = rf"{NAME}: ++(?=[\[{{])"
"""A key before a bracket."""
PART = (
    rf"((?:[\[{{ ]|{OUTER})*+)(?:({NAME}):(?: ++|$))?"
    rf"(?:({NUMBER})|({QUOTED})|({FIRST}[{FLOW}]*+(?:(?: ++|:++(?!\?))[{FLOW}]++)*+))?([\]}} ]*+)"
)
"""What stands between two commas of a flow collection: keys and brackets, a key, a scalar, and brackets."""
BRACKETS = frozenset("[]{}")

SUSPECTS = NOT_TEXT | frozenset("yYoO")
"""The first characters of all plain scalars that some reader takes for no string and that are read here."""
WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that some reader takes for no string, in lower case."""
LONGEST_WORD = 5
NUMERIC = frozenset("0123456789+-_.:abcdefABCDEFxXoOtTzZiInN ")
"""The characters of everything that some reader takes for a number or a date."""
DEEPEST = 25
"""Levels of block collections that are read here, and of flow collections inside; a request needs 7."""


class NotPlainError(Exception):
    """Something in a text is not plain."""


def value_of(number: str | None, quoted: str | None, plain: str | None) -> str | int | None:
    """The value of a scalar, as a pattern found it; None where there is none.

    Raises:
        NotPlainError: Readers differ on it, or it is no string and no integer.
    """
    return int(number) if number else _text(quoted, plain)


def _text(quoted: str | None, plain: str | None) -> str | None:
    if plain:
        return _plain(plain) if plain[0] in SUSPECTS else plain
    return quoted[1:-1] if quoted else None


def _plain(text: str) -> str:
    if not NUMERIC.issuperset(text) and (len(text) > LONGEST_WORD or text.lower() not in WORDS):
        return text
    if text.count(".") > 1 and ":" not in text:  # a version
        return text
    if "-" in text[1:] and text[4:5] != "-" and "e" not in text.lower():  # no date and no exponent
        return text
    raise NotPlainError


def is_agreed(text: str) -> bool:
    """Return whether all readers that people use take a plain scalar for the same value; if in doubt, False."""
    digits = text.removeprefix("-")
    if digits.isdigit() and digits.isascii():
        return len(digits) <= DIGITS and (digits[0] != "0" or text == "0")
    if text[:1] in ("=", "<"):  # a default value or a merge key to readers of YAML 1.1
        return False
    try:
        return _plain(text) == text
    except NotPlainError:
        return False


known_parts: dict[str, str] = {}
"""What stands between two commas of flow collections, and the same as JSON."""


def json_of(text: str, new: dict[str, str]) -> str:
    """What says in JSON what a flow collection may say, made part by part; JSON's grammar is the stricter one.

    Args:
        text: From bracket to bracket.
        new: Where parts are added that are not known.

    Raises:
        NotPlainError: A part of it is not plain, or it nests too deep.
    """
    known = known_parts.get
    json = ",".join([known(part) or _part(part, new) for part in text.split(",")])
    if json.count("[") + json.count("{") > DEEPEST and _depth(json) > DEEPEST:
        raise NotPlainError
    return json


def read(json: str) -> Any:
    """The value of what `json_of` gave.

    Raises:
        NotPlainError: It is no JSON, or a key stands twice in it.
    """
    try:
        value, end = _tools().scan(json, 0)
    except (StopIteration, ValueError, SystemError):  # the last one in CPython 3.11, if `json` is not imported
        raise NotPlainError from None
    if end != len(json):
        raise NotPlainError
    return value


def read_again(json: str) -> Any:
    """The value of what was read before."""
    return _tools().scan_again(json, 0)[0]


def _depth(json: str) -> int:
    """How deep JSON nests of which no string holds a quote."""
    depth = deepest = 0
    for character in "".join(json.split('"')[::2]):
        if character in BRACKETS:
            depth += 1 if character in "[{" else -1
            deepest = max(deepest, depth)
    return deepest


def _part(text: str, new: dict[str, str]) -> str:
    """The JSON of a part that is not remembered."""
    if text in new:
        return new[text]
    match = _tools().match_part(text)
    if match is None:
        raise NotPlainError
    opening, key, number, quoted, plain, closing = match.groups()
    if ":" in opening:
        opening = known_parts.get(opening) or _opening(opening, new)
    value = number or _string(_text(quoted, plain))
    json = new[text] = f"{opening}{_key(key)}{value}{closing}"
    return json


def _opening(text: str, new: dict[str, str]) -> str:
    """The JSON of the brackets that a part begins with, and of the keys before them."""
    new[text] = json = str(_tools().replace_outer(lambda key: _key(key[0].partition(":")[0]), text))
    return json


def _key(name: str | None) -> str:
    if name is None:
        return ""
    if len(name) <= LONGEST_WORD and name.lower() in WORDS:
        raise NotPlainError
    return f'"{name}":'


def _string(value: str | None) -> str:
    if value is None:
        return ""
    if '"' in value or "\\" in value:
        raise NotPlainError
    return f'"{value}"'


class _Context:
    """How Python's scanner of JSON is to read."""

    strict = True
    object_hook = None
    parse_float = float
    parse_int = int
    parse_constant = None

    def __init__(self, mapping_of: Callable[..., Any] | None) -> None:
        self.object_pairs_hook = mapping_of


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The mapping of keys and values, if no key stands twice."""
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise NotPlainError
    return mapping


class _Tools:
    """What reads flow collections.

    Attributes:
        match_part: Matches a part of a flow collection, by `PART`.
        replace_outer: Replaces keys before brackets, which `OUTER` matches.
        scan: Reads JSON whose keys are not known to be different.
        scan_again: Reads JSON that was read before.
    """

    __slots__ = ("match_part", "replace_outer", "scan", "scan_again")

    def __init__(self) -> None:
        built = module("plain")
        self.match_part = compiled(built.PART).fullmatch
        self.replace_outer = compiled(built.OUTER).sub
        self.scan = _scanner(_mapping)
        self.scan_again = _scanner(None)


_tools = Lazy(_Tools)


def _scanner(mapping_of: Callable[..., Any] | None) -> Any:
    try:
        from _json import make_scanner  # `json` takes as long to import as many a manifest to lint
    except ImportError:  # no CPython
        from json import JSONDecoder

        return JSONDecoder(object_pairs_hook=mapping_of).raw_decode
    context: Any = _Context(mapping_of)
    return make_scanner(context)
