"""The reader of the AWS CLI's shorthand syntax, `a=b,c=[d,{e=f}]`. Without a model, all scalars are strings."""

from __future__ import annotations

import gc
import re

from ircompile.config.settings import LONGEST_ARGUMENT
from ircompile.syntax.lalr import GrammarError, leaves, tables_of
from ircompile.syntax.paramfile import ParamfileError, load
from ircompile.syntax.shorthand.errors import ShorthandError, duplicate_key, read_before, syntax_error
from ircompile.syntax.tree import Node, style_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.syntax.lalr import Leaf

    Duplicate = tuple[int, int, str]
    """Start and end of a key, as offsets in characters, and its name."""

MAX_DEPTH = 480
"""The deepest nesting of brackets that is read. The AWS CLI fails at about 485, depending on its call stack."""
BLANKS = "\t\n\x0b\x0c\r "
"""The white space that separates. Any other belongs to words, except at their ends."""
BEFORE_COMMA = frozenset({"WORD_COMMA", "KEY_EQUALS_WORD_COMMA"})
WORDS = BEFORE_COMMA | {"WORD", "KEY_EQUALS_WORD"}
"""Leaves that include a word. In `_value`, leaves are joined: they may start with a key, and end with a comma."""
OPENERS = {"LEFT_BRACKET": list, "LEFT_BRACE": dict, "KEY_EQUALS_LEFT_BRACKET": list, "KEY_EQUALS_LEFT_BRACE": dict}
"""Leaves that open a bracket, with the kind of what is in it."""
PAIRS = frozenset({"KEY_EQUALS", *(kind for kind in (*WORDS, *OPENERS) if kind.startswith("KEY"))})
SCALARS = frozenset({"SINGLE_QUOTED", "DOUBLE_QUOTED"})
CLOSERS = frozenset({"RIGHT_BRACKET", "RIGHT_BRACE"})
QUOTES = frozenset("'\"")
QUOTED = re.compile(r"""(?>'[^']*+(?:(?<=\\)'[^']*+)*')|(?>"[^"]*+(?:(?<=\\)"[^"]*+)*")""")
MAX_LENGTH = LONGEST_ARGUMENT
"""The longest text, in characters, that is read with spans: the longest argument of a program, in bytes."""
LONG = 2**16
"""The characters above which a text is read without collections of garbage."""
MAX_VALUE = 2**24
"""The longest text, in characters, that is read without spans, as a file may have it."""


def parse_shorthand(text: str, *, directory: str | None = None) -> dict[str, Any]:
    """Return the value of a shorthand text, as the AWS CLI reads it before it applies the model.

    Args:
        text: One structure, as in `--stopping-conditions MaxInvocations=300`.
        directory: Folder of the files that `key@=file://…` may name; None to read no files.

    Raises:
        ShorthandError: The AWS CLI would refuse the text, or a file can't be loaded.
    """
    is_collecting = len(text) > LONG and gc.isenabled()
    if is_collecting:
        gc.disable()  # a collection would go through all that was read so far, in which there are no cycles
    try:
        value = _value(text) if len(text) <= MAX_VALUE else None
    finally:
        if is_collecting:
            gc.enable()
    return value if value is not None else _read(text, directory).root.value


def read_shorthand(text: str) -> tuple[Node, list[Duplicate], list[int]]:
    """Return the value of a shorthand text with its spans, without reading files.

    Returns:
        The tree; the keys that structures below the top level repeat, of which the last counts; and the offsets of
        each `@`, which would have the AWS CLI read a file.

    Raises:
        ShorthandError: The AWS CLI would refuse the text, or `key@=` names a file.
    """
    reader = _read(text, None)
    return reader.root, reader.duplicates, reader.at_signs


def _value(text: str) -> dict[str, Any] | None:  # noqa: C901, PLR0912, PLR0915  one branch a terminal, in the hot loop
    """Return the value of a text, without spans; None if it has an error, names a file or repeats a top-level key.

    It goes through the flat automaton as `leaves` does; a generator would take an eighth longer.
    """
    tables = tables_of("shorthand")
    scans, moves = tables.joined_scans, tables.moves
    root: dict[str, Any] = {}
    level: Any = root
    levels: list[tuple[Any, int]] = []  # the collections around it, with the frames to return to
    key = last = ""
    value: Any
    frame = end = 0
    is_spaced = text.split(maxsplit=1) != [text]  # if it has no white space, there is nothing to strip
    try:
        while end < len(text) and len(levels) <= MAX_DEPTH:
            match: Any = scans[frame](text, end)
            kind: str = match.lastgroup  # AttributeError without a match, KeyError below without a move
            move = moves[frame][kind]
            start, end = end, match.end()
            if move.__class__ is int:
                frame = move
            else:
                frame, around, empty = move
                if empty and level.__class__ is dict:
                    level[key] = ""
                elif empty:
                    level.append("")
                if around is None:
                    level, around = levels.pop()
                    frame = tables.after[around][frame]
                elif around >= 0:
                    levels.append((level, around))
            if kind in PAIRS:
                key, _, value = text[start:end].partition("=")
                if is_spaced:
                    key = key.rstrip()
                if level is root and key in root:
                    return None
                if kind == "KEY_EQUALS":
                    continue
            elif kind in WORDS:
                value = text[start:end]
            elif kind in SCALARS:
                value = scalar(text[start:end])
            elif kind not in OPENERS:
                if kind == "COMMA":
                    key, last = "", key  # an empty key has no leaf
                elif kind == "KEY":
                    key = text[start:end].rstrip()
                elif kind == "ITEM":
                    key = last  # the comma before it began no pair
                    if root[key].__class__ is str:
                        root[key] = [root[key]]
                    root[key].append(scalar(text[start:end]))
                elif kind == "AT" or (kind == "EQUALS" and level is root and key in root):
                    return None
                continue
            if kind in WORDS:
                if kind in BEFORE_COMMA:
                    value = (value.rstrip() if is_spaced else value)[:-1]
                if is_spaced:
                    value = value.lstrip(BLANKS).rstrip()
                if "\\" in value:
                    value = value.replace("\\,", ",")
            elif kind in OPENERS:
                value = OPENERS[kind]()
            if level.__class__ is dict:
                level[key] = value
            else:
                level.append(value)
            if kind in OPENERS:
                level, key = value, ""
            elif kind in BEFORE_COMMA:
                key, last = "", key
    except (AttributeError, KeyError):
        return None
    if levels or frame not in tables.ends:
        return None
    return root | {key: ""} if tables.ends[frame] else root


def scalar(written: str) -> str:
    """Return the value of a scalar, with its escapes replaced in the order in which the AWS CLI does so."""
    text = written.rstrip()
    quote = text[:1]
    if quote in QUOTES:  # even an escaped backslash escapes a quote
        return text[1:-1].replace("\\" + quote, quote).replace("\\\\", "\\")
    return text.replace("\\,", ",") if "\\" in text else text


def _read(text: str, directory: str | None) -> _Reader:
    if len(text) > MAX_LENGTH:
        message = f"the text has {len(text):,} characters, but only {MAX_LENGTH:,} are checked for errors"
        raise ShorthandError(message, MAX_LENGTH, "size")
    reader = _Reader(text, directory)
    try:
        reader.read(list(leaves("shorthand", text, MAX_DEPTH)))
    except GrammarError as grammar_error:
        error = syntax_error(text, grammar_error)
        reader.read(read_before(error, grammar_error))  # the AWS CLI reports errors in these first
        raise error from None
    return reader


class _Reader:
    """Builds the tree of a text from its leaves, in their order and without recursion."""

    def __init__(self, text: str, directory: str | None) -> None:
        self.root = Node({}, 0, len(text), items={}, keys={})
        self.duplicates: list[Duplicate] = []
        self.at_signs: list[int] = []
        self._text = text
        self._levels = [self.root]
        self._key: Duplicate = (0, 0, "")  # of the next value
        self._from_file = False  # whether strings may name files: whether the last key, at any level, had an `@`
        self._item = -1  # offset at which the AWS CLI looks for an item that may name a file, before it reads a key
        self._pair_end = 0  # of the last pair at the top level, as the AWS CLI counts
        self._directory = directory

    def read(self, parts: list[Leaf]) -> None:
        """Add the leaves of a text, or of the pairs at its start."""
        before, end = "", 0
        for kind, start, after in parts:
            if kind == "empty":
                self._add(Node("", end, end))
                continue
            if kind == "AT":
                self.at_signs.append(start)
            self._take(kind, start, after, before)
            before, end = kind, after

    def _take(self, kind: str, start: int, end: int, before: str) -> None:
        match kind:
            case "KEY":
                name = self._text[start:end].rstrip()
                self._key = (start, start + len(name), name)
            case "AT" | "EQUALS":
                self._end_key(kind, start, before)
            case "LEFT_BRACKET" | "LEFT_BRACE":
                self._enter(start, [] if kind == "LEFT_BRACKET" else {})
            case "RIGHT_BRACKET" | "RIGHT_BRACE":
                self._levels.pop().end = start + 1
            case "GAP":
                self._pair_end = start
            case "COMMA" | "DROPPED":
                self._separate(kind, start, end, before)
            case "ITEM":
                self._add_item(self._scalar(start, end))
            case _:
                self._add(self._scalar(start, end))

    def _end_key(self, kind: str, start: int, before: str) -> None:
        if kind == "EQUALS" and self._item >= 0:
            self._try_item(start)
        if before not in ("KEY", "AT"):
            self._key = (start, start, "")
        self._from_file = before == "AT"

    def _separate(self, kind: str, start: int, end: int, before: str) -> None:
        if kind == "COMMA":
            tries = self._from_file and len(self._levels) == 1 and before not in ("GAP", *CLOSERS)
            self._item = end if tries else -1
        if before != "GAP":
            self._pair_end = self._text.rindex(",", start, end)

    def _enter(self, start: int, value: list[Any] | dict[str, Any]) -> None:
        if len(self._levels) > MAX_DEPTH:
            raise ShorthandError(f"brackets are nested more than {MAX_DEPTH} levels deep", start, "nesting")
        is_list = isinstance(value, list)
        node = Node(value, start, start, items=[] if is_list else {}, keys=None if is_list else {})
        self._add(node)
        self._levels.append(node)

    def _add(self, node: Node) -> None:
        parent = self._levels[-1]
        if isinstance(parent.items, dict) and parent.keys is not None:
            start, end, key = self._key
            if key in parent.items:
                if parent is self.root:
                    raise duplicate_key(key, self._pair_end + 1)
                self.duplicates.append(self._key)
            parent.items[key] = node
            parent.value[key] = node.value
            parent.keys[key] = (start, end)
        elif isinstance(parent.items, list):
            parent.items.append(node)
            parent.value.append(node.value)

    def _add_item(self, node: Node) -> None:
        """Add an item to the last value, which becomes a list if it isn't one."""
        items, key = self.root.items, self._key[2]
        if isinstance(items, dict):
            values = items[key]
            if values.items is None:
                values = Node([values.value], values.start, values.end, items=[values])
                items[key], self.root.value[key] = values, values.value
            if isinstance(values.items, list):
                values.items.append(node)
                values.value.append(node.value)
                values.end = node.end

    def _try_item(self, end: int) -> None:
        """Load the file that `a@=b,file://c=d` seems to name, as the AWS CLI does before it finds a key there."""
        start, self._item = self._item, -1
        quoted = QUOTED.match(self._text, start)
        self._loaded(scalar(quoted[0] if quoted else self._text[start:end]), start)

    def _scalar(self, start: int, end: int) -> Node:
        text = self._text[start:end].rstrip()
        value = scalar(text)
        loaded = self._loaded(value, start) if self._from_file else value
        return Node(loaded, start, start + len(text), style=style_of(text))

    def _loaded(self, value: str, start: int) -> str | bytes:
        try:
            return load(value, self._directory)
        except ParamfileError as error:
            raise ShorthandError(str(error), start, "file") from None
