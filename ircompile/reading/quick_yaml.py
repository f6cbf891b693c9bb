"""The values of ordinary YAML, as fast as libyaml gives them: no places, and only what every reader takes alike.

What is not ordinary (anchors, tags, merges, scalars over which readers differ, anything near a bound, any fault) is
left to `yaml_text`, which reads everything and can say what is wrong; where this one answers, that gives the same.
"""

from __future__ import annotations

from ircompile.reading import NOT_TEXT
from ircompile.reading.document import Document
from ircompile.reading.libyaml import libyaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.config import Limits
    from ircompile.source import Source
    from ircompile.tree import Node

UNUSUAL = ("&", "!", "<<", "%", "\ufffd")
"""Anchors (without which there is no alias), tags, merges, directives, and what stands for a character that may not be
there."""
SUSPECTS = NOT_TEXT | frozenset("yYoO=")
"""The first characters of all plain scalars that some reader takes for no string."""
WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that some reader takes for no string, in lower case."""
LONGEST_WORD = 5
NUMERIC = frozenset("0123456789+-_.:abcdefABCDEFxXoOtTzZiInN \t")
"""The characters of everything that some reader takes for a number or a date."""
DIGITS = 18
"""Digits of a number that is the same to every reader, however it counts."""
DEEP = ("- -", "-  ", "-\t", "? ")
"""What a line must hold to open many levels without a bracket. Without it every second level begins a line further
right, and so a text of a million characters has less than 3,000 levels."""
BRACKETS = 1_000
"""Brackets that may open levels; beyond some tens of thousands of levels libyaml overflows the stack."""


class Unusual(Exception):
    """Something in a text is not ordinary."""


def read_quickly(source: Source, limits: Limits) -> list[Document]:
    """The documents of a YAML source, as `read_yaml` gives them; places of ordinary ones are read when asked for."""
    values = quick_yaml(source.text, limits)
    if values is None:
        from ircompile.reading.yaml_text import read_yaml

        return read_yaml(source, limits)
    places = _Places(source, limits)
    return [Document(value, places.of(number), [], is_ordinary=True) for number, value in enumerate(values)]


class _Places:
    """The trees of a source's documents, read once for all of them, and only if one is asked for."""

    __slots__ = ("_documents", "_limits", "_source")

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._documents: list[Document] = []

    def of(self, number: int) -> Callable[[], Node]:
        """What gives the tree of a document."""

        def root() -> Node:
            from ircompile.reading.yaml_text import read_yaml

            self._documents = self._documents or read_yaml(self._source, self._limits)
            return self._documents[number].root

        return root


def quick_yaml(text: str, limits: Limits) -> list[Any] | None:
    """The values of the documents of a text, or None where another reader has to look at it."""
    if len(text) > limits.nodes or text.count("[") + text.count("{") > BRACKETS:
        return None
    for sign in UNUSUAL + DEEP:
        if sign in text:
            return None
    yaml = libyaml()
    try:
        parser = _parser_class(yaml)(text)
        documents = []
        while parser.check_node():
            documents.append(_value(parser.get_node(), limits.depth))
    except (yaml.YAMLError, Unusual):
        return None
    return documents if len(documents) <= limits.documents else None


_classes: dict[int, Any] = {}


def _parser_class(yaml: Any) -> Any:
    """The parser that composes nodes and resolves nothing, since scalars are read here."""
    if not hasattr(yaml, "CParser"):
        raise Unusual
    if id(yaml) not in _classes:
        from _operator import is_

        # Whatever takes the arguments will do, since the results are not looked at; built-in types are the fastest.
        no_steps = {"descend_resolver": is_, "ascend_resolver": bool, "resolve": slice}
        _classes[id(yaml)] = type("Composer", (yaml.CParser,), no_steps)
    return _classes[id(yaml)]


def _value(node: Any, depth: int) -> Any:
    """The value of a node; `depth` levels may be below it."""
    kind = node.__class__
    if kind is str or kind is int:  # a scalar that was read when it was met
        return node
    value = node.value
    if value.__class__ is not list:
        return scalar(None, value, None, None, node.style)
    if not depth:
        raise Unusual
    if kind.__name__ == "MappingNode":
        return _members(value, depth - 1)
    return [item if item.__class__ is str else _value(item, depth - 1) for item in value]


def _members(pairs: list[tuple[Any, Any]], depth: int) -> dict[str, Any]:
    members = dict(pairs)
    for key, item in pairs:
        if key.__class__ is int:
            raise Unusual
        if key.__class__ is not str:  # where scalars are nodes
            return _members([(_value(key, 0), item) for key, item in pairs], depth)
        if item.__class__ is not str and item.__class__ is not int:
            members[key] = _value(item, depth)
    if len(members) != len(pairs):
        raise Unusual
    return members


def scalar(_tag: Any, text: str, _start: Any, _end: Any, style: str | None) -> str | int:
    """The value of a scalar, with the arguments with which libyaml makes a node of it.

    Raises:
        Unusual: Readers differ on it, or it is no string and no integer.
    """
    if style or (text[:1] not in SUSPECTS and text):
        return text
    if text.isdigit() and text.isascii() and len(text) <= DIGITS and (text[0] != "0" or text == "0"):
        return int(text)
    if (
        not NUMERIC.issuperset(text)
        and (len(text) > LONGEST_WORD or text.lower() not in WORDS)
        and text[:1] not in "=~"
    ):
        return text
    if text.count(".") > 1 and ":" not in text:  # a version
        return text
    if "-" in text[1:] and text[4:5] != "-" and "e" not in text.lower():  # no date and no exponent
        return text
    raise Unusual


def read_scalars_early() -> None:
    """In a process of our own: let libyaml make values of scalars, not nodes, which is most of the work."""
    libyaml().ScalarNode = scalar
