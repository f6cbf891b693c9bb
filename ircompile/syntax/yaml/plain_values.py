"""The values of plain YAML on one line: scalars and flow collections."""

from __future__ import annotations

from ircompile.package import Cache, Lazy, compiled, module
from ircompile.syntax.yaml import NOT_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NAME = r"[A-Za-z][A-Za-z0-9_-]{0,1023}+"
"""A key; YAML allows no more than 1,024 characters (YAML 1.2.2, 7.4.2 and 8.2.2)."""
DIGITS = 18
"""The digits of the longest number that is read here."""
NUMBER = rf"0|[1-9][0-9]{{0,{DIGITS - 1}}}"
QUOTED = r"""'[^'\n]*'|"[^"\\\n]*\""""
FIRST = r"[A-Za-z0-9/_.$(]"
FLOW = r'!-"$-+\--9;-Z\\^-z|~\u00a1-\ud7ff'
"""As `ircompile.syntax.yaml.plain.BLOCK`, for scalars in flow collections."""
OUTER = rf"{NAME}: ++(?=[\[{{])"
"""A key before a bracket."""
PART = (
    rf"((?:[\[{{ ]|{OUTER})*+)(?:({NAME}):(?: ++|$))?"
    rf"(?:({NUMBER})|({QUOTED})|({FIRST}[{FLOW}]*+(?:(?: ++|:++(?!\?))[{FLOW}]++)*+))?([\]}} ]*+)"
)
"""The text between two commas of a flow collection: keys and brackets, a key, a scalar, and brackets."""
BRACKETS = frozenset("[]{}")
REMEMBERED = 10_000
"""Entries of each cache of what texts have in common: parts, lines, plain scalars."""

SUSPECTS = NOT_TEXT | frozenset("yYoO")
"""The first characters of the plain scalars matched here that some reader does not read as strings."""
WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that some reader does not read as strings, in lower case."""
LONGEST_WORD = 5
NUMERIC = frozenset("0123456789+-_.:abcdefABCDEFxXoOtTzZiInN ")
"""The characters of all that some reader reads as a number or a date."""
DEEPEST = 25
"""Levels of block collections that are read here, and of flow collections inside them; a request needs 7."""


class NotPlainError(Exception):
    """A text is not plain YAML."""


def value_of(number: str | None, quoted: str | None, plain: str | None) -> str | int | None:
    """Return the value of a scalar, of which a pattern matched one of three groups; None if it matched none.

    Raises:
        NotPlainError: Readers read it differently, or it is neither a string nor an integer.
    """
    return int(number) if number else _text(quoted, plain)


def _text(quoted: str | None, plain: str | None) -> str | None:
    if plain:
        return _plain(plain) if plain[0] in SUSPECTS else plain
    return quoted[1:-1] if quoted else None


def _plain(text: str) -> str:
    if not NUMERIC.issuperset(text) and (len(text) > LONGEST_WORD or text.lower() not in WORDS):
        return text
    if text.count(".") > 1 and ":" not in text:  # a version number
        return text
    if "-" in text[1:] and text[4:5] != "-" and "e" not in text.lower():  # neither a date nor an exponent
        return text
    raise NotPlainError


def is_agreed(text: str) -> bool:
    """Return whether all common readers read a plain scalar as the same value; False if unsure."""
    digits = text.removeprefix("-")
    if digits.isdigit() and digits.isascii():
        return len(digits) <= DIGITS and (digits[0] != "0" or text == "0")
    if text[:1] in ("=", "<"):  # a default value or a merge key to readers of YAML 1.1
        return False
    try:
        return _plain(text) == text
    except NotPlainError:
        return False


known_parts = Cache(REMEMBERED)
"""A cache of the JSON for parts of flow collections, by the text between two commas."""


def flow_to_json(text: str, new: dict[str, str]) -> str:
    """Return the JSON for a flow collection, translated part by part; it is not valid if the collection is not.

    Args:
        text: The flow collection, with its brackets.
        new: The parts that are not in the cache; they are added.

    Raises:
        NotPlainError: A part of it is not plain, or it is nested too deeply.
    """
    known = known_parts.get
    json = ",".join([known(part) or _part(part, new) for part in text.split(",")])
    if json.count("[") + json.count("{") > DEEPEST and _depth(json) > DEEPEST:
        raise NotPlainError
    return json


def parse_json(json: str) -> Any:
    """Return the value of a result of `flow_to_json`.

    Raises:
        NotPlainError: It is not valid JSON, or has duplicate keys.
    """
    try:
        value, end = parsers().scan(json, 0)
    except (StopIteration, ValueError, SystemError):  # CPython 3.11 raises the last one if `json` is not imported
        raise NotPlainError from None
    if end != len(json):
        raise NotPlainError
    return value


def _depth(json: str) -> int:
    """Return the depth of JSON whose strings contain no quotes."""
    depth = deepest = 0
    for character in "".join(json.split('"')[::2]):
        if character in BRACKETS:
            depth += 1 if character in "[{" else -1
            deepest = max(deepest, depth)
    return deepest


def _part(text: str, new: dict[str, str]) -> str:
    """Return the JSON for a part that is not in the cache."""
    if text in new:
        return new[text]
    match = parsers().match_part(text)
    if match is None:
        raise NotPlainError
    opening, key, number, quoted, plain, closing = match.groups()
    if ":" in opening:
        opening = known_parts.get(opening) or _opening(opening, new)
    value = number or _string(_text(quoted, plain))
    json = new[text] = f"{opening}{_key(key)}{value}{closing}"
    return json


def _opening(text: str, new: dict[str, str]) -> str:
    """Return the JSON for the brackets at the start of a part, and for the keys before them."""
    new[text] = json = str(parsers().replace_outer(lambda key: _key(key[0].partition(":")[0]), text))
    return json


def _key(name: str | None) -> str:
    """Return the JSON for a key and its colon."""
    if name is None:
        return ""
    if len(name) <= LONGEST_WORD and name.lower() in WORDS:
        raise NotPlainError
    return f'"{name}":'


def _string(value: str | None) -> str:
    """Return the JSON for a string."""
    if value is None:
        return ""
    if '"' in value or "\\" in value:
        raise NotPlainError
    return f'"{value}"'


class _Context:
    """The settings of Python's JSON scanner, which it reads from the attributes of a decoder."""

    strict = True
    object_hook = None
    parse_float = float
    parse_int = int
    parse_constant = None

    def __init__(self, mapping_of: Callable[..., Any] | None) -> None:
        self.object_pairs_hook = mapping_of


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the mapping of keys and values without duplicate keys."""
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise NotPlainError
    return mapping


class _Parsers:
    """The functions that parse flow collections.

    Attributes:
        match_part: Matches a part of a flow collection by `PART`.
        replace_outer: Replaces keys before brackets, which `OUTER` matches.
        scan: Parses JSON that may have duplicate keys.
        scan_known: Parses JSON that `parse_json` accepted.
    """

    __slots__ = ("match_part", "replace_outer", "scan", "scan_known")

    def __init__(self) -> None:
        built = module("plain")
        self.match_part = compiled(built.PART).fullmatch
        self.replace_outer = compiled(built.OUTER).sub
        self.scan = _scanner(_mapping)
        self.scan_known = _scanner(None)


parsers = Lazy(_Parsers)
"""Returns the functions."""


def _scanner(mapping_of: Callable[..., Any] | None) -> Any:
    """Return a function that parses JSON at an offset; `mapping_of` makes mappings from pairs."""
    try:
        from _json import make_scanner  # importing `json` takes as long as linting many manifests
    except ImportError:  # pragma: no cover  no CPython
        from json import JSONDecoder

        return JSONDecoder(object_pairs_hook=mapping_of).raw_decode
    context: Any = _Context(mapping_of)
    return make_scanner(context)
