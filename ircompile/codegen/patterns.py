"""Regular expressions of rules, of the service model and of YAML, as built modules contain them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircompile.model.frozen import frozen
from ircompile.syntax.yaml.core import FLOAT, INTEGER
from ircompile.syntax.yaml.plain import LINE
from ircompile.syntax.yaml.plain_values import OUTER, PART
from ircompile.syntax.yaml.values import ODD, ODD_LINE

if TYPE_CHECKING:
    from typing import Any


def frozen_search(pattern: str) -> tuple[Any, ...] | None:
    """Return a pattern of the rule language compiled by Python, to search with; None if Python may match differently.

    Without special groups, and without escapes other than of punctuation, RE2 and Python differ only on `$`, which in
    RE2 matches only at the end of the text, and on the sequences in classes that Python warns about.
    """
    if re.search(r"\\[A-Za-z0-9$]|\(\?|\[\[|&&|\|\||--|~~|\n", pattern):
        return None
    return frozen(re.compile(re.sub(r"\$(?![^\[\]]*\])", r"\\Z", pattern), re.ASCII))


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
