"""Completions in a job: its members, with the required ones first, and the values that they may have."""

from __future__ import annotations

from functools import partial

from ircompile.editing.completion.insertions import Insertions
from ircompile.editing.completion.shorthand import shorthand_items
from ircompile.editing.completion.snippets import Snippets, scalar_values
from ircompile.editing.completion.suitable import Suitability
from ircompile.model.advice import BURSTABLE
from ircompile.model.fields import field
from ircompile.model.skeleton import beginning
from ircompile.reporting.field_page import field_page
from ircompile.reporting.field_text import kind as kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.editing.answers import Item
    from ircompile.editing.cursor.types import Cursor
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
                yield from self._new_items(listed, cursor.item)
        elif cursor.position == "dash" and shape:
            yield from self._new_items(shape, cursor.path)
        elif shape:
            yield from self._value(shape, offset)

    def _value(self, shape: Shape, offset: int) -> Iterator[Item]:
        """Yield the items for a value."""
        cursor = self._cursor
        structure = shape.element or shape
        typed = self._text[slice(*cursor.span)]
        if structure.kind == "structure" and (cursor.quote or "=" in typed):
            yield from shorthand_items(self._text, cursor.span, offset, structure)
        elif cursor.position == "text":
            return
        elif shape.kind not in ("structure", "list"):
            yield from self._scalars(shape)
        elif cursor.quote:
            return
        elif cursor.layout != "block":
            yield self._insertions.brackets("{…}" if shape.kind == "structure" else "[…]", shape)
        elif shape.element:
            yield from self._new_items(shape.element, (*cursor.path, 0))
        else:
            yield from self._first_members(shape)

    # --- members

    def _members(self, shape: Shape) -> Iterator[Item]:
        """Yield the members that a mapping does not have yet."""
        have = {key: text for key, text in self._cursor.around.members.items() if key != self._own_key}
        for name, about in self._ordered(shape, have, self._cursor.path):
            yield self._insertions.key(name, shape.members[name], **about)

    @property
    def _own_key(self) -> str:
        return self._text[slice(*self._cursor.span)]

    def _first_members(self, shape: Shape) -> Iterator[Item]:
        """Yield the members with which a mapping may begin: those that are required, all that are usual, the others."""
        ordered = list(self._ordered(shape, {}, self._cursor.path))
        count = sum(name in shape.needed for name, _ in ordered) if not self._is_partial else 0
        members = [self._insertions.first_key(name, shape.members[name], **about) for name, about in ordered]
        yield from members[:count]
        if begun := self._begun(shape):
            yield self._insertions.first_keys(", ".join(begun), shape, documentation=self._page(shape))
        yield from members[count:]

    def _begun(self, shape: Shape) -> tuple[str, ...]:
        """Return the members with which a structure is begun, if they are several."""
        begun = () if self._is_partial else beginning(shape)
        return begun if len(begun) > 1 else ()

    def _ordered(self, shape: Shape, have: dict[str, str], path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the members that are missing, with what is said of each: the required first, the unsuitable last.

        Args:
            shape: The shape of the structure.
            have: The scalars that it has by their keys; "" for other values.
            path: Its path.
        """
        needed = () if self._is_partial else shape.needed
        missing = [name for name in shape.members if name not in have]
        suitability = Suitability(self._model, path, have, self._job_type)
        objections = {name: suitability.objection(name) for name in missing}
        for name in sorted(missing, key=lambda it: (bool(objections[it]), it not in needed)):
            detail = objections[name] or ("required" if name in needed else kind_of(shape.members[name]))
            yield name, {"detail": detail, "documentation": self._page(shape.members[name])}

    def _page(self, shape: Shape) -> str:
        """Return the description of a field, without the rules on it: looking for them takes too long."""
        return field_page(shape, (), self._model.snapshot)

    # --- items and values

    def _new_items(self, element: Shape, path: Path) -> Iterator[Item]:
        """Yield the items with which a list may go on, with their dashes.

        Args:
            element: The shape of the items.
            path: The path of the item.
        """
        insertions = self._insertions
        if element.kind != "structure":
            used = self._used
            for value in self._values(element):
                if value not in used:
                    yield insertions.item(f"- {value}", _kind(value), partial(_written, value=value))
            return
        ordered = list(self._ordered(element, {}, path))
        count = sum(name in element.needed for name, _ in ordered) if not self._is_partial else 0
        members = [
            insertions.item(
                f"- {name}", "member", partial(Snippets.member, name=name, shape=element.members[name]), **about
            )
            for name, about in ordered
        ]
        yield from members[:count]
        if begun := self._begun(element):
            label, page = f"- {', '.join(begun)}", self._page(element)
            yield insertions.item(label, "snippet", partial(Snippets.structure, shape=element), documentation=page)
        yield from members[count:]

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
