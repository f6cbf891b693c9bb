"""What argparse knows of the commands whose plain command lines are parsed without it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ircompile.cli.fast_args import PLAIN
from ircompile.cli.parser import build_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

REPEATED = {argparse._StoreAction: False, argparse._AppendAction: True}  # noqa: SLF001  named nowhere else
"""Of what takes a value, whether it gathers all of them."""


def arguments(_name: str) -> str:
    """The module: by command the `DEFAULTS` of its arguments, the `FLAGS` that set one of them to true, and `OPTIONS`.

    Of an option that takes a value these say which argument it sets, the values that there are, and whether that is a
    list of them. What argparse would have to be asked about is left out.
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
        if action.__class__ in REPEATED and action.nargs is None and action.type is None:
            row = action.dest, action.choices, REPEATED[action.__class__]
            yield from ((option, row) for option in action.option_strings)


def _independent(parser: Any) -> list[Any]:
    """The actions, without those that exclude an earlier one."""
    later = [it for group in parser._mutually_exclusive_groups for it in group._group_actions[1:]]  # noqa: SLF001  likewise
    return [action for action in parser._actions if action not in later]  # noqa: SLF001  likewise
