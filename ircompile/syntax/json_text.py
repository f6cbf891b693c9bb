"""JSON to trees, strictly by RFC 8259: no comments, no trailing commas, no NaN, no key twice.

The standard library reads the values, at C speed. Places, and a good message for what it refuses, come from a
scanner of our own, which runs only when there is something to say.
"""

from __future__ import annotations

import json
import re

from ircompile.findings.finding import Change
from ircompile.syntax.document import (
    MANY_TWICE,
    Document,
    DocumentError,
    duplicate_key,
    limit_exceeded,
    parse_error,
    unread,
)
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final, NoReturn

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import Finding
    from ircompile.sources.source import Source

    Step = tuple[str, int, int]
    """A token: its text, and where it starts and ends."""

BLANK: Final = re.compile(r"[ \t\n\r]*")
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
WORD: Final = re.compile(r"[^\s\[\]{},:\"']+")
CONSTANTS: Final = {"true": True, "false": False, "null": None}
SURROGATE: Final = re.compile("[\ud800-\udfff]")
ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


FAST: Final = 19
"""Digits of a number that Python converts without a thought."""


def read_json(source: Source, limits: Limits) -> list[Document]:
    """The one document of a JSON source."""
    text = source.text
    few = text.count("[") + text.count("{")
    harmless = "\\u" not in text or not ESCAPED_SURROGATE.search(text)
    if harmless and few <= limits.depth and few + text.count(",") < limits.nodes:
        try:
            value = json.loads(text, object_pairs_hook=_unique, parse_int=_short, parse_constant=_no_constant)
        except ValueError:
            pass  # the scanner says what is wrong
        else:
            return [Document(value, lambda: scan(text, limits)[0], [], is_unambiguous=True)]
    try:
        root, findings = scan(text, limits)
    except DocumentError as refused:
        return [unread([refused.finding])]
    return [Document(root.value, root, findings)]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _short(digits: str) -> int:
    if len(digits) > FAST:
        raise ValueError("a long number")
    return int(digits)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def scan(text: str, limits: Limits) -> tuple[Node, list[Finding]]:
    """The tree of a JSON text, and the findings with which it can still be read (keys that stand twice).

    Raises:
        DocumentError: At the first place that is no JSON, or beyond a bound.
    """
    scanner = _Scanner(text, limits)
    root = scanner.run()
    return root, scanner.findings


class _Open:
    """An object or array whose end has not come yet."""

    __slots__ = ("items", "key", "keys", "start", "value")

    def __init__(self, start: int, *, mapping: bool) -> None:
        self.start = start
        self.value: Any = {} if mapping else []
        self.items: Any = {} if mapping else []
        self.keys: dict[str, tuple[int, int]] | None = {} if mapping else None
        self.key: tuple[str, int, int] | None = None


class _Scanner:
    """One pass over the text without recursion."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.at = 0
        self.nodes = 0
        self.findings: list[Finding] = []
        self.stack: list[_Open] = []

    def run(self) -> Node:
        """The root of the tree."""
        while True:
            node = self._value()
            while node is not None:
                if not self.stack:
                    self._end_of_text()
                    return node
                self._put(node)
                node = self._after_value()

    def _skip(self) -> str:
        """The next character that is no blank, "" at the end."""
        self.at = BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too
        return self.text[self.at : self.at + 1]

    def _value(self) -> Node | None:
        """A scalar or an empty container; None where a container was opened and its first value comes next."""
        character = self._skip()
        start = self.at
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise DocumentError(limit_exceeded("nodes", self.limits.nodes, start, "the file has too many values"))
        if character in ("{", "["):
            return self._open(start, mapping=character == "{")
        if character == '"':
            return Node(self._string(), start, self.at, style='"')
        return Node(self._bare(start), start, self.at)

    def _open(self, start: int, *, mapping: bool) -> Node | None:
        if len(self.stack) >= self.limits.depth:
            what = "the values are nested too deeply"
            raise DocumentError(limit_exceeded("depth", self.limits.depth, start, what))
        self.stack.append(_Open(start, mapping=mapping))
        self.at += 1
        if self._skip() == ("}" if mapping else "]"):
            return self._close()
        if mapping:
            self._key()
        return None

    def _close(self) -> Node:
        done = self.stack.pop()
        self.at += 1
        return Node(done.value, done.start, self.at, items=done.items, keys=done.keys)

    def _put(self, node: Node) -> None:
        parent = self.stack[-1]
        if parent.keys is None or parent.key is None:
            parent.value.append(node.value)
            parent.items.append(node)
            return
        key, start, end = parent.key
        if key in parent.keys:
            self.findings.append(duplicate_key(key, (start, end), parent.keys[key]))
            if len(self.findings) > self.limits.findings:
                raise DocumentError(limit_exceeded("findings", self.limits.findings, start, MANY_TWICE))
        parent.value[key] = node.value
        parent.items[key] = node
        parent.keys[key] = (start, end)

    def _after_value(self) -> Node | None:
        """What follows a value inside a container: its end, or a comma and the next value."""
        parent = self.stack[-1]
        closer = "}" if parent.keys is not None else "]"
        character = self._skip()
        if character == closer:
            return self._close()
        if character != ",":
            self._refuse(f"expected `,` or `{closer}`")
        comma = self.at
        self.at += 1
        if self._skip() == closer:
            message = f"not JSON: a comma before `{closer}`"
            advice = "remove the comma"
            finding = parse_error(message, comma, comma + 1, help=advice)
            finding.changes = [Change("text", (), "", safe=True, title=advice, span=(comma, comma + 1))]
            raise DocumentError(finding)
        if parent.keys is not None:
            self._key()
        return None

    def _key(self) -> None:
        """A key and its colon."""
        if self._skip() != '"':
            self._refuse("expected a key in double quotes")
        start = self.at
        key = self._string()
        self.stack[-1].key = (key, start, self.at)
        if self._skip() != ":":
            self._refuse("expected `:` after the key")
        self.at += 1

    def _string(self) -> str:
        match = STRING.match(self.text, self.at)
        if not match:
            raise DocumentError(self._bad_string())
        value: str = json.loads(match[0])
        if SURROGATE.search(value):
            message = "the string holds half of a surrogate pair, which is no character"
            raise DocumentError(parse_error(message, self.at, match.end(), help="write the character itself"))
        self.at = match.end()
        return value

    def _bad_string(self) -> Finding:
        good = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+').match(self.text, self.at)
        end = good.end() if good else self.at
        bad = self.text[end : end + 1]
        if bad == "\\":
            advice = 'JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX; write \\\\ for a backslash'
            return parse_error(
                "not JSON: an escape that JSON does not have", end, min(end + 2, len(self.text)), help=advice
            )
        if bad in ("", "\n", "\r"):
            advice = 'close it with `"`; a line break inside is written \\n'
            return parse_error("not JSON: the string is not closed", self.at, end, help=advice)
        message = f"not JSON: the control character U+{ord(bad):04X} in a string"
        return parse_error(message, end, end + 1, help=f"write \\u{ord(bad):04x}")

    def _bare(self, start: int) -> Any:
        """A number, true, false or null."""
        match = NUMBER.match(self.text, start) or WORD.match(self.text, start)
        word = match[0] if match else ""
        if word in CONSTANTS:
            self.at += len(word)
            return CONSTANTS[word]
        if not NUMBER.fullmatch(word) or WORD.match(self.text, start + len(word)):
            self._refuse("expected a value")
        self.at += len(word)
        if set(word) & set(".eE"):
            return float(word)
        if len(word) > self.limits.digits:
            what = f"a number of {len(word)} digits"
            raise DocumentError(limit_exceeded("digits", self.limits.digits, start, what))
        return int(word)

    def _end_of_text(self) -> None:
        if self._skip():
            self._refuse("expected nothing after the value")

    def _refuse(self, expected: str) -> NoReturn:
        """Say what stands here instead of what JSON wants, and what people mean by it."""
        rest = self.text[self.at : self.at + 200]
        for pattern, what, advice in MISTAKES:
            if re.match(pattern, rest):
                width = max(1, len(re.match(pattern, rest)[0]))  # type: ignore[index]  # it matched
                raise DocumentError(parse_error(f"not JSON: {what}", self.at, self.at + width, help=advice))
        if not rest:
            raise DocumentError(parse_error(f"not JSON: the text ends, {expected}", self.at, help="is a part missing?"))
        word = WORD.match(rest)
        width = min(len(word[0]), 40) if word else 1
        raise DocumentError(parse_error(f"not JSON: {expected}", self.at, self.at + width))


MISTAKES: Final[Sequence[tuple[str, str, str]]] = (
    (r"#|//|/\*", "a comment", "JSON has no comments; write the manifest as YAML if it needs them"),
    (r"'", "a single quote", 'JSON quotes with `"`; single quotes and Python literals are not read'),
    (r"[\u2018-\u201f\u00ab\u00bb]", "a typographic quote", 'an editor or a web page replaced `"`; type it again'),
    (r"(?:None|True|False)\b", "a Python literal", "write null, true or false"),
    (r"(?:-?Infinity|NaN)\b", "a number that JSON does not have", "JSON has no NaN and no Infinity"),
    (r"[+-]?0[0-9xob]|\+[0-9]|\.[0-9]|-?[0-9]+\.(?![0-9])", "a number in a form that JSON does not have",
     "write a plain decimal number, without leading zero or `+`"),
    (r"\ufeff", "a byte order mark", "save the file as UTF-8 without BOM"),
    (r"[A-Za-z_$][\w$]*\s*:", "a key without quotes", 'write it as "key"'),
)  # fmt: skip
"""What people write where JSON wants something else: a pattern, what it is, what to do."""
