"""Whether the checks that look into texts can find anything in a text."""

from __future__ import annotations

from ircompile.linting.suppress import may_have_directive
from ircompile.package import module


def may_trigger_text_checks(text: str) -> bool:
    """Return whether a text holds one of the signs that a check declares, or may hold a directive."""
    for sign in module("tables").SIGNS:  # a generator would cost more than all of them
        if sign in text:
            return True
    return "secret" in text.lower() or may_have_directive(text)  # "secret" names credentials in any letters
