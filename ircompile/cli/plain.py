"""Command lines of paths and flags, as hooks have them, parsed without argparse, which takes as long as Python itself.

What the commands' flags are and what their arguments are by default is asked of argparse when the package is built.
"""

from __future__ import annotations

from ircompile.built import module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any

PLAIN = ("lint",)
"""The commands whose plain command lines are worth it."""


class Arguments:
    """What argparse's namespace would hold."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    def __contains__(self, name: str) -> bool:
        """Whether there is an argument of this name."""
        return name in self.__dict__


def plain(argv: Sequence[str]) -> argparse.Namespace | None:
    """The arguments of a plain command line, None of any other."""
    if not argv or argv[0] not in PLAIN:
        return None
    built = module("arguments")
    values = dict(built.DEFAULTS[argv[0]])
    paths: list[str] = []
    words = iter(argv[1:])
    for word in words:
        if word == "--":
            paths += words
        elif word in built.FLAGS[argv[0]]:
            values[built.FLAGS[argv[0]][word]] = True
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    if paths:
        values["paths"] = paths
    return Arguments(values)  # type: ignore[return-value]  # it has the same attributes
