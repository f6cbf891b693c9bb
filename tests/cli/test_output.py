"""Where reports go: standard output, standard error, files; also if these are closed, full or devices."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from checkout import GOOD, ROOT
from console import run
from reports import SCENE, report_on_scene, schema_errors

from ircompile.cli.main import main
from ircompile.reporting import FORMATS


def test_reports_are_written_to_files(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["lint", "jobs", "-q", "--output-format", "concise", "--output-format", "json:out/a:b.json"]
    assert main([*line, "--output-format", "junit:junit.xml", "--color", "always"]) == 1
    assert "\x1b[1;31merror" in capsys.readouterr().out
    assert json.loads((scene / "out" / "a:b.json").read_text("utf-8"))["summary"]["files"] == 3
    assert (scene / "junit.xml").read_text("utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert main(["lint", "jobs", "-q", "--output-format", "full:full.txt", "--color", "always"]) == 1
    assert capsys.readouterr() == ("", "")
    assert "\x1b" not in (scene / "full.txt").read_text("utf-8")


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("options", "environ", "is_coloured"),
    [((), {}, True), ((), {"NO_COLOR": "1"}, False), (("--color", "never"), {}, False)],
)
def test_a_report_is_coloured_on_a_terminal(
    options: tuple[str, ...], environ: dict[str, str], *, is_coloured: bool
) -> None:
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "ircompile", "lint", "jobs", "-q", "--output-format", "grouped", *options]
    usual = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "CI")}
    subprocess.run(words, stdout=theirs, env={**usual, "TERM": "xterm", **environ}, check=False)
    os.close(theirs)
    printed = os.read(ours, 1 << 16)
    os.close(ours)
    assert b"error" in printed
    assert (b"\x1b[" in printed) == is_coloured


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["lint", "jobs"], 1),
        (["lint", "jobs", "--fail-on", "never"], 0),
        (["lint", "jobs/clean.yaml"], 0),
        (["lint", "jobs", "nowhere"], 2),
        (["compile", "jobs", "--out-dir", "out"], 1),
        (["compile", "jobs/clean.yaml", "-o", "out.json"], 0),
    ],
)
def test_the_exit_code_does_not_depend_on_the_format(argv: list[str], code: int) -> None:
    assert {form: main([*argv, "--output-format", form]) for form in FORMATS} == dict.fromkeys(FORMATS, code)


def test_compile_and_convert_report_to_standard_error(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "jobs/clean.yaml", "--severity-floor", "info", "--output-format", "json", "-q"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["JobType"] == "Advanced"
    assert json.loads(err)["version"] == 1
    assert main(["convert", "jobs/clean.yaml", "--output-format", "json"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["JobType"], json.loads(err)["version"]) == ("Advanced", 1)
    assert scene.exists()


def test_nothing_is_added_to_a_machine_readable_report_on_standard_error(
    scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SCENE["jobs/clean.yaml"].replace("JobName", "jobName")
    for form in ("json", "json-lines", "sarif", "gitlab", "junit", "checkstyle", "rdjson"):
        (scene / "job.yaml").write_text(text)
        assert main(["compile", "job.yaml", "-v", "--output-format", form]) == 1
        assert schema_errors(form, capsys.readouterr().err) == []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
            assert main(["lint", "-", "--fix", "-v", "--output-format", form]) == 0
        assert schema_errors(form, capsys.readouterr().err) == []
    assert main(["compile", "job.yaml", "--output-format", "json:out.json"]) == 1
    assert capsys.readouterr().err.startswith("Found 1 error ")


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", FORMATS)
def test_standard_output_contains_only_the_report(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = report_on_scene(form, capsys)
    assert main(["lint", "jobs", "-v", "--output-format", form]) == 1
    captured = capsys.readouterr()
    assert captured.out == out
    assert captured.err.startswith("ircompile: configuration none\nircompile: jobs/50% caf")


def test_a_run_without_manifests_always_says_so(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scene / "other.yaml").write_text("services: {}\n")
    for line in ("lint", "lint -q", "compile", "compile -q", "baseline update --baseline known.json"):
        assert main([*line.split(), "--only-manifests", "other.yaml"]) == 0
        assert capsys.readouterr() == ("", "0 files checked, nothing found.\n")


def test_a_step_summary_is_written_for_github(
    scene: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scene / "summary.md"
    file.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert main(["lint", "jobs", "-q", "--output-format", "full:a.txt", "--output-format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error ")
    assert main(["lint", "jobs", "-q", "--output-format", "markdown"]) == 1
    assert file.read_text("utf-8") == "before\n" + capsys.readouterr().out
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(scene))
    assert main(["lint", "jobs", "-q", "--output-format", "github"]) == 1
    assert "Is a directory; the step summary was not written\n" in capsys.readouterr().err


def shell(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "IRCOMPILE": f"{sys.executable} -m ircompile"}
    return subprocess.run(
        ["/bin/bash", "-c", script], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("$IRCOMPILE lint job.yaml >&-", 2),
        ("$IRCOMPILE lint job.yaml 2>&-", 1),
        ("$IRCOMPILE compile good.yaml >&-", 2),
        ("$IRCOMPILE lint - <&-", 2),
        ("$IRCOMPILE convert - <&-", 2),
        ("$IRCOMPILE --version >&-", 2),
        ("mkdir x; cd x; rmdir ../x; $IRCOMPILE lint - < ../good.yaml", 0),
        ("mkdir x; cd x; rmdir ../x; $IRCOMPILE lint - --output-format sarif < ../job.yaml", 1),
        ("mkdir x; cd x; rmdir ../x; $IRCOMPILE rules", 0),
        ("mkdir x; cd x; rmdir ../x; $IRCOMPILE compile - < ../good.yaml", 0),
        ("mkdir x; cd x; rmdir ../x; $IRCOMPILE lint job.yaml", 2),
        ("$IRCOMPILE lint job.yaml | head -1; exit ${PIPESTATUS[1]}", 0),
        ("$IRCOMPILE rules | true; exit ${PIPESTATUS[1]}", 0),
        ("$IRCOMPILE lint job.yaml > /dev/full", 2),
        ("$IRCOMPILE schema > /dev/full", 2),
        ("$IRCOMPILE lint --help > /dev/full", 2),
        ("$IRCOMPILE compile good.json -o /dev/full", 2),
        ("ulimit -n 16; $IRCOMPILE lint job.yaml", 1),
        ("ulimit -s 512; $IRCOMPILE lint job.yaml", 1),
        ("env -u HOME TMPDIR=/none COLUMNS=1 FORCE_COLOR=1 $IRCOMPILE lint job.yaml", 1),
        ("env LC_ALL=C PYTHONIOENCODING=ascii PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 $IRCOMPILE lint job.yaml", 1),
    ],
)
def test_closed_and_full_streams_and_small_limits(two_jobs: Path, script: str, code: int) -> None:
    done = shell(script, two_jobs)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("where", ["| cat", "> out; cat out", ">> out; cat out"])
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"])
def test_standard_output_can_be_named_as_a_file(two_jobs: Path, where: str, name: str) -> None:
    (two_jobs / "good.json").write_text(GOOD)
    done = shell(f"$IRCOMPILE compile good.json -o {name} {where}", two_jobs)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        (ROOT / "examples/existing-endpoint.request").read_text(),
        "",
    )
    (two_jobs / "out").unlink(missing_ok=True)
    done = shell(f"$IRCOMPILE lint job.yaml -q --output-format concise:{name} {where}", two_jobs)
    assert done.stdout.startswith("job.yaml:1:1: error[missing-field]")
    assert done.stderr == ""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let child processes be interrupted even if this one ignores interrupts, as background jobs of a shell do."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_is_quiet(two_jobs: Path) -> None:
    os.mkfifo(two_jobs / "pipe")
    command = [sys.executable, "-m", "ircompile", "lint", "pipe"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, env=environ) as process,
        open("pipe", "wb"),  # which waits until the process reads it
    ):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b""


def test_no_line_of_a_report_is_a_command_of_a_ci_runner(two_jobs: Path) -> None:
    name = "::set-output name=a::b.yaml"
    (two_jobs / name).write_text('JobName: "##[error]x ##vso[task] ##teamcity[x]"\n"x\\n::error::y": "\\e[31m"\n')
    for form in ("full", "concise", "json"):
        printed = run(f"ircompile lint '{name}' --output-format {form}")
        assert not any(line.startswith("::") for line in printed.splitlines())
        assert "##" not in printed
        assert "\x1b" not in printed


def test_no_output_of_compile_or_convert_is_a_command_of_a_ci_runner(two_jobs: Path) -> None:
    description = "##[error]x ##vso[task] ##teamcity[x]"
    (two_jobs / "job.json").write_text(json.dumps({**json.loads(GOOD), "JobDescription": description}))
    for line in ("compile job.json", "convert job.json --no-lint", "convert job.json --no-lint --to yaml"):
        printed = run(f"ircompile {line}")
        assert yaml.safe_load(printed)["JobDescription"] == description
        assert "##" not in printed
    for shell_ in ("bash", "fish", "powershell", "cmd"):
        printed = run(f"ircompile compile job.json --to command --shell {shell_}")
        assert "u0023[error]x" in printed
        assert "##" not in printed
    assert "a CI runner would read" in run("ircompile convert --param output-config 'KmsKeyId=##[x' --to shorthand")
