"""Suppression of findings by comments in a text and by `[[ignore]]` entries of the configuration."""

MARK = "ircompile:"
"""The text that marks a comment as a directive to the linter."""
SIGNS = ("#", "<!--", "{/*")
"""What comments begin with."""
PROGRAM = MARK.rstrip(":")
"""What a directive without the colon begins with."""


class Suppressed:
    """How many findings that a run would report are suppressed.

    Attributes:
        in_baseline: Number of findings that the baseline knows.
        ignored: Number of findings that comments and `[[ignore]]` entries suppress.
    """

    __slots__ = ("ignored", "in_baseline")

    def __init__(self) -> None:
        self.in_baseline = self.ignored = 0

    def counts(self) -> tuple[int, int]:
        """Return both numbers, that of the baseline first."""
        return self.in_baseline, self.ignored

    def add(self, in_baseline: int, ignored: int) -> None:
        """Add to both numbers."""
        self.in_baseline += in_baseline
        self.ignored += ignored


def may_have_directive(text: str) -> bool:
    """Return whether a text may contain a directive, with its mark in any letter case and maybe without its colon."""
    return PROGRAM in text.lower() and any(sign in text for sign in SIGNS)
