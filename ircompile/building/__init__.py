"""The build step: grammars, model and rule book, turned into modules that run without Lark, YAML or JSON.

A wheel is built with them, a checkout makes them when its sources change (see `ircompile.built`).
"""

from __future__ import annotations

import importlib

from ircompile.model.using import Using

MODULES = {
    "shorthand_grammar": "grammars",
    "cel_grammar": "grammars",
    "pattern_grammar": "grammars",
    "data": "data",
    "checker": "checker",
    "plain": "plain",
    "tables": "tables",
    "screen": "screen",
    "fine_screen": "screen",
    "book": "book",
    "arguments": "arguments",
}
"""What is built, and the module here that does."""


def source(name: str) -> str:
    """The Python source of a built module."""
    header = f'"""Made by ircompile.building; never edited: {name}."""\n'
    with Using(""):  # whichever model the run goes by that needs it first
        text: str = importlib.import_module(f"{__name__}.{MODULES[name]}").source(name)
    return header + text
