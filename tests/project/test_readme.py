"""The commands in the README and other pages print what they say; `pytest --accept` rewrites them."""

from __future__ import annotations

import contextlib
import io
import re
from code import InteractiveInterpreter
from typing import Any

import pytest
from checkout import ROOT
from console import rerun

PAGES = ["README.md", "docs/plan.md"]


def python_session(block: str) -> str:
    """Return a block of `>>>` lines with their current output."""
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
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(golden: Any, name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    text = re.sub(r"(?<=```console\n).*?(?=```\n)", lambda block: rerun(block[0]), text, flags=re.DOTALL)
    text = re.sub(r"(?<=```python\n).*?(?=```\n)", lambda block: python_session(block[0]), text, flags=re.DOTALL)
    golden(ROOT / name, text)
