"""Readers: text to tree, one a form."""

MARK = "ircompile:"
"""What a comment that speaks to the linter holds."""
