"""Where the folders that ship with the package are."""

from __future__ import annotations

HERE = __file__.rpartition("/")[0] or __file__.rpartition("\\")[0]
"""The package's folder."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def folder(name: str) -> Path:
    """A shipped folder (`grammar`, `rules`): inside the package in a wheel, beside it in a checkout."""
    from pathlib import Path

    inside = Path(HERE) / name
    return inside if inside.is_dir() else Path(HERE).parent / name
