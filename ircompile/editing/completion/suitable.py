"""Which members and values go with the others of a job: what the rules say of the two together."""

from __future__ import annotations

from ircompile.package import module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

DIGITS: Final = 9
"""The most digits of a number of which a value is known."""


class Suitability:
    """Tells which members and values the rules object to, given others.

    Args:
        model: The service model.
        path: The path of the mapping in which they are written.
        members: The scalars of the mapping by their keys; "" for other values.
        job_type: The type of the job, or "".
    """

    def __init__(self, model: Model, path: Path, members: dict[str, str], job_type: str) -> None:
        self._path = path
        self._request = model.request
        self._shape = model.request.at(path)
        self._look = module("fine_screen").hits if model.ships else None
        self._job_type = job_type
        self._members: dict[str, Any] = {}
        if self._shape is not None:
            known = self._shape.members
            self._members = {key: _value(text, known[key]) for key, text in members.items() if key in known}
        self._known = self._hits(self._members, job_type)

    def objection(self, name: str, value: Any = None) -> str:
        """Return the rule that objects to a member together with what is there; "" if none does.

        Args:
            name: The member.
            value: Its value; None for any.
        """
        if self._shape is None or self._look is None or not (self._members or self._job_type):
            return ""
        if value is not None:
            return min(self._objections(name, value), default="")
        shape = self._shape.members[name]
        new = self._objections(name, _value("", shape))  # some of which may be about what is missing in it
        return min(new & self._objections(name, _whole(shape)), default="") if new else ""

    def _objections(self, name: str, value: Any) -> frozenset[str]:
        """Return the rules that find something in a member together with the others, but neither in it nor in those."""
        new = self._hits({**self._members, name: value}, self._job_type) - self._known
        return new - self._hits({name: value}, "") if new else new

    def _hits(self, members: dict[str, Any], job_type: str) -> frozenset[str]:
        """Return the rules that find something in a job of a type with these members at the path."""
        if self._shape is None or self._look is None:
            return frozenset()
        job = {**_value("", self._request), "JobType": job_type}
        below: Any = job
        shape = self._request
        for step in self._path:
            shape = shape.at((step,)) or shape
            if isinstance(step, str):
                below[step] = _value("", shape)
                below = below[step]
            elif isinstance(below, list):
                below = below[0]
        below.update(members)
        return frozenset(self._look(job, "") or ())


def _value(text: str, shape: Shape) -> Any:
    """Return the value of a member, of which only the text is known, and that only if it is a scalar."""
    if shape.kind == "integer":
        return int(text) if text.isdecimal() and text.isascii() and len(text) <= DIGITS else 1
    if shape.kind == "structure":
        return {name: _value("", shape.members[name]) for name in shape.required}
    if shape.element:
        return [_value("", shape.element)]
    return text or "a"


def _whole(shape: Shape) -> Any:
    """Return a value with all members, so that no rule misses one."""
    if shape.kind == "structure":
        return {name: _whole(member) for name, member in shape.members.items()}
    return [_whole(shape.element)] if shape.element else _value("", shape)
