"""The search for the names of the operation, before a file of another language is looked at any further."""

from __future__ import annotations

import re

from ircompile.sources.files import (
    COMMAND,
    METHOD,
    RIGHT_SIZE,
    STATE_ACTION,
    UnreadableFileError,
    has_ending,
    host_kind,
    parts,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.sources.source import Kind

OPERATIONS = (
    METHOD.encode(),
    COMMAND.encode(),
    STATE_ACTION.encode(),
    b"SageMakerInferenceRecommenderJobTask",
)
"""The names of the operation, and of a class of flytekit for it."""
SHEBANG = re.compile(rb"#![^\n]*\b(?:(python)[\d.]*|(?:ba|da|a|k|z)?sh)\b")
"""The first line of a program or a script."""
HINTS = (
    *(b"sagemaker", b"sample_payload_url", b"supported_content_types", b"supported_instance_types"),
    *(b"hyperparameter_ranges", b"model_latency_thresholds", b"max_invocations"),
)
"""What a text contains beside it if it is the SDK's."""
OVERLAP = max(map(len, OPERATIONS)) - 1


def names_operation(data: bytes) -> bool:
    """Return whether a text contains a name of the operation."""
    if RIGHT_SIZE in data and any(hint in data for hint in HINTS):
        return True
    return any(operation in data for operation in OPERATIONS)


def operation_in(text: str) -> str:
    """Return the first name of the operation in a text; "" if there is none."""
    has_hint = any(hint.decode() in text for hint in HINTS)
    names = (operation.decode() for operation in (*OPERATIONS, *((RIGHT_SIZE,) if has_hint else ())))
    found = {text.find(name): name for name in names if name in text}
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
            joined = before + part if before else part
            if names_operation(joined):
                return True
            if RIGHT_SIZE in joined:  # the hint may be anywhere
                return names_operation(b"".join(parts(name)))
            before = part[-OVERLAP:]
    except UnreadableFileError:
        pass
    return False
