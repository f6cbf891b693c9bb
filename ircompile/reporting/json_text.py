"""JSON that every reader accepts and in which no CI runner sees a command."""

from __future__ import annotations

import json

from ircompile.findings.messages import harmless_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def json_text(value: Any, *, indent: int | None = 2) -> str:
    r"""Return a value as strict JSON in ASCII.

    Lone surrogates, which some readers refuse, become the text `\udXXX`, and the second `#` of `##` is escaped.
    """
    return harmless_json(json.dumps(_without_surrogates(value), indent=indent))


def _without_surrogates(value: Any) -> Any:
    """Return the value with lone surrogates in its strings written as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    return [_without_surrogates(item) for item in value] if isinstance(value, list) else value
