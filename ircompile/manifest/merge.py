"""Merging of requests as JSON Merge Patch (RFC 7396), and which of the merged values each value comes from.

Lists are replaced, as in RFC 7396, except those whose elements the model gives an identity, such as `Tags` by `Key`:
an element is merged with those that it identifies, and is otherwise added. A list with an element that nothing
identifies, or with two that are identified alike, is replaced, too. Merging never changes its inputs.
"""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from ircompile.findings.values import Unknown
from ircompile.model.identity import key_member

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

    _Key = tuple[str, Any] | None


def merged(values: Sequence[Any], shape: Shape | None) -> Any:
    """Return the first of some values with all others merged over it, one after the other."""
    result = values[0]
    for patch in values[1:]:
        result = merge(result, patch, shape)
    return result


def merge(target: Any, patch: Any, shape: Shape | None) -> Any:
    """Return a value with a patch merged over it. What both share is not copied.

    Args:
        target: The value.
        patch: The patch; a member that is null removes the one of the target.
        shape: The shape of the value; None if the model does not know it.
    """
    if isinstance(patch, dict):
        result = dict(target) if isinstance(target, dict) else {}
        for name, new in patch.items():
            if new is None:
                result.pop(name, None)
            else:
                result[name] = merge(result.get(name), new, shape.members.get(name) if shape else None)
        return result
    if element := merged_by_identity(patch, shape):
        return _merged_list(target if isinstance(target, list) else [], patch, element)
    return patch


def _merged_list(target: list[Any], patch: list[Any], shape: Shape) -> list[Any]:
    result = []
    for (number, index), *others in _rows((target, patch), shape):
        item = merge({}, patch[index], shape) if number else target[index]
        result.append(reduce(lambda before, place: merge(before, patch[place[1]], shape), others, item))
    return result


def merged_by_identity(patch: Any, shape: Shape | None) -> Shape | None:
    """Return the shape of the elements of a list that is merged element by element; None if it replaces others."""
    element = shape.element if shape else None
    if not element or not element.identity or not isinstance(patch, list):
        return None
    keys = {_key(item, element) for item in patch}
    return element if None not in keys and len(keys) == len(patch) else None


def _key(item: Any, shape: Shape) -> _Key:
    """Return what identifies an element, as a value that can be compared; None if nothing does."""
    name = key_member(item, shape)
    if not name or isinstance(item[name], Unknown):
        return None
    value = item[name]
    return name, None if isinstance(value, dict | list) else (type(value), value)


def _rows(lists: Sequence[list[Any]], shape: Shape) -> list[list[tuple[int, int]]]:
    """Return the elements of a merged list, each as the numbers of the lists, and the indexes in them, that make it."""
    rows: list[list[tuple[int, int]]] = []
    known: dict[_Key, list[list[tuple[int, int]]]] = {}
    for number, items in enumerate(lists):
        for index, item in enumerate(items):
            key = _key(item, shape)
            if number and key in known:
                for row in known[key]:
                    row.append((number, index))
            else:
                rows.append([(number, index)])
                if key:
                    known.setdefault(key, []).append(rows[-1])
    return rows


class Part(NamedTuple):
    """The part of one of the merged values for a place in the result.

    Attributes:
        layer: The number of the value.
        path: The path of the part in that value.
        value: The part itself.
        is_patch: Whether it was merged over another, so that a null in it removes a member.
    """

    layer: int
    path: Path
    value: Any
    is_patch: bool

    def below(self, step: str | int) -> Part:
        """Return the part of the same value for a member or an element that it has."""
        return Part(self.layer, (*self.path, step), self.value[step], self.is_patch)


class Origin(NamedTuple):
    """Where a value of a merged request comes from.

    Attributes:
        parts: What made the value, the lowest first: one part, or several for a mapping or list that was merged.
        replaced: What was replaced or removed, and what removed it.
        rest: The steps of the path that the request does not have; the parts are those of the value above them.
        shape: The shape of the value; None if the model does not know it.
    """

    parts: list[Part]
    replaced: list[Part]
    rest: Path
    shape: Shape | None


class Origins:
    """Where the values of a merged request come from. What was looked up is kept, since findings are near each other.

    Args:
        values: The merged values, as for `merged`.
        shape: Their shape.
    """

    def __init__(self, values: Sequence[Any], shape: Shape) -> None:
        parts = (Part(number, (), value, bool(number)) for number, value in enumerate(values))
        self._found: dict[Path, Origin] = {(): Origin(*_stacked(parts, shape), (), shape)}
        self._rows: dict[Path, list[list[tuple[int, int]]]] = {}
        self._indexes: dict[Path, dict[_Key, int]] = {}

    def of(self, path: Path) -> Origin:
        """Return where the value at a path of the request comes from."""
        found = self._found[()]
        for depth, step in enumerate(path):
            here = path[: depth + 1]
            if here not in self._found:
                shape, below = self._step(path[:depth], step)
                self._found[here] = Origin(*_stacked(below, shape), (), shape)
            if not self._found[here].parts:
                return Origin(found.parts, self._found[here].replaced, path[depth:], found.shape)
            found = self._found[here]
        return found

    def path_of(self, layer: int, path: Path) -> Path | None:
        """Return the path in the request of what one of the values says, given by its number and a path in it.

        Returns None if others replace or remove it. Steps that the value itself does not have are kept.
        """
        found: Path = ()
        for depth, step in enumerate(path):
            here = self.of(found)
            part = next((part for part in here.parts if part.layer == layer), None)
            if part is None or here.rest or part.path != path[:depth]:
                return None
            try:
                item = part.value[step]
            except (LookupError, TypeError):
                return (*found, *path[depth:])
            is_kept = part is here.parts[0] or isinstance(step, str)
            found = (*found, step if is_kept else self._index(found, item))
        here = self.of(found)
        return found if not path or any((it.layer, it.path) == (layer, path) for it in here.parts) else None

    def _step(self, path: Path, step: str | int) -> tuple[Shape | None, list[Part]]:
        """Return the shape of a member or element, and the parts for it of the value around it, at a path."""
        parts, _, _, shape = self._found[path]
        if isinstance(step, str):
            holding = [part for part in parts if isinstance(part.value, dict) and step in part.value]
            return shape.members.get(step) if shape else None, [part.below(step) for part in holding]
        element = shape.element if shape else None
        if not isinstance(parts[0].value, list):
            return element, []
        if len(parts) == 1 or element is None:
            return element, [parts[-1].below(step)] if step < len(parts[-1].value) else []
        rows = self._rows_at(path, element)
        return element, [parts[number].below(index) for number, index in rows[step]] if step < len(rows) else []

    def _rows_at(self, path: Path, element: Shape) -> list[list[tuple[int, int]]]:
        if path not in self._rows:
            self._rows[path] = _rows([part.value for part in self._found[path].parts], element)
        return self._rows[path]

    def _index(self, path: Path, item: Any) -> int:
        """Return the index of an element of the list at a path, which several values make."""
        parts, _, _, shape = self._found[path]
        assert shape is not None  # noqa: S101  only the model knows the identities by which lists are merged
        assert shape.element is not None  # noqa: S101  as above
        if path not in self._indexes:
            firsts = [(number, index) for (number, index), *_ in self._rows_at(path, shape.element)]
            keys = [_key(parts[number].value[index], shape.element) for number, index in firsts]
            self._indexes[path] = {key: index for index, key in reversed([*enumerate(keys)])}
        return self._indexes[path][_key(item, shape.element)]


def _stacked(given: Iterable[Part], shape: Shape | None) -> tuple[list[Part], list[Part]]:
    """Return which parts make the value of a place, the lowest first, and which were replaced or removed."""
    parts: list[Part] = []
    replaced: list[Part] = []
    for part in given:
        if part.is_patch and part.value is None:
            replaced += [*parts, part]
            parts = []
        elif parts and _is_merged(parts[0].value, part.value, shape):
            parts.append(part)
        else:
            replaced += parts
            is_patch = part.is_patch and (
                not isinstance(part.value, list) or bool(merged_by_identity(part.value, shape))
            )
            parts = [part._replace(is_patch=is_patch)]
    return parts, replaced


def _is_merged(target: Any, patch: Any, shape: Shape | None) -> bool:
    if isinstance(patch, dict):
        return isinstance(target, dict)
    return isinstance(target, list) and merged_by_identity(patch, shape) is not None
