"""`ircompile lint --show-settings`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from ci_runner import RUNNER_COMMAND
from console import run
from jobs import JOB

from ircompile.config.schema import schema, violation
from ircompile.config.settings import HOSTS

SETTINGS = """\
# for sub/job.yaml
# from sub/ircompile.toml, which extends base.toml
exclude = ["generated", "sub/old/*", "more"]
region = "eu-west-1"

[model]
path = "sub/service-2.json"
extend-instance-types = ["ml.c99.large"]

[hosts]
include = ["python"]
exclude = []

[lint]
select = ["ALL"]
ignore = ["advice"]
min-confidence = "documented"
require-reason = false
baseline = ""
rules = ["policies"]
schemas = []
fail-on = "warning"

[lint.severity]
shape = "warning"
ALL = "info"

[lint.per-file-ignores]
"sub/a/*" = ["ALL"]

[quotas]
"ml.g5.xlarge" = 2

[compile]
out-dir = ""
file-name = "{JobName}.json"
exclude = []

[environments.prod]
overlay = ["sub/{stem}.prod.yaml"]
region = "us-east-1"
job-name = "{JobName}-prod"
out-dir = "sub/build/prod"
include = ["sub/jobs/*"]

[limits]
bytes = 8388608
depth = 9
digits = 1000
documents = 10000
findings = 200
nodes = 250000
shorthand = 131071

[[ignore]]
path = "sub/jü/*"
pointer = "/JobName"
rules = ["shape"]
until = "2099-01-31"

# for job.yaml, .
# from no configuration file
"""


def test_settings_are_shown(repository: Path) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / "job.yaml").write_text(JOB)
    (repository / "base.toml").write_text(
        'lint = {ignore = ["advice"], severity = {shape = "warning"}, fail-on = "info"}\n'
    )
    (repository / "sub" / "ircompile.toml").write_text(
        'extend = "../base.toml"\nregion = "eu-west-1"\nexclude = ["generated", "old/*"]\n[model]\npath = "service-2.json"\n'
        'extend-instance-types = ["ml.c99.large"]\n[lint]\nmin-confidence = "documented"\nseverity.ALL = "info"\n'
        '[lint.per-file-ignores]\n"a/*" = ["ALL"]\n[[ignore]]\npath = "j\\u00fc/*"\npointer = "/JobName"\n'
        'rules = ["shape"]\nuntil = 2099-01-31\n[quotas]\n"ml.g5.xlarge" = 2\n[limits]\ndepth = 3\n'
        '[environments.prod]\noverlay = ["{stem}.prod.yaml"]\nregion = "us-east-1"\njob-name = "{JobName}-prod"\n'
        'out-dir = "build/prod"\ninclude = ["jobs/*"]\n'
    )
    options = "--exclude more --fail-on warning --rules policies --limit depth=9"
    printed = run(f"ircompile lint --show-settings sub/job.yaml job.yaml . {options}")
    kinds = ", ".join(f'"{kind}"' for kind in HOSTS)
    assert printed.startswith(SETTINGS.replace('include = ["python"]', f"include = [{kinds}]"))
    for part in printed.split("# for ")[1:]:
        assert violation(tomllib.loads(f"# {part}"), "config") is None
    assert run("ircompile lint --show-settings - --stdin-filename sub/a.yaml").splitlines()[:2] == [
        "# for -",
        "# from sub/ircompile.toml, which extends base.toml",
    ]
    assert (
        run("ircompile lint --show-settings nowhere")
        == "ircompile: error: nowhere: no such file or directory\n[exit 2]\n"
    )


def test_every_setting_is_shown() -> None:
    """All but `extend`, which a comment shows, and `ignore` and `environments`, of which each entry is shown."""
    shown = tomllib.loads(run("ircompile lint --show-settings . --isolated"))
    known = schema("config")["properties"]
    assert {*shown, "extend", "ignore", "environments"} == {*known}
    for name, below in shown.items():
        assert name == "lint" or set(below) == set(known[name].get("properties", below))
    assert {*shown["lint"]} == {*known["lint"]["properties"]}


@pytest.mark.parametrize("region", ["eu-wset-1", "EU_WEST_1", "eu-west-1 ", "euwest1"])
def test_a_misspelt_region_is_refused(repository: Path, region: str) -> None:
    (repository / "job.yaml").write_text(JOB)
    error = f"unknown region `{region}`, did you mean `eu-west-1`?\n[exit 2]\n"
    for command in ("lint", "compile", "convert"):
        assert run(f"ircompile {command} job.yaml --region '{region}'") == f"ircompile: error: --region: {error}"
    (repository / "ircompile.toml").write_text(f'exclude = []\nregion = "{region}"\n')
    for command in ("lint", "compile", "convert", "convert --no-lint"):
        assert run(f"ircompile {command} job.yaml").endswith(f"ircompile.toml:2: {error}")
        assert "called" not in run(f"ircompile {command} job.yaml --region eu-west-1")


def test_globs_are_shown_relative_to_the_working_directory(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of names, which match in any folder, as they are."""
    (repository / "sub").mkdir()
    (repository / "sub" / "ircompile.toml").write_text('exclude = [".a/b", "/c/", "./d", "!e/f", "g", "h/", "**/i"]\n')
    for folder, globs in (
        (".", ["sub/.a/b", "sub/c/", "sub/d", "!sub/e/f", "g", "h/", "**/i"]),
        ("sub", [".a/b", "/c/", "/d", "!e/f", "g", "h/", "**/i"]),
    ):
        monkeypatch.chdir(repository / folder)
        assert tomllib.loads(run(f"ircompile lint --show-settings {repository}/sub"))["exclude"] == globs


@pytest.mark.parametrize("glob", ["?##[error]x", "?##vso[x]", "?##teamcity[x]"])
def test_settings_are_escaped_for_ci_runners(repository: Path, glob: str) -> None:
    (repository / "ircompile.toml").write_text(
        f'exclude = ["{glob}"]\n[lint.per-file-ignores]\n"{glob}" = ["bad-format"]\n'
        f'[[ignore]]\npath = "{glob}"\nrules = ["bad-format"]\npointer = "/{glob}"\nreason = "{glob}"\n'
    )
    printed = run(f"ircompile lint --show-settings . --exclude '{glob}'")
    assert not RUNNER_COMMAND.search(printed)
    assert tomllib.loads(printed)["exclude"] == [glob, glob]
