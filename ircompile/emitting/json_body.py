"""A request as the JSON body that is sent, in canonical form: equal requests are equal bytes."""

from __future__ import annotations

import json

from ircompile.findings.messages import harmless_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Shape


def canonical(value: Any, shape: Shape) -> Any:
    """Return a value, such as a request, with the members of its structures in the model's order.

    Unknown members come last, and a value of the wrong type is returned as it is.
    """
    if shape.kind == "structure" and isinstance(value, dict):
        known = {name: canonical(value[name], member) for name, member in shape.members.items() if name in value}
        return known | {name: item for name, item in value.items() if name not in known}
    if shape.element and isinstance(value, list):
        return [canonical(item, shape.element) for item in value]
    return value


def json_body(request: dict[str, Any]) -> str:
    """Return the text of a canonical request: indented by two spaces, in ASCII with escapes, with a final newline.

    Raises:
        ValueError: It has a number that JSON can't express, such as infinity.
    """
    return harmless_json(json.dumps(request, indent=2, allow_nan=False)) + "\n"
