"""Notebooks for tests."""

from __future__ import annotations

import json
from typing import Any


def code(source: Any, **more: Any) -> dict[str, Any]:
    """Return a code cell; the lines of a text become a list, as Jupyter writes them."""
    lines = source.splitlines(keepends=True) if isinstance(source, str) else source
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": lines, **more}


def markdown(source: str) -> dict[str, Any]:
    """Return a cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def notebook(*cells: str | dict[str, Any], metadata: Any = None, indent: int | None = 1) -> str:
    """Return the text of a notebook, in which strings are code cells."""
    written = [code(it) if isinstance(it, str) else it for it in cells]
    value = {"cells": written, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(value, indent=indent, ensure_ascii=False) + "\n"
