"""The build step: grammars, model and rule book become modules that run without Lark, YAML or JSON.

A wheel is built with these modules; a checkout makes them when its sources change (see `codegen.cache`).
"""

from __future__ import annotations

import importlib

MODULES = {
    "shorthand_grammar": "grammars.grammar",
    "cel_grammar": "grammars.grammar",
    "pattern_grammar": "grammars.grammar",
    "data": "facts.data",
    "checker": "facts.checker",
    "plain": "plain.plain",
    "tables": "tables.tables",
    "screen": "screen.screen",
    "fine_screen": "screen.screen",
    "lenient_screen": "screen.screen",
    "book": "tables.book",
    "arguments": "arguments.arguments",
}
"""The built modules, and the function that writes each; the function is called with the module's name."""


def source(name: str) -> str:
    """Return the Python source of a built module."""
    module, _, function = MODULES[name].rpartition(".")
    written: str = getattr(importlib.import_module(f"{__name__}.{module}"), function)(name)
    return f'"""Made by ircompile.codegen; never edited: {name}."""\n{written}'
