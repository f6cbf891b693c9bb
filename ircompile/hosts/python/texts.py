"""Texts that programs put together: concatenation, f-strings, `%`, `format` and the methods of `str`."""

from __future__ import annotations

import re
import string

from ircompile.findings.values import joined
from ircompile.hosts.python.values import MAX_ELEMENTS, MAX_LENGTH, Mapping, Scalar, Sequence, Text, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ircompile.hosts.python.values import Plain, Span

    Parts = tuple[str | None, ...]

GAP: Parts = (None,)
PLAIN_METHODS = frozenset(
    {
        *("upper", "lower", "title", "capitalize", "casefold", "swapcase", "strip", "lstrip", "rstrip"),
        *("replace", "removeprefix", "removesuffix", "startswith", "endswith", "find", "rfind", "index", "count"),
        *("isdigit", "isalpha", "isalnum", "isupper", "islower", "isspace", "isidentifier", "isascii"),
        *("split", "rsplit", "splitlines", "partition", "rpartition", "expandtabs"),
    }
)
"""Methods of `str` whose results are not much longer than the texts and arguments."""
PADDING_METHODS = frozenset({"zfill", "center", "ljust", "rjust"})
"""Methods of `str` whose first argument is a length."""
CASE_METHODS = frozenset({"upper", "lower", "casefold", "swapcase"})
"""Methods of `str` that change each character by itself, and so can be applied to the parts around gaps."""
LARGE_NUMBER = re.compile(r"[0-9]{4}|\*")
"""What in a format could make a very long text: a width, or a width that an argument gives."""
CONVERSIONS: dict[str, Callable[[Any], str]] = {"r": repr, "s": str, "a": ascii}
PERCENT = re.compile(r"%(?:%|(\([^()]*\))?[#0 +-]*(\d*)(?:\.\d+)?([diouxXeEfFgGcrsa]))")
"""A conversion of the `%` operator."""


def parts_of(value: Value) -> Parts | None:
    """Return the parts of a value that is a text; None if it may be something else."""
    if isinstance(value, Text):
        return value.parts
    return (value.value,) if isinstance(value, Scalar) and isinstance(value.value, str) else None


def text(span: Span, parts: Iterable[str | None]) -> Value:
    """Return the text of some parts, whose neighbours are joined."""
    found = joined(parts)
    if sum(len(part or "") for part in found) > MAX_LENGTH:
        return Text(span, GAP)
    if None in found:
        return Text(span, found)
    return Scalar(span, "".join(part or "" for part in found))


def formatted(value: Value, conversion: str | None, spec: str) -> Parts:
    """Return the parts of a value in a replacement field."""
    if isinstance(value, Text) and conversion in (None, "s") and not spec:
        return value.parts
    return _written(value, spec, lambda plain: format(CONVERSIONS[conversion](plain) if conversion else plain, spec))


def _written(value: Value, form: str, write: Callable[[Any], str]) -> Parts:
    """Return the parts of a known value as a function writes it in some form."""
    if not isinstance(value, Scalar) or LARGE_NUMBER.search(form):
        return GAP
    try:
        return (write(value.value),)
    except (ValueError, TypeError, OverflowError):
        return GAP


def format_text(span: Span, template: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """Return the value of `template.format(*args, **kwargs)`."""
    if not (isinstance(template, Scalar) and isinstance(template.value, str)):
        return Text(span, GAP)
    parts: list[str | None] = []
    following = iter(args)
    try:
        fields = list(string.Formatter().parse(template.value))
    except ValueError:
        return Value(span)
    if any("{" in (spec or "") for _, _, spec, _ in fields):
        return Text(span, GAP)  # a width that an argument gives, which takes the place of others
    for literal, name, spec, conversion in fields:
        parts.append(literal)
        if name is None:
            continue
        value: Value | None = None
        if name == "":
            value = next(following, None)
        elif name.isdigit() and len(name) < len("1000"):
            value = args[int(name)] if int(name) < len(args) else None
        else:
            value = kwargs.get(name)  # of a name with an attribute or index nothing is known
        parts += GAP if value is None else formatted(value, conversion, spec or "")
    return text(span, parts)


def percent_text(span: Span, template: str, given: Value) -> Value:
    """Return the value of `template % given`."""
    conversions = list(PERCENT.finditer(template))
    if "%" in PERCENT.sub("", template):
        return Value(span)  # a conversion with a width that an argument gives, or an error
    named = any(found[1] for found in conversions)
    if isinstance(given, Sequence) and given.kind == "tuple":
        values = None if given.items is None else list(given.items)
    else:
        values = None if type(given) is Value else [given]
    values = None if named else values
    mapping = given.items if isinstance(given, Mapping) and not (given.is_open or given.maybe) else {}
    parts: list[str | None] = []
    end = 0
    for found in conversions:
        parts.append(template[end : found.start()])
        end = found.end()
        if found[0] == "%%":
            parts.append("%")
        else:
            value = mapping.get(found[1][1:-1]) if found[1] else values.pop(0) if values else None
            parts += GAP if value is None else _converted(found[0].replace(found[1] or "", "", 1), value)
    return text(span, [*parts, template[end:]])


def _converted(conversion: str, value: Value) -> Parts:
    if conversion == "%s" and isinstance(value, Text):
        return value.parts
    return _written(value, conversion, lambda plain: conversion % (plain,))


def join(span: Span, separator: Value, elements: Value) -> Value:
    """Return the value of `separator.join(elements)`."""
    if not (isinstance(elements, Sequence) and elements.items is not None):
        return Text(span, GAP)
    between = parts_of(separator) or GAP
    parts: list[str | None] = []
    for number, element in enumerate(elements.items):
        parts += between if number else ()
        parts += parts_of(element) or GAP
    return text(span, parts)


def call_method(span: Span, value: Value, name: str, args: list[Value]) -> Value:
    """Return the value of a method of a text, other than `format` and `join`, called with positional arguments."""
    parts = parts_of(value)
    plain = [it.value for it in args if isinstance(it, Scalar)]
    if parts is None or len(plain) < len(args):
        return Value(span)
    if not isinstance(value, Scalar):
        return _of_parts(span, parts, name, plain)
    is_short = not (plain and isinstance(plain[0], int) and plain[0] > MAX_LENGTH)
    if name not in PLAIN_METHODS and not (name in PADDING_METHODS and is_short):
        return Value(span)
    if name == "expandtabs" and not is_short:
        return Value(span)
    if name == "replace" and len(str(value.value)) * max(len(str(it)) for it in [*plain, ""]) > MAX_LENGTH:
        return Value(span)
    return as_value(span, lambda: getattr(value.value, name)(*plain))


def _of_parts(span: Span, parts: Parts, name: str, plain: list[Plain]) -> Value:
    """Return the value of a method of a text with gaps."""
    if name in CASE_METHODS and not plain:
        return text(span, [part and getattr(part, name)() for part in parts])
    if name == "replace" and len(plain) == len(("old", "new")):
        old, new = plain
        if isinstance(old, str) and isinstance(new, str) and len(old) == 1 and len(new) <= 1:
            return text(span, [part and part.replace(old, new) for part in parts])
    return Value(span)


def as_value(span: Span, compute: Callable[[], Any]) -> Value:
    """Return the result of a harmless computation as a value; an unknown one if it fails or is of another type."""
    try:
        return of_plain(span, compute())
    except (ValueError, TypeError, OverflowError, LookupError, ArithmeticError, AttributeError):
        return Value(span)


def of_plain(span: Span, plain: Any) -> Value:
    """Return a plain value of Python, or a list or tuple of such, as a value."""
    if plain is None or isinstance(plain, (bool, int, float)):
        return Scalar(span, plain)
    if isinstance(plain, str):
        return Scalar(span, plain) if len(plain) <= MAX_LENGTH else Text(span, GAP)
    if isinstance(plain, (list, tuple)) and len(plain) <= MAX_ELEMENTS:
        return Sequence(span, "list" if isinstance(plain, list) else "tuple", [of_plain(span, it) for it in plain])
    return Value(span)
