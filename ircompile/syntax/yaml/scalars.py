"""The readings of a plain YAML scalar: what readers with different rules make of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ircompile.syntax.yaml.core import core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

AGREED: Final = re.compile(r"0|-?[1-9][0-9]{0,17}|-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
"""Numbers that every reader reads the same."""

AWS_CLI: Final = "aws --cli-input-yaml"
"""The name of the reader that version 2 of the AWS CLI uses."""
UNREADABLE: Final = "unreadable"
"""The words for the value of a scalar that a reader raises an error for."""
MAX_LENGTH: Final = 100
"""Characters of the longest scalar whose readings are compared; a longer number is wrong in any reading."""


@lru_cache(maxsize=1000)
def readings(text: str) -> dict[str, str]:
    """Return what each reader makes of a plain scalar, in words, by the reader's name; empty if all agree.

    Compared are YAML 1.1 as PyYAML reads it, the core schema of YAML 1.2, and ruamel.yaml's YAML 1.2, which is the
    reader of `aws --cli-input-yaml`. They agree if value and type are the same.
    """
    if AGREED.fullmatch(text):
        return {}
    if not re.match(r"[-+.=<~0-9]|(?i:yes|no|on|off|y|n|true|false|null)\Z", text) or len(text) > MAX_LENGTH:
        return {}  # no reader has a rule for the text, or it is too long for the difference to matter
    values = {"YAML 1.1": _pyyaml(text), "YAML 1.2": core(text), AWS_CLI: _ruamel(text)}
    first, *others = values.values()
    if all(type(other) is type(first) and repr(other) == repr(first) for other in others):
        return {}
    return {reader: described(value) for reader, value in values.items()}


def integer(text: str) -> int | None:
    """Return the integer that a plain scalar with several readings is by YAML 1.2, else by YAML 1.1 (1_000, 1:30).

    It is None if the scalar is an integer by neither.
    """
    return next((value for value in (core(text), _pyyaml(text)) if type(value) is int), None)


def _pyyaml(text: str) -> Any:
    return _pyyaml_reader().read(text)


def _ruamel(text: str) -> Any:
    return _ruamel_reader().read(text)


class _Reader:
    """A library's reader of scalars. Making one takes longer than reading a scalar, so it is kept."""

    def __init__(self, resolver: Any, constructor: Any, node: type, error: type[Exception]) -> None:
        self.resolver = resolver
        self.constructor = constructor
        self.node = node
        self.error = error

    def read(self, text: str) -> Any:
        """Return the value of a plain scalar, or `Unreadable`."""
        try:
            tag = self.resolver.resolve(self.node, text, (True, False))
            return self.constructor.construct_object(self.node(tag, text))
        except (self.error, ValueError, OverflowError):
            return Unreadable()
        finally:  # constructors keep nodes until the document ends, which it never does here
            self.constructor.constructed_objects.clear()
            self.constructor.recursive_objects.clear()


@cache
def _pyyaml_reader() -> _Reader:
    import yaml

    loader = yaml.SafeLoader("")
    return _Reader(loader, loader, yaml.ScalarNode, yaml.YAMLError)


@cache
def _ruamel_reader() -> _Reader:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import ScalarNode

    reader = YAML(typ="safe", pure=True)
    return _Reader(reader.resolver, reader.constructor, ScalarNode, YAMLError)


class Unreadable:
    """The value of a scalar that a reader raises an error for, such as a date in month 13."""


def described(value: Any) -> str:
    """Return the value of a scalar in words; readers agree on which are null."""
    if isinstance(value, str):
        return f"the string {value}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return UNREADABLE if isinstance(value, Unreadable) else "a date"
