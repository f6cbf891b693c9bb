"""The generated module with the arguments of the commands whose plain command lines are parsed without argparse."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ircompile.cli.fast_args import PLAIN
from ircompile.cli.parser import build_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

IS_LIST = {argparse._StoreAction: False, argparse._AppendAction: True}  # noqa: SLF001  they have no public names
"""Whether an argument is a list, by the action of the option that sets it."""


def arguments(_name: str) -> str:
    """Return a module with, by command, the `DEFAULTS` of its arguments, its `FLAGS` and its `OPTIONS`.

    A flag sets the named argument to true. An option takes a value; its entry is the argument that it sets, the values
    that are allowed, and whether the argument is a list of them. Options that only argparse can parse are left out.
    """
    parser, commands = build_parser(PLAIN)
    defaults = {command: vars(parser.parse_args([command])) for command in PLAIN}
    flags = {command: dict(_flags(commands[command])) for command in PLAIN}
    options = {command: dict(_options(commands[command])) for command in PLAIN}
    return f"DEFAULTS = {defaults!r}\nFLAGS = {flags!r}\nOPTIONS = {options!r}\n"


def _flags(parser: Any) -> Iterator[tuple[str, str]]:
    for action in _independent(parser):
        if action.nargs == 0 and action.const is True:
            yield from ((option, action.dest) for option in action.option_strings)


def _options(parser: Any) -> Iterator[tuple[str, tuple[str, Any, bool]]]:
    for action in _independent(parser):
        if action.__class__ in IS_LIST and action.nargs is None and action.type is None:
            row = action.dest, action.choices, IS_LIST[action.__class__]
            yield from ((option, row) for option in action.option_strings)


def _independent(parser: Any) -> list[Any]:
    """Return the actions of a parser, of mutually exclusive ones only the first."""
    groups = parser._mutually_exclusive_groups  # noqa: SLF001  argparse has no public way to list them
    excluded = [action for group in groups for action in group._group_actions[1:]]  # noqa: SLF001  as above
    return [action for action in parser._actions if action not in excluded]  # noqa: SLF001  as above
