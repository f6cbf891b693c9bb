"""Identities of list elements: what tells an element from the others, wherever in the list it is."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape


def key_member(element: Any, shape: Shape) -> str:
    """Return the first member of `shape.identity` that an element of a list has; "" if it has none."""
    if not isinstance(element, dict):
        return ""
    return next((name for name in shape.identity if element.get(name) is not None), "")


def identity(element: Any, shape: Shape, without: str | int = "") -> str:
    """Return what identifies an element of a list.

    That is its `key_member`, such as "Key=team", or only the member's name if it is a structure. An element without one
    is identified by its content: of a structure, the members that are text or numbers.

    Args:
        element: The element.
        shape: The shape of the list's elements.
        without: A member that does not count as content.
    """
    if not isinstance(element, dict):
        return str(element)
    if name := key_member(element, shape):
        return name if isinstance(element[name], dict | list) else f"{name}={element[name]}"
    content = (name for name in shape.members if name != without and isinstance(element.get(name), str | int))
    return ",".join(f"{name}={element[name]}" for name in content)


def identity_path(path: Path, value: Any, shape: Shape) -> Path:
    """Return a path with the identities of elements instead of their indexes, as far as the model knows the values.

    Args:
        path: The path of a value in a request.
        value: The request.
        shape: Its shape.
    """
    steps: list[str | int] = []
    here: Shape | None = shape
    for step, following in zip(path, (*path[1:], ""), strict=True):
        try:
            value = value[step]
        except (LookupError, TypeError):  # the finding is about something absent or unknown
            here = None
        if here is None or isinstance(step, str):
            here = here.members.get(str(step)) if here else None
            steps.append(step)
        else:
            here = here.element
            steps.append(identity(value, here, following) if here else step)
    return tuple(steps)
