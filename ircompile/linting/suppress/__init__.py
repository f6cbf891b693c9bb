"""What keeps findings from being reported: comments, and entries of the configuration."""

MARK = "ircompile:"
"""The text that marks a comment as a directive to the linter."""


def may_have_directive(text: str) -> bool:
    """Return whether a text may hold a directive, in whatever letters its mark is written."""
    return "#" in text and MARK in text.lower()
