"""The `[environments.NAME]` tables of configuration files."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run
from jobs import JOB

import ircompile

TABLE = """\
[environments.prod]
overlay = ["env/prod.yaml"]
"""


@pytest.fixture
def repository(repository: Path) -> Path:
    """A repository with a job and an overlay."""
    (repository / "env").mkdir()
    (repository / "env" / "prod.yaml").write_text("JobDescription: x\n")
    (repository / "job.yaml").write_text(JOB)
    return repository


@pytest.mark.parametrize(
    ("settings", "place", "why"),
    [
        ('overlays = ["env/prod.yaml"]', "2:1", "unknown key `overlays`, did you mean `overlay`?"),
        ('outdir = "x"', "2:1", "unknown key `outdir`, did you mean `out-dir`?"),
        ('overlay = "env/prod.yaml"', "2:1", "`overlay`: 'env/prod.yaml' is not of type 'array'"),
        ('overlay = ["env/prod.yaml", "env/prd.yaml"]', "2:29", "there is no file env/prd.yaml"),
        ('overlay = ["env"]', "2:12", "there is no file env"),
        ('overlay = ["env/{sten}.yaml"]', "2:12", "unknown placeholder `{sten}`, did you mean `{stem}`?"),
        ('overlay = ["env/{JobName}.yaml"]', "2:12", "unknown placeholder `{JobName}`; use `{stem}`"),
        ('overlay = ["env/{stem.yaml"]', "2:12", "`env/{stem.yaml` has a brace that is not part of a placeholder: `{stem}`"),
        ('overlay = ["../x.yaml"]', "2:12", "`overlay` is outside of the repository: ../x.yaml"),
        ('overlay = ["../{stem}.yaml"]', "2:12", "`overlay` is outside of the repository: ../{stem}.yaml"),
        ('overlay = ["/etc/passwd"]', "2:12", "`overlay` is outside of the repository: /etc/passwd"),
        ('overlay = ["env/link.yaml"]', "2:12", "`overlay` is outside of the repository: env/link.yaml"),
        ('job-name = "{Jobname}-prod"', "2:1", "unknown placeholder `{Jobname}`, did you mean `{JobName}`?"),
        ('out-dir = "../x"', "2:1", "`out-dir` is outside of the repository: ../x"),
        ('out-dir = ".git/hooks"', "2:1", "`out-dir` is in the `.git` folder: .git/hooks"),
        ('include = ["../x"]', "2:12", "the glob `../x` leads outside the folder that it is relative to"),
        ('region = "eu-wset-1"', "2", "unknown region `eu-wset-1`, did you mean `eu-west-1`?"),
    ],
)  # fmt: skip
def test_an_invalid_environment_is_refused_at_its_place(repository: Path, settings: str, place: str, why: str) -> None:
    (repository / "env" / "link.yaml").symlink_to("/etc/hostname")
    file = repository / "ircompile.toml"
    file.write_text(f"[environments.prod]\n{settings}\n")
    assert run("ircompile lint job.yaml") == f"ircompile: error: {file}:{place}: {why}\n[exit 2]\n"


def test_the_name_of_an_environment_is_a_word(repository: Path) -> None:
    file = repository / "ircompile.toml"
    file.write_text('[environments."a, b"]\n')
    why = "`a, b` is not a name for an environment: use letters, digits, `.-_`"
    assert run("ircompile lint job.yaml") == f"ircompile: error: {file}:1:1: {why}\n[exit 2]\n"


def test_an_overlay_of_a_job_that_leads_out_of_the_repository_is_refused(repository: Path) -> None:
    (repository / "env" / "job.yaml").symlink_to("/etc/hostname")
    file = repository / "ircompile.toml"
    file.write_text('[environments.prod]\noverlay = ["env/{stem}.yaml"]\n')
    why = "`overlay` is outside of the repository: env/job.yaml"
    assert run("ircompile lint job.yaml") == f"ircompile: error: {file}:2: {why}\n[exit 2]\n"


def test_environments_are_inherited_and_overridden_key_by_key(repository: Path) -> None:
    (repository / "base.toml").write_text(f'{TABLE}region = "eu-west-1"\n')
    (repository / "ircompile.toml").write_text(
        'extend = "base.toml"\n[environments.prod]\nregion = "us-east-1"\n[environments.dev]\n'
    )
    environments = ircompile.load_config("ircompile.toml").environments
    assert list(environments) == ["prod", "dev"]
    assert environments["prod"].region == "us-east-1"
    assert environments["prod"].overlay == ("env/prod.yaml",)


def test_paths_are_relative_to_the_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "pyproject.toml").write_text(TABLE.replace("[env", "[tool.ircompile.env"))
    monkeypatch.chdir(repository / "env")
    (prod,) = ircompile.load_config("../pyproject.toml").environments.values()
    assert prod.overlay == ("prod.yaml",)
    assert "JobDescription" in run("ircompile compile ../job.yaml --env prod")


def test_a_configuration_that_can_not_be_used_is_a_user_error(repository: Path) -> None:
    with pytest.raises(ircompile.UserError, match=r"nowhere\.toml: the configuration can't be read"):
        ircompile.load_config(str(repository / "nowhere.toml"))
