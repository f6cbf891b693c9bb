"""The request's shapes: the service model's facts and the guides' as one tree.

It is built from `facts.json` (generated from botocore, see tools/snapshot_model.py) or from a user's own service model,
and from `guides.yaml` (written by hand), so that each fact has one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ircompile.package import module

if TYPE_CHECKING:
    from collections.abc import Iterator

INT32: Final = range(-(2**31), 2**31)
"""What an `integer` of the service holds (Smithy: a signed 32-bit integer)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that must hold of a value, and who says so.

    `kind` is "range" (`low`, `high`, `step`), "length" (`low`, `high`: characters of a string, items of a list),
    "pattern" (`pattern`, for the whole value) or "values" (`values`, and `also` besides them).
    """

    kind: str
    rule: str
    severity: str
    confidence: str
    source: str
    hint: str = ""
    low: int | None = None
    high: int | None = None
    step: int | None = None
    pattern: str = ""
    values: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """One place of the request. `kind` is "structure", "list", "string" or "integer"; "other" is not looked into.

    `path` names it as the guides do ("Tags[*].Key"), `minimum` is the model's own lower bound (botocore's client
    checks that one only), `needed` are the members that must be there, those that only the guides ask for, too, `note`
    says where sources contradict one another, and `facts` are all that must hold, ranges and lengths first.
    """

    kind: str
    path: str
    hint: str = ""
    members: dict[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    note: str = ""
    element: Shape | None = None
    minimum: int | None = None
    facts: tuple[Fact, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The member's name; of a list's elements, the list's."""
        return self.path.rpartition(".")[2].removesuffix("[*]")

    def walk(self) -> Iterator[Shape]:
        """Yield this shape and all below it, in the model's order."""
        yield self
        for shape in (*self.members.values(), *([self.element] if self.element else ())):
            yield from shape.walk()


KINDS: Final = ("structure", "list", "string", "integer")
"""The types of the model that are looked into: all that the facts that ship have."""


def request_shape(facts: dict[str, Any], *, ships: bool) -> Shape:
    """Return the shape of the whole request.

    Args:
        facts: The facts of the operation, in the form of `facts.json`.
        ships: Whether they are those that ship, which must have every field that the guides name.
    """
    guides = dict(module("data").GUIDES)
    root = _shape(facts["input"], "", facts["shapes"], guides)
    if guides and ships:
        raise ValueError(f"guides.yaml names fields that the model lacks: {', '.join(guides)}")
    return root


def _shape(name: str, path: str, shapes: dict[str, Any], guides: dict[str, Any]) -> Shape:
    """The shape `name` of the model at `path`; takes what it uses out of `guides`."""
    raw = shapes[name]
    guide = guides.pop(path, {})
    if raw["type"] not in KINDS:
        return Shape("other", path, guide.get("hint", ""), note=guide.get("note", ""))
    prefix = path + "." if path else ""
    element = _shape(raw["member"], path + "[*]", shapes, guides) if "member" in raw else None
    members = {key: _shape(ref, prefix + key, shapes, guides) for key, ref in raw.get("members", {}).items()}
    guided = [fact for fact in guide.get("facts", ()) if fact.get("values-of", name) in shapes]
    facts = [*_model_facts(raw, guide), *(_guide_fact(fact, shapes) for fact in guided)]
    return Shape(
        kind=raw["type"],
        path=path,
        hint=guide.get("hint", ""),
        members=members,
        required=tuple(raw.get("required", ())),
        needed=(*raw.get("required", ()), *(key for key in guide.get("needed", ()) if key in members)),
        note=guide.get("note", ""),
        element=element,
        minimum=raw.get("min"),
        facts=tuple(sorted(facts, key=lambda fact: fact.kind not in ("range", "length"))),
        renamed=guide.get("renamed", {}),
    )


def _model_facts(raw: dict[str, Any], guide: dict[str, Any]) -> list[Fact]:
    """What the service model says of one shape."""
    low, high = raw.get("min"), raw.get("max")
    says = {
        "severity": "error",
        "confidence": "model",
        "source": "service model",
        "hint": guide.get("hint", ""),
    }
    facts = []
    if raw["type"] == "integer":
        low, high = INT32[0] if low is None else low, INT32[-1] if high is None else high
        facts.append(Fact("range", "out-of-range", low=low, high=high, **says))
    elif low or high:
        facts.append(Fact("length", "bad-length", low=low or None, high=high, **says))
    if "pattern" in raw:
        facts.append(Fact("pattern", guide.get("pattern-rule", "bad-format"), pattern=raw["pattern"], **says))
    if "enum" in raw:
        facts.append(Fact("values", "not-allowed-value", values=tuple(raw["enum"]), **says))
    return facts


def _guide_fact(raw: dict[str, Any], shapes: dict[str, Any]) -> Fact:
    """One entry under `facts` of guides.yaml."""
    says: dict[str, Any] = {key: raw[key] for key in ("severity", "confidence")}
    says["source"] = ", ".join(raw["source"].values())
    says["hint"] = raw.get("hint", "")
    if "pattern" in raw:
        return Fact("pattern", "bad-format", pattern=raw["pattern"], **says)
    if "values-of" in raw:
        says["values"] = tuple(shapes[raw["values-of"]]["enum"])
        return Fact("values", "not-allowed-value", **says)
    if "values" in raw:
        says |= {"values": tuple(raw["values"]), "also": tuple(raw.get("also", ()))}
        return Fact("values", "not-allowed-value", **says)
    return Fact("range", "out-of-range", low=raw.get("min"), high=raw.get("max"), step=raw.get("step"), **says)
