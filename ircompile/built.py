"""Modules made from the grammars, the model and the rule book: a wheel carries them, a checkout makes them itself.

What is made is never edited, and never stale: in a checkout a module is made anew when a file that it could depend on
has changed, and only in memory where the checkout can't be written to.
"""

from __future__ import annotations

import sys

from ircompile.shipped import HERE, is_checkout

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

FOLDER = "_built"
"""The folder of the package that holds the modules."""

_fresh: dict[str, Any] = {}


def module(name: str) -> Any:
    """A built module: its names are what `ircompile.building` wrote there.

    Args:
        name: One of `ircompile.building.MODULES`.
    """
    if name not in _fresh:
        _fresh[name] = _made(name) if is_checkout() else _imported(name)
    return _fresh[name]


def _imported(name: str) -> Any:
    full = f"ircompile.{FOLDER}.{name}"
    __import__(full)
    return sys.modules[full]


def _made(name: str) -> Any:
    """The module as the sources of this checkout make it; read from where it was kept if they are the same."""
    import importlib  # by name, since the build step stands above everything that uses what it builds

    return importlib.import_module("ircompile.building.keeping").kept(name, f"{HERE}/{FOLDER}")


def checker(root: Any) -> Any:
    """The module that checks values of a shape that does not ship, made in memory."""
    import importlib
    import types

    made = types.ModuleType("checker")
    text = importlib.import_module("ircompile.building.checker").checker(root)
    exec(compile(text, "<checker>", "exec"), made.__dict__)  # noqa: S102  our own text
    return made


def compiled(pattern: tuple[Any, ...]) -> re.Pattern[str]:
    """A regular expression that was compiled when it was built.

    Python's matcher takes the code as it is, which spares a run the compiler; code of another Python's matcher is
    compiled afresh.
    """
    import _sre  # type: ignore[import-not-found]  # Python's own matcher

    source, flags, magic, code, *groups = pattern
    if magic == (_sre.MAGIC, _sre.CODESIZE):
        found: re.Pattern[str] = _sre.compile(source, flags, list(code), *groups)
        return found
    import re

    return re.compile(source, flags & ~re.UNICODE)
