"""Why `aws` would refuse a command line."""

from __future__ import annotations

from ircompile.findings.errors import UserError


class CommandError(UserError):
    """A command line that would not send a request.

    Its str says for people what is wrong and why. `kind` is the sort of the CLI's own refusal:

    - "usage": words that don't fit the options, or that make it print a help page, a version, a skeleton;
    - "unknown-options": words that belong to no option ("Unknown options: …");
    - "param": a value that can't be read ("Error parsing parameter …");
    - "validation": a request that botocore refuses ("Parameter validation failed: …");
    - "exception": any other failure, printed without naming an option.

    `index` is the place in argv of the word at fault; the length of argv where a word is missing.
    """

    def __init__(self, kind: str, message: str, index: int, aws: object = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.index = index
        self._aws = aws

    @property
    def aws(self) -> str:
        """What the CLI itself prints of it, or its beginning, where that is known; else empty.

        Made when asked for: the CLI repeats whole values, and a YAML document's aliases can make those huge.
        """
        try:
            return str(self._aws)
        except (RecursionError, ValueError):  # a value that Python does not print
            return ""


def sends_nothing(what: str, index: int) -> CommandError:
    """The refusal of a command line that makes aws do something else than send a request."""
    return CommandError("usage", f"{what} and sends no request", index)
