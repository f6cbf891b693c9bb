"""What a word of a command line may hold, so that neither a shell nor the AWS CLI takes it for something else."""

from __future__ import annotations

LOADED = ("file://", "fileb://", "http://", "https://")
"""How a value begins that the AWS CLI replaces by what it names; addresses, version 1 fetches."""


class NotEmittable(ValueError):
    """A request can't be written in the form that was asked for; the message says why, and what can be done."""


def is_printable_ascii(text: str) -> bool:
    """Whether a text stands on one line and looks alike in every encoding of a terminal."""
    return text.isascii() and text.isprintable()


def is_literal(word: str) -> bool:
    """Whether the AWS CLI takes a word, given as the value of an option, for just that."""
    return is_printable_ascii(word) and not word.startswith(("-", *LOADED))
