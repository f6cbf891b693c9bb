"""JSON to trees, strictly by RFC 8259: no comments, no trailing commas, no NaN, no duplicate keys.

The standard library reads the values. The scanner below, which is slower, runs only where spans are needed or
where the standard library refuses the text, to say why.
"""

from __future__ import annotations

import json
import re

from ircompile.findings.finding import Change
from ircompile.syntax.document import Document, DocumentError, add_duplicate_key, limit_exceeded, parse_error, unread
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Final, NoReturn

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import Finding
    from ircompile.sources.source import Source

BLANK: Final = re.compile(r"[ \t\n\r]*")
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
UNCLOSED_STRING: Final = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+'
STRING: Final = re.compile(UNCLOSED_STRING + '"')
WORD: Final = re.compile(r"[^\s\[\]{},:\"']+")
PYTHON_NUMBERS: Final = ("NaN", "Infinity", "-Infinity")
"""Numbers that Python, and so the AWS CLI, reads in JSON."""
CONSTANTS: Final = {"true": True, "false": False, "null": None}
SURROGATE: Final = re.compile("[\ud800-\udfff]")
ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")

LAST_KEY: Final = "the AWS CLI would silently use the last one"
READ: Final = "the AWS CLI would accept it; ircompile does not, because it is not JSON (RFC 8259)"

MAX_FAST_DIGITS: Final = 19
"""Digits of an integer that the fast path converts; the scanner checks longer ones against the limit."""


def read_json(source: Source, limits: Limits) -> list[Document]:
    """Return the one document of a JSON source."""
    text = source.text
    try:
        return [Document(_loaded(text, limits), lambda: scan(text, limits)[0], [], is_unambiguous=True)]
    except (ValueError, RecursionError):
        pass  # the scanner finds out what is wrong
    try:
        root, findings = scan(text, limits)
    except DocumentError as error:
        return [unread([error.finding])]
    return [Document(root.value, root, findings)]


def _loaded(text: str, limits: Limits) -> Any:
    """Return the value of a JSON text; raise an error if only the scanner can read it, or say what is wrong."""
    opened = text.count("[") + text.count("{")
    if opened + text.count(",") >= limits.nodes or ("\\u" in text and ESCAPED_SURROGATE.search(text)):
        raise ValueError
    value = json.loads(
        text, object_pairs_hook=_unique_keys, parse_int=_short_integer(limits), parse_constant=_no_constant
    )
    level: list[Any] = [[value]] if opened > limits.depth else []
    for _ in range(limits.depth + 1 if level else 0):
        items = (item for it in level for item in (it.values() if isinstance(it, dict) else it))
        level = [it for it in items if isinstance(it, dict | list)]
    if level:
        raise ValueError
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a duplicate key")
    return value


def _short_integer(limits: Limits) -> Callable[[str], int]:
    longest = min(MAX_FAST_DIGITS, limits.digits)

    def short_integer(digits: str) -> int:
        if len(digits) > longest:
            raise ValueError("a long number")
        return int(digits)

    return short_integer


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def scan(text: str, limits: Limits) -> tuple[Node, list[Finding]]:
    """Return the tree of a JSON text and the findings that don't keep it from being read (duplicate keys).

    Raises:
        DocumentError: The text is not JSON, or exceeds a limit; nothing is read after the first error.
    """
    scanner = Scanner(text, limits)
    root = scanner.run()
    return root, scanner.findings


class OpenContainer:
    """An object or array whose end has not been read yet; `key` is the last key read, with its span."""

    def __init__(self, start: int, *, mapping: bool) -> None:
        self.start = start
        self.value: Any = {} if mapping else []
        self.items: Any = {} if mapping else []
        self.keys: dict[str, tuple[int, int]] | None = {} if mapping else None
        self.key: tuple[str, int, int] | None = None


class Scanner:
    """Reads one text in one pass, without recursion."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.offset = 0
        self.nodes = 0
        self.findings: list[Finding] = []
        self.stack: list[OpenContainer] = []

    def run(self) -> Node:
        """Return the root of the tree."""
        while True:
            node = self._read_value()
            while node is not None:
                if not self.stack:
                    if self._skip():
                        self._refuse("expected the end after the value")
                    return node
                self._add(node)
                node = self._after_value()

    def _skip(self) -> str:
        """Move to the next character that is not a blank, and return it; "" at the end."""
        character = self.text[self.offset : self.offset + 1]
        if character > " ":
            return character
        self.offset = BLANK.match(self.text, self.offset).end()  # type: ignore[union-attr]  # it also matches nothing
        return self.text[self.offset : self.offset + 1]

    def _read_value(self) -> Node | None:
        """Read a value; return None if it opened a container, whose first value comes next."""
        character = self._skip()
        start = self.offset
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise DocumentError(limit_exceeded("nodes", self.limits.nodes, start, "the file has too many values"))
        if character in ("{", "["):
            return self._open(start, mapping=character == "{")
        if character == '"':
            return Node(self._read_string(), start, self.offset, style='"')
        return Node(self._read_bare(start), start, self.offset)

    def _open(self, start: int, *, mapping: bool) -> Node | None:
        if len(self.stack) >= self.limits.depth:
            what = "the values are nested too deeply"
            raise DocumentError(limit_exceeded("depth", self.limits.depth, start, what))
        self.stack.append(OpenContainer(start, mapping=mapping))
        self.offset += 1
        if self._skip() == ("}" if mapping else "]"):
            return self._close()
        if mapping:
            self._read_key()
        return None

    def _close(self) -> Node:
        done = self.stack.pop()
        self.offset += 1
        return Node(done.value, done.start, self.offset, items=done.items, keys=done.keys)

    def _add(self, node: Node) -> None:
        parent = self.stack[-1]
        if parent.keys is None or parent.key is None:
            parent.value.append(node.value)
            parent.items.append(node)
            return
        key, start, end = parent.key
        if key in parent.keys:
            spans = (start, end), parent.keys[key]
            add_duplicate_key(self.findings, self.limits.findings, key, *spans, note=LAST_KEY)
        parent.value[key] = node.value
        parent.items[key] = node
        parent.keys[key] = (start, end)

    def _after_value(self) -> Node | None:
        """Read what follows a value: return the container if it ends there, or None before its next value."""
        parent = self.stack[-1]
        closer = "}" if parent.keys is not None else "]"
        character = self._skip()
        if character == closer:
            return self._close()
        if character != ",":
            self._refuse(f"expected `,` or `{closer}`")
        comma = self.offset
        self.offset += 1
        if self._skip() == closer:
            message = f"not JSON: a comma before `{closer}`"
            advice = "remove the comma"
            finding = parse_error(message, comma, comma + 1, help=advice)
            finding.changes = [Change("text", (), "", safe=True, title=advice, span=(comma, comma + 1))]
            raise DocumentError(finding)
        if parent.keys is not None:
            self._read_key()
        return None

    def _read_key(self) -> None:
        """Read a key and its colon."""
        if self._skip() != '"':
            self._refuse("expected a key in double quotes")
        start = self.offset
        key = self._read_string()
        self.stack[-1].key = (key, start, self.offset)
        if self._skip() != ":":
            self._refuse("expected `:` after the key")
        self.offset += 1

    def _read_string(self) -> str:
        match = STRING.match(self.text, self.offset)
        if not match:
            raise DocumentError(self._string_error())
        value: str = json.loads(match[0]) if "\\" in match[0] else match[0][1:-1]
        if not value.isascii() and SURROGATE.search(value):
            message = "the string contains half of a surrogate pair, which is not a character"
            finding = parse_error(message, self.offset, match.end(), help="write the character itself")
            finding.notes = ("the AWS CLI would send it; ircompile does not, because no service can read it",)
            raise DocumentError(finding)
        self.offset = match.end()
        return value

    def _string_error(self) -> Finding:
        """Return the finding for a string that can't be read."""
        good = re.compile(UNCLOSED_STRING).match(self.text, self.offset)
        end = good.end() if good else self.offset
        bad = self.text[end : end + 1]
        if bad == "\\":
            advice = 'JSON has the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX; write \\\\ for a backslash'
            return parse_error("not JSON: an unknown escape", end, min(end + 2, len(self.text)), help=advice)
        if bad in ("", "\n", "\r"):
            advice = 'close it with `"`; a line break inside is written \\n'
            return parse_error("not JSON: the string is not closed", self.offset, end, help=advice)
        message = f"not JSON: the control character U+{ord(bad):04X} in a string"
        return parse_error(message, end, end + 1, help=f"write \\u{ord(bad):04x}")

    def _read_bare(self, start: int) -> Any:
        """Read a number, true, false or null."""
        match = NUMBER.match(self.text, start) or WORD.match(self.text, start)
        word = match[0] if match else ""
        if word in CONSTANTS:
            self.offset += len(word)
            return CONSTANTS[word]
        if not NUMBER.fullmatch(word) or WORD.match(self.text, start + len(word)):
            self._refuse("expected a value")
        self.offset += len(word)
        if set(word) & set(".eE"):
            return float(word)
        if len(word) > self.limits.digits:
            what = f"a number of {len(word)} digits"
            raise DocumentError(limit_exceeded("digits", self.limits.digits, start, what))
        return int(word)

    def _refuse(self, expected: str) -> NoReturn:
        """Raise the error for the text at the offset, with advice if it is one of the common `MISTAKES`."""
        rest = self.text[self.offset : self.offset + 200]
        for pattern, what, advice in MISTAKES:
            if match := re.match(pattern, rest):
                width = max(1, match.end())
                finding = parse_error(f"not JSON: {what}", self.offset, self.offset + width, help=advice)
                finding.notes = (READ,) if match[0] in PYTHON_NUMBERS else ()
                raise DocumentError(finding)
        if not rest:
            raise DocumentError(
                parse_error(f"not JSON: the text ends, {expected}", self.offset, help="is a part missing?")
            )
        word = WORD.match(rest)
        width = min(len(word[0]), 40) if word else 1
        raise DocumentError(parse_error(f"not JSON: {expected}", self.offset, self.offset + width))


MISTAKES: Final[Sequence[tuple[str, str, str]]] = (
    (r"#|//|/\*", "a comment", "remove it, or write the manifest in YAML: JSON has no comments"),
    (r"'", "a single quote", 'use `"`: JSON has no single quotes'),
    (r"[\u2018-\u201f\u00ab\u00bb]", "a typographic quote", 'an editor or a web page replaced `"`; type it again'),
    (r"(?:None|True|False)\b", "a Python literal", "write null, true or false"),
    (r"(?:-?Infinity|NaN)\b", "NaN or Infinity", "use a number: JSON has no NaN or Infinity"),
    (r"[+-]?0[0-9xob]|\+[0-9]|\.[0-9]|-?[0-9]+\.(?![0-9])", "an invalid number",
     "write a plain decimal number, without a leading zero or `+`"),
    (r"\ufeff", "a byte order mark", "save the file as UTF-8 without a BOM"),
    (r"[A-Za-z_$][\w$]*\s*:", "a key without quotes", 'write it as "key"'),
)  # fmt: skip
"""What people write in place of JSON: a pattern, its name for the message, and what to do instead."""
