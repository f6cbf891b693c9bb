"""The command line as a user sees it: commands, what they print, how they exit."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from console import rerun, run

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.txt"))
ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the examples, as the working directory."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
@pytest.mark.usefixtures("folder")
def test_scenario(scenario: Path, golden: Any) -> None:
    golden(scenario, rerun(scenario.read_text("utf-8")))


def test_nothing_is_written_where_one_manifest_has_an_error(folder: Path) -> None:
    assert "[exit 1]" in run("ircompile compile examples --out-dir build")
    assert not (folder / "build").exists()


def test_compile_writes_one_file_a_job(folder: Path) -> None:
    assert run("ircompile compile examples --exclude broken --out-dir build") == ""
    names = sorted(file.name for file in (folder / "build").iterdir())
    assert names == [
        "existing-endpoint.json",
        "load-test-phases.json",
        "load-test-serverless.json",
        "ranking-ireland.json",
        "ranking-oregon.json",
        "recommend-churn.json",
    ]
    written = (folder / "build" / "existing-endpoint.json").read_text()
    assert written == (folder / "examples" / "existing-endpoint.request").read_text()


def test_all_files_are_written_or_none(folder: Path) -> None:
    build = folder / "build"
    (build / "recommend-churn.json").mkdir(parents=True)
    (build / "existing-endpoint.json").write_text("{}")
    printed = run("ircompile compile examples --exclude broken --out-dir build")
    assert printed.endswith("build/recommend-churn.json: Is a directory; nothing was written\n[exit 2]\n")
    assert sorted(file.name for file in build.iterdir()) == ["existing-endpoint.json", "recommend-churn.json"]
    assert (build / "existing-endpoint.json").read_text() == "{}"


def test_check_says_what_is_stale_and_writes_nothing(folder: Path) -> None:
    line = "ircompile compile examples/existing-endpoint.json --out-dir build"
    assert run(line) == ""
    assert run(f"{line} --check") == ""
    target = folder / "build" / "existing-endpoint.json"
    target.write_text("{}")
    assert run(f"{line} --check") == "stale: build/existing-endpoint.json\n[exit 1]\n"
    assert target.read_text() == "{}"


def test_a_failed_compile_leaves_the_old_file(folder: Path) -> None:
    (folder / "out.json").write_text("precious")
    assert "[exit 1]" in run("ircompile compile examples/broken/syntax.yaml -o out.json")
    assert (folder / "out.json").read_text() == "precious"


def test_a_link_is_followed_and_a_mode_kept(folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "real.json").chmod(0o640)
    (folder / "link.json").symlink_to("real.json")
    assert run("ircompile compile examples/existing-endpoint.json -o link.json") == ""
    assert (folder / "link.json").is_symlink()
    assert (folder / "real.json").stat().st_mode & 0o777 == 0o640
    assert "existing-endpoint" in (folder / "real.json").read_text()


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
def test_a_folder_without_manifests_is_named(folder: Path, paths: str, named: list[str]) -> None:
    """But not one whose manifest has been read by another name."""
    for name in ("empty", "other", "links", "jobs", "jobs_too"):
        (folder / name).mkdir()
    (folder / "other" / "a.yaml").write_text("a: b\n")
    (folder / "links" / "a.yaml").symlink_to("../other/a.yaml")
    shutil.copy(folder / "examples" / "existing-endpoint.json", folder / "jobs")
    (folder / "jobs_too" / "a.json").symlink_to("../jobs/existing-endpoint.json")
    printed = run(f"ircompile lint {paths}").splitlines()
    assert printed[:-2] == [f"ircompile: error: {name}: no manifest is in this folder" for name in named]


def test_what_holds_nothing_for_us_needs_no_configuration(folder: Path) -> None:
    """One that can't be read is of no harm there."""
    (folder / "jobs" / "code").mkdir(parents=True)
    (folder / "jobs" / "job.json").write_text((folder / "examples" / "existing-endpoint.json").read_text("utf-8"))
    (folder / "jobs" / "code" / "ircompile.toml").write_text("[")
    (folder / "jobs" / "code" / "code.py").touch()
    assert run("ircompile lint jobs") == "1 file checked, nothing found.\n"
    (folder / "jobs" / "code" / "job.yaml").touch()
    assert "jobs/code/ircompile.toml" in run("ircompile lint jobs")


def test_verbose_says_what_is_read(folder: Path) -> None:
    for name, text in (
        ("clean.yaml", (folder / "examples" / "load-test-phases.yaml").read_text("utf-8")),
        ("old/a.yaml", "JobName: a\nJobType: Default\n"),
        ("team/ircompile.toml", "[lint]\nignore = ['ALL']\n"),
        ("team/other.json", "{}"),
        ("team/two.yaml", (folder / "examples" / "two-regions.yaml").read_text("utf-8")),
        ("twice.yaml", "JobName: a\nJobType: Default\n"),
    ):
        (folder / "jobs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "jobs" / name).write_text(text, "utf-8")
    for options in ("", "-q", "--fail-on never"):
        printed = run(f"ircompile lint jobs jobs/twice.yaml -v --exclude old --output-format json:out.json {options}")
        assert VERBOSE in printed
    assert VERBOSE in run("ircompile compile jobs -v --exclude old")
