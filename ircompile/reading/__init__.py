"""Readers: text to tree, one a form."""

MARK = "ircompile:"
"""What a comment that speaks to the linter holds."""


def may_speak(text: str) -> bool:
    """Whether a text may hold a comment that speaks to the linter, or is meant to, in other letters."""
    return "#" in text and MARK in text.lower()


REMOTE = ("file://", "fileb://", "http://", "https://")
"""What makes the AWS CLI load an option's value from somewhere else."""

NOT_TEXT = frozenset("+-.0123456789~nNtTfF")
"""The characters with which every plain scalar of YAML begins that is no string (YAML 1.2, 10.3.2)."""

SIGNS = (
    "\\",  # what is written otherwise than it reads
    *("<", "{{", "${", "*", "INSERT", "TODO", "REPLACE_ME", "string"),  # placeholders
    *("AKIA", "ASIA", "PRIVATE"),  # credentials, of which a scalar may be folded
    "DataInputConfig",  # which is JSON of its own
)
"""What a text must hold for some checks to find anything in it; most hold none of it."""


def has_sign(text: str) -> bool:
    """Whether a text holds something that a check looks for which sees more than values."""
    for sign in SIGNS:  # a generator would cost more than all of them
        if sign in text:
            return True
    return "secret" in text.lower() or may_speak(text)  # which stands beside other credentials, in any letters
