"""Quick tests of whether the checks on texts may find anything in a text, or in the values read from it."""

from __future__ import annotations

from ircompile.linting.suppress import may_have_directive
from ircompile.package import module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.sources.source import Source
    from ircompile.syntax.yaml.plain import NewLines


def signs_of(source: Source, new: NewLines | None = None) -> tuple[bool, bool]:
    """Return whether a text contains a sign that a check on texts declares, and whether it may contain a directive.

    Lines that contain neither are remembered, so that later texts are searched only in their other lines.

    Args:
        source: The text, which is searched once.
        new: The lines of it that are not remembered yet; None if these are not known.
    """
    if source.signs is None:
        text = source.text if new is None else "\n".join(new.entries)
        source.signs = has_sign(text), may_have_directive(text)
        if new is not None:
            new.remember(but=may_trigger_text_checks if any(source.signs) else None)
    return source.signs


def may_trigger_text_checks(text: str) -> bool:
    """Return whether a text contains a sign that a check declares, or may contain a directive."""
    return has_sign(text) or may_have_directive(text)


def has_sign(text: str) -> bool:
    """Return whether a text contains a sign that a check declares."""
    tables = module("tables")
    for character, sign in tables.SIGNS:  # a generator would cost more than all of them
        if character in text and sign in text:  # since one character is found much faster than several
            return True
    return tables.NAMING_WORD in text.lower()


def strings(value: Any) -> str:
    """Return all strings and keys of a value, one per line.

    A text can contain signs that are part of its syntax, such as the `*` of an alias, and not of its values.
    """
    found: list[str] = []
    waiting = [value]
    for it in waiting:  # it grows during the loop
        if it.__class__ is str:
            found.append(it)
        elif it.__class__ is dict:
            found += it
            waiting += it.values()
        elif it.__class__ is list:
            waiting += it
    return "\n".join(found)
