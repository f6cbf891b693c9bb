"""The commands on the pages of the documentation run, and print what the pages say; `pytest --accept` rewrites them."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from doc_pages import current, fences, lay_out, outputs
from maintainer_tools import tool
from processes import sh

from ircompile.cli.exit import COMMANDS
from ircompile.cli.parser import build_parser


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the options of a command, and those of its own commands."""
    for action in parser._actions:
        yield from action.option_strings
        for inner in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from options_of(inner)


DOCS = {page.name: page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md"))}
ELSEWHERE = {
    "plan.md": "test_readme.py runs it in the checkout",
    "tour.md": "test_readme.py runs it in the checkout",
    "ignores.md": "tests/linting/suppress runs it on a fixed day",
    "environments.md": "test_docs.py runs it with a job",
    "pre-commit.md": "test_hooks.py runs it with a clone",
}
"""Pages with commands that other tests run."""
RECIPES = [name for name, text in DOCS.items() if "```console" in text and name not in ELSEWHERE]
NOT_RUN = {
    "aws": "needs an account and a network",
    "gh": "needs an account and a network",
    "pip": "installs from PyPI",
    "python3": "makes an environment, which test_house.py and CI do",
    ".venv/bin/pip": "installs from PyPI",
    ".venv/bin/ircompile": "the environment is not made here",
}
"""Programs that no test runs as pages show them, and why."""
SCRIPTS = {
    name: [
        line
        for fence in fences(text)
        if not fence.name
        for line in (
            fence.text.replace("\\\n", " ").splitlines()
            if fence.language == "sh"
            else re.findall(r"^ *(?:- )?(?:run: )?(ircompile .*)$", fence.text, re.MULTILINE)
            if fence.language == "yaml"
            else []
        )
    ]
    for name, text in DOCS.items()
    if name != "pre-commit.md"
}
"""The lines of shell on each page, in fences and in workflows."""
OPTIONS = {name: set(options_of(parser)) for name, parser in build_parser(tuple(COMMANDS))[1].items()}
"""The options of each command."""


@pytest.mark.parametrize("name", RECIPES)
def test_a_page_is_up_to_date(name: str, golden: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "examples/" in DOCS[name]:
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
    lay_out(DOCS[name], tmp_path)
    monkeypatch.chdir(tmp_path)
    golden(ROOT / "docs" / name, current(DOCS[name], tmp_path))


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A repository with everything that the scripts on the pages name."""
    files = {
        "ircompile.toml": '[compile]\nout-dir = "build"\n[environments.prod]\nout-dir = "build/prod"\ninclude = ["jobs/*"]\n',
        "jobs/churn.yaml": (ROOT / "examples" / "recommend-churn.yaml").read_text("utf-8"),
        "train.py": "print()\n" * 40 + 'client.create_inference_recommendations_job(JobName="churn")\n' * 2,
        "template.yaml": "Resources: {}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    lay_out(DOCS["to-manifests.md"], tmp_path)
    (tmp_path / "scripts").mkdir()
    shutil.move(tmp_path / "nightly.sh", tmp_path / "scripts")
    shutil.copy(tmp_path / "recommend.ipynb", tmp_path / "load-test.ipynb")
    (state_machine,) = (it.text for it in fences(DOCS["hosts.md"]) if '"StartAt"' in it.text)
    (tmp_path / "recommend.asl.json").write_text(state_machine)
    for words in ("init -q", "add .", "commit -qm x", "update-ref refs/remotes/origin/main HEAD"):
        assert sh("git", *words.split(), cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.mark.parametrize("name", [name for name, lines in SCRIPTS.items() if any("ircompile " in it for it in lines)])
def test_the_scripts_of_a_page_run(name: str, workplace: Path) -> None:
    lines = [line for line in SCRIPTS[name] if line.split(maxsplit=1)[:1] and line.split()[0] not in NOT_RUN]
    script = workplace / "script.sh"
    script.write_text(
        "\n".join(["mkdir -p ~/.zfunc ~/.config/fish/completions ~/.local/share/bash-completion/completions", *lines])
    )
    (printed,) = outputs([f"HOME={workplace} GITHUB_RUN_ID=7 bash -e script.sh || [ $? -eq 1 ]"], workplace)
    assert "Traceback" not in printed
    assert "[exit" not in printed, printed


def test_only_the_files_that_a_branch_changes_are_linted(tmp_path: Path) -> None:
    (script,) = [it.text for it in fences(DOCS["ci.md"]) if it.language == "sh"]
    bad = "JobName: a_b\nJobType: Default\n"
    for name, text in (("old.yaml", bad), ("changed.yaml", "JobName: a\n"), ("gone.yaml", bad), ("notes.md", "a\n")):
        (tmp_path / name).write_text(text, "utf-8")

    def git(*words: str) -> None:
        assert sh("git", *words, cwd=tmp_path).returncode == 0

    git("init", "-q")
    for message in ("before", "after"):
        git("add", ".")
        git("commit", "-qm", message)
        if message == "before":
            git("update-ref", "refs/remotes/origin/main", "HEAD")
            (tmp_path / "gone.yaml").unlink()
            for name in ("changed.yaml", "a new\nfile.yaml", "--jobs", "notes.md"):
                (tmp_path / name).write_text(bad, "utf-8")
    (printed,) = outputs([script.replace("ircompile lint", "ircompile lint --output-format json -q")], tmp_path)
    report, _, code = printed.rpartition("[exit ")
    assert code == "123]\n"  # of xargs, for what is from 1 to 125
    found = {it["file"] for it in json.loads(report)["diagnostics"] if it["rule"] == "bad-format"}
    assert found == {"changed.yaml", "a new\nfile.yaml", "--jobs"}


@pytest.mark.parametrize("name", DOCS)
def test_the_commands_in_a_page_exist_with_their_options(name: str) -> None:
    for span in re.findall(r"`ircompile ([a-z][^`\n]*)`", DOCS[name]):
        command, *words = span.split(" -- ")[0].split()
        if command in COMMANDS:
            assert {re.split(r"[=\[]", word)[0] for word in words if word.startswith("-") and word != "-"} <= OPTIONS[
                command
            ], span


@pytest.mark.parametrize("name", DOCS)
def test_what_is_not_yet_released_is_marked(name: str) -> None:
    release = tool("release")
    is_released = release.RELEASED.search((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert (release.NOTE in DOCS[name]) == bool(release.INSTALLS.search(DOCS[name]) and not is_released)


def test_only_pages_about_it_show_a_command_that_could_not_do_its_work() -> None:
    """`--accept` writes whatever is printed, also that an example of a page can't be read."""
    assert {name for name, text in DOCS.items() if "[exit 2]" in text} == {"exit-codes.md", "to-manifests.md"}
