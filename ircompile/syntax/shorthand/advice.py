"""How shorthand that the AWS CLI refuses is probably meant: a better message, and the text written anew.

Every advice is tried before it is given: what is proposed can be read.
"""

from __future__ import annotations

import re

from ircompile.syntax.shorthand.error import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

LONGEST: Final = 2000
"""Characters of a text that is written anew; a longer one nobody would read."""
PATH: Final = re.compile(r"(?:\.{0,2}/)?[\w./-]+\.(?:json|ya?ml|txt)\Z")
"""What looks like the name of a file."""
TYPOGRAPHIC: Final = "\u2018\u2019\u201a\u201c\u201d\u201e"
SMART: Final = str.maketrans(TYPOGRAPHIC, "'''" + '"""')
TRIES: Final = 8
"""Times that one mistake is looked for in one text."""
STRUCTURE: Final = r"\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}"
STRUCTURES: Final = re.compile(rf"([\w.-]+=)({STRUCTURE}(?:\s*,\s*{STRUCTURE})+)")
"""A key with several structures after it."""
RUN: Final = re.compile(r"([\w.-]+=)((?:[^,={}\[\]'\"]+,)+[^,={}\[\]'\"]*)\Z")
"""A key with several values after it, as they may stand outside of braces only."""


def advise(text: str, error: ShorthandError) -> tuple[str, str]:
    """A message that says what is wrong, and the text as it is probably meant, or "" where nothing comes to mind."""
    bare = text.strip(TYPOGRAPHIC).translate(SMART)
    if bare.startswith(("{", "[")) and not text.startswith(bare[0]):
        return NO_QUOTES, bare
    if PATH.match(text):
        return "this looks like the name of a file, whose content is named with file://", f"file://{text}"
    if len(text) <= LONGEST:
        for message, mend in MISTAKES:
            mended = _mended(text, error, mend)
            if mended:
                return message, mended
    return error.message, ""


def structures(text: str, error: ShorthandError) -> list[str]:
    """`Key=a,Value=b,Key=c,Value=d`: the structures of a list that stand in one text, where a key stands twice."""
    first = re.match(r"[\w.-]*", text)
    keys = [str(first[0]) if first else "", str(error.key)]
    for key in keys:
        words = re.split(rf"(?:,[ \t\n]*|[ \t\n]+)(?={re.escape(key)}[ \t]*=)", text[:LONGEST])
        if len(words) > 1 and len(text) <= LONGEST and all(map(_is_read, words)):
            return words
    return []


def _is_read(text: str) -> bool:
    try:
        parse_shorthand(text)
    except ShorthandError:
        return False
    return True


def _mended(text: str, error: ShorthandError, mend: Callable[[str, int], str]) -> str:
    """The text after one mistake was mended wherever it was made; "" where that is not what is wrong."""
    for _ in range(TRIES):
        mended = mend(text, error.index)
        if mended in ("", text):
            return ""
        try:
            parse_shorthand(mended)
        except ShorthandError as next_error:
            text, error = mended, next_error
        else:
            return mended
    return ""


def _listed(text: str, index: int) -> str:
    """`{a=b,c}` -> `{a=[b,c]}`: outside of braces only, a comma alone makes a list."""
    run = RUN.search(text[:index])
    return text[: run.start(2)] + f"[{run[2]}]" + text[index:] if run else ""


def _bracketed(text: str, index: int) -> str:
    """`a={b=c},{d=e}` -> `a=[{b=c},{d=e}]`: several structures are a list."""
    return STRUCTURES.sub(r"\1[\2]", text) if text[index : index + 1] == "{" else ""


def _json_quoted(text: str, index: int) -> str:
    """`a={"b":1}` -> `a='{"b":1}'`: JSON inside of shorthand is a text."""
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


def _word_quoted(text: str, index: int) -> str:
    """`a=don't` -> `a="don't"`: a quote may not stand inside of a word."""
    quote = text[index : index + 1]
    return _enclosed(text, index, "'" if quote == '"' else '"') if quote and quote in "'\"" else ""


def _beyond_quoted(text: str, index: int) -> str:
    """`a=😀` -> `a='😀'`: the AWS CLI's pattern for words ends with U+FFFF."""
    return _enclosed(text, index, "'") if text[index : index + 1] > "\uffff" else ""


def _enclosed(text: str, index: int, quote: str) -> str:
    """The text with quotes around the value that has a character at `index`."""
    start = max(text.rfind(mark, 0, index) for mark in "=,[") + 1
    end = min((at for mark in ",]}" if (at := text.find(mark, index)) >= 0), default=len(text))
    return f"{text[:start]}{quote}{text[start:end]}{quote}{text[end:]}"


NO_QUOTES: Final = "typographic quotes are no quotes"
NO_BRACKETS: Final = "a list inside `{…}` or `[…]` needs brackets"
NO_VALUE: Final = "an empty value before `}` must be quoted"
UNQUOTED: Final = (
    "JSON inside of shorthand must be quoted",
    "a text that holds a quote must be quoted itself",
    "a text that holds an emoji, or another character beyond U+FFFF, must be quoted",
)
"""The messages of those mistakes that a pair of quotes mends."""
MISTAKES: Final[tuple[tuple[str, Callable[[str, int], str]], ...]] = (
    (NO_QUOTES, lambda text, _: text.translate(SMART)),
    (NO_QUOTES, lambda text, _: re.sub("[\u2018-\u201e]", "", text)),
    (NO_VALUE, lambda text, _: re.sub(r"=\s*(?=\})", "=''", text)),
    ("nothing, not even a blank, may follow the last bracket", lambda text, _: text.rstrip()),
    ("the text ends with a comma", lambda text, _: text.rstrip().removesuffix(",")),
    ("several structures are a list, which needs brackets", _bracketed),
    (NO_BRACKETS, _listed),
    (UNQUOTED[0], _json_quoted),
    (UNQUOTED[1], _word_quoted),
    (UNQUOTED[2], _beyond_quoted),
)
"""What people write, in the order in which it is tried: what is wrong with it, and how it is meant."""
