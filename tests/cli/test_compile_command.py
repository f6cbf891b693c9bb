"""`ircompile compile`: which files are written, and when none is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from console import run
from fake_credentials import KEY_ID, LETTERS
from jobs import JOB

from ircompile.cli.stale import LARGEST


def test_nothing_is_written_if_a_manifest_has_an_error(examples: Path) -> None:
    assert "[exit 1]" in run("ircompile compile examples --out-dir build")
    assert not (examples / "build").exists()


def test_compile_writes_one_file_for_each_job(examples: Path) -> None:
    line = "ircompile compile examples --exclude broken --out-dir build"
    assert run(line) == "6 written\n"
    names = sorted(file.name for file in (examples / "build").iterdir())
    assert names == [
        "existing-endpoint.json",
        "load-test-phases.json",
        "load-test-serverless.json",
        "ranking-ireland.json",
        "ranking-oregon.json",
        "recommend-churn.json",
    ]
    written = (examples / "build" / "existing-endpoint.json").read_text()
    assert written == (examples / "examples" / "existing-endpoint.request").read_text()
    (examples / "build" / "recommend-churn.json").unlink()
    assert run(line) == "1 written, 5 unchanged\n"
    assert run(line) == "6 unchanged\n"
    assert run(f"{line} --quiet") == ""


def test_a_configured_folder_is_said_to_be_written(examples: Path) -> None:
    (examples / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n')
    line = "ircompile compile examples/existing-endpoint.json --to command"
    assert run(line) == "build: 1 written\n"
    assert run(line) == "build: 1 unchanged\n"
    assert "Wrote" not in run(f"{line} --style file --output-format json")
    assert (examples / "build" / "existing-endpoint.json").exists()


def test_a_minus_is_standard_output(examples: Path) -> None:
    request = (examples / "examples" / "existing-endpoint.request").read_text()
    assert run("ircompile compile examples/existing-endpoint.json -o - -q") == request
    assert run("ircompile convert examples/existing-endpoint.json -o -") == request
    assert run("ircompile convert examples/existing-endpoint.json -o - --to yaml").startswith("JobName: existing-end")


def test_what_nobody_reads_is_not_written_either(repository: Path) -> None:
    """The reader of standard output is gone, as in `ircompile … | head -0`."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    line = [sys.executable, "-m", "ircompile", "compile", "job.yaml", "--to", "command", "--style", "file"]
    done = subprocess.run([*line, "-o", "out.json"], stdout=write_end, stderr=subprocess.PIPE, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, b"")
    assert not (repository / "out.json").exists()


def test_a_name_that_is_no_part_of_a_file_name_is_refused(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[compile]\nout-dir = "build"\nfile-name = "{stem}.json"\n')
    (repository / "job.yaml").rename(repository / "a\\b.yaml")
    error = r"ircompile: error: a\b.yaml: `a\b` can't be part of a file name; use -o FILE"
    assert run("ircompile compile .") == f"{error}\n[exit 2]\n"


def test_missing_folders_of_a_file_are_made(examples: Path) -> None:
    for command in ("compile", "convert"):
        assert run(f"ircompile {command} examples/existing-endpoint.json -o {command}/deep/job.json -q") == ""
        assert (examples / command / "deep" / "job.json").exists()
    assert "[exit 2]" in run("ircompile compile examples/existing-endpoint.json -o compile/deep/job.json/job.json")
    assert run("ircompile compile examples/existing-endpoint.json -o new/job.json --check").startswith("missing: ")
    assert not (examples / "new").exists()


def test_commands_name_the_region(examples: Path) -> None:
    line = "ircompile compile examples/existing-endpoint.json --to command"
    head = "aws sagemaker create-inference-recommendations-job"
    assert "--region" not in run(line)
    assert run(f"{line} --region us-west-2").startswith(f"{head} --region us-west-2 --job-name ")
    (examples / "ircompile.toml").write_text('region = "eu-west-1"\n')
    assert run(line).startswith(f"{head} --region eu-west-1 --job-name ")
    assert run(f"{line} --region us-west-2").startswith(f"{head} --region us-west-2 --job-name ")
    assert (
        run(f"{line} --style file -o job.json")
        == f"{head} --region eu-west-1 --cli-input-json file://job.json\n1 written\n"
    )
    assert "--region" not in run("ircompile compile examples/existing-endpoint.json")


def test_all_files_are_written_or_none(examples: Path) -> None:
    build = examples / "build"
    (build / "recommend-churn.json").mkdir(parents=True)
    (build / "existing-endpoint.json").write_text("{}")
    printed = run("ircompile compile examples --exclude broken --out-dir build")
    assert printed.endswith("build/recommend-churn.json: Is a directory; nothing was written\n[exit 2]\n")
    assert sorted(file.name for file in build.iterdir()) == ["existing-endpoint.json", "recommend-churn.json"]
    assert (build / "existing-endpoint.json").read_text() == "{}"


def test_check_names_stale_files_and_writes_nothing(examples: Path) -> None:
    line = "ircompile compile examples/existing-endpoint.json --out-dir build"
    assert run(line) == "1 written\n"
    assert run(f"{line} --check") == "1 unchanged\n"
    target = examples / "build" / "existing-endpoint.json"
    target.write_text("{}")
    assert run(f"{line} --check") == "stale: build/existing-endpoint.json\n[exit 1]\n"
    assert target.read_text() == "{}"


def test_a_failed_compile_leaves_the_old_file(examples: Path) -> None:
    (examples / "out.json").write_text("precious")
    assert "[exit 1]" in run("ircompile compile examples/broken/syntax.yaml -o out.json")
    assert (examples / "out.json").read_text() == "precious"


def test_a_link_is_followed_and_a_mode_kept(examples: Path) -> None:
    (examples / "real.json").write_text("old")
    (examples / "real.json").chmod(0o640)
    (examples / "link.json").symlink_to("real.json")
    assert run("ircompile compile examples/existing-endpoint.json -o link.json") == "1 written\n"
    assert (examples / "link.json").is_symlink()
    assert (examples / "real.json").stat().st_mode & 0o777 == 0o640
    assert "existing-endpoint" in (examples / "real.json").read_text()


def test_a_check_shows_no_credential(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n')
    assert "1 written" in run("ircompile compile")
    compiled = (repository / "build" / "churn.json").read_text()
    for changed in (f'{{"secret": "{LETTERS}", "{KEY_ID}": 1,', f'{{"secret": "{LETTERS}", {KEY_ID}'):
        (repository / "build" / "churn.json").write_text(compiled.replace("{", changed, 1))
        printed = run("ircompile compile --check --diff")
        assert "stale: build/churn.json" in printed
        assert "qXyZ…" in printed
        assert KEY_ID not in printed
        assert LETTERS[:12] not in printed


@pytest.mark.parametrize("levels", [100, 300, 500, 900, 990, 100_000])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}")])
def test_a_check_reads_any_nesting(repository: Path, levels: int, start: str, end: str) -> None:
    (repository / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n')
    (repository / "build").mkdir()
    text = f'{{"JobName": "churn", "x": {start * levels}{"1" if end == "}" else ""}{end * levels}}}\n'
    (repository / "build" / "churn.json").write_text(text)
    printed = run("ircompile compile --check --diff")
    assert printed.startswith("--- build/churn.json\n")
    assert printed.endswith("stale: build/churn.json\n[exit 1]\n")


def test_a_check_does_not_compare_what_is_too_large(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n')
    (repository / "build").mkdir()
    (repository / "build" / "churn.json").write_bytes(bytes(LARGEST + 1))
    printed = run("ircompile compile --check --diff")
    why = f"it is larger than the limit of {LARGEST} bytes, which no setting raises"
    assert printed == f"build/churn.json: {why}\nstale: build/churn.json\n[exit 1]\n"


def test_a_known_error_is_not_compiled_and_an_ignored_one_is(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nbaseline = "known.json"\n')
    wrong = JOB.replace("churn", "a_b")
    (repository / "job.yaml").write_text(wrong)
    assert "1 finding recorded" in run("ircompile baseline update job.yaml")
    assert "nothing found (1 in the baseline)" in run("ircompile lint job.yaml")
    assert run("ircompile compile job.yaml -q").endswith("[exit 1]\n")
    (repository / "job.yaml").write_text(wrong.replace("a_b", "a_b  # ircompile: ignore[bad-format]"))
    assert '"JobName": "a_b"' in run("ircompile compile job.yaml -q")


def test_a_part_that_can_not_be_read_is_not_compiled_even_if_ignored(repository: Path) -> None:
    (repository / "job.yaml").write_text(f"{JOB}Tags: 'Key=['  # ircompile: ignore[shorthand-syntax]\n")
    what = "part of the manifest can't be read, and the rule that reports it is ignored"
    assert run("ircompile compile job.yaml -q") == f"ircompile: error: job.yaml: {what}\n[exit 2]\n"
