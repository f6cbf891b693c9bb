"""The values of YAML without spans, from libyaml's events, which suffice for most texts that are not plain.

A text that needs a closer look (tags, merges of several mappings, duplicate keys, keys that are not strings, unknown
aliases, any bound, any error) is left to `reader`, which can report it. Where this module returns values, `reader`
returns the same ones.
"""

from __future__ import annotations

from ircompile.package import Cache, Lazy, compiled, module
from ircompile.syntax.yaml import NOT_TEXT
from ircompile.syntax.yaml.core import TooManyDigitsError, core
from ircompile.syntax.yaml.libyaml import event_parser, libyaml
from ircompile.syntax.yaml.plain_values import DIGITS, REMEMBERED, NotPlainError, is_agreed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config.settings import Limits

yaml = libyaml()

SUSPECTS = NOT_TEXT | frozenset("yYoO=<")
"""The first characters of plain scalars that some reader does not read as strings."""
SPLIT = frozenset(":?")
"""Characters that are part of an anchor's name in YAML 1.2, but end it for libyaml."""
ODD = r"""["'|>](?:(?<=["'])\s*+:[^\s]|(?<=[|>])[-+0-9]*+#)"""
"""A `:` behind a quote and before a word, or a comment directly behind the header of a block scalar."""
ODD_LINE = r"(?m)^(?:%|\.\.\.| *+(?:[^\s#][^\t\n]*+)?\t)"
"""A line with a directive, the end of a document, or a tab, unless it is a comment."""
MERGE = object()
"""The key `<<` where it is not quoted: its value is merged into the mapping."""

_odd = Lazy(lambda: compiled(module("plain").ODD).search)
_odd_line = Lazy(lambda: compiled(module("plain").ODD_LINE).search)
_agreed = Cache(REMEMBERED)
"""A cache of the values of plain scalars that all readers read the same."""


class BrokenError(NotPlainError):
    """A text is no YAML."""


def doubt(text: str) -> int | None:
    """Return the offset of a place that libyaml and the AWS CLI's reader may not read alike; None if there is none."""
    may_have_line = "\t" in text or "\n%" in text or "\n..." in text or text.startswith(("%", "..."))
    match = _odd()(text) or (_odd_line()(text) if may_have_line else None)
    return match.end() - 1 if match else None


class Values:
    """The values of the documents of a text.

    Attributes:
        documents: The values.
        is_doubtful: Whether the AWS CLI may refuse the text, or read other values.
        is_unambiguous: Whether all common readers read every scalar as the same value.
    """

    __slots__ = ("_anchors", "_limits", "_nodes", "_text", "documents", "is_doubtful", "is_unambiguous")

    def __init__(self, text: str, limits: Limits) -> None:
        """Read a text.

        Raises:
            NotPlainError: Only `reader` can read it.
        """
        self.documents: list[Any] = []
        self.is_doubtful = doubt(text) is not None
        self.is_unambiguous = True
        self._text = text
        self._limits = limits
        self._nodes = 0
        self._anchors: dict[str, tuple[Any, int]] = {}
        if limits.digits < DIGITS:
            raise NotPlainError
        try:
            self._read()
        except yaml.YAMLError:
            raise BrokenError from None

    def _read(self) -> None:  # noqa: C901, PLR0912, PLR0915  the hot loop
        """Fold events into values: `here` is the innermost open collection, `key` the key whose value comes next."""
        get_event, scalar = event_parser(self._text).get_event, yaml.ScalarEvent
        starts: dict[type, type] = {yaml.MappingStartEvent: dict, yaml.SequenceStartEvent: list}
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        has_question = "?" in self._text
        around: list[tuple[Any, Any, str | None, int]] = []  # the collections around `here`, its anchor and first node
        here: Any = self.documents
        merged: Any = None  # the mapping that is merged into `here`, whose own members take precedence
        key: Any = None
        while True:
            event = get_event()
            kind = type(event)
            if kind is scalar:
                value = event.value
                if event.anchor or event.tag or has_question:
                    self._check(event)
                if event.implicit[0] and (not value or value[0] in SUSPECTS):
                    value = (
                        _agreed[value]
                        if value in _agreed
                        else self._core(value, is_value=key is not None or here.__class__ is list)
                    )
                if event.anchor:
                    self._anchors[event.anchor] = value, 1
            elif kind in ends:
                value = here
                if merged is not None:
                    value |= {name: item for name, item in merged.items() if name not in value}
                    self._nodes += len(merged)
                here, merged, anchor, first = around.pop()
                if anchor:
                    self._anchors[anchor] = value, self._nodes - first + 1
                continue
            elif kind in starts:
                value = starts[kind]()
                if event.tag or len(around) >= self._limits.depth:
                    raise NotPlainError
            elif kind is yaml.AliasEvent:
                value = self._alias(event)
            elif self._is_end(event):
                return
            else:
                continue
            self._nodes += 1
            if here.__class__ is list:
                here.append(value)
            elif key is MERGE:
                if kind is not yaml.AliasEvent or value.__class__ is not dict or merged is not None:
                    raise NotPlainError
                merged, key = value, None
            elif key is not None:
                here[key] = value
                key = None
            elif kind is not scalar or value.__class__ is not str or value in here:
                raise NotPlainError
            else:
                key = MERGE if value == "<<" and event.implicit[0] else value
            if kind in starts:
                around.append((here, merged, event.anchor, self._nodes))
                here, merged = value, None

    def _is_end(self, event: Any) -> bool:
        """Return whether an event that holds no value ends the text."""
        if type(event) is yaml.DocumentStartEvent:
            self._anchors.clear()
            if event.tags:
                raise NotPlainError
        if type(event) is not yaml.StreamEndEvent:
            return False
        if self._nodes > self._limits.nodes or len(self.documents) > self._limits.documents:
            raise NotPlainError
        if str in map(type, self.documents):  # a document that is a block scalar may contain `---`
            self.is_doubtful = True
        return True

    def _core(self, text: str, *, is_value: bool) -> Any:
        """Return the value of a plain scalar, and note whether other readers may read it differently."""
        if text == "<<" and not is_value:  # all readers read it as a merge key
            return text
        try:
            value = core(text, self._limits.digits)
        except TooManyDigitsError:
            raise NotPlainError from None
        if not is_agreed(text):
            self.is_unambiguous = False
        elif len(text) <= DIGITS:
            _agreed.add({text: value})
        return value

    def _alias(self, event: Any) -> Any:
        """Return the value of an alias, and count its nodes as if they were written out."""
        self._check(event)
        if event.anchor not in self._anchors:
            raise NotPlainError
        value, size = self._anchors[event.anchor]
        self._nodes += size - 1
        return value

    def _check(self, event: Any) -> None:
        """Raise `NotPlainError` for a tag, or a word that some readers split and others do not."""
        start, end = event.start_mark.index, event.end_mark.index
        if getattr(event, "tag", None) or self._text[start - 1 : start] == "?":
            raise NotPlainError
        if event.anchor:
            if type(event) is yaml.ScalarEvent:
                end = self._text.index(f"&{event.anchor}", start) + len(event.anchor) + 1
            if self._text[end : end + 1] in SPLIT:
                raise NotPlainError
