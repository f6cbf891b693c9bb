"""A command line as text, quoted so that a shell splits it into the same words."""

from __future__ import annotations

import re

from ircompile.emitting.words import EmitError, is_printable_ascii
from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final, Literal

    ShellName = Literal["bash", "zsh", "fish", "powershell", "cmd"]

UNQUOTED: Final = re.compile(r"[A-Za-z0-9_./:,@+-](?:[A-Za-z0-9_./:,@+-]|(?<![=:])=)*")
"""Words that have no special meaning to bash, dash, zsh or fish, whatever their settings.

With the option MAGIC_EQUAL_SUBST, zsh replaces `=ls` after a `=` or `:` in a word by the path of `ls`.
"""

UNQUOTED_ON_WINDOWS: Final = re.compile(r"(?:--)?[A-Za-z][A-Za-z0-9_-]*")
"""Words that PowerShell and cmd don't read as numbers, paths, operators or separators."""

CONTINUATIONS: Final = {"bash": "\\", "zsh": "\\", "fish": "\\", "powershell": "`", "cmd": "^"}
UNWRITABLE: Final = {"cmd": "%"}
"""Characters that can't be quoted: nothing works both at the prompt and in a batch file."""
LONGEST: Final = {"powershell": 32_766, "cmd": 8_191}
"""Characters of a whole command line on Windows: what CreateProcess takes, and what cmd reads."""

LEGACY: Final = "$PSNativeCommandArgumentPassing = 'Legacy'"


def quoted(argv: Sequence[str], shell: ShellName, *, wrap: bool = False) -> str:
    """Return one simple command in printable ASCII that passes exactly these words to a program.

    For bash (and any POSIX shell), zsh and fish, words are in single quotes, in which nothing is expanded, not even
    history when the command is typed.

    On Windows, a program gets one text, which it splits by the rules of Microsoft's C runtime; `aws` must be a program
    (`aws.exe`), not a batch file. Up to 7.2, PowerShell doesn't escape double quotes within words, and drops empty
    words, so that the command must do both; from 7.3 on, PowerShell does it. A command with such words therefore
    runs in a block that sets `$PSNativeCommandArgumentPassing` to the old way, a variable that older versions ignore.
    It is right in Windows PowerShell 5.1 and in PowerShell 6 and 7; words that 5.1 would change are refused.

    In cmd, `"` and the special characters near it are escaped by `^`, so that cmd never sees an unclosed quote; `%` is
    refused. Delayed expansion (`!`) must be off, as it is by default. The rules for Windows follow Microsoft's
    documentation and were not tested there.

    Args:
        argv: The words, in printable ASCII.
        shell: The shell.
        wrap: Whether each option begins a new line, continued as the shell requires.

    Raises:
        EmitError: The shell can't quote a word, or the text is too long for it.
    """
    for word in argv:
        if not is_printable_ascii(word):
            raise EmitError(f"the argument {shown(word)} is not printable ASCII; pass it in JSON, which has escapes")
    quote = {"fish": _fish, "powershell": _powershell, "cmd": _cmd}.get(shell, _posix)
    legacy = shell == "powershell" and any('"' in word or not word for word in argv)
    text = _joined([quote(word) for word in argv], f" {CONTINUATIONS[shell]}\n    " if wrap else " ")
    text = f"& {{ {LEGACY}; {text} }}" if legacy else text
    if len(text) > LONGEST.get(shell, len(text)):
        what = f"the command has {len(text):,} characters, but {shell} accepts at most {LONGEST[shell]:,}"
        raise EmitError(f"{what}; use --style file")
    return text


def _joined(words: list[str], before_option: str) -> str:
    """Return words separated by spaces, or by `before_option` before an option."""
    return "".join((before_option if word.startswith("--") else " ") + word for word in words).removeprefix(" ")


def _posix(word: str) -> str:
    return word if UNQUOTED.fullmatch(word) else "'" + word.replace("'", "'\\''") + "'"


def _fish(word: str) -> str:
    return word if UNQUOTED.fullmatch(word) else "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _powershell(word: str) -> str:
    if UNQUOTED_ON_WINDOWS.fullmatch(word):
        return word
    # 5.1 quotes a word if it has a blank after an even number of quotes, escaped or not.
    if (" " in word and word.endswith("\\")) or ('"' in word and " " in word and " " not in _outside_quotes(word)):
        raise EmitError(f"Windows PowerShell 5.1 can't pass the argument {shown(word)} to a program; use --style file")
    native = _native(word) if word else '""'
    return "'" + native.replace("'", "''") + "'"


def _outside_quotes(word: str) -> str:
    """Return the characters after an even number of quotes."""
    return "".join(word.split('"')[::2])


def _cmd(word: str) -> str:
    if "%" in word:
        raise EmitError(f"cmd may read the % in the argument {shown(word)} as a variable; use --style file")
    if UNQUOTED_ON_WINDOWS.fullmatch(word):
        return word
    backslashes = word[len(word.rstrip("\\")) :]  # doubled before the closing quote, too
    native = f'"{_native(word)}{backslashes}"'
    return re.sub(r'[()^"<>&|]', r"^\g<0>", native) if '"' in word else native


def _native(word: str) -> str:
    r"""Return a word with its quotes escaped as `\"`; before these, programs read `\\` as `\`."""
    return re.sub(r'(\\*)"', r'\1\1\\"', word)
