"""Targets for the other files that commands read; each runs a whole command on a repository with a file of this text."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ircompile.cli.main import main

JOB = b"""\
JobName: churn
JobType: default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}
"""
"""A manifest with one finding."""
REQUEST = (
    b'{"InputConfig": {"ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}, '
    b'"JobName": "churn", "JobType": "Default", "RoleArn": "arn:aws:iam::123456789012:role/recommender"}'
)
CLEAN, FOUND, FAILED = 0, 1, 2
ENDS = frozenset((CLEAN, FOUND, FAILED))
SEPARATOR = b"\n---\n"
"""Separates the files of a text that has several."""
CONVERSIONS = ("json", "yaml", "shorthand", "command")


def failure(data: bytes) -> None:
    """Explain what AWS said."""
    _run({"said": data}, "explain --failure said")


def payload(data: bytes) -> None:
    """Check an archive, which is packed if it is not."""
    packed = data if data[:2] == b"\x1f\x8b" else gzip.compress(data, 1)
    _run({"a.yaml": JOB, "payload.tar.gz": packed}, "lint a.yaml --payload payload.tar.gz")


def baseline(data: bytes) -> None:
    """Lint with a baseline, then update it."""
    commands = ("lint a.yaml --baseline known.json", "baseline show", "baseline update a.yaml")
    _run({"ircompile.toml": b'[lint]\nbaseline = "known.json"\n', "known.json": data, "a.yaml": JOB}, *commands)


def rule_file(data: bytes) -> None:
    """Lint with a rule, then test and explain it."""
    _run({"rules/a.yaml": data, "a.yaml": JOB}, "lint a.yaml --rules rules", "rules test rules")


def json_schema(data: bytes) -> None:
    """Lint with a JSON Schema of the repository."""
    _run({"ircompile.toml": b'[lint]\nschemas = ["s.json"]\n', "s.json": data, "a.yaml": JOB}, "lint a.yaml")


def service_model(data: bytes) -> None:
    """Lint and convert with a service model of the repository."""
    _run({"s.json": data, "a.yaml": JOB}, "lint a.yaml --model s.json", "convert a.yaml --model s.json --to command")


def converting(data: bytes) -> None:
    """Convert a file into what its first byte chooses."""
    form = CONVERSIONS[data[0] % len(CONVERSIONS)] if data else "json"
    _run({"a.txt": data[1:]}, f"convert a.txt --to {form}", "convert a.txt --to json --cli-version 2")


def compiled(data: bytes) -> None:
    """Compare the files of an output folder with what belongs there, then compile and prune; a file stays itself."""
    found = _run(
        {"ircompile.toml": b'[compile]\nout-dir = "out"\n', "a.yaml": REQUEST, "out/churn.json": data, "out/b.json": data},
        *("compile --check --diff", "compile --prune"),
    )  # fmt: skip
    assert found["out/b.json"] in (data, None if b'"JobName"' in data else data)


def environments(data: bytes) -> None:
    """Lint, plan, compare and compile in the environments of a configuration, an overlay and a job of this text."""
    settings, overlay, job = (*data.split(SEPARATOR, 2), b"", REQUEST)[:3]
    _run(
        {"ircompile.toml": settings, "env/dev.yaml": overlay, "a.yaml": job},
        *("lint .", "plan . --env dev", "compile . --check --diff", "diff a.yaml --env dev --env prod", "lint --show-settings"),
        "explain a.yaml#/JobName --env dev",
    )  # fmt: skip


def _run(files: Mapping[str, bytes], *commands: str) -> dict[str, bytes | None]:
    """Run commands in a repository, and return what is in its files after that; None for one that is gone."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            os.mkdir(".git")
            for name, data in files.items():
                Path(name).parent.mkdir(exist_ok=True)
                Path(name).write_bytes(data)
            for command in commands:
                _run_one(command)
            return {it: Path(it).read_bytes() if os.path.exists(it) else None for it in files}
        finally:
            os.chdir(before)


def _run_one(command: str) -> None:
    """Run a command: it ends as it should, and prints nothing that a terminal would act on."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace"), io.StringIO()
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO())
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(command.split())
            out.flush()
    finally:
        sys.stdin = stdin
    printed = out.buffer.getvalue().decode() + err.getvalue()
    assert code in ENDS, (command, code)
    assert "internal error" not in err.getvalue(), (command, err.getvalue())
    assert "\x1b" not in printed, command
    if "--to" not in command:
        assert all(line.isprintable() for line in printed.split("\n")), command


TARGETS: dict[str, Callable[[bytes], None]] = {
    it.__name__: it
    for it in (failure, payload, baseline, rule_file, json_schema, service_model, converting, compiled, environments)
}
