"""How paths on the command line become manifests, and what `--verbose` tells about them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from console import run

VERBOSE = """\
ircompile: jobs/old: passed over, it is excluded
ircompile: configuration none
ircompile: jobs/clean.yaml: read, 1 job
ircompile: jobs/twice.yaml: read, 1 job
ircompile: configuration jobs/team/ircompile.toml
ircompile: jobs/team/other.json: passed over, it is no manifest
ircompile: jobs/team/two.yaml: read, 2 jobs
"""


@pytest.mark.parametrize(
    ("paths", "named"),
    [
        ("empty", ["empty"]),
        ("other jobs empty", ["other", "empty"]),
        ("other other", ["other"]),
        ("other links", ["other", "links"]),
        ("jobs", []),
        ("jobs jobs_too", []),
        ("jobs_too/a.json jobs jobs_too", []),
    ],
)
def test_a_folder_without_manifests_is_named(examples: Path, paths: str, named: list[str]) -> None:
    """Unless its manifest has been read under another name."""
    for name in ("empty", "other", "links", "jobs", "jobs_too"):
        (examples / name).mkdir()
    (examples / "other" / "a.yaml").write_text("a: b\n")
    (examples / "links" / "a.yaml").symlink_to("../other/a.yaml")
    shutil.copy(examples / "examples" / "existing-endpoint.json", examples / "jobs")
    (examples / "jobs_too" / "a.json").symlink_to("../jobs/existing-endpoint.json")
    printed = run(f"ircompile lint {paths}").splitlines()
    assert printed[:-2] == [f"ircompile: error: {name}: no manifest is in this folder" for name in named]


def test_the_configuration_of_a_folder_without_manifests_is_not_read(examples: Path) -> None:
    """An invalid one is not an error there."""
    (examples / "jobs" / "code").mkdir(parents=True)
    (examples / "jobs" / "job.json").write_text((examples / "examples" / "existing-endpoint.json").read_text("utf-8"))
    (examples / "jobs" / "code" / "ircompile.toml").write_text("[")
    (examples / "jobs" / "code" / "code.py").touch()
    assert run("ircompile lint jobs") == "1 file checked, nothing found.\n"
    (examples / "jobs" / "code" / "job.yaml").touch()
    assert "jobs/code/ircompile.toml" in run("ircompile lint jobs")


def test_verbose_names_the_files_that_are_read(examples: Path) -> None:
    for name, text in (
        ("clean.yaml", (examples / "examples" / "load-test-phases.yaml").read_text("utf-8")),
        ("old/a.yaml", "JobName: a\nJobType: Default\n"),
        ("team/ircompile.toml", "[lint]\nignore = ['ALL']\n"),
        ("team/other.json", "{}"),
        ("team/two.yaml", (examples / "examples" / "two-regions.yaml").read_text("utf-8")),
        ("twice.yaml", "JobName: a\nJobType: Default\n"),
    ):
        (examples / "jobs" / name).parent.mkdir(parents=True, exist_ok=True)
        (examples / "jobs" / name).write_text(text, "utf-8")
    for options in ("", "-q", "--fail-on never"):
        printed = run(f"ircompile lint jobs jobs/twice.yaml -v --exclude old --output-format json:out.json {options}")
        assert VERBOSE in printed
    assert VERBOSE in run("ircompile compile jobs -v --exclude old")
