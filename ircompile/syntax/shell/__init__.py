r"""The reader of shell text: the words of one simple command, as sh and bash pass them to a program.

What needs a shell to run is an error, and so is what shells disagree on; but `$'…'` and `$"…"` are read as bash reads
them, in UTF-8. The prompt `$ ` or `% ` before a command is skipped.
"""

from __future__ import annotations

from ircompile.syntax.shell.errors import ShellError
from ircompile.syntax.shell.reader import Reader
from ircompile.syntax.shell.words import SimpleCommand, Word

__all__ = ["ShellError", "SimpleCommand", "Word", "read_words"]


def read_words(text: str) -> SimpleCommand:
    """Return the words of the one simple command in a text; none if it holds only blanks and comments.

    The time grows with the length of the text alone, however deeply its expansions are nested.

    Raises:
        ExceptionGroup: Of a `ShellError` for each part that needs a shell, in the order of the text.
    """
    reader = Reader(text)
    reader.read()
    if reader.errors:
        raise ExceptionGroup("the command needs a shell", sorted(reader.errors, key=lambda error: error.start))
    return reader.command
