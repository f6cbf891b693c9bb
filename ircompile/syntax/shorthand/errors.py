"""Syntax errors of shorthand: the AWS CLI's own wording, clearer messages, and corrections."""

from __future__ import annotations

import re

from ircompile.findings.errors import UserError
from ircompile.findings.messages import shown
from ircompile.syntax.lalr import END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final, Literal

    from ircompile.syntax.lalr import GrammarError, Leaf

    Rewrite = Callable[[str, int], str]
    """Corrects one mistake in a text, given the offset of the error; returns "" if the text has no such mistake."""

HELP: Final = {
    "=": "a key must be followed by `=`; it can contain only letters, digits and - _ . # / :",
    ",": 'expected "," or the end after this value; put text that contains quotes or brackets in quotes',
    "<second>": "an item must follow the last comma; remove the comma, or write '' for an empty item",
    "<singled quoted>": 'this quote is never closed; put an apostrophe in double quotes, as in "don\'t"',
    "<double quoted>": "this quote is never closed; put a double quote in single quotes, as in '\"'",
}
"""Messages, by what the AWS CLI says that it expected."""
MAX_LENGTH: Final = 2000
"""The longest text, in characters, for which a correction is proposed."""
MAX_REWRITES: Final = 8
"""How often one kind of mistake is corrected in one text."""
FILE_NAME: Final = re.compile(r"(?:\.{0,2}/)?[\w./-]+\.(?:json|ya?ml|txt)\Z")
"""A text that is probably the name of a file."""
TYPOGRAPHIC_QUOTES: Final = "\u2018\u2019\u201a\u201c\u201d\u201e"
TYPOGRAPHIC_QUOTE: Final = re.compile("[\u2018-\u201e]")
STRAIGHTENED: Final = str.maketrans(TYPOGRAPHIC_QUOTES, "'''" + '"""')
# The next two are compiled when they are first used: most shorthand has no error.
STRUCTURE: Final = r"\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}"
STRUCTURES: Final = rf"([\w.-]+=)({STRUCTURE}(?:\s*,\s*{STRUCTURE})+)"
"""A key followed by several structures."""
COMMA_LIST: Final = r"([\w.-]+=)((?:[^,={}\[\]'\"]+,)+[^,={}\[\]'\"]*)\Z"
"""A key followed by several values without brackets, which only the top level may have."""


class ShorthandError(UserError, ValueError):
    """Raised for shorthand that the AWS CLI would refuse.

    Attributes:
        message: What is wrong, without the location.
        index: Offset of the error in characters, as the AWS CLI counts.
        kind: "syntax"; "duplicate-key" at the top level, where the AWS CLI refuses it; "nesting" for too many
            levels; "size" for too long a text; "file" for a value of `key@=` that can't be loaded.
        expected: For syntax, what the AWS CLI says it expected: "=", ",", "<second>" (an item after a comma),
            "<singled quoted>" or "<double quoted>" (a closing quote).
        received: For syntax, the character found instead, "EOF", or "<none>".
        key: The duplicate key.
    """

    def __init__(
        self,
        message: str,
        index: int,
        kind: Literal["syntax", "duplicate-key", "nesting", "size", "file"],
        *,
        expected: str | None = None,
        received: str | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(message)
        self.index = index
        self.kind = kind
        self.expected = expected
        self.received = received
        self.key = key

    @property
    def aws(self) -> str:
        """The beginning of the AWS CLI's own message for a syntax error or a duplicate key; "" for other kinds."""
        if self.key is not None:
            return f'Second instance of key "{self.key}" encountered'
        return f"Expected: '{self.expected}', received: '{self.received}'" if self.expected else ""

    def __str__(self) -> str:
        return f"character {self.index + 1}: {self.message}"


def duplicate_key(key: str, index: int) -> ShorthandError:
    """Return the error for a key that the top level has twice."""
    message = f"duplicate key {shown(key)}"
    return ShorthandError(message, index, "duplicate-key", key=key)


def syntax_error(text: str, error: GrammarError) -> ShorthandError:
    """Return the error that the AWS CLI reports where the grammar finds one."""
    found = text[error.index : error.index + 1]
    if not found and "ITEM" in error.accepts:
        expected = "<second>"
    elif "EQUALS" in error.accepts:
        expected = "="
    elif found == "'" and "SINGLE_QUOTED" in error.accepts:
        expected = "<singled quoted>"
    elif found == '"' and "DOUBLE_QUOTED" in error.accepts:
        expected = "<double quoted>"
    else:
        expected = ","
    received = "<none>" if expected.startswith("<") else found or "EOF"
    return ShorthandError(HELP[expected], error.index, "syntax", expected=expected, received=received)


def read_before(error: ShorthandError, grammar_error: GrammarError) -> list[Leaf]:
    """Return the leaves of the top-level pairs that the AWS CLI has read before it finds a syntax error."""
    if error.received != "<none>" or grammar_error.accepts.isdisjoint({END, "ITEM"}):
        return grammar_error.finished
    # They include the last pair, which could end here, but the AWS CLI is still reading its value.
    equals = [number for number, (kind, _, _) in enumerate(grammar_error.finished) if kind == "EQUALS"]
    return grammar_error.finished[: equals[-1]] if equals else []


def advise(text: str, error: ShorthandError, parse: Callable[[str], object]) -> tuple[str, str]:
    """Return what is wrong with a text and how it was probably meant.

    Args:
        text: The shorthand.
        error: The error in it.
        parse: Parses shorthand. It tries each correction of the shorthand, so that only valid ones are proposed.

    Returns:
        The message, and the corrected text, or "" if no correction is known.
    """
    straightened = text.strip(TYPOGRAPHIC_QUOTES).translate(STRAIGHTENED)
    if straightened.startswith(("{", "[")) and not text.startswith(straightened[0]):
        return NOT_QUOTES, straightened
    if FILE_NAME.match(text):
        return "this looks like a file name; to load the file, file:// is required", f"file://{text}"
    if len(text) <= MAX_LENGTH:
        for message, rewrite in MISTAKES:
            corrected = _corrected(text, error, rewrite, parse)
            if corrected:
                return message, corrected
    return error.message, ""


def split_structures(text: str, error: ShorthandError, parse: Callable[[str], object]) -> list[str]:
    """Split `Key=a,Value=b,Key=c,Value=d`, the elements of a list written as one structure, where a key is repeated.

    Args:
        text: The shorthand.
        error: The duplicate key in it.
        parse: Parses shorthand; each structure has to be valid.

    Returns:
        The structures; none if the text can't be split.
    """
    first = re.match(r"[\w.-]*", text)
    keys = [str(first[0]) if first else "", str(error.key)]
    for key in keys:
        structures = re.split(rf"(?:,[ \t\n]*|[ \t\n]+)(?={re.escape(key)}[ \t]*=)", text[:MAX_LENGTH])
        if len(structures) > 1 and len(text) <= MAX_LENGTH and not any(_error(it, parse) for it in structures):
            return structures
    return []


def _error(text: str, parse: Callable[[str], object]) -> ShorthandError | None:
    try:
        parse(text)
    except ShorthandError as error:
        return error
    return None


def _corrected(text: str, error: ShorthandError, rewrite: Rewrite, parse: Callable[[str], object]) -> str:
    """Return the text with all mistakes of one kind corrected; "" if others remain."""
    for _ in range(MAX_REWRITES):
        corrected = rewrite(text, error.index)
        if corrected in ("", text):
            return ""
        next_error = _error(corrected, parse)
        if next_error is None:
            return corrected
        text, error = corrected, next_error
    return ""


def _bracket_values(text: str, index: int) -> str:
    """Rewrite `{a=b,c}` as `{a=[b,c]}`: only the top level has lists without brackets."""
    values = re.search(COMMA_LIST, text[:index])
    return text[: values.start(2)] + f"[{values[2]}]" + text[index:] if values else ""


def _bracket_structures(text: str, index: int) -> str:
    """Rewrite `a={b=c},{d=e}` as `a=[{b=c},{d=e}]`: several structures are a list."""
    return re.sub(STRUCTURES, r"\1[\2]", text) if text[index : index + 1] == "{" else ""


def _quote_json(text: str, index: int) -> str:
    """Rewrite `a={"b":1}` as `a='{"b":1}'`: JSON inside shorthand is a string."""
    start = max(text.rfind("={", 0, index), text.rfind("=[", 0, index)) + 1
    if not start:
        return ""
    depth = 0
    for end in range(start, len(text)):
        depth += (text[end] in "{[") - (text[end] in "}]")
        if not depth:
            json = text[start : end + 1]
            return f"{text[:start]}'{json}'{text[end + 1 :]}" if '"' in json and "'" not in json else ""
    return ""


def _quote_quote(text: str, index: int) -> str:
    """Rewrite `a=don't` as `a="don't"`: an unquoted word can't have a quote in it."""
    quote = text[index : index + 1]
    return _quote_value(text, index, "'" if quote == '"' else '"') if quote and quote in "'\"" else ""


def _quote_astral(text: str, index: int) -> str:
    """Rewrite `a=😀` as `a='😀'`: the AWS CLI's pattern for words ends with U+FFFF."""
    return _quote_value(text, index, "'") if text[index : index + 1] > "\uffff" else ""


def _quote_value(text: str, index: int, quote: str) -> str:
    """Put quotes around the value that includes the character at `index`."""
    start = max(text.rfind(mark, 0, index) for mark in "=,[") + 1
    end = min((at for mark in ",]}" if (at := text.find(mark, index)) >= 0), default=len(text))
    return f"{text[:start]}{quote}{text[start:end]}{quote}{text[end:]}"


NOT_QUOTES: Final = "typographic quotes do not work as quotes"
NO_BRACKETS: Final = "a list inside `{…}` or `[…]` needs brackets"
NO_VALUE: Final = "an empty value before `}` must be quoted"
UNQUOTED: Final = (
    "JSON inside shorthand must be quoted",
    "a value that contains a quote must be quoted",
    "a value that contains an emoji, or another character beyond U+FFFF, must be quoted",
)
"""The messages of the mistakes that quotes correct."""
MISTAKES: Final[tuple[tuple[str, Rewrite], ...]] = (
    (NOT_QUOTES, lambda text, _: text.translate(STRAIGHTENED)),
    (NOT_QUOTES, lambda text, _: TYPOGRAPHIC_QUOTE.sub("", text)),
    (NO_VALUE, lambda text, _: re.sub(r"=\s*(?=\})", "=''", text)),
    ("nothing, not even a space, may follow the last bracket", lambda text, _: text.rstrip()),
    ("the text ends with a comma", lambda text, _: text.rstrip().removesuffix(",")),
    ("several structures are a list, which needs brackets", _bracket_structures),
    (NO_BRACKETS, _bracket_values),
    (UNQUOTED[0], _quote_json),
    (UNQUOTED[1], _quote_quote),
    (UNQUOTED[2], _quote_astral),
)
"""Common mistakes: message and correction, in the order in which they are tried."""
