"""The generated module with the compiled patterns of YAML."""

from __future__ import annotations

import re

from ircompile.model.frozen import frozen
from ircompile.syntax.yaml.core import FLOAT, INTEGER
from ircompile.syntax.yaml.plain import LINE
from ircompile.syntax.yaml.plain_values import OUTER, PART
from ircompile.syntax.yaml.values import ODD, ODD_LINE


def plain(_name: str) -> str:
    """Return a module with the patterns `LINE`, `PART`, `OUTER`, `INTEGER`, `FLOAT`, `ODD` and `ODD_LINE`."""
    patterns = {
        "LINE": LINE,
        "PART": PART,
        "OUTER": OUTER,
        "INTEGER": INTEGER,
        "FLOAT": FLOAT,
        "ODD": ODD,
        "ODD_LINE": ODD_LINE,
    }
    return "".join(f"{name} = {frozen(re.compile(pattern))!r}\n" for name, pattern in patterns.items())
