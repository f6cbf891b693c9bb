"""A parser for the plain command lines of hooks and CI, since importing argparse takes as long as starting Python.

The options of a command and their defaults are taken from its argparse parser when the package is built.
"""

from __future__ import annotations

import os

from ircompile.cli.exit import CliError
from ircompile.package import module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

PLAIN = ("lint",)
"""The commands whose plain command lines are parsed here."""


class Arguments:
    """A stand-in for `argparse.Namespace`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    def __contains__(self, name: str) -> bool:
        """Return whether there is an argument of this name."""
        return name in self.__dict__


def with_paths(argv: Sequence[str]) -> Sequence[str]:
    """Return the arguments with `./` before those that begin with `-` and name a file.

    pre-commit puts the names of files after the options of a hook. Only words with a dot count as names, so that no
    file can replace a flag.

    Raises:
        CliError: A word is the name of a file, and an option with its value.
    """
    end = argv.index("--") if "--" in argv else len(argv)
    if not any(word.startswith("-") and "." in word for word in argv[:end]):
        return argv
    words = list(argv)
    for at, word in enumerate(words[:end]):
        if word.startswith("-") and "." in word and os.path.isfile(word):
            if "=" in word:
                raise CliError(
                    f"{word} is both an option and the name of a file; write ./{word} for the file, or rename it"
                )
            words[at] = f"./{word}"
    return words


def parse_plain(argv: Sequence[str]) -> argparse.Namespace | None:
    """Return the arguments of a plain command line, or None if argparse has to parse it."""
    if not argv or argv[0] not in PLAIN:
        return None
    built = module("arguments")
    values = dict(built.DEFAULTS[argv[0]])
    flags, options = built.FLAGS[argv[0]], built.OPTIONS[argv[0]]
    paths: list[str] = []
    words = iter(argv[1:])
    for word in words:
        option, is_joined, value = word.partition("=")
        if word == "--":
            paths += words
        elif word in flags:
            values[flags[word]] = True
        elif option in options:
            name, choices, is_repeated = options[option]
            value = value if is_joined else next(words, "")
            if not value or value.startswith("-") or (choices and value not in choices):
                return None
            values[name] = [*(values[name] or ()), value] if is_repeated else value
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    if paths:
        values["paths"] = paths
    return Arguments(values)  # type: ignore[return-value]  # it has the same attributes
