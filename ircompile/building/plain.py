"""The patterns of plain YAML, compiled."""

from __future__ import annotations

import re

from ircompile.building.patterns import frozen
from ircompile.reading.plain_yaml import LINE, PIECE, SIGN


def source(_name: str) -> str:
    """The module: `LINE`, `PIECE` and `SIGN`, as `ircompile.built.compiled` takes them."""
    patterns = {"LINE": LINE, "PIECE": PIECE, "SIGN": SIGN}
    return "".join(f"{name} = {frozen(re.compile(pattern))!r}\n" for name, pattern in patterns.items())
