"""A command line as the text that a shell takes apart to the same words."""

from __future__ import annotations

import re

from ircompile.emitting.words import EmitError, is_printable_ascii
from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final, Literal

    ShellName = Literal["bash", "zsh", "fish", "powershell", "cmd"]

UNQUOTED: Final = re.compile(r"[A-Za-z0-9_./:,@+-][A-Za-z0-9_./:,@+=-]*")
"""Words that no setting of bash, dash, zsh or fish gives a meaning to."""

UNQUOTED_ON_WINDOWS: Final = re.compile(r"(?:--)?[A-Za-z][A-Za-z0-9_-]*")
"""Words that are neither numbers nor paths, operators or separators to PowerShell and cmd."""

CONTINUATIONS: Final = {"bash": "\\", "zsh": "\\", "fish": "\\", "powershell": "`", "cmd": "^"}
UNWRITABLE: Final = {"cmd": "%"}
"""Characters that a word can't hold: no text for them is right both when typed and in a batch file."""
LONGEST: Final = {"powershell": 32_766, "cmd": 8_191}
"""Characters of a whole command line on Windows: what CreateProcess takes, and what cmd reads."""

LEGACY: Final = "$PSNativeCommandArgumentPassing = 'Legacy'"


def quoted(argv: Sequence[str], shell: ShellName, *, wrap: bool = False) -> str:
    """One simple command in printable ASCII that hands exactly these words to a program.

    bash (which any POSIX shell reads, too), zsh and fish get single quotes, in which nothing is expanded: no
    history either, when the command is typed.

    Windows gives a program one text, which it takes apart by the rules of Microsoft's C runtime; `aws` must be a
    program (`aws.exe`), not a batch file. Until 7.3, PowerShell did not escape the double quotes within words, and
    lost empty words, so both must be done for it; from 7.3 on, it does so by itself. Where words hold such quotes,
    the command therefore runs in a block that sets `$PSNativeCommandArgumentPassing` to the old way: a variable
    that older versions ignore. It is right in Windows PowerShell 5.1 and in PowerShell 6 and 7; words that
    5.1 would spoil are refused. In cmd, `"` and whatever is special beside it are escaped by `^`, so that cmd never
    is within quotes it does not see closed; `%` is refused; and delayed
    expansion (`!`) must be off, as it is by default. What is said of Windows follows Microsoft's documentation, and was
    not run there.

    Args:
        argv: The words, in printable ASCII.
        shell: Whose rules count.
        wrap: Begin a new line before each option, continued as the shell does.

    Raises:
        EmitError: The shell has no text for a word, or takes no text of that length.
    """
    for word in argv:
        if not is_printable_ascii(word):
            raise EmitError(f"the word {shown(word)} is not printable ASCII; put it into JSON, which has escapes")
    quote = {"fish": _fish, "powershell": _powershell, "cmd": _cmd}.get(shell, _posix)
    legacy = shell == "powershell" and any('"' in word or not word for word in argv)
    text = _joined([quote(word) for word in argv], f" {CONTINUATIONS[shell]}\n    " if wrap else " ")
    text = f"& {{ {LEGACY}; {text} }}" if legacy else text
    if len(text) > LONGEST.get(shell, len(text)):
        what = f"the command has {len(text):,} characters, and {shell} takes {LONGEST[shell]:,}"
        raise EmitError(f"{what}; use the style file")
    return text


def _joined(words: list[str], before_option: str) -> str:
    return "".join((before_option if word.startswith("--") else " ") + word for word in words).removeprefix(" ")


def _posix(word: str) -> str:
    return word if UNQUOTED.fullmatch(word) else "'" + word.replace("'", "'\\''") + "'"


def _fish(word: str) -> str:
    return word if UNQUOTED.fullmatch(word) else "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _powershell(word: str) -> str:
    if UNQUOTED_ON_WINDOWS.fullmatch(word):
        return word
    # 5.1 puts a word into quotes if a blank stands after an even number of quotes, escaped or not.
    if (" " in word and word.endswith("\\")) or ('"' in word and " " in word and " " not in _outside_quotes(word)):
        raise EmitError(f"Windows PowerShell 5.1 can't pass the word {shown(word)} to a program; use the style file")
    native = _native(word) if word else '""'
    return "'" + native.replace("'", "''") + "'"


def _outside_quotes(word: str) -> str:
    return "".join(word.split('"')[::2])


def _cmd(word: str) -> str:
    if "%" in word:
        raise EmitError(f"cmd could take the % in the word {shown(word)} for a variable; use the style file")
    if UNQUOTED_ON_WINDOWS.fullmatch(word):
        return word
    backslashes = word[len(word.rstrip("\\")) :]  # doubled before the closing quote, too
    native = f'"{_native(word)}{backslashes}"'
    return re.sub(r'[()^"<>&|]', r"^\g<0>", native) if '"' in word else native


def _native(word: str) -> str:
    r"""A word with its quotes as `\"`, before which a program takes `\\` for `\`."""
    return re.sub(r'(\\*)"', r'\1\1\\"', word)
