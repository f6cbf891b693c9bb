"""A text with gaps is a finding where no completion of it is valid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run

PROGRAM = """\
client.create_inference_recommendations_job(
    JobName={name}, JobType={kind}, RoleArn={role},
    InputConfig={{**more, 'ModelName': {model}, 'JobDurationInSeconds': {seconds}, 'TrafficPattern': {traffic}}},
    Tags=[{{'Key': {key}, 'Value': 'v'}}],
)
"""
SOUND = dict.fromkeys(("name", "kind", "role", "model", "seconds", "traffic", "key"), "ask()")


@pytest.mark.parametrize(
    ("member", "text", "message"),
    [
        ("name", "f'my_job_{x}'", "bad-format `my_job_…` is not a valid `JobName`, whatever `…` is"),
        ("name", "'%s.%s' % (x, y)", "bad-format `….…` is not a valid `JobName`, whatever `…` is"),
        ("name", "f'-{x}'", "bad-format `-…` is not a valid `JobName`, whatever `…` is"),
        ("name", "x + '-'", "bad-format `…-` is not a valid `JobName`, whatever `…` is"),
        ("name", "f'job-{x}-1'", ""),
        ("name", "f'{x}'", ""),
        ("name", f"'{'a' * 64}' + x", ""),
        ("name", f"'{'a' * 60}' + x + 'bbbbb'", "bad-length `JobName` has at least 65 characters, but the maximum is 64"),
        ("kind", "f'Adv{x}'", ""),
        ("kind", "f'adv{x}'", "not-allowed-value `adv…` is not a valid `JobType`, whatever `…` is"),
        ("kind", "f'{x}'", ""),
        ("role", "f'arn:aws:iam::{x}:role/{y}'", ""),
        ("role", "f'arn:aws:iam:{x}:role/{y}'", ""),
        ("role", "f'arn:aws:iam::{x}:user/y'", "bad-format `arn:aws:iam::…:user/y` is not a valid `RoleArn`, whatever `…` is"),
        ("role", "'arn:aws:iam::12345:role/{}'.format(x)", "bad-format `arn:aws:iam::12345:role/…` is not a valid `RoleArn`, whatever `…` is"),
        ("model", "f'{x}_model'", "bad-format `…_model` is not a valid `ModelName`, whatever `…` is"),
        ("seconds", "f'{x}'", "wrong-type `JobDurationInSeconds` must be an integer, not a string"),
        ("traffic", "'{}' % x", "wrong-type `TrafficPattern` must be a mapping, not a string"),
        ("key", "'team ' + x", ""),
        ("key", "'größe' + x", ""),
        ("key", "'team#' + x", "bad-format `team#…` is not a valid `Key`, whatever `…` is"),
    ],
)  # fmt: skip
def test_what_no_completion_repairs_is_found(repository: Path, member: str, text: str, message: str) -> None:
    program = PROGRAM.format(**(SOUND | {member: text}))
    (repository / "job.py").write_text(program, "utf-8")
    report = json.loads(run("ircompile lint job.py --output-format json --isolated -q").removesuffix("[exit 1]\n"))
    found = report["diagnostics"]
    assert [f"{it['rule']} {it['message']}" for it in found] == ([message] if message else [])
    for it in found:
        assert it["column"] == program.splitlines()[it["line"] - 1].index(text) + 1
        assert not it.get("fixes")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f's3://<bucket>/{x}.tar.gz'", "placeholder-value `s3://<bucket>/….tar.gz` still contains `<bucket>`"),
        ("f's3://{x}/${{KEY}}.tar.gz'", "placeholder-value `s3://…/${KEY}.tar.gz` still contains `${KEY}`"),
        ("f's3://<{x}>/a.tar.gz'", ""),
        ("f's3://b/{x}/AKIAIOSFODNN7EXAMPLE/a.tar.gz'", "credential-in-manifest `…` contains an AWS access key ID"),
    ],
)
def test_what_must_not_be_in_a_text_is_found_in_its_known_parts(repository: Path, text: str, message: str) -> None:
    url = f"{{**more, 'ContainerConfig': {{**more, 'PayloadConfig': {{**more, 'SamplePayloadUrl': {text}}}}}}}"
    (repository / "job.py").write_text(f"client.create_inference_recommendations_job(InputConfig={url}, **more)\n")
    printed = run("ircompile lint job.py --output-format json --isolated -q")
    assert "AKIAIOSF" not in printed
    found = json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"]
    assert [f"{it['rule']} {it['message']}" for it in found] == ([message] if message else [])
