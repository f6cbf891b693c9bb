"""The generation of the built modules from the grammars, the model and the rule book.

At run time these modules need no Lark, YAML or JSON. A wheel contains them; a checkout makes them when its sources
change (see `ircompile.codegen.cache`).
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
"""The function that generates each built module; it is called with the module's name."""


def source(name: str) -> str:
    """Return the Python source of a built module.

    Args:
        name: A key of `MODULES`.
    """
    module, _, function = MODULES[name].rpartition(".")
    body: str = getattr(importlib.import_module(f"{__name__}.{module}"), function)(name)
    return f'"""Made by ircompile.codegen; never edited: {name}."""\n{body}'
