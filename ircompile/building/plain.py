"""The patterns of plain YAML, compiled."""

from __future__ import annotations

import re

from ircompile.building.patterns import frozen
from ircompile.reading.plain_values import OUTER, PART
from ircompile.reading.plain_yaml import LINE


def source(_name: str) -> str:
    """The module: `LINE`, `PART` and `OUTER`, as `ircompile.built.compiled` takes them."""
    patterns = {"LINE": LINE, "PART": PART, "OUTER": OUTER}
    return "".join(f"{name} = {frozen(re.compile(pattern))!r}\n" for name, pattern in patterns.items())
