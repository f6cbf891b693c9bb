"""Values as JSON that every reader takes and no CI runner stumbles over."""

from __future__ import annotations

import json

from ircompile.findings.messages import harmless_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """Strict JSON in ASCII: half surrogate pairs are escaped, and so is the second of two `#`."""
    return harmless_json(json.dumps(_whole(value), indent=indent))


def _whole(value: Any) -> Any:
    """The value with the halves of surrogate pairs, which no Unicode text may hold, written as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list) else value
