"""The shapes of the request: the facts of the service model and of the guides as one tree.

It is built from `facts.json` (generated from botocore, see tools/snapshot_model.py) or from a user's own service model,
and from `guides.yaml` (written by hand), so that each fact is stated once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ircompile.package import module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from ircompile.findings.diagnostic import Confidence
    from ircompile.findings.finding import SeverityName
    from ircompile.findings.values import Path

    FactKind = Literal["range", "length", "pattern", "values"]
    ShapeKind = Literal["structure", "list", "string", "integer", "other"]

INT32: Final = range(-(2**31), 2**31)
"""The values of an `integer` (Smithy: a signed 32-bit integer)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A constraint on a value.

    Attributes:
        kind: "range" (`low`, `high`, `step`), "length" (`low`, `high`), "pattern" (`pattern`) or "values" (`values`,
            `also`).
        rule: The rule that reports its violation.
        severity: The severity of a violation.
        confidence: Who states the constraint.
        source: The page that states it.
        hint: What to do about a violation, or "".
        low: The minimum of a number, of characters or of items.
        high: The maximum of these.
        step: The number of which a value must be a multiple.
        pattern: The pattern that the whole value must match, in the dialect of the service model.
        values: The values that are allowed.
        also: Other values that are allowed but not suggested.
    """

    kind: FactKind
    rule: str
    severity: SeverityName
    confidence: Confidence
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
    """The type and the constraints of a member, of the elements of a list, or of the whole request.

    Attributes:
        kind: The type; values of the kind "other" are not checked.
        path: The path, as in the guides: "Tags[*].Key".
        hint: What the value is for, or "".
        members: The shapes of a structure's members.
        required: The members that the service model requires.
        needed: The members that the service model or the guides require.
        note: On what sources contradict each other, or "".
        element: The shape of a list's elements.
        minimum: The lower bound of the service model, the only constraint that botocore's client checks.
        facts: The constraints, ranges and lengths first.
        renamed: Names of members or values that are in use elsewhere, with those of the service model.
        identity: For an element of a list, the members of which the first that is there identifies it.
    """

    kind: ShapeKind
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
    identity: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the member, or of the list if this is the shape of its elements."""
        return self.path.rpartition(".")[2].removesuffix("[*]")

    def at(self, path: Path) -> Shape | None:
        """Return the shape at a path from this one; None if there is none."""
        shape: Shape | None = self
        for step in path:
            shape = shape and (shape.members.get(step) if isinstance(step, str) else shape.element)
        return shape

    def walk(self) -> Iterator[Shape]:
        """Yield this shape and all below it, in the model's order."""
        yield self
        for shape in (*self.members.values(), *([self.element] if self.element else ())):
            yield from shape.walk()


KINDS: Final = ("structure", "list", "string", "integer")
"""The types that are checked; the facts that ship have no others."""


def request_shape(facts: dict[str, Any], *, ships: bool) -> Shape:
    """Return the shape of the whole request.

    Args:
        facts: The facts of the operation, in the form of `facts.json`.
        ships: Whether these are the facts that ship, which must have every field that the guides name.
    """
    guides = module("data").GUIDES
    root = _shape(facts["input"], "", facts["shapes"], guides)
    unused = guides.keys() - {shape.path for shape in root.walk()}
    if unused and ships:
        raise ValueError(f"guides.yaml names fields that are not in the model: {', '.join(sorted(unused))}")
    return root


def _shape(name: str, path: str, shapes: dict[str, Any], guides: dict[str, Any]) -> Shape:
    """Return the shape `name` of the service model, with the guides for `path` and the paths below it."""
    raw = shapes[name]
    guide = guides.get(path, {})
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
        identity=tuple(guide.get("identity", ())),
    )


def _model_facts(raw: dict[str, Any], guide: dict[str, Any]) -> list[Fact]:
    """Return the constraints of the service model for one shape."""
    low, high = raw.get("min"), raw.get("max")
    origin: dict[str, Any] = {
        "severity": "error",
        "confidence": "model",
        "source": "service model",
        "hint": guide.get("hint", ""),
    }
    facts = []
    if raw["type"] == "integer":
        low, high = INT32[0] if low is None else low, INT32[-1] if high is None else high
        facts.append(Fact("range", "out-of-range", low=low, high=high, **origin))
    elif low or high:
        facts.append(Fact("length", "bad-length", low=low or None, high=high, **origin))
    if "pattern" in raw:
        facts.append(Fact("pattern", guide.get("pattern-rule", "bad-format"), pattern=raw["pattern"], **origin))
    if "enum" in raw:
        facts.append(Fact("values", "not-allowed-value", values=tuple(raw["enum"]), **origin))
    return facts


def _guide_fact(raw: dict[str, Any], shapes: dict[str, Any]) -> Fact:
    """Return the constraint of an entry under `facts` in guides.yaml."""
    origin: dict[str, Any] = {key: raw[key] for key in ("severity", "confidence")}
    origin["source"] = ", ".join(raw["source"].values())
    origin["hint"] = raw.get("hint", "")
    if "pattern" in raw:
        return Fact("pattern", "bad-format", pattern=raw["pattern"], **origin)
    if "values-of" in raw:
        origin["values"] = tuple(shapes[raw["values-of"]]["enum"])
        return Fact("values", "not-allowed-value", **origin)
    if "values" in raw:
        origin |= {"values": tuple(raw["values"]), "also": tuple(raw.get("also", ()))}
        return Fact("values", "not-allowed-value", **origin)
    return Fact("range", "out-of-range", low=raw.get("min"), high=raw.get("max"), step=raw.get("step"), **origin)
