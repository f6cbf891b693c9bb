"""The error for a command line that `aws` would refuse."""

from __future__ import annotations

from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    CommandErrorKind = Literal["usage", "unknown-options", "param", "validation", "exception"]


class CommandError(UserError):
    """A command line that would not send a request; its str is a message for people.

    Attributes:
        kind: The kind of the CLI's own error.

            - "usage": words that don't fit the options, or that print a help page, a version or a skeleton
            - "unknown-options": words that belong to no option ("Unknown options: …")
            - "param": a value that can't be read ("Error parsing parameter …")
            - "validation": a request that botocore refuses ("Parameter validation failed: …")
            - "exception": any other failure, for which no option is named
        index: The index in argv of the word in question; the length of argv if a word is missing.
    """

    def __init__(self, kind: CommandErrorKind, message: str, index: int, aws: object = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.index = index
        self._aws = aws

    @property
    def aws(self) -> str:
        """The CLI's own message, or how it begins, if that is known; else "".

        Built on demand: the CLI repeats whole values, which the aliases of a YAML document can make huge.
        """
        try:
            return str(self._aws)
        except (RecursionError, ValueError):  # a value that Python can't print
            return ""


def sends_nothing(what: str, index: int) -> CommandError:
    """Return the error for a command line that makes aws do something other than send a request."""
    return CommandError("usage", f"{what} and sends no request", index)
