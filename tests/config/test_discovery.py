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


def test_the_names_of_configurations_have_an_order(repository: Path) -> None:
    (repository / "job.yaml").write_text(JOB.replace("churn", "a_b"))
    select = 'lint.select = ["{}"]\n'
    for name, rule in (
        ("pyproject.toml", "traffic"),
        (".ircompile.toml", "bookkeeping"),
        ("ircompile.toml", "shape"),
    ):
        (repository / name).write_text(("[tool.ircompile]\n" if "py" in name else "") + select.format(rule))
        assert run("ircompile lint --show-settings job.yaml").splitlines()[1] == f"# from {name}"


def test_no_configuration_above_the_repository_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ircompile.toml").write_text('[lint]\nignore = ["ALL"]\n')
    (tmp_path / "repository" / "sub").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository" / "sub")
    Path("job.yaml").write_text(JOB.replace("churn", "a_b"))
    assert run("ircompile lint job.yaml -q") == ""
    (tmp_path / "repository" / ".git").mkdir()
    assert "bad-format" in run("ircompile lint job.yaml -q")


@pytest.mark.parametrize(
    "settings",
    [
        'exclude = ["old/*"]',
        'exclude = ["sub/old"]',
        'exclude = ["o?d"]',
        'exclude = ["old/"]',
        'exclude = ["**/old/**"]',
        'exclude = ["**/old"]',
        'exclude = ["/sub/old/"]',
        'exclude = ["./sub/old"]',
        'exclude = ["sub/**/job.yaml"]',
        'exclude = ["*", "!*/", "!other.yaml"]',
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


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        (["old/*"], ["a/b/job.yaml", "a/old/job.yaml", "job.yaml"]),
        (["/job.yaml"], ["a/b/job.yaml", "a/old/job.yaml", "old/job.yaml"]),
        (["a/*.yaml"], ["a/b/job.yaml", "a/old/job.yaml", "job.yaml", "old/job.yaml"]),
        (["a/**/*.yaml"], ["job.yaml", "old/job.yaml"]),
        (["**/old"], ["a/b/job.yaml", "job.yaml"]),
        (["job.yaml/"], ["a/b/job.yaml", "a/old/job.yaml", "job.yaml", "old/job.yaml"]),
        (["*.yaml", "!/job.yaml"], ["job.yaml"]),
        (["a", "!a/b/job.yaml"], ["job.yaml", "old/job.yaml"]),
    ],
)
@pytest.mark.parametrize("by", ["configuration", "option", "per-file-ignores"])
def test_globs_mean_what_they_mean_in_a_gitignore(
    repository: Path, globs: list[str], found: list[str], by: str
) -> None:
    bad = JOB.replace("churn", "a_b")
    for name in ("job.yaml", "a/b/job.yaml", "a/old/job.yaml", "old/job.yaml"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(bad)
    options = ""
    if by == "option":
        options = "".join(f" --exclude '{glob}'" for glob in globs)
    elif by == "configuration":
        (repository / "ircompile.toml").write_text(f"exclude = {globs}\n")
    elif any(glob.startswith("!") for glob in globs):
        return
    else:
        ignores = ", ".join(f'"{glob}" = ["ALL"]' for glob in globs)
        (repository / "ircompile.toml").write_text(f"lint.per-file-ignores = {{{ignores}}}\n")
    lines = run(f"ircompile lint -q --output-format concise .{options}").splitlines()
    assert sorted(line.partition(":")[0] for line in lines if "bad-format" in line) == found


def test_a_glob_of_the_command_line_that_can_not_be_meant_is_refused(repository: Path) -> None:
    assert (repository / "job.yaml").exists()
    for command in ("lint", "compile", "baseline show"):
        assert run(f"ircompile {command} job.yaml --exclude ../x") == (
            "ircompile: error: --exclude: the glob `../x` leads outside the folder that it is relative to\n[exit 2]\n"
        )


def test_config_and_isolated_exclude_each_other() -> None:
    printed = run("ircompile lint job.yaml --config c.toml --isolated")
    assert "argument --isolated: not allowed with argument --config" in printed
    assert printed.endswith("[exit 2]\n")


def test_a_deleted_working_directory_has_no_configuration(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "gone").mkdir()
    monkeypatch.chdir(repository / "gone")
    (repository / "gone").rmdir()
    assert run(f"ircompile lint - -q <<< '{JOB}'") == ""


def test_standard_input_is_excluded_by_its_name(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('exclude = ["old"]\n')
    bad = JOB.replace("churn", "a_b")
    command = "ircompile lint - --stdin-filename old/job.yaml -q --output-format concise"
    assert "bad-format" in run(f"{command} <<< '{bad}'")
    assert run(f"{command} --only-manifests <<< '{bad}'") == "0 files checked, nothing found.\n"
