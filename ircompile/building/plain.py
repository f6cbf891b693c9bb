"""The patterns of plain YAML, compiled."""

from __future__ import annotations

import re

from ircompile.building.patterns import frozen
from ircompile.reading.plain_yaml import LINE, TOKEN


def source(_name: str) -> str:
    """The module: `LINE` and `TOKEN`, as `ircompile.built.compiled` takes them."""
    return f"LINE = {frozen(re.compile(LINE))!r}\nTOKEN = {frozen(re.compile(TOKEN))!r}\n"
