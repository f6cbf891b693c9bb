"""The words of a command line, which neither the AWS CLI nor a reader of logs must take for something else."""

from __future__ import annotations

import json
import re

from ircompile.findings.errors import UserError
from ircompile.findings.masking import Mask
from ircompile.findings.messages import harmless_json
from ircompile.syntax import REMOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RUNNER = re.compile(r"##\w*\[")
"""The start of a command to a CI runner, anywhere in a line of a log."""


class EmitError(UserError):
    """A request can't be written in the requested format.

    The message says why, and what to do instead; credentials in it are masked.
    """

    def __init__(self, message: str) -> None:
        super().__init__(Mask()(message))


def is_printable_ascii(text: str) -> bool:
    """Return whether a text is on one line and looks the same in every encoding of a terminal."""
    return text.isascii() and text.isprintable()


def is_literal(word: str) -> bool:
    """Return whether the AWS CLI, terminals and CI runners take an option's value for just this text."""
    is_command = RUNNER.search(word) or word.lstrip().startswith("::")  # it may be on a line of its own
    return is_printable_ascii(word) and not word.startswith(("-", *REMOTE)) and not is_command


def json_word(value: Any, without: str = "") -> str:
    """Return a value as JSON in printable ASCII; characters of `without`, which only strings may have, are escaped."""
    word = harmless_json(json.dumps(value))
    for character in without:
        word = word.replace(character, f"\\u{ord(character):04x}")
    return word
