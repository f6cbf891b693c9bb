"""The errors of commands that can't be read without a shell: why, and what to write instead."""

from __future__ import annotations

from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Kind = Literal[
        "parameter", "${", "$(", "`", "$((", "$[", "unclosed", "tilde", "pattern", "brackets", "braces", "operator",
        "redirection", "here", "second", "quote", "carriage", "powershell", "last", "wrong", "nul", "length", "words",
        "deep",
    ]  # fmt: skip

MAX_LENGTH: Final = 2**21
"""Characters of a text: Linux's default limit, in bytes, for the arguments of a program."""
MAX_WORDS: Final = 100_000
"""Words of a command. Each takes more memory than its characters."""

_QUOTE = "put the word in quotes"
_LEAVE = "keep only the aws command"
_VALUE = "write the value itself, or put a literal `$` in single quotes"
_OUTPUT = "write the output of the command instead"

PROBLEMS: Final[dict[Kind, tuple[str, str]]] = {
    "parameter": ("{} is a shell parameter, whose value is unknown here", _VALUE),
    "${": ("`${{…}}` is a shell parameter, whose value is unknown here", _VALUE),
    "$(": ("`$(…)` is the output of a command, but no commands are run here", _OUTPUT),
    "`": ("backquotes are the output of a command, but no commands are run here", f"{_OUTPUT}, or use single quotes"),
    "$((": ("`$((…))` is arithmetic, which only a shell can evaluate", _VALUE),
    "$[": ("`$[…]` is arithmetic, which only bash can evaluate", _VALUE),
    "unclosed": ("{} is never closed", "close it, or put it in single quotes if it is literal"),
    "tilde": ("`~` is a home folder, which only a shell can expand", f"write the folder itself, or {_QUOTE}"),
    "pattern": ("unquoted {} is a pattern for file names", _QUOTE),
    "brackets": ("unquoted `[…]` is a pattern for file names", _QUOTE),
    "braces": ("bash and zsh expand unquoted braces with `,` or `..`", _QUOTE),
    "operator": ("unquoted {} is a shell operator", f"{_LEAVE}, or {_QUOTE}"),
    "redirection": (
        "{} is a redirection, which only a shell can do",
        f"{_LEAVE}, without redirections and `>` prompts",
    ),
    "here": ("only a shell can read a here-document", "write the text as a quoted word, or name a file with `file://`"),
    "second": ("a second command begins here", _LEAVE),
    "quote": ("this quote is never closed", r"close it; an apostrophe within single quotes is written `'\''`"),
    "carriage": (
        "the line ends with CRLF, and a shell reads the CR as part of the command",
        "use LF line ends",
    ),
    "powershell": ("a backquote at the end of a line continues it only in PowerShell", "write a backslash instead"),
    "last": ("the text ends with a backslash, but no line follows", "remove it"),
    "wrong": ("{} can't be part of an argument", "use characters other than U+0000, in UTF-8"),
    "nul": ("the text contains a NUL character, which no argument can contain", "remove it"),
    "length": (f"the text has more than {MAX_LENGTH} characters, too many for one command", _LEAVE),
    "words": (f"the command has more than {MAX_WORDS} words", _LEAVE),
    "deep": ("commands are nested too deeply in others", "write simpler commands"),
}
"""By kind: the message, with {} for the text in question, and the help."""

CARET = "write a backslash instead: `^` at the end of a line, like `%NAME%`, works only in Windows' cmd"
BLANK = "remove the space after the backslash on the line before"
COMMENT = "move the comment before or after the whole command: it ends the command"
NO_BACKSLASH = "if it belongs to the command, end the line before it with a backslash"


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
