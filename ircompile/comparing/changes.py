"""The differences between two requests."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from ircompile.findings.masking import Mask, Secrets
from ircompile.findings.values import PartialText, Unknown, pointer
from ircompile.model.fields import field as described
from ircompile.model.identity import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

    Kind = Literal["added", "removed", "changed"]
    Labels = tuple[str, ...]
    """What identifies the elements of lists on a path, outermost first."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference.

    Attributes:
        path: The path of the value, in the new request unless it was removed.
        kind: What happened to the value.
        old: The value before; None if it was added.
        new: The value after; None if it was removed.
        labels: What identifies the elements of lists on the path, such as "Key=team".
    """

    path: Path
    kind: Kind
    old: Any
    new: Any
    labels: Labels = ()


@dataclass(slots=True)
class Comparison:
    """The differences between two requests.

    Attributes:
        changes: The differences, in the order of the model.
        unknown: The JSON Pointers of values of which one is not known, as in a program; they may or may not differ.
        mask: Masks the credentials in the requests.
    """

    changes: list[Change] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    mask: Mask = field(default_factory=Mask)


class Comparer:
    """Compares two requests.

    Args:
        with_defaults: Whether a missing member and one with its documented default are the same, since an answer of AWS
            has defaults filled in.
    """

    def __init__(self, *, with_defaults: bool = False) -> None:
        self._with_defaults = with_defaults
        self._found = Comparison()

    def compare(self, old: Any, new: Any, shape: Shape) -> Comparison:
        """Return the differences between two requests of a shape."""
        self._compare(old, new, shape, (), ())
        if self._found.changes or self._found.unknown:
            texts = json.dumps([old, new], default=str, ensure_ascii=False, skipkeys=True)
            self._found.mask = Mask(Secrets(texts).words)
        return self._found

    def _compare(self, old: Any, new: Any, shape: Shape | None, path: Path, labels: Labels) -> None:
        if isinstance(old, Unknown) or isinstance(new, Unknown):
            if _can_be_equal(old, new):
                self._found.unknown.append(pointer(path))
            else:
                self._found.changes.append(Change(path, "changed", old, new, labels))
        elif isinstance(old, dict) and isinstance(new, dict):
            self._members(old, new, shape, path, labels)
        elif isinstance(old, list) and isinstance(new, list):
            self._elements(old, new, shape.element if shape else None, path, labels)
        elif type(old) is not type(new) or old != new:
            self._found.changes.append(Change(path, "changed", old, new, labels))

    def _members(
        self, old: dict[str, Any], new: dict[str, Any], shape: Shape | None, path: Path, labels: Labels
    ) -> None:
        known = shape.members if shape else {}
        names = [*known, *(name for name in {**old, **new} if name not in known)]
        for name in names:
            below = known.get(name)
            if name in old and name in new:
                self._compare(old[name], new[name], below, (*path, name), labels)
            elif name in old:
                self._only(old[name], "removed", below, (*path, name), labels)
            elif name in new:
                self._only(new[name], "added", below, (*path, name), labels)

    def _elements(self, old: list[Any], new: list[Any], shape: Shape | None, path: Path, labels: Labels) -> None:
        """Compare two lists: by what identifies their elements if the model says so, else by position."""
        before, after = _keyed(old, shape), _keyed(new, shape)
        for key, (index, value) in after.items():
            below = (*labels, key[0]) if key[0] else labels
            if key in before:
                self._compare(before[key][1], value, shape, (*path, index), below)
            else:
                self._only(value, "added", shape, (*path, index), below)
        for key, (index, value) in before.items():
            if key not in after:
                self._only(value, "removed", shape, (*path, index), (*labels, key[0]) if key[0] else labels)

    def _only(self, value: Any, kind: Kind, shape: Shape | None, path: Path, labels: Labels) -> None:
        """Note a value that only one of the requests has."""
        if isinstance(value, Unknown):
            self._found.unknown.append(pointer(path))
        elif not (self._with_defaults and shape and value == described(shape.path).default):
            old, new = (value, None) if kind == "removed" else (None, value)
            self._found.changes.append(Change(path, kind, old, new, labels))


def _can_be_equal(old: Any, new: Any) -> bool:
    """Return whether two values, of which one at least is not wholly known, can be the same."""
    for partial, other in ((old, new), (new, old)):
        if isinstance(partial, PartialText) and not isinstance(other, Unknown):
            return isinstance(other, str) and partial.may_be(other)
    return True


def _keyed(values: list[Any], shape: Shape | None) -> dict[tuple[str, int], tuple[int, Any]]:
    """Return the elements of a list with their indexes, by what identifies each and by its number among equal ones.

    Elements of a list without identities have their indexes as numbers, and so have those that are not structures.
    """
    has_identity = bool(shape and shape.identity)
    seen: Counter[str] = Counter()
    keyed = {}
    for index, value in enumerate(values):
        name = identity(value, shape) if has_identity and shape and isinstance(value, dict) else ""
        keyed[name, seen[name]] = (index, value)
        seen[name] += 1
    return keyed
