"""The commands of scripts, and what is known of their words; "…" is a gap."""

from __future__ import annotations

import pytest

from ircompile.syntax.shell.errors import MAX_WORDS
from ircompile.syntax.shell.frames import Command
from ircompile.syntax.shell.gaps import readable, with_gaps
from ircompile.syntax.shell.script import MAX_ERRORS, Script

CASES = {
    "simple": ("a --b 'c d'", ["a|--b|c d"]),
    "variables": ('a $X "$X" "x-$X" ${X:-y} ${X}s $1 "$?"', ["a|…|…|x-…|…|…s|…|…"]),
    "any number of words": ('a "$@" ${b[@]} "${c[*]}" $*', ["a|…|…|…|…"]),
    "substitution": ('a "$(b "$(c)" | d)" e', ["c", "b|…", "d", "a|…|e"]),
    "backquotes": ("X=`a b` `c`", ["a|b", "c", "X=…|…"]),
    "backquotes with escapes": ("a `b \\`c\\``", ["a|…"]),
    "arithmetic": ("a $((1 + (2))) $[3]; ((i++)); b", ["a|…|…", "b"]),
    "patterns": ("a *.json b? [c] ~/d e~", ["a|….json|b…|[c]|…/d|e~"]),
    "braces": ("a {b,c} {1..3} {d=e} x={f,g}", ["a|…|…|{d=e}|…"]),
    "templates": ("a '{{ b }}' ${{ c.d }} {e.f} arn:<g> <your h>", ["a|…|…|…|arn:…|…"]),
    "redirections": ("a >b 2>&1 <c &>>d e <<<f", ["a|e"]),
    "process substitution": ("a <(b c)", ["b|c", "a|…"]),
    "lists": ("a && b || c | d; e & f |& g", ["a", "b", "c", "d", "e", "f", "g"]),
    "subshells": ("(a; b) && { c; }", ["a", "b", "{|c", "}"]),
    "if": ("if ! a; then\nb\nfi", ["if|!|a", "then", "b", "fi"]),
    "for": ("for ((i=0;i<3;i++)); do a; done", ["for", "do|a", "done"]),
    "functions": ("f() { a; }\nfunction g () {\nb\n}", ["{|a", "}", "{", "b", "}"]),
    "case": ('case "$1" in (a) b;; c|d)\n e ;;\nesac\nf', ["b", "c", "e", "esac", "f"]),
    "case in a substitution": ("$(case a in b) c;; esac) d", ["c", "esac", "…|d"]),
    "tests": ("[[ a =~ ^(b|c)$ ]] && d", ["b", "c", "[[|a|=~|^|$|]]!", "d"]),
    "arrays": ("a=(b c # d\n 'e')\nf+=(g)", ["b|c|e", "a=…", "g", "f+=…"]),
    "comments": ("a # b\n# c 'd\ne#f", ["a", "e#f"]),
    "continued": ("a \\\n  b\\\nc", ["a|bc"]),
    "a comment in a continued command": ("a \\\n # b\n --c", ["a", "--c"]),
    "windows line ends": ("a \\\r\n  b\r\nc\r\n", ["a|b", "c"]),
    "powershell": ("a `\n  --b c", ["a|--b|c"]),
    "continuation prompts": ("$ a \\\n> --b c", ["$|a|--b|c"]),
    "here-document": ("a <<E b\n$(c) 'd\nE\ne", ["a|b", "e"]),
    "here-document as a word": ("a \"$(cat <<E\n{$b: \\$'\n}\n\nE\n)\" c", ["cat", "a|{…: $'\n}|c"]),
    "quoted here-document": ("a $(cat <<-'E'\n\t$b\n\tE\n) c", ["cat", "a|\t$b|c"]),
    "two here-documents": ("a <<E <<F\nb\nE\nc\nF\nd", ["a", "d"]),
    "ansi": (r"a $'b\n\'c' $'\x00'", ["a|b\n'c|…"]),
    "bytes and what is wrong": (r"a $'\xc3\xa9' $'b\xff' $'c\x{41}'", ["a|é|b…|c…41}"]),
    "unclosed quote": ("a 'b\nc", ["a!", "c"]),
    "unclosed substitution": ("a $(b\nc", ["b", "a|!", "c!", "c"]),
    "unclosed expansion": ("a ${b\nc", ["a!", "c"]),
    "no delimiter of a here-document": ("a <<\nc", ["a!", "c"]),
    "no end of a here-document": ("a <<E\nb", ["a!", "b"]),
    "nothing": ("\n# a\n\n", []),
}  # fmt: skip


def commands(text: str) -> list[str]:
    """Return the commands of a text: words with bars between them, and "!" after those that can't be read."""
    found: list[Command] = []
    script = Script(with_gaps(text, range(len(text) + 1))[0], found.append)
    script.read()
    return ["|".join(readable(word.text) for word in it) + "!" * (it.error is not None) for it in found]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_commands(text: str, expected: list[str]) -> None:
    assert commands(text) == expected


def test_a_script_is_read_after_an_error_but_not_after_too_many() -> None:
    text = "`\n" * (MAX_ERRORS + 5)
    found: list[Command] = []
    script = Script(text + "'", found.append)
    script.read()
    assert len(script.errors) <= MAX_ERRORS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("$(" * 100_000, "commands are nested too deeply in others"),
        ("a " * (MAX_WORDS + 1), f"the command has more than {MAX_WORDS} words"),
    ],
    ids=["deep", "long"],
)
def test_too_much_is_an_error(text: str, message: str) -> None:
    script = Script(text, lambda _: None)
    script.read()
    assert str(script.errors[0]) == message
