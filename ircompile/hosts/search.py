"""The search for the names of the operation, before a file of another language is looked at any further."""

from __future__ import annotations

from ircompile.sources.files import STATE_ACTION, UnreadableFileError, parts

OPERATIONS = (
    b"create_inference_recommendations_job",
    b"create-inference-recommendations-job",
    STATE_ACTION.encode(),
)
"""The names of the operation."""
OVERLAP = max(map(len, OPERATIONS)) - 1


def names_operation(data: bytes) -> bool:
    """Return whether a text contains a name of the operation."""
    return any(operation in data for operation in OPERATIONS)


def operation_in(text: str) -> str:
    """Return the first name of the operation in a text; "" if there is none."""
    found = {text.find(name): name for name in (operation.decode() for operation in OPERATIONS) if name in text}
    return found[min(found)] if found else ""


def file_names_operation(name: str) -> bool:
    """Return whether a file contains a name of the operation; False if it can't be read."""
    before = b""
    try:
        for part in parts(name):
            if names_operation(before + part if before else part):
                return True
            before = part[-OVERLAP:]
    except UnreadableFileError:
        pass
    return False
