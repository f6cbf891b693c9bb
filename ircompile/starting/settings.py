"""A new configuration, with comments on its settings."""

from __future__ import annotations

from ircompile.package import HERE


def configuration() -> str:
    """Return the text of an `ircompile.toml` whose settings are mostly comments."""
    with open(f"{HERE}/starting/settings.toml", encoding="utf-8") as file:
        return file.read()
