"""Completions in a job: its members, with the required ones first, and the values that they may have."""

from __future__ import annotations

from functools import partial

from ircompile.editing.completion_shorthand import shorthand_items
from ircompile.editing.insertions import Insertions
from ircompile.editing.snippets import Snippets, scalar_values
from ircompile.editing.suitable import Suitability
from ircompile.model.advice import BURSTABLE
from ircompile.model.fields import field
from ircompile.reporting.field_page import field_page
from ircompile.reporting.field_text import kind as kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.editing.answers import Item
    from ircompile.editing.cursor_types import Cursor
    from ircompile.editing.settings import Settings
    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

MOST_RULED: Final = 30
"""The most values of a field for which rules are asked whether they go with the others."""
INSTANCE: Final = "ml."
"""How instance types begin."""


class JobCompletion:
    """Completes members and values of a job.

    Args:
        text: The text.
        cursor: The place.
        settings: The settings for the text.
        job_type: The type of the job, or "".
        is_partial: Whether the text is an overlay, in which nothing is required.
    """

    def __init__(self, text: str, cursor: Cursor, settings: Settings, job_type: str, *, is_partial: bool) -> None:
        self._text = text
        self._cursor = cursor
        self._settings = settings
        self._model = settings.model
        self._job_type = job_type
        self._is_partial = is_partial
        self._insertions = Insertions(text, cursor, is_partial=is_partial)

    def items(self, offset: int) -> Iterator[Item]:
        """Yield the items for the place, the most likely first."""
        cursor = self._cursor
        shape = self._model.request.at(cursor.path)
        if cursor.position == "key":
            if shape and shape.kind == "structure":
                yield from self._members(shape)
            if cursor.item and (listed := self._model.request.at(cursor.item)):
                yield from self._new_items(listed)
        elif cursor.position == "dash" and shape:
            yield from self._new_items(shape)
        elif cursor.position == "value" and shape:
            yield from self._value(shape, offset)

    def _value(self, shape: Shape, offset: int) -> Iterator[Item]:
        """Yield the items for a value."""
        cursor = self._cursor
        structure = shape.element or shape
        typed = self._text[slice(*cursor.span)]
        if structure.kind == "structure" and (cursor.quote or "=" in typed):
            yield from shorthand_items(self._text, cursor.span, offset, structure)
        elif shape.kind not in ("structure", "list"):
            yield from self._scalars(shape)
        elif cursor.quote:
            return
        elif cursor.layout != "block":
            yield self._insertions.brackets("{…}" if shape.kind == "structure" else "[…]", shape)
        elif shape.element:
            yield from self._new_items(shape.element)
        else:
            yield from self._first_members(shape)

    # --- members

    def _members(self, shape: Shape) -> Iterator[Item]:
        """Yield the members that a mapping does not have yet."""
        have = {key: text for key, text in self._cursor.around.members.items() if key != self._own_key}
        for name, about in self._ordered(shape, have):
            yield self._insertions.key(name, shape.members[name], **about)

    @property
    def _own_key(self) -> str:
        return self._text[slice(*self._cursor.span)]

    def _first_members(self, shape: Shape) -> Iterator[Item]:
        """Yield the members with which a mapping may begin."""
        needed = () if self._is_partial else shape.needed
        if len(needed) > 1:
            yield self._insertions.first_keys(
                ", ".join(needed), shape, detail="required", documentation=_page(shape, self)
            )
        for name, about in self._ordered(shape, {}):
            yield self._insertions.first_key(name, shape.members[name], **about)

    def _ordered(self, shape: Shape, have: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the members that are missing, with what is said of each: the required first, the unsuitable last."""
        needed = () if self._is_partial else shape.needed
        missing = [name for name in shape.members if name not in have]
        objections = self._objections(self._cursor.path, have, missing)
        for name in sorted(missing, key=lambda it: (bool(objections[it]), it not in needed)):
            detail = objections[name] or ("required" if name in needed else kind_of(shape.members[name]))
            yield name, {"detail": detail, "documentation": _page(shape.members[name], self)}

    def _objections(self, path: Path, members: dict[str, str], names: list[str]) -> dict[str, str]:
        """Return the rules that object to members together with those that a mapping has."""
        suitability = Suitability(self._model, path, members, self._job_type)
        return {name: suitability.objection(name) for name in names}

    # --- items and values

    def _new_items(self, element: Shape) -> Iterator[Item]:
        """Yield the items with which a list may go on, with their dashes."""
        if element.kind != "structure":
            used = self._used
            for value in self._values(element):
                if value not in used:
                    yield self._insertions.item(f"- {value}", _kind(value), partial(_written, value=value))
            return
        needed = () if self._is_partial else element.needed
        if len(needed) > 1:
            label = f"- {', '.join(needed)}"
            page = _page(element, self)
            yield self._insertions.item(
                label, "snippet", partial(Snippets.structure, shape=element), detail="required", documentation=page
            )
        for name, about in self._ordered_in_item(element):
            member = element.members[name]
            yield self._insertions.item(
                f"- {name}", "member", partial(Snippets.member, name=name, shape=member), **about
            )

    def _ordered_in_item(self, element: Shape) -> Iterator[tuple[str, dict[str, Any]]]:
        needed = () if self._is_partial else element.needed
        for name in sorted(element.members, key=lambda it: it not in needed):
            detail = "required" if name in needed else kind_of(element.members[name])
            yield name, {"detail": detail, "documentation": _page(element.members[name], self)}

    @property
    def _used(self) -> set[str]:
        """The scalars of the list around the word, without the word itself."""
        return {*self._cursor.around.items} - {self._own_key} if self._cursor.around.is_list else set()

    def _scalars(self, shape: Shape) -> Iterator[Item]:
        """Yield the values that a scalar may have."""
        values = [value for value in self._values(shape) if value not in self._used]
        about = field(shape.path)
        name = self._cursor.path[-1] if self._cursor.path else ""
        objections: dict[str | int, str] = {}
        around = self._cursor.around
        if len(values) <= MOST_RULED and isinstance(name, str) and around.path == self._cursor.path[:-1]:
            others = {key: text for key, text in around.members.items() if key != name}
            suitability = Suitability(self._model, around.path, others, self._job_type)
            objections = {value: suitability.objection(name, value) for value in values}
        for value in sorted(values, key=lambda it: bool(objections.get(it))):
            detail = objections.get(value) or ("default" if value == about.default else self._detail(value))
            yield self._insertions.scalar(value, _kind(value), detail=detail)

    def _values(self, shape: Shape) -> list[str | int]:
        """Return the values of a field that is one of a few, with the default of a number."""
        default = field(shape.path).default
        values = scalar_values(shape)
        if isinstance(default, int) and shape.kind == "integer" and default not in values:
            values = [default, *values]
        extra = self._settings.config.extend_instance_types if any(_kind(it) == "type" for it in values) else ()
        return sorted([*values, *extra], key=self._is_old) if any(_kind(it) == "type" for it in values) else values

    def _is_old(self, value: str | int) -> bool:
        """Return whether a value is an instance type that jobs refuse, or of a previous generation."""
        instances = self._model.instances
        name = str(value)
        return instances.family(name).startswith(BURSTABLE) or instances.previous_generation(name)

    def _detail(self, value: str | int) -> str:
        """Return what is known of an instance type in short; "" for other values."""
        if not isinstance(value, str) or _kind(value) != "type":
            return ""
        instances = self._model.instances
        return ", ".join(filter(None, (instances.architecture(value), instances.accelerator(value))))


def _written(snippets: Snippets, value: str | int) -> list[str]:
    return [snippets.written(value)]


def _kind(value: str | int) -> Any:
    """Return the kind of the item of a value."""
    return "type" if isinstance(value, str) and value.startswith(INSTANCE) else "value"


def _page(shape: Shape, completion: JobCompletion) -> str:
    """Return the documentation of a field; the rules on it are left out, since looking for them takes too long."""
    return field_page(shape, (), completion._model.snapshot)  # noqa: SLF001
