"""Commands work without what Windows lacks: see `tests/support/windows_like.py`. They have not run on Windows itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT, TESTS
from console import run

PYTHON = [sys.executable, "-X", "utf8=0", "-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
"""A Python for which it is an error to open a text without naming its encoding, which on Windows would be cp1252."""
CRLF = 'JobName: churn\r\nJobDescription: "café 模"\r\nJobType: default\r\nRoleArn: arn:aws:iam::123456789012:role/x\r\nInputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}\r\n'


def windows(*words: str, text: str = "") -> tuple[int, bytes, bytes]:
    """Return the exit code and the output of `ircompile …` in a Python like that of Windows."""
    command = [*PYTHON, str(TESTS / "support" / "windows_like.py"), *words]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples and a job with CRLF, as the working directory."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "job.yaml").write_bytes(CRLF.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = [
    "lint examples/broken/load-test.yaml",
    "lint examples --output-format concise --statistics",
    "lint examples/broken --output-format junit",
    "lint job.yaml --output-format sarif",
    "compile examples/load-test-serverless.yaml",
    "compile examples --exclude broken --check --out-dir build",
    "convert examples/existing-endpoint.json --to command --shell cmd",
    "convert examples/load-test-phases.yaml --to yaml",
    "plan examples/load-test-phases.yaml --output-format json",
    "diff examples/recommend-churn.yaml examples/existing-endpoint.json",
    "explain JobDurationInSeconds",
    "lint nowhere.yaml",
    "rules",
    "schema manifest",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_the_same_with_crlf(command: str) -> None:
    code, out, err = windows(*command.split())
    assert b"\n" not in out.replace(b"\r\n", b"")
    shown = (out + err).replace(b"\r\n", b"\n").decode("cp1252") + (f"[exit {code}]\n" if code else "")
    assert shown == run(f"ircompile {command}")


WRITING = [
    "lint job.yaml --fix",
    "lint job.yaml --add-ignore=later",
    "baseline update job.yaml --baseline known.json",
    "compile examples --exclude broken --out-dir build",
    "compile examples/recommend-churn.yaml -o one.json",
    "convert examples/existing-endpoint.json --to yaml -o two.yaml",
    "lint job.yaml --output-format junit:three.xml --output-format markdown:four.md",
    "new load-test --repo five --name churn",
]


@pytest.mark.parametrize("command", WRITING)
def test_a_command_writes_the_same_bytes(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without descriptors of folders, and without replacing or removing an open file."""
    shutil.copytree(folder, folder / "other")
    monkeypatch.chdir(folder / "other")
    run(f"ircompile {command}")
    monkeypatch.chdir(folder)
    code, _, err = windows(*command.split())
    assert code < 2, err
    written = contents(folder / "other")
    shutil.rmtree(folder / "other")
    assert contents(folder) == written


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in each file of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_a_fixed_text_and_a_diff_keep_their_line_ends_and_their_encoding() -> None:
    fixed = CRLF.replace("default", "Default")
    assert windows("lint", "-", "--fix", text=CRLF)[1] == fixed.encode()
    _, patch, _ = windows("lint", "job.yaml", "--diff")
    assert b"-JobType: default\r\n+JobType: Default\r\n" in patch
    assert ' JobDescription: "café 模"\r\n'.encode() in patch
    Path("fix.patch").write_bytes(patch)
    done = subprocess.run(["patch", "-p0", "--binary", "-i", "fix.patch"], capture_output=True, check=False)  # noqa: S607  as installed
    assert (done.returncode, Path("job.yaml").read_bytes()) == (0, fixed.encode()), done.stdout


def test_characters_that_the_code_page_lacks_are_escaped_but_not_in_manifests() -> None:
    assert '"café \\u6a21"'.encode("cp1252") in windows("explain", "job.yaml#/JobDescription")[1]
    assert b"`\\u6a21` is not a valid" in windows("lint", "-", text=CRLF.replace("churn", "模", 1))[1]
    for words in (("convert", "job.yaml", "--to", "yaml"), ("new", "--set", "JobDescription=café 模")):
        assert "\r\nJobDescription: café 模\r\n" in windows(*words)[1].decode()


def test_many_files_are_linted_by_processes_that_are_spawned() -> None:
    Path("jobs").mkdir()
    for number in range(300):
        name = "job_name" if number % 100 == 7 else "job"
        Path(f"jobs/{number}.yaml").write_text(
            CRLF.replace("churn", f"{name}-{number}", 1).replace("default", "Default"), "utf-8", newline=""
        )
    words = ("lint", "jobs", "--output-format", "concise")
    code, out, err = windows(*words, "-j", "2")
    assert (code, out, err) == windows(*words, "-j", "1")
    assert (code, out.count(b"error[bad-format]")) == (1, 3)


@pytest.mark.parametrize("command", ["lint job.yaml --fix", "compile examples/recommend-churn.yaml -o job.yaml"])
def test_a_file_that_an_editor_holds_open_is_left_alone(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace it."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    for name in ("replace", "rename", "link"):
        monkeypatch.setattr(f"os.{name}", refuse)
    before = contents(folder)
    printed = run(f"ircompile {command}")
    assert printed.endswith("[exit 2]\n"), printed
    assert "job.yaml" in printed
    assert contents(folder) == before
