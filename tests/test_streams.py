"""Streams and files that are not as one hopes: closed, full, pipes, devices; and what may not be forged in a report."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import yaml
from console import run
from hypothesis import given
from hypothesis import strategies as st

from ircompile import ShorthandError, lint, parse_shorthand
from ircompile.manifest.detect import PARTS, looks_like_one
from ircompile.sources.atomic import replace
from ircompile.sources.files import CHUNK
from ircompile.sources.lines import Lines

JOB = "JobName: a_b\n"
ROOT = Path(__file__).parent.parent
GOOD = (ROOT / "examples" / "existing-endpoint.json").read_text("utf-8")


def shell(script: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "IRCOMPILE": f"{sys.executable} -m ircompile"}
    return subprocess.run(
        ["/bin/bash", "-c", script], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.yaml").write_text(JOB)
    shutil.copy(ROOT / "examples" / "existing-endpoint.json", "good.yaml")
    return tmp_path


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
    ],
)
def test_streams_that_are_closed_or_full(folder: Path, script: str, code: int) -> None:
    done = shell(script, folder)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("where", ["| cat", "> out; cat out", ">> out; cat out"])
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"])
def test_standard_output_is_a_file_like_others(folder: Path, where: str, name: str) -> None:
    (folder / "good.json").write_text(GOOD)
    done = shell(f"$IRCOMPILE compile good.json -o {name} {where}", folder)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        (ROOT / "examples/existing-endpoint.request").read_text(),
        "",
    )
    (folder / "out").unlink(missing_ok=True)
    done = shell(f"$IRCOMPILE lint job.yaml -q --output-format concise:{name} {where}", folder)
    assert done.stdout.startswith("job.yaml:1:1: error[missing-field]")
    assert done.stderr == ""


def test_an_interrupt_is_quiet(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    command = [sys.executable, "-m", "ircompile", "lint", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err == b""


def test_a_pipe_is_written_to_and_stays_one(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    replace(str(pipe), b"data")
    reader.join(timeout=10)
    assert read == [b"data"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path)])
def test_what_is_no_file_is_not_read(folder: Path, make: object) -> None:
    path = folder / "odd.yaml"
    make(path)  # type: ignore[operator]  # each row is a function
    printed = run("ircompile lint odd.yaml job.yaml --output-format concise")
    assert "job.yaml:1:10: error[bad-format]" in printed
    assert printed.endswith("[exit 2]\n")


@pytest.mark.parametrize("options", [[], ["--only-manifests"]])
def test_a_folder_that_cannot_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    (folder / "jobs" / "secret").mkdir(parents=True)
    shutil.copy("good.yaml", "jobs")
    scandir = os.scandir

    def refuse(name: str) -> object:
        if name.endswith("secret"):
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return scandir(name)

    monkeypatch.setattr(os, "scandir", refuse)
    for named in ("jobs", "jobs/secret"):
        assert run(" ".join(["ircompile lint -q", *options, named])) == (
            "ircompile: error: jobs/secret: permission denied\n[exit 2]\n"
        )


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (b"JobName: x\nJobType: y\n" + b"#" * CHUNK, True),
        (b"#" * (3 * CHUNK) + b"\nJobName: x\nJobType: y\n", True),
        (b"#" * (CHUNK - 4) + b"\nJobName: x\n" + b"#" * (2 * CHUNK) + b"\nInputConfig: y\n", True),
        (("#" * CHUNK + "\nJobName: x\nJobType: y\n").encode("utf-16"), True),
        (b'{"a": "' + b"#" * CHUNK + b'", "JobName": "x", "JobType": "y"}', True),
        (b"#" * CHUNK + b"\nName: x\nJobType: y\n", False),
    ],
)
@pytest.mark.parametrize("options", ["jobs", "--only-manifests jobs/large.yaml"])
def test_what_is_too_large_is_passed_over_only_if_it_is_no_manifest(
    folder: Path, text: bytes, options: str, *, is_told: bool
) -> None:
    (folder / "jobs").mkdir()
    (folder / "jobs" / "large.yaml").write_bytes(text)
    shutil.copy("good.yaml", "jobs")
    printed = run(f"ircompile lint --limit bytes=10000 {options}")
    assert ("large.yaml: it is larger than 10000 bytes" in printed) == is_told
    assert ("[exit 2]" in printed) == is_told


@pytest.mark.parametrize(("text", "is_told"), [(b"", False), (b"JobName: x\nJobType: y\n", True)])
def test_of_what_is_huge_only_the_beginning_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, *, is_told: bool
) -> None:
    (folder / "huge.yaml").write_bytes(text)
    os.truncate(folder / "huge.yaml", 2**40)
    sizes = []
    read = os.read

    def counted(*arguments: int) -> bytes:
        data = read(*arguments)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(os, "read", counted)
    assert ("huge.yaml: it is larger than 8388608 bytes" in run("ircompile lint .")) == is_told
    assert sum(sizes) <= (10 + PARTS) * CHUNK


@pytest.mark.parametrize("text", ["," * 10**6, "{ " * 500_000, "- " * 500_000, " " * 10**6, "JobName" + " " * 10**6])
def test_keys_are_looked_for_in_linear_time(text: str) -> None:
    assert not looks_like_one([text])


def test_all_names_of_a_file_are_one_file(folder: Path) -> None:
    (folder / "linked.yaml").symlink_to("good.yaml")
    os.link("good.yaml", "other.yaml")
    assert run("ircompile lint good.yaml linked.yaml other.yaml ./good.yaml").startswith("1 file checked")


def test_no_line_is_a_command_to_a_ci_runner(folder: Path) -> None:
    name = "::set-output name=a::b.yaml"
    (folder / name).write_text('JobName: "##[error]x ##vso[task] ##teamcity[x]"\n"x\\n::error::y": "\\e[31m"\n')
    for form in ("full", "concise", "json"):
        printed = run(f"ircompile lint '{name}' --output-format {form}")
        assert not any(line.startswith("::") for line in printed.splitlines())
        assert "##" not in printed
        assert "\x1b" not in printed


def test_no_artefact_is_a_command_to_a_ci_runner(folder: Path) -> None:
    description = "##[error]x ##vso[task] ##teamcity[x]"
    (folder / "job.json").write_text(json.dumps({**json.loads(GOOD), "JobDescription": description}))
    for line in ("compile job.json", "convert job.json --no-lint", "convert job.json --no-lint --to yaml"):
        printed = run(f"ircompile {line}")
        assert yaml.safe_load(printed)["JobDescription"] == description
        assert "##" not in printed
    for shell_ in ("bash", "fish", "powershell", "cmd"):
        printed = run(f"ircompile compile job.json --to command --shell {shell_}")
        assert "u0023[error]x" in printed
        assert "##" not in printed
    assert "a CI runner would take" in run("ircompile convert --param output-config 'KmsKeyId=##[x' --to shorthand")


@pytest.mark.parametrize("text", [None, 5, bytearray(b"x"), ["x"]])
def test_a_text_is_a_text(text: object) -> None:
    with pytest.raises(TypeError, match="a text is str or bytes"):
        lint(text, "a.yaml")  # type: ignore[arg-type]  # that is what is tested


BIG = [
    ("instance types", {"InputConfig": {"EndpointConfigurations": [{"InstanceType": f"ml.c5.lage{i}"} for i in range(9000)]}}),
    ("wrong tags", {"Tags": [1] * 100_000}),
    ("unknown members", {f"k{i}": 1 for i in range(30_000)}),
    ("tags in shorthand", {"Tags": ["Key=a,Value=b"] * 20_000}),
    ("equal tags", {"Tags": [{"Key": "a", "Value": "b"}] * 10_000}),
    ("equal types", {"InputConfig": {"ContainerConfig": {"SupportedInstanceTypes": ["ml.c5.large"] * 20_000}}}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BIG, ids=[name for name, _ in BIG])
def test_findings_are_bounded(name: str, value: dict[str, object]) -> None:
    found = lint(json.dumps({"JobName": "a", **value}), "a.json")
    assert len(found) <= 201, name


SHORT = "JobName: a\nStoppingConditions: {}\n".format


@pytest.mark.parametrize(
    "value",
    [
        "a=b" + ",c" * 300_000 + "=x",
        "a=b," * 200_000,
        "a=[" + "{b=c}," * 100_000 + "{}]",
        ">\n" + "  a=b,\n" * 100_000,
        "[" + "'', " * 200_000 + "]",
    ],
    ids=lambda value: value[:6],
)
def test_shorthand_is_bounded_in_a_file(value: str) -> None:
    rules = {it.rule for it in lint(SHORT(value).replace("StoppingConditions: [", "Tags: ["), "a.yaml")}
    assert "limit-exceeded" in rules
    half = SHORT("a=b" + ",c" * 40_000)
    assert "limit-exceeded" not in {it.rule for it in lint(half, "a.yaml")}
    assert "limit-exceeded" in {it.rule for it in lint(f"{half}---\n{half}", "a.yaml")}


def test_what_ends_in_a_fault_is_read_in_linear_time() -> None:
    with pytest.raises(ShorthandError):
        parse_shorthand(",".join(f"a{number}=b" for number in range(30_000)) + ",")


@given(st.text(st.sampled_from("ab\n\r\u00e9\U0001f600"), max_size=200), st.integers(1, 7))
def test_places_are_those_of_a_count_from_the_start(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ircompile.sources.lines.BLOCK", block)
        lines = Lines(text)
        for offset in range(len(text) + 1):
            number = text.count("\n", 0, offset) + 1
            assert lines.number(offset) == number
            assert lines.start(number) == text.rfind("\n", 0, offset) + 1
            assert lines.bytes_before(offset, "utf-8") == len(text[:offset].encode())
