"""Contestants that parse shorthand: all strings of a JSON file on every call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _each(file: str, parse: Callable[[str], Any]) -> Callable[[], object]:
    texts = json.loads(Path(file).read_text("utf-8"))

    def go() -> None:
        for text in texts:
            parse(text)

    return go


def ircompile(file: str) -> Callable[[], object]:
    """Parse with this project's reader."""
    from ircompile import parse_shorthand

    return _each(file, parse_shorthand)


def awscli(file: str) -> Callable[[], object]:
    """Parse with the AWS CLI's parser, which is the reference."""
    from awscli.shorthand import ShorthandParser

    return _each(file, ShorthandParser().parse)


def lark(file: str, grammar: str) -> Callable[[], object]:
    """Parse with stock Lark and our grammar, to a tree that is not converted to values."""
    from lark import Lark

    parser = Lark(Path(grammar).read_text("utf-8"), parser="lalr", lexer="contextual")
    return _each(file, parser.parse)


def descent(file: str) -> Callable[[], object]:
    """Parse with a minimal parser, which shows the limit of plain Python."""
    from contestants.plain_descent import parse

    return _each(file, parse)
