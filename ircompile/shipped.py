"""Where the folders that ship with the package are."""

from __future__ import annotations

import os

HERE = os.path.dirname(os.path.abspath(__file__))
"""The package's folder."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def is_checkout() -> bool:
    """Whether the package runs from a checkout, where the shipped folders stand beside it and not in it."""
    return not os.path.isdir(f"{HERE}/rules")


def folder(name: str) -> Path:
    """A shipped folder (`grammar`, `rules`): inside the package in a wheel, beside it in a checkout."""
    from pathlib import Path

    return (Path(HERE).parent if is_checkout() else Path(HERE)) / name
