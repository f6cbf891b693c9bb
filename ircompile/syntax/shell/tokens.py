r"""The tokens of shell text, unquoted and within each kind of quotes.

Sources: POSIX.1-2024, Shell Command Language, 2.2 (quoting), 2.3 (tokens) and 2.6.1 (tildes); the Bash Reference
Manual, 3.1.2.4 (`$'…'`), 3.1.2.5 (`$"…"`) and 3.5.1 (braces).
"""

from __future__ import annotations

import re

_JOIN = r"(?:\\\n)*+"  # a backslash-newline is removed, even within an operator
_EXPANSION = rf"""
    (?P<nested> \${_JOIN}[({{\[] | ` )
  | (?P<parameter> \${_JOIN}(?: [A-Za-z_][A-Za-z0-9_]* | [0-9@*\#?$!-] ) )
"""

PLAIN = re.compile(
    rf"""
    (?P<literal> [^\s\\'"`$\#;&|()<>*?\[\]{{}},~]+ )
  | (?P<blank> [ \t]+ )
  | (?P<newline> \n )
  | (?P<join> (?:\\\n)+ )
  | (?P<carriage> \\?\r(?=\n|\Z) )
  | (?P<escape> \\[\s\S] )
  | (?P<single> '[^']*' )
  | (?P<double> (?:\${_JOIN})?" )
  | (?P<ansi> \${_JOIN}' )
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
  | (?P<join> (?:\\\n)+ )
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
"""Between `$'` and `'`. Rare escapes with rules of bash's own, such as `\\x{41}`, are `wrong`."""

PROMPT = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+[ \t]*+[$%][ \t]+")
"""Blank lines and comments, and a terminal's prompt."""
BETWEEN = re.compile(r"(?:[ \t\r\n]|\\\n|\#[^\n]*+)*+")
"""Blanks, newlines and comments between commands."""
ASSIGNMENT = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_]|\\\n)*+(?:\+(?:\\\n)*+)?=")
"""The start of a word that assigns a variable, in which a tilde is expanded after `=` and `:`, too."""
_BOUND = rf"{_JOIN}(?:[+-]?(?:{_JOIN}[0-9])+|[A-Za-z]){_JOIN}"
SEQUENCE = re.compile(rf"\{{{_BOUND}\.{_JOIN}\.{_BOUND}(?:\.{_JOIN}\.{_BOUND})?\}}")
"""`{1..3}`, `{a..z}`, `{1..9..2}`."""

_NESTING = re.compile(r"""\\[\s\S]|(\$?\(|\$[{\[]|[)}\]"'`])""")
_CLOSERS = {"(": ")", "{": "}", "[": "]", "`": "`", '"': '"'}
_BYTE = re.compile(r"\\(?:x(..)|(...))")
_NAMED = dict(zip("abeEfnrtv\"'?\\", "\a\b\x1b\x1b\f\n\r\t\v\"'?\\", strict=True))


def expansion_end(text: str, start: int, opener: str) -> int:
    """Return the offset after the end of an expansion, found by matching quotes and brackets; 0 if it has no end.

    Args:
        text: The text.
        start: Offset after the expansion's opener.
        opener: The opener's last character: one of ( { [ and the backquote.
    """
    closers = [_CLOSERS[opener]]
    while match := _NESTING.search(text, start):
        start, mark, closer = match.end(), match[1], closers[-1]
        if mark == closer:
            closers.pop()
            if not closers:
                return start
        elif mark == "'" and closer != '"':
            start = text.find("'", start) + 1
            if not start:
                return 0
        elif mark and mark[-1] in _CLOSERS and (mark, closer) != ("(", '"'):
            closers.append(_CLOSERS[mark[-1]])
    return 0


def character(escape: str) -> str:
    r"""Return the character of an escape in `$'…'`, such as `\n`, `\012`, `\u000a` or `\cJ`; "" if there is none."""
    kind, rest = escape[1], escape[2:]
    if kind in _NAMED:
        return _NAMED[kind]
    if kind == "c":
        code = 0x7F if rest == "?" else ord(rest[0].upper()) & 0x1F
    else:
        code = int(rest, 16) if kind in "xuU" else int(escape[1:], 8) & 0xFF
    return _decoded(code.to_bytes(4, "little"), "utf-32-le") if code else ""


def characters(escapes: str) -> str:
    r"""Return the text of UTF-8 bytes that are written as in `\xc3\251`; "" if they are not UTF-8."""
    codes = (int(high, 16) if high else int(octal, 8) & 0xFF for high, octal in _BYTE.findall(escapes))
    return _decoded(bytes(codes), "utf-8")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""
