"""The configuration of Neovim on the page about editors, in Neovim itself."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from console import run
from neovim import EDITOR, Neovim
from shells import why_missing

WHY = why_missing(EDITOR, "neovim")
pytestmark = pytest.mark.skipif(bool(WHY), reason=WHY)

BROKEN = ROOT / "examples/broken"
EXAMPLES = sorted(it.name for it in BROKEN.iterdir() if it.suffix != ".report")
LEVELS = {"error": 1, "warning": 2}
"""The severities that the server shows unless it is told otherwise, as Neovim numbers them."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home folder that has the configuration of the page, and nothing else."""
    section = (ROOT / "docs/editors.md").read_text("utf-8").partition("\n## Neovim\n")[2]
    block = re.search(r"```lua\n(.*?)```", section, re.DOTALL)
    assert block
    file = tmp_path / "home/.config/nvim/init.lua"
    file.parent.mkdir(parents=True)
    file.write_text(block[1])
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the broken examples."""
    return Path(shutil.copytree(BROKEN, tmp_path / "broken"))


@pytest.fixture
def editor(home: Path, folder: Path) -> Iterator[Neovim]:
    """An editor with a load test, after its findings have been shown."""
    editor = Neovim(home, folder / "load-test.yaml")
    editor.until("vim.diagnostic.get(0)")
    yield editor
    assert editor.quit() == 0


def _findings(name: str) -> list[tuple[Any, ...]]:
    report = json.loads(run(f"ircompile lint {name} --isolated --output-format json -q").partition("\n[exit")[0])
    found = [it for it in report["diagnostics"] if it["severity"] in LEVELS]
    return sorted((it["line"], it["column"], LEVELS[it["severity"]], it["rule"]) for it in found)


def _shown(editor: Neovim, buffer: int = 0) -> list[tuple[Any, ...]]:
    shown = editor.value(f"vim.diagnostic.get({buffer})")
    return sorted((it["lnum"] + 1, it["col"] + 1, it["severity"], it["code"]) for it in shown)


def test_the_findings_are_those_of_lint(editor: Neovim, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for name in EXAMPLES:
        editor.type(f"<Esc>:edit! {name}<CR>")
        editor.until(f"vim.fn.expand('%:t') == '{name}' and #vim.diagnostic.get(0) > 0")
        assert _shown(editor) == _findings(name), name


@pytest.mark.parametrize("column", ["0", "$"])
def test_a_fix_is_applied_from_anywhere_on_the_line(editor: Neovim, column: str) -> None:
    editor.value("(function() vim.ui.select = function(items, _, choose) choose(items[1]) end end)()")
    editor.type(f"2G{column}<Bslash>a")
    editor.until("vim.api.nvim_buf_get_lines(0, 1, 2, false)[1]", lambda line: line == "JobType: Advanced")
    editor.until("vim.diagnostic.get(0, {lnum = 1})", lambda found: not found)


def test_what_a_field_is_is_shown(editor: Neovim) -> None:
    editor.type("1GK")
    windows = (
        "vim.tbl_map(function(it) return vim.fn.getbufline(vim.fn.winbufnr(it), 1, '$') end, vim.api.nvim_list_wins())"
    )
    _, shown = editor.until(windows, lambda found: len(found) > 1)
    assert "The name of the job" in "\n".join(shown)


def test_a_member_is_completed(editor: Neovim) -> None:
    """As the only one that begins so, it is inserted without being chosen."""
    editor.type("Go<C-u>Output<C-x><C-o>")
    editor.until("vim.fn.getline('$')", lambda line: line == "OutputConfig:")


def test_findings_stay_while_a_member_is_typed(editor: Neovim) -> None:
    """The text can't be read until the colon is typed."""
    before = _shown(editor)
    editor.value(COUNT)
    editor.type("Go<C-u>")
    for key in "OutputConfig: {KmsKeyId: x}":
        editor.type(key)
    editor.until(f"#vim.diagnostic.get(0) > {len(before)}")
    assert editor.value("_G.least") == len(before)


COUNT = """(function()
  _G.least = #vim.diagnostic.get(0)
  local function count() _G.least = math.min(_G.least, #vim.diagnostic.get(0)) end
  vim.api.nvim_create_autocmd('DiagnosticChanged', {callback = count})
end)()"""
"""Notes the least number of findings from now on."""
