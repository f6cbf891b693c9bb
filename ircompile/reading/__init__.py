"""Readers: text to tree, one a form."""

MARK = "ircompile:"
"""What a comment that speaks to the linter holds."""

REMOTE = ("file://", "fileb://", "http://", "https://")
"""What makes the AWS CLI load an option's value from somewhere else."""

NOT_TEXT = frozenset("+-.0123456789~nNtTfF")
"""The characters with which every plain scalar of YAML begins that is no string (YAML 1.2, 10.3.2)."""
