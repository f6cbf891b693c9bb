"""The errors of commands that can't be read without a shell: why, and what to write instead."""

from __future__ import annotations

from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Kind = Literal[
        "parameter", "${", "$(", "`", "$((", "$[", "unclosed", "tilde", "pattern", "brackets", "braces", "operator",
        "redirection", "here", "second", "quote", "carriage", "powershell", "last", "wrong", "nul", "length", "words",
    ]  # fmt: skip

MAX_LENGTH: Final = 2**21
"""Characters of a text: Linux's default limit, in bytes, for the arguments of a program."""
MAX_WORDS: Final = 100_000
"""Words of a command. Each takes more memory than its characters."""

_QUOTE = "put the word in quotes"
_LEAVE = "leave only the aws command in the text"
_VALUE = "write the value itself, or put a `$` that stands for itself in single quotes"
_OUTPUT = "write what the command prints"

PROBLEMS: Final[dict[Kind, tuple[str, str]]] = {
    "parameter": ("{} is a parameter, whose value only a shell knows", _VALUE),
    "${": ("`${{…}}` is a parameter, whose value only a shell knows", _VALUE),
    "$(": ("`$(…)` stands for what a command prints, and nothing is run here", _OUTPUT),
    "`": ("backquotes stand for what a command prints, and nothing is run here", f"{_OUTPUT}, or use single quotes"),
    "$((": ("`$((…))` is arithmetic, which a shell works out", _VALUE),
    "$[": ("`$[…]` is arithmetic in bash", _VALUE),
    "unclosed": ("{} is never closed", "close it, or put it in single quotes if it stands for itself"),
    "tilde": ("`~` stands for a home folder, which a shell knows", f"write the folder itself, or {_QUOTE}"),
    "pattern": ("{} is a pattern of file names where it is not quoted", _QUOTE),
    "brackets": ("`[…]` is a pattern of file names where it is not quoted", _QUOTE),
    "braces": ("braces with `,` or `..` are taken apart by bash and zsh where they are not quoted", _QUOTE),
    "operator": ("{} is an operator of the shell where it is not quoted", f"{_LEAVE}, or {_QUOTE}"),
    "redirection": ("{} redirects, which a shell does", f"{_LEAVE}, without redirections and `>` prompts"),
    "here": ("a here-document is read by a shell", "write the text as a quoted word, or name a file with `file://`"),
    "second": ("a second command begins here", _LEAVE),
    "quote": ("this quote is never closed", r"close it; an apostrophe within single quotes is written `'\''`"),
    "carriage": (
        "the line ends with CRLF, and a shell takes the CR for a character of the command",
        "use LF line ends",
    ),
    "powershell": ("a backquote at a line's end goes on with the line in PowerShell only", "write a backslash instead"),
    "last": ("a backslash ends the text, but no line follows", "remove it"),
    "wrong": ("{} stands for no text that an argument can hold", "name characters other than U+0000, in UTF-8"),
    "nul": ("a NUL character stands in the text, which no argument can hold", "remove it"),
    "length": (f"the text has more than {MAX_LENGTH} characters, too many for one command", _LEAVE),
    "words": (f"the command has more than {MAX_WORDS} words", _LEAVE),
}
"""By kind: the message, with {} for the text in question, and the help."""

CARET = "`^` at a line's end, like `%NAME%`, is for Windows' cmd: write a backslash instead"
BLANK = "the backslash before it is followed by a blank, not by the line's end: remove the blank"
COMMENT = "a comment ends the command: move it before or after the whole command"
NO_BACKSLASH = "end the line before it with a backslash, if it belongs to the command"


class ShellError(Exception):
    """Part of a text can't be read without a shell.

    Attributes:
        message: Why; also the error's str.
        help: What to do.
        start: Offset of the part.
        end: Offset after the part.
    """

    def __init__(self, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.start = start
        self.end = end


def shell_error(kind: Kind, text: str, start: int, end: int, help: str = "") -> ShellError:
    """Return the error of a kind for part of a text, with a more specific help if one is given."""
    message, usual_help = PROBLEMS[kind]
    return ShellError(message.format(shown(text[start:end])), help or usual_help, start, end)
