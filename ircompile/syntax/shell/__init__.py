r"""The words of one simple command, as sh and bash hand them to a program.

What only a shell could know is refused with its place, and so is what shells disagree on; but `$'…'` and `$"…"` are
read as bash reads them, in UTF-8. The prompt `$ ` or `% ` before a command is passed over.
"""

from __future__ import annotations

from ircompile.syntax.shell.errors import ShellError
from ircompile.syntax.shell.reader import Reader
from ircompile.syntax.shell.words import SimpleCommand, Word

__all__ = ["ShellError", "SimpleCommand", "Word", "read_words"]


def read_words(text: str) -> SimpleCommand:
    """The words of the one simple command in a text; none if it holds blanks and comments only.

    The time grows with the length of the text alone, however deep expansions are nested in it.

    Raises:
        ExceptionGroup: Of a `ShellFault` for each thing that a shell would have to know, in the order of the text.
    """
    reader = Reader(text)
    reader.read()
    if reader.faults:
        raise ExceptionGroup("the command needs a shell", sorted(reader.faults, key=lambda fault: fault.start))
    return reader.command
