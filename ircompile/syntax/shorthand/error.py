"""What the AWS CLI refuses of shorthand, as it names it and as people understand it."""

from __future__ import annotations

from ircompile.findings.errors import UserError
from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    from ircompile.syntax.lalr import GrammarError

HELP: Final = {
    "=": "a key must be followed by `=`; keys are made of letters, digits and - _ . # / : only",
    ",": 'only "," or the end may follow this value; put text that holds quotes or brackets in quotes',
    "<second>": "an item must follow the last comma; remove the comma, or write '' for an empty item",
    "<singled quoted>": 'this quote is never closed; put an apostrophe in double quotes, as in "don\'t"',
    "<double quoted>": "this quote is never closed; put a double quote in single quotes, as in '\"'",
}
"""By what the AWS CLI expected: what is to be done."""


class ShorthandError(UserError, ValueError):
    """The AWS CLI would refuse the text.

    Attributes:
        message: What is wrong, without the place.
        index: Offset in characters of the fault, as the AWS CLI counts.
        kind: "syntax"; "duplicate-key" at the top level, where the AWS CLI refuses it; "nesting" for too many
            levels; "size" for too long a text; "file" for a value of `key@=` that can't be loaded.
        expected: For syntax, what the AWS CLI says it expected: "=", ",", "<second>" (an item after a comma),
            "<singled quoted>" or "<double quoted>" (a closing quote).
        received: For syntax, the character found instead, "EOF", or "<none>".
        key: The duplicate key.
    """

    def __init__(
        self,
        message: str,
        index: int,
        kind: Literal["syntax", "duplicate-key", "nesting", "size", "file"],
        *,
        expected: str | None = None,
        received: str | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(message)
        self.index = index
        self.kind = kind
        self.expected = expected
        self.received = received
        self.key = key

    @property
    def aws(self) -> str:
        """How the AWS CLI's own message begins, for a syntax error or a duplicate key; else empty."""
        if self.key is not None:
            return f'Second instance of key "{self.key}" encountered'
        return f"Expected: '{self.expected}', received: '{self.received}'" if self.expected else ""

    def __str__(self) -> str:
        return f"character {self.index + 1}: {self.message}"


def duplicate_key(key: str, index: int) -> ShorthandError:
    """The error for a key that the top level has twice."""
    message = f"the key {shown(key)} is given twice in one structure"
    return ShorthandError(message, index, "duplicate-key", key=key)


def syntax_error(text: str, fault: GrammarError) -> ShorthandError:
    """The error as the AWS CLI names it."""
    found = text[fault.index : fault.index + 1]
    if not found and "ITEM" in fault.accepts:
        expected = "<second>"
    elif "EQUALS" in fault.accepts:
        expected = "="
    elif found == "'" and "SINGLE_QUOTED" in fault.accepts:
        expected = "<singled quoted>"
    elif found == '"' and "DOUBLE_QUOTED" in fault.accepts:
        expected = "<double quoted>"
    else:
        expected = ","
    received = "<none>" if expected.startswith("<") else found or "EOF"
    return ShorthandError(HELP[expected], fault.index, "syntax", expected=expected, received=received)
