"""Values of a request that may be missing, unknown or of the wrong type."""

from __future__ import annotations

from ircompile.findings.masking import Mask
from ircompile.findings.messages import LONGEST, cut
from ircompile.findings.values import PartialText
from ircompile.model.shapes import INT32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def member(value: Any, *path: str) -> Any:
    """Return the value below a structure at a path of member names; None if a member on the way is not there."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def number(value: Any, least: int = 1) -> int | None:
    """Return a value if it is an integer that a request may have, of at least `least`; else None, for unknown."""
    return value if type(value) is int and least <= value <= INT32[-1] else None


def text(value: Any) -> str | None:
    """Return a value if it is a string, also one with gaps; cut if it is long, with its credentials masked."""
    return Mask()(cut(str(value), LONGEST)) if isinstance(value, str | PartialText) else None
