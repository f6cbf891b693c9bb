"""The shape check: findings about single values of a request, independent of all other values."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import counted, kind_of, listed, shown
from ircompile.findings.suggestions import misspelt, nearest, same_but_spelling
from ircompile.findings.values import PartialText, get
from ircompile.model.advice import nearest_value, similar_types, type_advice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Literal

    from ircompile.findings.values import Path
    from ircompile.model.model import Model

    Violation = tuple[Path, "ViolationKind", Any]
    """The path of a value, what is wrong with it, and a detail: see `ircompile.model.shape_check_code`."""
    from ircompile.model.shapes import Fact, FactKind, Shape

    ViolationKind = Literal["type", "fact", "missing", "unknown"]
    Describe = Callable[[Any, Fact, Shape, Path], tuple[str, str, list[Change]]]
    """Returns message, label and changes for a value that violates a fact."""

KIND_NAMES = {"structure": "a mapping", "list": "a list", "string": "a string", "integer": "an integer"}
FEW = 8
"""Values of an enum that a label lists at most."""
INSTANCE_TYPES = ("InstanceType", "SupportedInstanceTypes")
"""The members that contain instance types, of which AWS adds new ones."""
EXTENDING = "`extend-instance-types` under `[model]` in the configuration adds types"
SCALARS = ("string", "integer")
S3 = "s3://"
S3_URI_RULES = ("payload-url-scheme", "output-s3-uri")
"""The rules that report values that are not S3 URIs."""
LEFT_OVER = ("", 0)
"""The values that `aws … --generate-cli-skeleton` writes."""


def check(
    value: Any, model: Model, violations: list[Violation] | None = None, *, is_json: bool = False
) -> Iterator[Finding]:
    """Yield the findings about single values of a request in the order of the model.

    Args:
        value: The request as plain values; those that are unknown are skipped.
        model: The model.
        violations: What `model.check.violations` returns for the value, if that is known.
        is_json: Whether help proposes JSON, or else YAML.
    """
    for path, kind, detail in model.check.violations(value) if violations is None else violations:
        found = get(value, path)
        if isinstance(found, PartialText) and kind == "type" and shape_at(path, model.request).kind == "string":
            continue  # see `ircompile.rulebook.checks.partial_texts`
        if not (model.instance_types and _is_instance_type(path) and found in model.instance_types):
            yield _finding(value, path, kind, detail, model, is_json=is_json)


def _is_instance_type(path: Path) -> bool:
    return next((step for step in reversed(path) if isinstance(step, str)), "") in INSTANCE_TYPES


def _finding(value: Any, path: Path, kind: ViolationKind, detail: Any, model: Model, *, is_json: bool) -> Finding:
    """Return the finding for a violation as `ircompile.model.shape_check_code` describes it."""
    known = path[:-1] if kind == "unknown" else path
    shape, value = shape_at(known, model.request), get(value, known)
    if kind == "unknown":
        return _unknown(detail, value, shape, known, model)
    if kind == "missing":
        return _missing(detail, shape, path)
    needed = shape_at(path[:-1], model.request).needed
    optional = any(isinstance(step, str) and step not in needed for step in path[-1:])
    if kind == "type":
        return _wrong_type(value, shape, path, optional=optional, is_json=is_json)
    return _violated_fact(value, shape.facts[detail], shape, path, model.snapshot, optional=optional)


def shape_at(path: Path, root: Shape) -> Shape:
    """Return the shape at a path that the shape check followed."""
    found = root.at(path)
    assert found is not None  # noqa: S101  the check followed this path
    return found


def _wrong_type(value: Any, shape: Shape, path: Path, *, optional: bool, is_json: bool) -> Finding:
    label = f"expected {KIND_NAMES[shape.kind]}"
    if value is None:
        message = f"{name_of(shape)} must not be null"
        advice = "remove it" if shape.path.endswith("[*]") else "remove the key" if optional else "fill it in"
        return Finding("null-value", [Blame(path, label)], message=message, help=advice)
    if isinstance(value, bool) and shape.kind == "integer":
        message = f"{name_of(shape)} must be an integer, not {shown(value)}"
        notes = ("the AWS CLI would send this: in Python, a boolean is an integer",)
        return Finding("bool-for-integer", [Blame(path, label)], message=message, notes=notes)
    kind = "a string" if isinstance(value, PartialText) else kind_of(value)
    kind = "a decimal number" if isinstance(value, float) and shape.kind == "integer" else kind
    message = f"{name_of(shape)} must be {KIND_NAMES[shape.kind]}, not {kind}"
    advice, changes = type_advice(value, shape, path, is_json=is_json)
    return Finding("wrong-type", [Blame(path, label)], message=message, help=advice, changes=changes)


def _violated_fact(value: Any, fact: Fact, shape: Shape, path: Path, snapshot: str, *, optional: bool) -> Finding:
    """Return the finding for a violated fact."""
    residue = optional and fact.kind != "values" and value in LEFT_OVER
    describe: dict[FactKind, Describe] = {
        "values": _not_allowed,
        "pattern": _bad_format,
        "range": _out_of_range,
        "length": _bad_length,
    }
    told = _tightest(value, shape) if fact.kind == "range" else fact
    message, label, changes = describe[fact.kind](value, told, shape, path)
    hint = told.hint or shape.hint
    advice = f"use {hint}" if hint else ""
    if residue:
        message, advice = left_over(value, shape), "fill it in, or remove the key"
    elif changes:
        advice = changes[0].title + (f" ({hint})" if hint else "")
    return Finding(
        "skeleton-residue" if residue else fact.rule,
        [Blame(path, label)],
        message=message,
        help=advice,
        notes=notes_on(value, told, shape, snapshot),
        severity=fact.severity,
        confidence=fact.confidence,
        changes=() if residue else changes,
    )


def _tightest(value: int, shape: Shape) -> Fact:
    """Return the tightest of the ranges that a value is out of: one of the guides may lie within the model's."""
    ranges = [fact for fact in shape.facts if fact.kind == "range"]
    above = [fact for fact in ranges if fact.high is not None and value > fact.high]
    below = [fact for fact in ranges if fact.low is not None and value < fact.low]
    if above:
        return min(above, key=lambda fact: fact.high or 0)
    return max(below, key=lambda fact: fact.low or 0) if below else next(fact for fact in ranges if fact.step)


def left_over(value: str | int, shape: Shape) -> str:
    """Return the message about a value of `--generate-cli-skeleton`."""
    return f"{name_of(shape)} is {shown(value)}, a placeholder of `--generate-cli-skeleton`"


def notes_on(value: Any, fact: Fact, shape: Shape, snapshot: str) -> list[str]:
    """Return background on a violation: what the AWS CLI, which checks minima only, would have done, and sources."""
    notes = []
    if shape.name in INSTANCE_TYPES:
        notes.append(f"the list is from {snapshot}; {EXTENDING}")
    if fact.confidence == "model" and fact.kind in ("values", "pattern"):
        notes.append("the AWS CLI would send this: it does not check enums or patterns")
    if value == "":  # what sources say of values does not explain a missing one
        if fact.kind == "pattern" and shape.minimum == 0:
            notes.append("the service model allows 0 characters, but its pattern requires at least one")
    elif shape.note:
        notes.append(shape.note)
    if fact.confidence != "model":
        notes.append(f"source: {fact.source}")
    return notes


def _not_allowed(value: str, fact: Fact, shape: Shape, path: Path) -> tuple[str, str, list[Change]]:
    many = len(fact.values) > FEW
    known = same_but_spelling(value, (*fact.values, *fact.also)) or shape.renamed.get(value.upper())
    near = known or nearest_value(value, fact.values)
    similar = "" if near else similar_types(value, fact.values)
    if near and (many or not known):
        label = f"did you mean `{near}`?"
    elif many:
        label = similar or "not in the service model's list"
    else:
        label = f"expected {listed(fact.values)}"  # a short list needs no suggestion
    safe = bool(near) and value.casefold() == str(near).casefold()
    changes = [Change("replace", path, near, safe=safe, title=f"use `{near}`")] if near else []
    return f"{shown(value)} is not a valid {name_of(shape, '')}", label, changes


def _bad_format(value: str, fact: Fact, shape: Shape, path: Path) -> tuple[str, str, list[Change]]:
    changes = []
    if fact.rule in S3_URI_RULES and value[: len(S3)].casefold() == S3 and not value.startswith(S3):
        title = f"write {S3} in lower case"
        changes.append(Change("replace", path, S3 + value[len(S3) :], safe=True, title=title))
    message = f"{shown(value)} is not a valid {name_of(shape, '')}"
    return message, "invalid format", changes


def _out_of_range(value: int, fact: Fact, shape: Shape, _path: Path) -> tuple[str, str, list[Change]]:
    name = name_of(shape)
    if fact.low is not None and value < fact.low:
        return f"{name} is {_number(value)}, but the minimum is {fact.low}", f"must be at least {fact.low}", []
    if fact.high is not None and value > fact.high:
        return f"{name} is {_number(value)}, but the maximum is {fact.high}", f"must be at most {fact.high}", []
    label = f"must be a multiple of {fact.step}"
    return f"{name} is {_number(value)}, which is not a multiple of {fact.step}", label, []


def _number(value: int) -> str:
    return shown(value).strip("`")


def _bad_length(value: str | list[Any], fact: Fact, shape: Shape, _path: Path) -> tuple[str, str, list[Change]]:
    unit = "character" if isinstance(value, str) else "item"
    size = counted(len(value), unit)
    if fact.low == fact.high:
        return f"{name_of(shape)} has {size}, but must have {fact.low}", f"must have exactly {fact.low}", []
    if fact.low is not None and len(value) < fact.low:
        return f"{name_of(shape)} has {size}, but the minimum is {fact.low}", f"must have at least {fact.low}", []
    return f"{name_of(shape)} has {size}, but the maximum is {fact.high}", f"must have at most {fact.high}", []


def _missing(name: str, shape: Shape, path: Path) -> Finding:
    hint = shape.members[name].hint
    return Finding(
        "missing-field",
        [Blame(path, f"`{name}` is missing")],
        message=f"{name_of(shape)} has no `{name}`",
        help=f"add `{name}`" + (f": {hint}" if hint else ""),
        notes=[note] if (note := shape.members[name].note) else [],
        meant=(*path, name),
    )


def _unknown(name: str, value: dict[str, Any], shape: Shape, path: Path, model: Model) -> Finding:
    near = _member_like(name, shape, model)
    advice = f"remove it, or use {listed(shape.members, most=12)}"
    changes: list[Change] = []
    meant: Path = ()
    if near and near not in shape.members:
        home = model.homes[near]
        advice = f"move it to {name_of(home)}" + (f", as `{near}`" if near != name else "")
        meant = _path_in(home, near)
    elif near and near not in value:
        advice = f"rename it to `{near}`"
        meant = (*path, near)
        kind = shape.members[near].kind
        if kind in SCALARS and isinstance(value[name], list | dict):  # several were meant, as in `InstanceTypes: […]`
            advice += f", which must be {KIND_NAMES[kind]}"
        else:
            is_safe = near == same_but_spelling(name, shape.members)
            changes = [Change("rename", (*path, name), near, safe=is_safe, title=advice)]
    return Finding(
        "unknown-field",
        [Blame((*path, name), f"did you mean `{near}`?" if near and near != name else "", part="key")],
        message=f"unknown member {shown(name)} in {name_of(shape)}",
        help=advice,
        changes=changes,
        meant=meant,
    )


def _member_like(name: str, shape: Shape, model: Model) -> str | None:
    """Return the member that was probably meant by an unknown one: of its own structure, or else of another."""
    return (
        same_but_spelling(name, shape.members)
        or shape.renamed.get(name)
        or (name if name in model.homes else same_but_spelling(name, model.homes))
        or nearest(name, shape.members)
        or misspelt(name, model.homes)
        or nearest(name, [member for member in model.homes if len(member) > len(name)])  # if abbreviated
    )


def _path_in(home: Shape, name: str) -> Path:
    """Return the path of a member of `home`, with "*" for every element of a list."""
    return (*filter(None, home.path.replace("[*]", ".*").split(".")), name)


def name_of(shape: Shape, article: str = "an ") -> str:
    """Return the name of a shape in messages: "`JobName`", "an element of `Subnets`", "the job"."""
    if not shape.path:
        return "the job"
    return f"{article}element of `{shape.name}`" if shape.path.endswith("[*]") else f"`{shape.name}`"
