"""Tests of texts of which only parts are known: they have a value where it is the same for every completion."""

from __future__ import annotations

from ircompile.rulebook.cel.values import LIMIT, UnknownValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.values import PartialText
    from ircompile.rulebook.cel.automaton import Search


def starts_with(text: PartialText, start: str) -> bool:
    """Return whether every completion starts with a text, or none does.

    Raises:
        UnknownValueError: Only some do.
    """
    known = text.parts[0] or ""
    return _decided(always=known.startswith(start), never=not start.startswith(known[: len(start)]))


def ends_with(text: PartialText, end: str) -> bool:
    """Return whether every completion ends with a text, or none does.

    Raises:
        UnknownValueError: Only some do.
    """
    known = text.parts[-1] or ""
    return _decided(always=known.endswith(end), never=not end.endswith(known[-len(end) :] if end else ""))


def contains(text: PartialText, part: str) -> bool:
    """Return whether every completion contains a text.

    Raises:
        UnknownValueError: Only some do.
    """
    return _decided(always=any(part in (known or "") for known in text.parts), never=False)


def matches(search: Search, text: PartialText) -> bool:
    """Return whether a pattern is found in every completion, or in none.

    Raises:
        UnknownValueError: It is found in some only, or that is not certain.
    """
    if len(text.known) > LIMIT:
        raise UnknownValueError
    return _decided(always=search.is_found_in_all_from(text.parts[0] or ""), never=not search.may_find(text.parts))


def _decided(*, always: bool, never: bool) -> bool:
    if always or never:
        return always
    raise UnknownValueError
