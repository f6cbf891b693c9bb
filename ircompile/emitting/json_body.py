"""A request as the JSON body that is sent: canonical, so that equal requests are equal bytes."""

from __future__ import annotations

import json

from ircompile.findings.messages import harmless_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.model.shapes import Shape


def canonical(value: Any, shape: Shape) -> Any:
    """The value of a shape, such as a request, with its members in the model's order.

    Nothing is added and nothing left out: members that the model lacks come last, and a value of another type than
    the model's stays as it is.
    """
    if shape.kind == "structure" and isinstance(value, dict):
        known = {name: canonical(value[name], member) for name, member in shape.members.items() if name in value}
        return known | {name: item for name, item in value.items() if name not in known}
    if shape.element and isinstance(value, list):
        return [canonical(item, shape.element) for item in value]
    return value


def json_body(request_: dict[str, Any]) -> str:
    """The text of a canonical request: two-space indent, ASCII with escapes as the AWS CLI sends, a final newline.

    Raises:
        ValueError: It holds a number that JSON does not have, such as infinity.
    """
    return harmless_json(json.dumps(request_, indent=2, allow_nan=False)) + "\n"
