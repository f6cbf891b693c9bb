"""Which configuration file applies to which manifest."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run
from jobs import JOB


def test_the_nearest_configuration_wins(repository: Path) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / "job.yaml").write_text(JOB.replace("churn", "a_b"))
    (repository / "ircompile.toml").write_text('[lint]\nignore = ["bad-format"]\n')
    assert run("ircompile lint sub/job.yaml -q") == ""
    (repository / "sub" / "pyproject.toml").write_text("[tool.other]\n")
    assert run("ircompile lint sub/job.yaml -q") == ""
    (repository / "sub" / "pyproject.toml").write_text('[tool.ircompile]\nlint.select = ["bad-format"]\n')
    assert "bad-format" in run("ircompile lint sub/job.yaml -q")
    (repository / "sub" / "pyproject.toml").write_text('[tool.ircompile]\nextend = "../ircompile.toml"\n')
    assert run("ircompile lint sub/job.yaml -q") == ""


@pytest.mark.parametrize(
    "settings",
    [
        'exclude = ["old/*"]',
        'exclude = ["sub/old"]',
        'exclude = ["o?d"]',
        'exclude = ["sub"]',
        'lint.per-file-ignores = {"sub/old/*" = ["ALL"]}',
        '[[ignore]]\npath = "sub/old/job.yaml"\npointer = ""\nrules = ["shape"]',
    ],
)
def test_globs_are_relative_to_the_file_that_contains_them(repository: Path, settings: str) -> None:
    (repository / "sub" / "old").mkdir(parents=True)
    (repository / "sub" / "old" / "job.yaml").write_text(JOB.replace("churn", "a_b"))
    base = "" if settings.startswith('exclude = ["old/') else "../"
    (repository / "sub" / "ircompile.toml").write_text('extend = "../ircompile.toml"\n' if base else settings + "\n")
    (repository / "ircompile.toml").write_text(settings + "\n")
    assert "bad-format" not in run("ircompile lint . -q")
    assert "bad-format" in run("ircompile lint sub --isolated -q")


def test_config_and_isolated_exclude_each_other() -> None:
    printed = run("ircompile lint job.yaml --config c.toml --isolated")
    assert "argument --isolated: not allowed with argument --config" in printed
    assert printed.endswith("[exit 2]\n")


def test_standard_input_is_excluded_by_its_name(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('exclude = ["old"]\n')
    bad = JOB.replace("churn", "a_b")
    command = "ircompile lint - --stdin-filename old/job.yaml -q --output-format concise"
    assert "bad-format" in run(f"{command} <<< '{bad}'")
    assert run(f"{command} --only-manifests <<< '{bad}'") == "0 files checked, nothing found.\n"
