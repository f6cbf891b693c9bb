"""The README's commands print what it says; `pytest --accept` rewrites it."""

from __future__ import annotations

import contextlib
import io
import re
from code import InteractiveInterpreter
from pathlib import Path
from typing import Any

import pytest
from console import rerun

README = Path(__file__).parent.parent / "README.md"


def python_session(block: str) -> str:
    """A block of `>>>` lines with what they print now."""
    statements = re.findall(r"^>>> .*\n(?:\.\.\. .*\n)*", block, re.MULTILINE)
    interpreter = InteractiveInterpreter({"__name__": "readme"})
    lines = []
    for statement in statements:
        source = re.sub(r"^(?:>>>|\.\.\.) ", "", statement, flags=re.MULTILINE)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            interpreter.runsource(source + "\n" * source.count("\n"), symbol="single")
        lines += [statement, out.getvalue()]
    return "".join(lines)


@pytest.mark.usefixtures("root")
def test_the_tour_is_true(golden: Any) -> None:
    text = README.read_text("utf-8")
    text = re.sub(r"(?<=```console\n).*?(?=```\n)", lambda block: rerun(block[0]), text, flags=re.DOTALL)
    text = re.sub(r"(?<=```python\n).*?(?=```\n)", lambda block: python_session(block[0]), text, flags=re.DOTALL)
    golden(README, text)
