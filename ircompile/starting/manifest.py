"""A new manifest of some kind, with comments on its fields."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from textwrap import wrap

import yaml

from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.findings.messages import listed
from ircompile.model.fields import field
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import INT32
from ircompile.package import HERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

WIDTH = 88
"""The columns of a comment."""
MOST_VALUES = 8
"""The most allowed values that a comment lists."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of manifest.

    Attributes:
        about: What it is for.
        request: The request, with placeholders.
        instances: The member that instance types go to; "" if there is none.
    """

    about: str
    request: dict[str, Any]
    instances: str = ""


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by name."""
    with open(f"{HERE}/starting/kinds.yaml", encoding="utf-8") as file:
        return {name: Kind(**raw) for name, raw in yaml.safe_load(file)["kinds"].items()}


def request_of(kind: Kind, members: dict[str, str], instance_types: Sequence[str] = ()) -> dict[str, Any]:
    """Return the request of a kind.

    Args:
        kind: The kind.
        members: Values by the placeholders that they replace.
        instance_types: The instance types, if the kind has any.
    """
    request: dict[str, Any] = _filled(copy.deepcopy(kind.request), members)
    if instance_types:
        *above, last = kind.instances.split(".")
        here = request
        for name in above:
            here = here.setdefault(name, {})
        takes_names = last == "SupportedInstanceTypes"
        here[last] = [name if takes_names else {"InstanceType": name} for name in instance_types]
    return request


def _filled(value: Any, members: dict[str, str]) -> Any:
    """Return a value with placeholders replaced."""
    if isinstance(value, dict):
        return {key: _filled(item, members) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, members) for item in value]
    return members.get(value, value) if isinstance(value, str) else value


def commented(kind: Kind, request: dict[str, Any]) -> str:
    """Return the manifest of a request, with comments on its fields."""
    comments = dict(_comments(request, SHIPPED.request, (), set()))
    text = yaml_manifest(request, SHIPPED.request, comments)
    heading = [f"{kind.about[0].upper()}{kind.about[1:]}."]
    if '"<' in text:
        heading.append("Replace what is in angle brackets; `ircompile lint` names it.")
    return "".join(f"# {line}\n" for line in heading) + "\n" + text


def _comments(value: Any, shape: Shape, path: Path, seen: set[str]) -> Iterator[tuple[Path, list[str]]]:
    """Yield the comments on the fields of a value that the model knows; on those of a list's elements once."""
    if isinstance(value, list) and shape.element:
        for index, item in enumerate(value):
            yield from _comments(item, shape.element, (*path, index), seen)
    if isinstance(value, dict):
        for name, item in value.items():
            member = shape.members.get(name)
            if member is None:
                continue
            if member.path not in seen:
                seen.add(member.path)
                yield (*path, name), wrap(_text(member), WIDTH - 2 * len(path), break_on_hyphens=False)
            yield from _comments(item, member, (*path, name), seen)


def _text(shape: Shape) -> str:
    """Return what a comment says about a field: what it is, its form or bounds, and its default."""
    described = field(shape.path)
    parts = [described.about]
    if shape.hint:
        parts.append(f"Use {shape.hint}.")
    else:
        parts += [f"{_bounds(shape)}."] if _bounds(shape) else []
    if described.default is not None:
        parts.append(f"Default: {described.default}.")
    return " ".join(parts)


def _bounds(shape: Shape) -> str:
    """Return the bounds of a number, or the values that are allowed, or ""."""
    for fact in shape.facts:
        if fact.kind == "values":
            return f"One of {listed(fact.values, 'or')}" if len(fact.values) <= MOST_VALUES else ""
    ranges = [fact for fact in shape.facts if fact.kind == "range"]
    low = max((fact.low for fact in ranges if fact.low is not None), default=None)
    high = min((fact.high for fact in ranges if fact.high is not None), default=None)
    if low is None or high is None:
        return ""
    step = next((f", in steps of {fact.step}" for fact in ranges if fact.step), "")
    return f"{low} to {high}{step}" if high < INT32[-1] else f"At least {low}"
