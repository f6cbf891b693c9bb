r"""The tokens of a shell's text, in the three states of its quoting.

Sources: POSIX.1-2024, Shell Command Language, 2.2 (quoting), 2.3 (tokens) and 2.6.1 (tildes); the Bash Reference
Manual, 3.1.2.4 (`$'…'`), 3.1.2.5 (`$"…"`) and 3.5.1 (braces).
"""

from __future__ import annotations

import re

_GONE = r"(?:\\\n)*+"  # a backslash-newline vanishes also within an operator
_EXPANSION = rf"""
    (?P<nested> \${_GONE}[({{\[] | ` )
  | (?P<parameter> \${_GONE}(?: [A-Za-z_][A-Za-z0-9_]* | [0-9@*\#?$!-] ) )
"""

PLAIN = re.compile(
    rf"""
    (?P<literal> [^\s\\'"`$\#;&|()<>*?\[\]{{}},~]+ )
  | (?P<blank> [ \t]+ )
  | (?P<newline> \n )
  | (?P<gone> (?:\\\n)+ )
  | (?P<carriage> \\?\r(?=\n|\Z) )
  | (?P<escape> \\[\s\S] )
  | (?P<single> '[^']*' )
  | (?P<double> (?:\${_GONE})?" )
  | (?P<ansi> \${_GONE}' )
  | (?P<powershell> `\r?\n )
  | {_EXPANSION}
  | (?P<here> <<(?!<) )
  | (?P<redirection> &>>? | <<< | [<>][&(] | >[>|]? | <>? )
  | (?P<operator> && | & | \|[|&]? | ;;? | [()] )
  | (?P<comment> \# )
  | (?P<tilde> ~ )
  | (?P<pattern> [*?\[\]] )
  | (?P<brace> [{{,}}] )
  | (?P<open> ' )
  | (?P<last> \\ )
  | (?P<other> [\s\S] )
    """,
    re.VERBOSE,
)
DOUBLE = re.compile(
    rf"""
    (?P<literal> [^"\\$`]+ )
  | (?P<close> " )
  | (?P<gone> (?:\\\n)+ )
  | (?P<carriage> \\\r(?=\n) )
  | (?P<escape> \\["\\$`] )
  | {_EXPANSION}
  | (?P<other> [\s\S] )
    """,
    re.VERBOSE,
)
ANSI = re.compile(
    r"""
    (?P<literal> [^'\\]+ )
  | (?P<close> ' )
  | (?P<bytes> (?: \\x[89a-fA-F][0-9a-fA-F] | \\[2367][0-7]{2} )+ )
  | (?P<code> \\(?: [0-7]{1,3} | x[0-9a-fA-F]{1,2} | u[0-9a-fA-F]{1,4} | U[0-9a-fA-F]{1,8}
                  | c(?: \\\\ | [^\\'\x80-\U0010ffff] ) | [abeEfnrtv"'?\\] ) )
  | (?P<wrong> \\c[^'] | \\x\{ )
  | (?P<other> [\s\S] )
    """,
    re.VERBOSE,
)
"""Between `$'` and `'`. Where bash has rules that nobody uses, as for `\\x{41}`, it is `wrong`."""

PROMPT = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+[ \t]*+[$%][ \t]+")
"""Blank lines, comments, and the prompt of a terminal."""
BETWEEN = re.compile(r"(?:[ \t\r\n]|\\\n|\#[^\n]*+)*+")
"""Blanks, newlines and comments between commands."""
ASSIGNMENT = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_]|\\\n)*+(?:\+(?:\\\n)*+)?=")
"""How a word begins that sets a variable, or may have a tilde after `=` and `:`."""
_BOUND = rf"{_GONE}(?:[+-]?(?:{_GONE}[0-9])+|[A-Za-z]){_GONE}"
SEQUENCE = re.compile(rf"\{{{_BOUND}\.{_GONE}\.{_BOUND}(?:\.{_GONE}\.{_BOUND})?\}}")
"""`{1..3}`, `{a..z}`, `{1..9..2}`."""

_NESTING = re.compile(r"""\\[\s\S]|(\$?\(|\$[{\[]|[)}\]"'`])""")
_CLOSERS = {"(": ")", "{": "}", "[": "]", "`": "`", '"': '"'}
_BYTE = re.compile(r"\\(?:x(..)|(...))")
_NAMED = dict(zip("abeEfnrtv\"'?\\", "\a\b\x1b\x1b\f\n\r\t\v\"'?\\", strict=True))


def closing(text: str, at: int, opener: str) -> int:
    """The offset after what closes an expansion, as far as quotes and brackets tell; 0 if nothing does.

    Args:
        text: Where the expansion stands.
        at: The offset after its opener.
        opener: The last character of that: one of ( { [ and the backquote.
    """
    closers = [_CLOSERS[opener]]
    while match := _NESTING.search(text, at):
        at, mark, closer = match.end(), match[1], closers[-1]
        if mark == closer:
            closers.pop()
            if not closers:
                return at
        elif mark == "'" and closer != '"':
            at = text.find("'", at) + 1
            if not at:
                return 0
        elif mark and mark[-1] in _CLOSERS and (mark, closer) != ("(", '"'):
            closers.append(_CLOSERS[mark[-1]])
    return 0


def character(escape: str) -> str:
    r"""The character that an escape of `$'…'` stands for, as in `\n`, `\012`, `\u000a` and `\cJ`; empty if none."""
    kind, rest = escape[1], escape[2:]
    if kind in _NAMED:
        return _NAMED[kind]
    if kind == "c":
        code = 0x7F if rest == "?" else ord(rest[0].upper()) & 0x1F
    else:
        code = int(rest, 16) if kind in "xuU" else int(escape[1:], 8) & 0xFF
    return _decoded(code.to_bytes(4, "little"), "utf-32-le") if code else ""


def characters(escapes: str) -> str:
    r"""The text whose UTF-8 bytes are written as in `\xc3\251`; empty if they are none."""
    codes = (int(high, 16) if high else int(octal, 8) & 0xFF for high, octal in _BYTE.findall(escapes))
    return _decoded(bytes(codes), "utf-8")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""
