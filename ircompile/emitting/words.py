"""What a word of a command line may hold, so that neither a shell nor the AWS CLI takes it for something else."""

from __future__ import annotations

import re

LOADED = ("file://", "fileb://", "http://", "https://")
"""How a value begins that the AWS CLI replaces by what it names; addresses, version 1 fetches."""


RUNNER = re.compile(r"##\w*\[")
"""How a command to a CI runner begins, wherever it stands in a line of a log."""


class NotEmittable(ValueError):
    """A request can't be written in the form that was asked for; the message says why, and what can be done."""


def is_printable_ascii(text: str) -> bool:
    """Whether a text stands on one line and looks alike in every encoding of a terminal."""
    return text.isascii() and text.isprintable()


def is_literal(word: str) -> bool:
    """Whether everybody who sees a word, given as the value of an option, takes it for just that."""
    return is_printable_ascii(word) and not word.startswith(("-", *LOADED)) and not RUNNER.search(word)
