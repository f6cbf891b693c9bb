"""The search for the names of the operation, before a file of another language is looked at any further."""

from __future__ import annotations

import re

from ircompile.sources.files import COMMAND, STATE_ACTION, UnreadableFileError, has_ending, host_kind, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.sources.source import Kind

OPERATIONS = (
    b"create_inference_recommendations_job",
    COMMAND.encode(),
    STATE_ACTION.encode(),
)
"""The names of the operation."""
SHEBANG = re.compile(rb"#![^\n]*\b(?:(python)[\d.]*|(?:ba|da|a|k|z)?sh)\b")
"""The first line of a program or a script."""
OVERLAP = max(map(len, OPERATIONS)) - 1


def names_operation(data: bytes) -> bool:
    """Return whether a text contains a name of the operation."""
    return any(operation in data for operation in OPERATIONS)


def operation_in(text: str) -> str:
    """Return the first name of the operation in a text; "" if there is none."""
    found = {text.find(name): name for name in (operation.decode() for operation in OPERATIONS) if name in text}
    return found[min(found)] if found else ""


def shebang_kind(data: bytes) -> Kind | None:
    """Return the kind of a file by its first line, if that is `#!` with a program that reads it."""
    match = SHEBANG.match(data)
    return ("python" if match[1] else "shell") if match else None


def file_names_operation(name: str) -> bool:
    """Return whether a file contains a name of the operation; False if it can't be read.

    Of a file without an ending, the first line must tell that it is a program or a script.
    """
    before = b""
    try:
        for part in parts(name):
            if not before and not has_ending(name) and host_kind(name) is None and shebang_kind(part) is None:
                return False
            if names_operation(before + part if before else part):
                return True
            before = part[-OVERLAP:]
    except UnreadableFileError:
        pass
    return False
