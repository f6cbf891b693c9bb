"""Where the folders that ship with the package are."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def folder(name: str) -> Path:
    """A shipped folder (`grammar`, `rules`): inside the package in a wheel, beside it in a checkout."""
    from pathlib import Path

    here = Path(__file__).parent
    inside = here / name
    return inside if inside.is_dir() else here.parent / name
