"""The reader of shell words against tables of special cases, and against the machine's shells."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import product
from shlex import quote
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ircompile.findings.messages import shown
from ircompile.syntax.shell import ShellError, SimpleCommand, read_words
from ircompile.syntax.shell.errors import BLANK, CARET, COMMENT, MAX_LENGTH, MAX_WORDS, NO_BACKSLASH, PROBLEMS
from ircompile.syntax.shell.reader import MAX_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


WORDS: list[tuple[str, list[tuple[str, str]]]] = [
    # text; of each word its value and how it is written
    ("", []),
    (" \t\n# aws\n\\\n", []),
    ("aws  a\tb", [("aws", "aws"), ("a", "a"), ("b", "b")]),
    ("\n\n  # before\n aws a # after\n\n# and later", [("aws", "aws"), ("a", "a")]),
    # Backslashes.
    ("a\\\nb \\\n c\\\n", [("ab", "a\\\nb"), ("c", "c")]),
    ("a \\\n#b", [("a", "a")]),
    ("a\\\n#b", [("a#b", "a\\\n#b")]),
    (r"\a \\ \' \" \# \$ \  \~", [(c, "\\" + c) for c in "a\\'\"#$ ~"]),
    # Single and double quotes.
    ("'' \"\"", [("", "''"), ("", '""')]),
    ("''#a", [("#a", "''#a")]),
    ("a'b c'\"d e\"f", [("ab cd ef", "a'b c'\"d e\"f")]),
    (r"'it'\''s'", [("it's", r"'it'\''s'")]),
    ("'a\\\nb\\'", [("a\\\nb\\", "'a\\\nb\\'")]),
    ('"a\\\nb" "a\nb"', [("ab", '"a\\\nb"'), ("a\nb", '"a\nb"')]),
    (r'"\$\`\"\\\a#;*[]{a,b}~!"', [(r'$`"\\a#;*[]{a,b}~!', r'"\$\`\"\\\a#;*[]{a,b}~!"')]),
    ("'$X$(a)`b`*?[a];|&<>()~{a,b}'", [("$X$(a)`b`*?[a];|&<>()~{a,b}", "'$X$(a)`b`*?[a];|&<>()~{a,b}'")]),
    ("""'{"a": [1]}'""", [('{"a": [1]}', """'{"a": [1]}'""")]),
    ('["]" {"a,b"} "$"', [("[]", '["]"'), ("{a,b}", '{"a,b"}'), ("$", '"$"')]),
    (r"\~ '~'", [("~", r"\~"), ("~", "'~'")]),
    ("'a\r\nb'", [("a\r\nb", "'a\r\nb'")]),
    # ANSI-C and locale quoting.
    (r"$'\n\t\\\'\"\?\e\E\a\b\f\r\v'", [("\n\t\\'\"?\x1b\x1b\a\b\f\r\v", r"$'\n\t\\\'\"\?\e\E\a\b\f\r\v'")]),
    (r"$'\x41\x9\101\7\u41\u00e9\U1F600'", [("A\tA\aAé😀", r"$'\x41\x9\101\7\u41\u00e9\U1F600'")]),
    (r"$'\xc3\xa9\303\251\cA\c?\c\\'", [("éé\x01\x7f\x1c", r"$'\xc3\xa9\303\251\cA\c?\c\\'")]),
    (r"$'\q\x\u$X`a`'", [(r"\q\x\u$X`a`", r"$'\q\x\u$X`a`'")]),
    ("$'a\\\nb' $\\\n'c'", [("a\\\nb", "$'a\\\nb'"), ("c", "$\\\n'c'")]),
    ('$"a b" "$\'c\'"', [("a b", '$"a b"'), ("$'c'", "\"$'c'\"")]),
    # Prompts.
    ("$ aws a", [("aws", "aws"), ("a", "a")]),
    ("# run\n\n  %  aws $ a", [("aws", "aws"), ("$", "$"), ("a", "a")]),
]
VERBATIM = [
    "a#b $ $, ! a! %A% ^ @ a+=b",
    "a ] [ a]b a[b",
    "a {} {a} {a,b a,b} {a},{b} {a.b} {1..}",
    "a~ a:~ --a=~ a/~",
    "a\rb \xa0 \u2003",
]
"""Words with special characters that a shell takes literally."""
INVALID: list[tuple[str, list[tuple[str, str]]]] = [
    # text; of each error its kind and the characters of its span
    ("a $X_1-b $1 $?", [("parameter", "$X_1"), ("parameter", "$1"), ("parameter", "$?")]),
    ('a "b $X" $\\\nY', [("parameter", "$X"), ("parameter", "$\\\nY")]),
    ("a ${X:-'}'} \"${Y}\"", [("${", "${X:-'}'}"), ("${", "${Y}")]),
    ('''a $(b "$(c ')' \\) )") "$(d)"''', [("$(", """$(b "$(c ')' \\) )")"""), ("$(", "$(d)")]),
    ('a "$(b "(" )" $X', [("$(", '$(b "(" )'), ("parameter", "$X")]),
    (r"a `b \` c` $X", [("`", r"`b \` c`"), ("parameter", "$X")]),
    ('a $((1 + (2))) $[1] "$[1]"', [("$((", "$((1 + (2)))"), ("$[", "$[1]"), ("$[", "$[1]")]),
    ("a $(b $X", [("unclosed", "$(")]),
    ("a $(b 'c)", [("unclosed", "$(")]),
    ('a "`b"', [("unclosed", "`")]),
    ("a * b? *?", [("pattern", "*"), ("pattern", "?"), ("pattern", "*")]),
    ("a [b]c] [] a=[{b=c}]", [("brackets", "[b]"), ("brackets", "[]"), ("brackets", "[{b=c}]")]),
    ("a {b,c} {b,{c}} {{b,c}}", [("braces", "{b,c}"), ("braces", "{b,{c}}"), ("braces", "{b,c}")]),
    ("a {1..3} {a..\\\nz..-2}", [("braces", "{1..3}"), ("braces", "{a..\\\nz..-2}")]),
    ("a {b},c} {{b}},}", [("braces", "{b},c}"), ("braces", "{{b}},}")]),
    ("a b={c=[d],e=*}", [("brackets", "[d]")]),
    ("a ~ ~/b c=~/d c=d:~ c\\\nd=~", [("tilde", "~")] * 5),
    ("a; $X", [("operator", ";")]),
    ("a $X & b", [("parameter", "$X"), ("operator", "&")]),
    ("a | b", [("operator", "|")]),
    ("a && b", [("operator", "&&")]),
    ("a || b", [("operator", "||")]),
    ("(a)", [("operator", "(")]),
    ("a >b 2>&1 < c >> d <<< e &> f >|g", [("redirection", c) for c in (">", ">&", "<", ">>", "<<<", "&>", ">|")]),
    ("a <(b)", [("redirection", "<("), ("operator", ")")]),
    ("a $X << E\n$Y\nE\n", [("parameter", "$X"), ("here", "<<")]),
    ("a 'b", [("quote", "'")]),
    ("a 'b' \"c$X", [("quote", '"'), ("parameter", "$X")]),
    ("a $'b\\'", [("quote", "'")]),
    ("a \\", [("last", "\\")]),
    (r"a $'\0\x00\400\c@'", [("wrong", c) for c in (r"\0", r"\x00", r"\400", r"\c@")]),
    (r"a $'\ud800\U110000\xff\xc3'", [("wrong", c) for c in (r"\ud800", r"\U110000", r"\xff\xc3")]),
    (r"a $'\x{41}\c\n'", [("wrong", r"\x{"), ("wrong", "\\c\\")]),
    ("a\0b 'c\0'", [("nul", "\0")]),
    ("a \\\r\n b \\\r\n c\r\n", [("carriage", "\\\r")]),
    ('a "b\\\r\nc"', [("carriage", "\\\r")]),
    ("a\r", [("carriage", "\r")]),
    ("a $X\n\n# c\n $Y", [("parameter", "$X"), ("second", "$")]),
    ("A=b\naws", [("second", "a")]),
    ("a `\n --b `\r\n --c", [("powershell", "`")] * 2),
]
SECOND = [
    ("aws a\naws b", PROBLEMS["second"][1]),
    ("aws a \\ \n --b", BLANK),
    ("aws a ^\n --b", CARET),
    ("aws a^\n--b", CARET),
    ("aws a \\\n # c\n --b", COMMENT),
    ("aws a\n  --b", NO_BACKSLASH),
]


def outcome(text: str) -> SimpleCommand | list[ShellError]:
    try:
        return read_words(text)
    except ExceptionGroup as group:
        return [error for error in group.exceptions if isinstance(error, ShellError)]


def errors_in(text: str) -> list[ShellError]:
    found = outcome(text)
    assert not isinstance(found, SimpleCommand), text
    return found


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text: str, words: list[tuple[str, str]]) -> None:
    assert [(word.text, text[word.start : word.end]) for word in read_words(text)] == words


@pytest.mark.parametrize("text", VERBATIM)
def test_words_that_are_taken_literally(text: str) -> None:
    assert [word.text for word in read_words(text)] == text.split(" ")


@pytest.mark.parametrize(("text", "expected"), INVALID)
def test_texts_that_are_refused(text: str, expected: list[tuple[Any, str]]) -> None:
    messages = [(PROBLEMS[kind][0].format(shown(part)), part) for kind, part in expected]
    assert [(error.message, text[error.start : error.end]) for error in errors_in(text)] == messages


@pytest.mark.parametrize(("text", "help"), SECOND)
def test_advice_on_a_second_command(text: str, help: str) -> None:
    (error,) = errors_in(text)
    assert (error.message, error.help) == ("a second command begins here", help)


def test_an_error_has_a_message_and_a_span() -> None:
    (error,) = errors_in("aws --role-arn $ROLE")
    assert str(error) == error.message == "`$ROLE` is a shell parameter, whose value is unknown here"
    assert error.help == "write the value itself, or put a literal `$` in single quotes"
    assert (error.start, error.end) == (15, 20)


def test_assignments_before_a_command_are_separate() -> None:
    command = read_words("$ AWS_PROFILE=x A\\\nB+='y z' aws C=d")
    assert [word.text for word in command.assignments] == ["AWS_PROFILE=x", "AB+=y z"]
    assert [word.text for word in command] == ["aws", "C=d"]


def test_offsets_of_characters() -> None:
    (word,) = read_words(r""" a\"b'c'"\$d"$'\n\xc3\xa9'""")
    assert word.text == 'a"bc$d\né'
    assert [word.offset(index) for index in range(9)] == [1, 2, 4, 6, 9, 11, 15, 17, 26]


SHELLS = [shell for shell in ("dash", "bash") if sys.platform == "linux" and shutil.which(shell)]
"""On macOS, bash is a version from 2007; on Windows, it may be that of a Linux subsystem."""
SYMBOLS = [*"'\"\\\n \t#aB1=,{}~:$%!;*[]^/-+é\xa0\r", "\\\n", "..", "''", '""', r"\a", r"\'", r"\"", r"\$", r"\\"]
QUOTED = st.lists(st.sampled_from(SYMBOLS), max_size=10).map("".join)
PIECES = st.one_of(
    st.sampled_from([*"aB1=,:{}#-+/% \t\n", "\\\n", "{a}", r"\a", r"\ ", r"\#", "~", "$"]),
    QUOTED.map(lambda text: "'" + text.replace("'", "") + "'"),
    QUOTED.map(lambda text: '"' + re.sub(r'["$`]|\\+\Z', "", text) + '"'),
    QUOTED,
)
PARAGRAPHS = st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=50, max_size=150)
DOLLAR_QUOTE = re.compile(r"\$(?:\\\n)*['\"]")
"""Quotes that dash does not support."""


def by_shell(shell: str, texts: Iterable[str], folder: Path) -> list[list[str]]:
    """Return the words that a shell passes to a command for each text; it runs without programs, in an empty folder."""
    (folder / "empty").mkdir(exist_ok=True)
    lines = "".join(f"eval {quote(f'p {text}')}\n" for text in texts)  # so that none continues in the next line
    (folder / "script").write_text(f'p() {{ printf \'%s\\0\' "$#" "$@"; }}\n{lines}', encoding="utf-8", newline="")
    environment = {"PATH": "/nonexistent", "HOME": "/home", "LC_ALL": "C.UTF-8"}
    command = [shutil.which(shell) or shell, str(folder / "script")]
    done = subprocess.run(command, cwd=folder / "empty", env=environment, capture_output=True, check=False)
    items = iter(done.stdout.decode().split("\0")[:-1])
    return [[next(items, "nothing") for _ in range(int(count))] for count in items]


def count_agreeing(texts: Iterable[str], folder: Path) -> int:
    """Check that the accepted texts are read as by the shells, and return their number."""
    read = {text: words for text in texts if isinstance(words := outcome(f"p {text}"), SimpleCommand)}
    for shell in SHELLS:
        ours = {text: words for text, words in read.items() if shell != "dash" or not DOLLAR_QUOTE.search(text)}
        theirs = by_shell(shell, ours, folder)
        assert len(theirs) == len(ours)
        for (text, words), shells in zip(ours.items(), theirs, strict=True):
            assert (shell, text, [word.text for word in words[1:]]) == (shell, text, shells)
    return len(read)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shell")


@pytest.mark.skipif(not SHELLS, reason="the machine has no shell to compare with")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=PARAGRAPHS)
def test_generated_texts_are_read_as_by_shells(texts: list[str], folder: Path) -> None:
    count_agreeing(texts, folder)


@pytest.mark.skipif(not SHELLS, reason="the machine has no shell to compare with")
@pytest.mark.parametrize(
    ("symbols", "longest", "least"),
    [
        (["'", '"', "\\", "\n", " ", "#", "a", "$"], 5, 10_000),
        (["{", "}", ",", "..", "1", "a", "\\"], 5, 10_000),
        (["a", "=", ":", "~", "\\\n", "'", "+", "$"], 5, 10_000),
    ],
)
def test_all_short_texts_are_read_as_by_shells(symbols: list[str], longest: int, least: int, folder: Path) -> None:
    rows = (row for length in range(longest + 1) for row in product(symbols, repeat=length))
    assert count_agreeing(("".join(row) for row in rows), folder) > least


@pytest.mark.skipif("bash" not in SHELLS, reason="the machine has no bash to compare with")
def test_all_short_ansi_quotes_are_read_as_by_bash(folder: Path) -> None:
    rows = product(["", "\\", "x", "u", "U", "c", "1", "8", "f", "n", "'", "é"], repeat=4)
    texts = {f"$'\\{''.join(row)}'" for row in rows}
    assert count_agreeing(texts, folder) > 1000


@given(st.text(st.sampled_from("'\"\\\n #a=,{}[]$(`)~\r\0;<é"), max_size=60))
def test_every_text_is_read_or_refused_with_spans(text: str) -> None:
    found = outcome(text)
    if not isinstance(found, SimpleCommand):
        spans = [(error.start, error.end) for error in found]
        assert spans
        assert spans == sorted(spans, key=lambda span: span[0])
        assert all(0 <= start < end <= len(text) for start, end in spans)
        return
    for word in [*found.assignments, *found]:
        offsets = [word.offset(index) for index in range(len(word.text) + 1)]
        assert word.start <= offsets[0]
        assert offsets == sorted(set(offsets))
        assert offsets[-1] == word.end
        assert all(text[at] in ("\\", character) for at, character in zip(offsets, word.text, strict=False))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a " * MAX_WORDS, None),
        ("a " * (MAX_WORDS + 1), f"the command has more than {MAX_WORDS} words"),
        ("a" * MAX_LENGTH, None),
        ("a" * (MAX_LENGTH + 1), f"the text has more than {MAX_LENGTH} characters, too many for one command"),
        ("$(" * 100_000, "`$(` is never closed"),
        ("$(" * 100_000 + ")" * 100_000, PROBLEMS["$("][0]),
        ("{" * 100_000 + "," + "}" * 100_000, PROBLEMS["braces"][0]),
        ('"' + "$X" * 1_000_000, PROBLEMS["parameter"][0].format("`$X`")),
        ("a" * 500_000 + ":~" * 200_000, None),
        ("{1" * 200_000, None),
        ("{" + "1" * 200_000 + "}" * 200_000, None),
        ("\\\n" * 1_000_000, None),
    ],
    ids=range(12),
)
def test_long_texts_are_read_in_linear_time(text: str, message: str | None) -> None:
    if message is None:
        read_words(text)
    else:
        assert errors_in(text)[0].message == message


def test_the_number_of_errors_is_limited() -> None:
    assert len(errors_in("$X " * 1000)) == MAX_ERRORS
