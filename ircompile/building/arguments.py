"""What argparse knows of the commands whose plain command lines are parsed without it."""

from __future__ import annotations

from typing import Any

from ircompile.cli.parser import parser_of
from ircompile.cli.plain import PLAIN


def source(_name: str) -> str:
    """The module: by command the `DEFAULTS` of its arguments, and the `FLAGS` that set one of them to true."""
    parser, commands = parser_of(PLAIN)
    defaults = {command: vars(parser.parse_args([command])) for command in PLAIN}
    flags = {command: dict(_flags(commands[command])) for command in PLAIN}
    return f"DEFAULTS = {defaults!r}\nFLAGS = {flags!r}\n"


def _flags(parser: Any) -> list[tuple[str, str]]:
    return [
        (option, action.dest)
        for action in parser._actions  # noqa: SLF001  argparse tells it nowhere else
        if action.nargs == 0 and action.const is True
        for option in action.option_strings
    ]
