"""The commands in the README and other pages print what they say; `pytest --accept` rewrites them."""

from __future__ import annotations

import contextlib
import html
import io
import re
from code import InteractiveInterpreter
from typing import Any

import pytest
from checkout import ROOT
from console import rerun
from maintainer_tools import tool

PAGES = ["README.md", "docs/plan.md", "docs/tour.md"]


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
    for file, shown in re.findall(r"^<!-- (examples/\S+) -->\n```\w+\n(.*?)```$", text, re.MULTILINE | re.DOTALL):
        text = text.replace(shown, (ROOT / file).read_text("utf-8"))
    golden(ROOT / name, text)


def test_the_picture_of_a_terminal_is_up_to_date(golden: Any) -> None:
    terminal = tool("draw_terminal")
    printed = terminal.printed(terminal.COMMAND, terminal.FOLDER)
    golden(terminal.PICTURE, terminal.drawing(terminal.COMMAND, printed))
    assert "](docs/terminal.svg)" in (ROOT / "README.md").read_text("utf-8")


def test_a_drawing_shows_each_character_where_the_terminal_does() -> None:
    terminal = tool("draw_terminal")
    lines = [
        "\x1b[1;31merror[a<b]\x1b[0m: \x1b[1m`x` & y\x1b[0m",
        "",
        "   \x1b[2m|\x1b[0m   \x1b[1;34m--- here\x1b[0m",
        "…  end",
    ]
    shown = "\n".join(lines).replace("a<b", "\x1b]8;;https://example.org\x1b\\a<b\x1b]8;;\x1b\\")
    drawn = ["", "", "", "", ""]
    elements = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', terminal.drawing("ircompile", shown))
    for x, y, text in elements:
        row, column = int(float(y) / terminal.HEIGHT - 1), round((float(x) - terminal.MARGIN) / terminal.WIDTH)
        drawn[row] = drawn[row].ljust(column) + html.unescape(text)
    assert drawn == ["$ ircompile", "error[a<b]: `x` & y", "", "   |   --- here", "…  end"]
