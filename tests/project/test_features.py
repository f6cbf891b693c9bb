"""Every command in docs/features.md exits as it says, and every link in the documentation has a target."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from checkout import ROOT
from console import run

from tools.pages import pages as made_pages

PAGE = (ROOT / "docs" / "features.md").read_text("utf-8")
FILES = re.findall(r"^<!-- (\S+) -->\n```\w+\n(.*?)```$", PAGE, re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| (.+) \| ((?:`ircompile [^`]+` ?)+) \| (\d) \|$", PAGE, re.MULTILINE)
MADE = made_pages()
"""The pages of the site that are not in the repository."""
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page and the examples, as the working directory."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for name, text in FILES:
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def exit_code(command: str, folder: Path) -> int:
    """Return the exit code of a command; `… < FILE` gives it standard input."""
    line, _, name = command.partition(" < ")
    stdin = f" <<< {shlex.quote((folder / name).read_text('utf-8'))}" if name else ""
    ended = re.search(r"\[exit (\d)\]\n\Z", run(line + stdin))
    return int(ended[1]) if ended else 0


@pytest.mark.parametrize(("feature", "commands", "code"), ROWS, ids=[row[0] for row in ROWS])
def test_a_command_exits_as_the_page_says(folder: Path, feature: str, commands: str, code: str) -> None:
    *_, last = [exit_code(command, folder) for command in re.findall("`([^`]+)`", commands)]
    assert last == int(code), feature


def test_every_row_is_run() -> None:
    assert len(ROWS) == len(re.findall(r"^\| (?!feature)", PAGE, re.MULTILINE)) > 40


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_have_targets(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists() or target.removeprefix("reference/") in MADE, target


@pytest.mark.parametrize("file", ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_a_page_of_the_root_is_on_the_site_word_for_word(file: str) -> None:
    """Links differ, and lead to no file that the site does not have."""
    made = MADE[file.lower()].removeprefix("---\nnosearch: true\n---\n")
    link = re.compile(r"\[([^\]]+)\]\([^)]+\)")
    assert link.sub(r"\1", made) == link.sub(r"\1", (ROOT / file).read_text("utf-8"))


def test_the_first_page_links_to_every_page() -> None:
    linked = re.findall(r"\]\(([^)#]+)", (ROOT / "docs" / "index.md").read_text("utf-8"))
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages | {"rules/index.md"} <= set(linked)
    assert "](docs/index.md)" in PAGES[0].read_text("utf-8")
