"""What a word of a command line may hold, so that neither a shell nor the AWS CLI takes it for something else."""

from __future__ import annotations

import json
import re

from ircompile.findings.errors import UserError
from ircompile.findings.masking import Mask
from ircompile.findings.messages import harmless_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOADED = ("file://", "fileb://", "http://", "https://")
"""How a value begins that the AWS CLI replaces by what it names; addresses, version 1 fetches."""


RUNNER = re.compile(r"##\w*\[")
"""How a command to a CI runner begins, wherever it stands in a line of a log."""


class EmitError(UserError):
    """A request can't be written in the form that was asked for; the message says why, and what can be done."""

    def __init__(self, message: str) -> None:
        super().__init__(Mask()(message))


def is_printable_ascii(text: str) -> bool:
    """Whether a text stands on one line and looks alike in every encoding of a terminal."""
    return text.isascii() and text.isprintable()


def is_literal(word: str) -> bool:
    """Whether everybody who sees a word, given as the value of an option, takes it for just that."""
    is_command = RUNNER.search(word) or word.lstrip().startswith("::")  # the word may be a line of its own
    return is_printable_ascii(word) and not word.startswith(("-", *LOADED)) and not is_command


def json_word(value: Any, without: str = "") -> str:
    """A value as JSON in one word, in printable ASCII; of `without`, characters of strings only, none stands in it."""
    word = harmless_json(json.dumps(value))
    for character in without:
        word = word.replace(character, f"\\u{ord(character):04x}")
    return word
