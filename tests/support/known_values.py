"""What a reader knows of values, compared with the values."""

from __future__ import annotations

from typing import Any

from ircompile.findings.values import MAYBE, PartialText, Unknown


def agrees(known: Any, real: Any) -> bool:
    """Return whether what is known of a value is true of the real one."""
    if isinstance(known, PartialText):
        return isinstance(real, str) and known.may_be(real)
    if isinstance(known, Unknown):
        return True
    if isinstance(known, dict):
        if not isinstance(real, dict):
            return False
        members = {str(key): value for key, value in real.items()}  # as botocore names them
        return all(value is MAYBE or (key in members and agrees(value, members[key])) for key, value in known.items())
    if isinstance(known, list):
        return isinstance(real, (list, tuple, range)) and len(known) == len(real) and all(map(agrees, known, real))
    return type(known) is type(real) and repr(known) == repr(real)
