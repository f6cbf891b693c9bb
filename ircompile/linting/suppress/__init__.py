"""Suppression of findings by comments in a text and by `[[ignore]]` entries of the configuration."""

MARK = "ircompile:"
"""The text that marks a comment as a directive to the linter."""


def may_have_directive(text: str) -> bool:
    """Return whether a text may contain a directive, with its mark in any letter case."""
    return "#" in text and MARK in text.lower()
