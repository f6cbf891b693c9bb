"""The base class of all errors that users can correct."""

from __future__ import annotations

from ircompile.findings.messages import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class UserError(Exception):
    """Raised when an input, a configuration, a rule, a schema, a service model or a command can't be used.

    As a string, it is the message, after the file, the line and the column as far as there are any.

    Attributes:
        message: What is wrong and, where possible, what to do.
        file: The file that is wrong; "" if there is none.
        line: The line, from 1; 0 for the file as a whole.
        column: The column in characters, from 1; 0 for the line as a whole.
    """

    def __init__(self, message: str, file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts for pickling; unlike the default, it doesn't depend on the arguments of a subclass."""
        return _restored, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        location = [escaped(self.file), *(str(number) for number in (self.line, self.column) if number)]
        return f"{':'.join(location)}: {self.message}" if self.file else self.message


def _restored(kind: type[UserError], args: tuple[Any, ...], state: dict[str, Any]) -> UserError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
