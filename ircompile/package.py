"""Contents of the package: the version, the data folders, and the modules that are built from these.

A wheel contains the built modules. A checkout makes them from the grammars, the model and the rule book whenever one of
these has changed; `ircompile/__init__.py` registers the function that does.
"""

from __future__ import annotations

import os
import sys

__version__ = "0.1.0"
SITE = "https://ircompile.dev/"
"""The base URL of the documentation."""
RULE_PAGES = f"{SITE}rules/"
"""The base URL of the pages about rules, which hosts of static sites serve with and without `.html`."""
SCHEMAS = f"{SITE}schemas/"
"""The base URL of the JSON Schemas."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
"""The package's folder."""
DATA = f"{HERE}/_shipped"
"""The folder of a wheel that contains `grammar` and `rules`, which are top-level folders of a checkout."""
SAME_CODE = {20220615, 20221023, 20230612}
"""The versions of Python's matcher that run each other's code: those of Python 3.11, 3.12, and 3.13 with 3.14."""
BUILT = "_built"
"""The name of the folder in the package that contains the built modules."""


def is_checkout() -> bool:
    """Return whether the package runs from a checkout and not from an installed wheel."""
    return not os.path.isdir(DATA)


def folder(name: str) -> Path:
    """Return the path of the data folder "grammar" or "rules"."""
    from pathlib import Path

    return (Path(HERE).parent if is_checkout() else Path(DATA)) / name


class Lazy:
    """A value that is made when it is first asked for.

    Args:
        make: Returns the value.
    """

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make: Callable[[], Any] | None = make
        self._value: Any = None

    def __call__(self) -> Any:
        """Return the value."""
        if self._make:
            self._value, self._make = self._make(), None
        return self._value


class Cache(dict["Any", "Any"]):
    """Results by what they were made from; it is emptied when it would become too large.

    Args:
        size: The most results that it keeps.
    """

    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def add(self, results: dict[Any, Any]) -> None:
        """Keep more results, unless they are too many by themselves."""
        if len(self) + len(results) > self.size:
            self.clear()
        if len(results) <= self.size:
            self.update(results)


class BuiltModules:
    """A function that returns built modules, and loads each when it is first used.

    Attributes:
        make: Makes a module from the sources of a checkout; None in a wheel, which contains the modules.
    """

    __slots__ = ("_loaded", "make")

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}
        self.make: Callable[[str], Any] | None = None

    def __call__(self, name: str) -> Any:
        """Return a built module.

        Args:
            name: A key of `ircompile.codegen.MODULES`.
        """
        if name not in self._loaded:
            self._loaded[name] = self.make(name) if self.make else _imported(name)
        return self._loaded[name]


module = BuiltModules()


def _imported(name: str) -> Any:  # pragma: no cover  only wheels contain built modules, and tests run in a checkout
    full = f"ircompile.{BUILT}.{name}"
    __import__(full)
    return sys.modules[full]


def compiled(pattern: tuple[Any, ...]) -> re.Pattern[str]:
    """Return a regular expression that was compiled when the package was built.

    This avoids importing the compiler of regular expressions, unless an unknown version of Python, or one on a machine
    of another word size, built the package or runs it.

    Args:
        pattern: The result of `ircompile.model.frozen.frozen`.
    """
    import _sre  # type: ignore[import-not-found]  # Python's own matcher, which has no stubs

    source, flags, (magic, *sizes), code, *groups = pattern
    if sizes == [_sre.CODESIZE, _sre.MAXREPEAT] and (magic == _sre.MAGIC or {magic, _sre.MAGIC} <= SAME_CODE):
        found: re.Pattern[str] = _sre.compile(source, flags, list(code), *groups)
        return found
    import re  # pragma: no cover  on another Python than that of the machine that built the modules

    return re.compile(source, flags & ~re.UNICODE)  # pragma: no cover  as above
