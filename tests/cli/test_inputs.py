"""How paths on the command line become manifests, and what `--verbose` tells about them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import GOOD
from console import run
from jobs import JOB

VERBOSE = """\
ircompile: jobs/old: skipped, excluded
ircompile: configuration none
ircompile: jobs/clean.yaml: read, 1 job
ircompile: jobs/twice.yaml: read, 1 job
ircompile: configuration jobs/team/ircompile.toml
ircompile: jobs/team/other.json: skipped, not a manifest
ircompile: jobs/team/two.yaml: read, 2 jobs
"""


@pytest.mark.parametrize("path", ["nowhere.yaml", "nowhere/", "dangling.yaml", "circle.yaml", "excluded.yaml"])
@pytest.mark.parametrize(
    "command", ["lint", "lint --only-manifests", "compile --only-manifests", "lint --only-manifests --jobs 2"]
)
def test_a_named_path_that_is_missing_is_an_error(two_jobs: Path, command: str, path: str) -> None:
    (two_jobs / "dangling.yaml").symlink_to("nowhere.yaml")
    (two_jobs / "circle.yaml").symlink_to("circle.yaml")
    why = "too many levels of symbolic links" if path == "circle.yaml" else "no such file or directory"
    printed = run(f"ircompile {command} good.yaml {path} --exclude excluded.yaml")
    assert f"ircompile: error: {path}: {why}\n" in printed
    assert printed.endswith("[exit 2]\n")


@pytest.mark.parametrize(
    "command", ["lint .", "lint a.yaml jobs", "lint links jobs", "lint {here}/links jobs", "lint jobs --jobs 2 ."]
)
@pytest.mark.parametrize("kind", ["file", "chain", "folder"])
def test_a_file_counts_under_its_own_name_and_not_under_that_of_a_link(two_jobs: Path, command: str, kind: str) -> None:
    """So that its configuration and its ignores apply."""
    (two_jobs / "ircompile.toml").write_text('[lint]\nignore = ["ALL"]\n')
    (two_jobs / "jobs").mkdir()
    (two_jobs / "jobs" / "ircompile.toml").touch()
    (two_jobs / "jobs" / "z.yaml").write_text(JOB.replace("churn", "a_b"))
    (two_jobs / "a.yaml").symlink_to("b.yaml" if kind == "chain" else "jobs/z.yaml")
    if kind == "chain":
        (two_jobs / "b.yaml").symlink_to("jobs/z.yaml")
    if kind == "folder":
        (two_jobs / "links").symlink_to("jobs")
    else:
        (two_jobs / "links").mkdir()
        (two_jobs / "links" / "a.yaml").symlink_to("../a.yaml")
    printed = run(f"ircompile {command.format(here=two_jobs)} -q --output-format concise")
    assert "jobs/z.yaml:1:10: error[bad-format]" in printed
    assert "a.yaml" not in printed
    assert "links" not in printed


def test_a_named_file_counts_as_a_manifest_even_if_it_was_found_before(two_jobs: Path) -> None:
    (two_jobs / "other.yaml").write_text("a: b\n")
    (two_jobs / "link.yaml").symlink_to("other.yaml")
    for name in ("other.yaml", "link.yaml"):
        assert "other.yaml:1:1: error[" in run(f"ircompile lint . {name} -q --output-format concise")


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
    assert printed[:-2] == [f"ircompile: error: {name}: no manifests in this folder" for name in named]


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


HINT = "Standard input was not read; `ircompile lint -` lints it.\n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "is_hinted"),
    [
        ([], GOOD.encode(), True),
        (["--output-format", "json"], GOOD.encode(), True),
        ([], b"", False),
        (["-q"], GOOD.encode(), False),
        (["-"], GOOD.encode(), False),
        (["job.yaml"], GOOD.encode(), False),
    ],
)
@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_unread_standard_input_is_hinted_at(
    repository: Path, *, arguments: list[str], stdin: bytes, is_hinted: bool, kind: str
) -> None:
    command = [sys.executable, "-m", "ircompile", "lint", *arguments]
    if kind == "pipe":
        done = subprocess.run(command, input=stdin, capture_output=True, check=True, timeout=60)
    else:
        (repository / "text").write_bytes(stdin)
        with (repository / "text").open("rb") as file:
            done = subprocess.run(command, stdin=file, capture_output=True, check=True, timeout=60)
    assert (HINT in done.stderr.decode()) == is_hinted
