"""Messages for exceptions that stop one of many files, not the run."""

from __future__ import annotations

from ircompile.findings.errors import UserError
from ircompile.sources.files import UnreadableFileError

NO_MEMORY = "there is not enough memory"


def reason(error: Exception) -> str:
    """Return why one of many files could not be read or linted: its reader's message, or an internal error.

    Raises:
        Exception: The error itself, if it concerns more than this file: any other `UserError`, or an `OSError`.
    """
    if isinstance(error, UnreadableFileError):
        return str(error)
    if isinstance(error, UserError | OSError):
        raise error
    return internal(error)


def internal(error: Exception) -> str:
    """Return the message for an error that is not the user's, at most 500 characters long."""
    if isinstance(error, MemoryError):
        return NO_MEMORY
    return f"internal error, please report it: {type(error).__name__}: {error}"[:500]
