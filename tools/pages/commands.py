"""A page for each command, made from its argparse parser."""

from __future__ import annotations

import argparse
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ircompile.cli.exit import COMMANDS
from ircompile.cli.parser import build_parser
from tools.pages.markdown import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {
    "new": "start.md",
    "lint": "tour.md",
    "baseline": "ignores.md",
    "compile": "output-folder.md",
    "plan": "plan.md",
    "convert": "to-manifests.md",
    "rules": "rule-language.md",
}
"""The page about a command's task."""


def pages() -> dict[str, str]:
    """Return the page about each command, and the page that lists them."""
    _, parsers = build_parser(tuple(COMMANDS))
    listed = [f"- [`ircompile {name}`](commands/{name}.md): {summary}" for name, summary in COMMANDS.items()]
    index = [
        "# Commands",
        "",
        "These pages are made from the command line's own help.",
        "",
        *listed,
        contents(f"commands/{name}" for name in COMMANDS),
    ]
    made = {f"commands/{name}.md": "\n".join(_page(name, parser)) for name, parser in parsers.items()}
    return {"commands.md": "\n".join(index), **made}


def _page(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (f"# ircompile {name}", "", f"{parser.description}.", "")
    if name in GUIDES:
        title = (DOCS / GUIDES[name]).read_text("utf-8").partition("\n")[0].removeprefix("# ")
        yield from (f"[{title}](../../{GUIDES[name]}) shows how it is used.", "")
    yield from _described(f"ircompile {name}", parser)


def _described(program: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the lines about what a parser accepts, and about its own commands."""
    yield from ("```text", *_usage(parser), "```", "")
    positional, optional, nested = _parts(parser)
    yield from (f"```{{program}} {program}", "```", "")
    for action in positional:
        yield from (f"`{_operand(action)}`", f": {_help(parser, action)}", "")
    for action in optional:
        names = ", ".join(f"{name} {_operand(action)}".rstrip() for name in action.option_strings)
        yield from (f"```{{option}} {names}", _help(parser, action), "```", "")
    for word, inner in nested.items():
        yield from (f"## {program} {word}", "", f"{inner.description}.", "")
        yield from _described(f"{program} {word}", inner)


def _parts(
    parser: argparse.ArgumentParser,
) -> tuple[list[argparse.Action], list[argparse.Action], dict[str, argparse.ArgumentParser]]:
    """Return the operands, the options and the commands of a parser."""
    actions = [it for it in parser._actions if it.help != argparse.SUPPRESS]  # noqa: SLF001  argparse has no public way to list them
    nested = [it for it in actions if isinstance(it.choices, dict)]
    operands = [it for it in actions if not it.option_strings and it not in nested]
    options = [it for it in actions if it.option_strings]
    return operands, options, {name: inner for it in nested for name, inner in dict(it.choices or {}).items()}


def _usage(parser: argparse.ArgumentParser) -> list[str]:
    """Return the usage on lines of a fixed width, whatever the terminal."""
    parser.formatter_class = partial(argparse.HelpFormatter, width=88)
    return parser.format_usage().removeprefix("usage: ").rstrip("\n").splitlines()


def _operand(action: argparse.Action) -> str:
    """Return what an argument is called, or the values that it may have."""
    if action.nargs == 0:
        return ""
    choices = "|".join(map(str, action.choices)) if action.choices is not None else ""
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return metavar or choices or action.dest.upper()


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    """Return the help of an argument as a sentence, with its choices."""
    values = {**vars(action), "prog": parser.prog, "choices": ", ".join(map(str, action.choices or ()))}
    return _sentence((action.help or "") % values)


def _sentence(text: str) -> str:
    """Return a help text as a sentence, in which options are code."""
    marked = re.sub(r"(?<![\w`-])(--?[a-z][a-z-]*)(?![\w`])", r"`\1`", text.replace("<", "\\<"))
    return f"{marked[:1].upper()}{marked[1:]}."
