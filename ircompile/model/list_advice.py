"""Help for a mapping that is written where a list is wanted: the list that was meant."""

from __future__ import annotations

import json
import re

from ircompile.findings.messages import LONGEST, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Shape

PLAIN = re.compile(r"(?!(?i:true|false|yes|no|on|off|null|y|n)\Z)[A-Za-z][A-Za-z0-9_-]*\Z")
"""Strings that need no quotes in YAML, whatever its version."""


def list_advice(value: dict[Any, Any], shape: Shape, *, is_json: bool) -> str:
    """Return what to write instead of a mapping, such as "write [{Key: team, Value: ml}]".

    Args:
        value: The mapping.
        shape: The list that is wanted.
        is_json: Whether to write JSON, or else YAML.
    """
    members = shape.element.members if shape.element else {}
    if not value or not members:
        return "write a list"
    if members.keys() >= value.keys():
        return _shortened([value], is_json=is_json)
    if len(members) == len(("name", "value")):
        name, content = members
        as_text = members[content].kind == "string"
        pairs = [{name: str(key), content: _text(it) if as_text else it} for key, it in value.items()]
        return _shortened(pairs, is_json=is_json)
    return f"write a list of mappings with {listed(members, 'and')}"


def _text(value: Any) -> Any:
    """Return the string that a number or boolean was meant to be; any other value as it is."""
    return json.dumps(value) if isinstance(value, bool | int | float) else value


def _shortened(value: list[dict[str, Any]], *, is_json: bool) -> str:
    """Return the help that proposes a list; of a long one, only its first element."""
    written = [_flow(item, is_json=is_json) for item in value]
    whole = f"[{', '.join(written)}]"
    if len(whole) <= LONGEST:
        return f"write {whole}"
    return f"write [{written[0]}, …]" if len(written[0]) <= LONGEST else "write a list"


def _flow(value: Any, *, is_json: bool) -> str:
    """Return a value on one line, in YAML or JSON."""
    if is_json:
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{_flow(key, is_json=False)}: {_flow(it, is_json=False)}" for key, it in value.items())
            + "}"
        )
    if isinstance(value, list):
        return f"[{', '.join(_flow(it, is_json=False) for it in value)}]"
    if isinstance(value, str) and PLAIN.match(value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
