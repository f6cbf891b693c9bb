"""The page about what the package exports; Sphinx fills it in from the docstrings."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import ircompile

if TYPE_CHECKING:
    from collections.abc import Iterator

INTRODUCTION = """\
# Python API

Everything that `import ircompile` gives you. [In programs and notebooks](../python.md) and
[Many files](../many-files.md) show how it is used.
"""

PARTS = [f"findings.diagnostic.{name}" for name in ("Severity", "Location", "Fix", "Edit", "CellRange")]
"""Classes that the package does not export, but of which attributes of a diagnostic are."""


def pages() -> dict[str, str]:
    """Return the page."""
    return {"api.md": "\n".join(_lines())}


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    exported = {name: getattr(ircompile, name) for name in ircompile.__all__ if not name.startswith("__")}
    kinds = {
        "Functions": [name for name, value in exported.items() if inspect.isfunction(value)],
        "Errors": [name for name, value in exported.items() if _is_error(value)],
        "Classes": [name for name, value in exported.items() if inspect.isclass(value) and not _is_error(value)],
        "Parts of a diagnostic": PARTS,
    }
    for title, names in kinds.items():
        yield from (f"## {title}", "")
        for name in names:
            directive = "autofunction" if title == "Functions" else "autoclass"
            options = [] if title == "Functions" else [":members:"]
            yield from (
                "```{eval-rst}",
                f".. {directive}:: ircompile.{name}",
                *(f"   {it}" for it in options),
                "```",
                "",
            )


def _is_error(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, BaseException)
