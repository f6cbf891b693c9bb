"""Suggestions for values that the shape check refuses: the value that was probably meant, and how to write it."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from ircompile.findings.finding import Change
from ircompile.findings.messages import LONGEST, listed
from ircompile.findings.suggestions import CACHED, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

SHORT: Final = 60
"""Characters of a value that help texts repeat at most."""
MOST_DIGITS: Final = 10
"""Digits of an integer of the service at most."""
DIGIT: Final = re.compile("[0-9]")
FAMILY: Final = re.compile(
    r"(?:ml\.)?(?P<kind>[a-z]+)(?P<generation>[0-9]+)(?P<attributes>[a-z0-9-]*?)"
    r"(?:\.|[0-9]*x?large|medium|small|metal|$)"
)
"""The family of an instance type: "c6gn" in "ml.c6gn.xlarge" is of kind "c", generation 6 and attributes "gn"."""
PROCESSORS: Final = frozenset("agi")
"""The attributes that name a processor: AMD, Graviton (or Grace) and Intel."""
BURSTABLE: Final = "t"
"""The kind of the families that no job takes, so that none of them is suggested."""
SIZES: Final = ("nano", "micro", "small", "medium", "large", "xlarge")
"""The sizes of instance types without a number, the smallest first."""
GROUPED: Final = re.compile(r"[0-9]{1,3}([,_' ])[0-9]{3}(?:\1[0-9]{3})*")
"""A number whose thousands are separated."""
JSON_TEXTS: Final = ("DataInputConfig",)
"""The strings that contain JSON."""
PLAIN = re.compile(r"(?!(?i:true|false|yes|no|on|off|null|y|n)\Z)[A-Za-z][A-Za-z0-9_-]*\Z")
"""Strings that need no quotes in YAML, whatever its version."""


def nearest_value(value: str, values: Sequence[str]) -> str | None:
    """Return the value that is most similar to one that is not allowed; None if none is.

    People do not mistype digits, the kind of an instance type or its processor.
    """
    return _nearest_value(value[:LONGEST].casefold(), tuple(values))


@lru_cache(maxsize=CACHED)
def _nearest_value(word: str, values: tuple[str, ...]) -> str | None:
    def unmistakable(word: str) -> tuple[object, ...]:
        return _kind_and_processor(word), DIGIT.findall(word)

    return nearest(word, [other for other in values if unmistakable(other.casefold()) == unmistakable(word)])


def _kind_and_processor(instance: str) -> tuple[object, ...]:
    """Return the kind and the processor in the name of an instance type; () of another word."""
    family = FAMILY.match(instance)
    return (family["kind"], PROCESSORS.intersection(family["attributes"])) if family else ()


def similar_types(value: str, values: Sequence[str]) -> str:
    """Return what there is instead of an unknown instance type: the sizes of its family, or families like it; or ""."""
    family = "ml." + value[:LONGEST].removeprefix("ml.").rpartition(".")[0]
    sizes = [other.removeprefix(f"{family}.") for other in values if other.startswith(f"{family}.")]
    if sizes:
        return f"{family} comes in {', '.join(sorted(sizes, key=_size))}"
    wanted = FAMILY.fullmatch(family)
    if not wanted or wanted["kind"] == BURSTABLE:
        return ""
    kin = [
        found[0].removesuffix(".")
        for other in values
        if (found := FAMILY.match(other))
        and _kind_and_processor(other) == _kind_and_processor(family)
        and abs(int(found["generation"]) - int(wanted["generation"])) <= 1
    ]
    return f"there is no {family}, but there are {listed(dict.fromkeys(kin), 'and')}" if kin else ""


def _size(name: str) -> tuple[int, int]:
    """Return a key that sorts the sizes of a family from the smallest."""
    number, _, _ = name.partition("xlarge")
    return (SIZES.index(name), 0) if name in SIZES else (len(SIZES), int(number) if number.isdigit() else 0)


def type_advice(value: Any, shape: Shape, path: Path, *, is_json: bool) -> tuple[str, list[Change]]:
    """Return the help and the changes for a value of the wrong type.

    Args:
        value: The value.
        shape: The shape that it is not of.
        path: Its path.
        is_json: Whether it is written in JSON.
    """
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        return "write the value itself: a string here is read as AWS CLI shorthand, never as JSON", []
    if shape.kind == "list":
        return list_advice(value, shape, is_json=is_json) if isinstance(value, dict) else _listed(value), []
    if shape.kind in ("string", "integer"):
        return (_string_advice if shape.kind == "string" else _integer_advice)(value, shape, path)
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        advice = "write the mapping itself, not a list that contains it"
        return advice, [Change("unwrap", path, None, safe=True, title=advice)]
    return "", []


def _string_advice(value: Any, shape: Shape, path: Path) -> tuple[str, list[Change]]:
    if isinstance(value, int | float):
        return "put it in quotes", [Change("quote", path, value, safe=True, title="put it in quotes")]
    if isinstance(value, dict | list) and shape.name in JSON_TEXTS:
        advice = "write it as a string that contains JSON"
        return advice, [Change("json", path, value, safe=True, title=advice)]
    return "", []


def _listed(value: Any) -> str:
    """Return the help for a value that is not a list, such as a string with commas."""
    if not isinstance(value, str):
        return ""
    items = [item.strip() for item in value.split(",")] if len(value) < SHORT else [""]
    return f"write {json.dumps(items)}" if all(items) else "write a list"


def _integer_advice(value: Any, _shape: Shape, path: Path) -> tuple[str, list[Change]]:
    """Return the help and the changes for a number that is not an integer, or is in quotes."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**MOST_DIGITS:
        advice = f"write {int(value)}"
        return advice, [Change("replace", path, int(value), safe=True, title=advice)]
    if not isinstance(value, str) or len(value) > SHORT or not value.isascii():
        return "", []
    digits = GROUPED.sub(lambda number: number[0].replace(number[1], ""), value)
    digits, point, fraction = digits.partition(".")
    if not digits.isdigit() or fraction.strip("0") or (point and not fraction):
        return "", []
    if len(digits) > MOST_DIGITS:
        return "remove the quotes", []
    number = int(digits)  # with leading zeros, separators or a point, the text may mean another number
    plain = str(number) == value
    advice = "remove the quotes" if plain else f"write {number}, without quotes"
    return advice, [Change("replace", path, number, safe=plain, title=advice)]


def list_advice(value: dict[Any, Any], shape: Shape, *, is_json: bool) -> str:
    """Return what to write instead of a mapping, such as "write [{Key: team, Value: ml}]".

    Args:
        value: The mapping.
        shape: The shape of the list.
        is_json: Whether to write JSON, or else YAML.
    """
    members = shape.element.members if shape.element else {}
    if not value or not members:
        return "write a list"
    if members.keys() >= value.keys():
        return _shortened([value], is_json=is_json)
    if len(members) == len(("name", "value")):
        name, content = members
        as_text = members[content].kind == "string"
        pairs = [{name: str(key), content: _text(it) if as_text else it} for key, it in value.items()]
        return _shortened(pairs, is_json=is_json)
    return f"write a list of mappings with {listed(members, 'and')}"


def _text(value: Any) -> Any:
    """Return the string that a number or boolean was meant to be; any other value as it is."""
    return json.dumps(value) if isinstance(value, bool | int | float) else value


def _shortened(value: list[dict[str, Any]], *, is_json: bool) -> str:
    """Return the help that proposes a list; of a long one, only its first element."""
    written = [_flow(item, is_json=is_json) for item in value]
    whole = f"[{', '.join(written)}]"
    if len(whole) <= LONGEST:
        return f"write {whole}"
    return f"write [{written[0]}, …]" if len(written[0]) <= LONGEST else "write a list"


def _flow(value: Any, *, is_json: bool) -> str:
    """Return a value on one line, in YAML or JSON."""
    if is_json:
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{_flow(key, is_json=False)}: {_flow(it, is_json=False)}" for key, it in value.items())
            + "}"
        )
    if isinstance(value, list):
        return f"[{', '.join(_flow(it, is_json=False) for it in value)}]"
    if isinstance(value, str) and PLAIN.match(value):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
