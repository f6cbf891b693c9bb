"""What a plain YAML scalar means: by the core schema of YAML 1.2, and to the readers that follow other rules."""

from __future__ import annotations

import re

from ircompile.syntax.yaml import NOT_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
BOOLEANS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT: Final = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
AGREED: Final = re.compile(r"0|-?[1-9][0-9]{0,17}|-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
"""Numbers that are the same to every reader."""

LONGEST: Final = 100
"""Characters of a scalar over which readers can differ; a longer number is wrong in any reading."""

MOST: Final = 1000
"""Scalars whose readings are remembered."""


class TooManyDigitsError(ValueError):
    """A number with more digits than the bound allows; Python's own conversion is quadratic in them."""


def core(text: str, digits: int = 1000) -> Any:
    """The value of a plain scalar by the YAML 1.2 core schema: None, bool, int, float or the text itself.

    Raises:
        TooManyDigitsError: If it is an integer of more than `digits` characters.
    """
    if text and text[0] not in NOT_TEXT:
        return text
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if INTEGER.fullmatch(text):
        if len(text) > digits:
            raise TooManyDigitsError
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan")) if FLOAT.fullmatch(text) else text


_remembered: dict[str, dict[str, str]] = {}
_made: list[Any] = []


def readings(text: str) -> dict[str, str]:
    """How the readers that people use take a plain scalar, if they differ: reader -> what it makes of it.

    Compared are YAML 1.1 as PyYAML reads it, the core schema of YAML 1.2, and ruamel.yaml's YAML 1.2, with which
    `aws --cli-input-yaml` reads. Empty where they agree on value and type.
    """
    if text not in _remembered:
        if len(_remembered) >= MOST:
            _remembered.clear()
        _remembered[text] = _differing(text)
    return _remembered[text]


def _differing(text: str) -> dict[str, str]:
    if AGREED.fullmatch(text):
        return {}
    if not re.match(r"[-+.=<~0-9]|(?i:yes|no|on|off|y|n|true|false|null)\Z", text) or len(text) > LONGEST:
        return {}  # no reader has a rule for it, and none of these rules matches a longer text that matters
    values = {"YAML 1.1": _pyyaml(text), "YAML 1.2": core(text), "aws --cli-input-yaml": _ruamel(text)}
    first, *others = values.values()
    if all(type(other) is type(first) and repr(other) == repr(first) for other in others):
        return {}
    return {reader: _spoken(value) for reader, value in values.items()}


def integer(text: str) -> int | None:
    """The integer that a plain scalar is by YAML 1.2, else by YAML 1.1 (1_000, 1:30); None if it is none by either."""
    if len(text) > LONGEST:
        return None
    return next((value for value in (core(text), _pyyaml(text)) if type(value) is int), None)


def _pyyaml(text: str) -> Any:
    import yaml

    return _read(_readers()[0], yaml.ScalarNode, yaml.YAMLError, text)


def _ruamel(text: str) -> Any:
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import ScalarNode

    return _read(_readers()[1], ScalarNode, YAMLError, text)


def _readers() -> list[Any]:
    """Readers of PyYAML and ruamel.yaml, each a resolver and a constructor; to make one takes longer than it reads."""
    if _made:
        return _made
    import yaml
    from ruamel.yaml import YAML

    loader, reader = yaml.SafeLoader(""), YAML(typ="safe", pure=True)
    _made.extend(((loader, loader), (reader.resolver, reader.constructor)))
    return _made


def _read(reader: Any, node: Any, fault: type[Exception], text: str) -> Any:
    resolver, constructor = reader
    try:
        return constructor.construct_object(node(resolver.resolve(node, text, (True, False)), text))
    except (fault, ValueError, OverflowError):
        return Unreadable()
    finally:  # they remember nodes until a document ends, which none does here
        constructor.constructed_objects.clear()
        constructor.recursive_objects.clear()


class Unreadable:
    """What a reader makes of a scalar that it chokes on, such as a date in month 13."""

    def __repr__(self) -> str:
        """Every one is like the other."""
        return "unreadable"


def _spoken(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "unreadable" if isinstance(value, Unreadable) else "a date"
