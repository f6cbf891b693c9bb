"""`ircompile convert` of jobs in files of other languages."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from console import run
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_to_send import sendable

from ircompile.model.model import SHIPPED

PROGRAM = """\
import boto3, sagemaker, time
role = sagemaker.get_execution_role()
client = boto3.client("sagemaker")
stamp = time.strftime("%H")
client.create_inference_recommendations_job(
    JobName=f"my-job-{stamp}",
    JobType="Advanced",
    RoleArn=role,
    InputConfig={
        "ModelPackageVersionArn": arn(key="AKIAIOSFODNN7EXAMPLE"),
        "JobDurationInSeconds": duration,
        "TrafficPattern": pattern,
        "EndpointConfigurations": [{"InstanceType": it} for it in (
            types  # ircompile: ignore[unknown-field]
        )],
        "VpcConfig": {"Subnets": subnets, "SecurityGroupIds": [group, "sg-0123456789abcdef0"]},
    },
    JobDescription="about" + stamp,
    StoppingConditions={**stopping, "MaxInvocations": 300},
    Tags=[{"Key": "time", "Value": "at %s h" % stamp}],
)
request = {
    "JobName": "churn",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::123456789012:role/recommender",
    "InputConfig": {"ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"},
}
if stamp:
    request["JobDescription"] = "hello"
client.create_inference_recommendations_job(**request)
client.create_inference_recommendations_job(**anything)
"""
MANIFEST = """\
# was: f"my-job-{stamp}"
JobName: my-job-<stamp>
JobType: Advanced
# was: role (sagemaker.get_execution_role())
RoleArn: "<RoleArn>"
InputConfig:
  # was: arn(key="AKIA…")
  ModelPackageVersionArn: "<ModelPackageVersionArn>"
  # was: duration
  JobDurationInSeconds: "<JobDurationInSeconds>"
  # was: pattern
  TrafficPattern: "<TrafficPattern>"
  # was: [{"InstanceType": it} for it in ( types # ircompile ignore[unknown-field] )]
  EndpointConfigurations: "<EndpointConfigurations>"
  VpcConfig:
    SecurityGroupIds:
      # was: group
      - "<SecurityGroupIds>"
      - sg-0123456789abcdef0
    # was: subnets
    Subnets: "<Subnets>"
# was: "about" + stamp
JobDescription: "<JobDescription>"
# there may be other members; from: {**stopping, "MaxInvocations": 300}
StoppingConditions:
  MaxInvocations: 300
Tags:
  - Key: time
    # was: "at %s h" % stamp
    Value: at <stamp> h
"""
OPEN = """\
# there may be other members; from: client.create_inference_recommendations_job(**anything)
# may be absent
JobName: "<JobName>"
# may be absent
JobType: "<JobType>"
# may be absent
RoleArn: "<RoleArn>"
# may be absent
InputConfig: "<InputConfig>"
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("job.py").write_text(PROGRAM, "utf-8")


def line_of(text: str, number: int = 1) -> int:
    """Return the line of an occurrence of a text in the program."""
    offset = -1
    for _ in range(number):
        offset = PROGRAM.index(text, offset + 1)
    return PROGRAM.count("\n", 0, offset) + 1


FIRST, SECOND, THIRD = (line_of("client.create", number) for number in (1, 2, 3))


def test_what_is_unknown_becomes_a_placeholder_with_a_comment() -> None:
    for line in (FIRST, FIRST + 3, line_of("Tags=[") + 1):
        assert run(f"ircompile convert job.py:{line} --to yaml --no-lint") == MANIFEST
    assert run(f"ircompile convert job.py:{THIRD} --to yaml --no-lint") == OPEN


def test_arguments_that_are_no_request_leave_everything_unknown() -> None:
    call = OPEN.partition("from: ")[2].splitlines()[0].replace("anything", "[1]")
    Path("other.py").write_text(f'import boto3\nclient = boto3.client("sagemaker")\n{call}\n')
    assert run("ircompile convert other.py --to yaml --no-lint") == OPEN.replace("anything", "[1]")


def test_every_placeholder_is_reported_by_name() -> None:
    run("ircompile convert job.py --out-dir out --to yaml --no-lint")
    printed = run("ircompile lint out --output-format concise --limit findings=1000")
    manifests = [file.read_text("utf-8").splitlines() for file in Path("out").iterdir()]
    written = [line for lines in manifests for line in lines if "<" in line and not line.lstrip().startswith("#")]
    assert len(written) == 10 + 1 + 4
    assert printed.count("[placeholder-value]") == len(written)


def test_values_are_those_of_the_manifest_when_it_is_converted_again() -> None:
    Path("a.yaml").write_text(MANIFEST, "utf-8")
    as_json = run("ircompile convert a.yaml --no-lint")
    Path("a.json").write_text(as_json, "utf-8")
    assert run("ircompile convert a.json --no-lint") == as_json
    assert run(f"ircompile convert job.py:{FIRST} --no-lint").partition("note: ")[0] == as_json


def test_json_has_no_comments_so_that_a_note_names_the_values() -> None:
    *_, note = run(f"ircompile convert job.py:{SECOND} --no-lint").splitlines()
    assert note == "note: 1 value of the job in job.py can't be known without running anything: /JobDescription"


def test_one_member_needs_only_its_own_values() -> None:
    one = f"ircompile convert job.py:{FIRST} --no-lint --param"
    assert run(f"{one} stopping-conditions --to shorthand") == "MaxInvocations=300\n"
    assert json.loads(run(f"{one} stopping-conditions")) == {"MaxInvocations": 300}
    what = "1 value of the job in job.py can't be known without running anything: /Tags/0/Value"
    assert run(f"{one} tags --to yaml") == f"- Key: time\n  Value: at <stamp> h\nnote: {what}\n"


@pytest.mark.parametrize("to", ["command", "shorthand"])
def test_what_is_sent_must_be_known(to: str) -> None:
    printed = run(f"ircompile convert job.py:{SECOND} --no-lint --to {to}")
    what = "1 value of the job in job.py can't be known without running anything: /JobDescription"
    assert printed == f"ircompile: error: {what}; convert it to yaml, fill them in, and convert that\n[exit 2]\n"
    Path("known.py").write_text(PROGRAM.replace("if stamp:", "if True:"))
    line = f"known.py:{SECOND}"
    assert "create-inference-recommendations-job --job-name churn" in run(
        f"ircompile convert {line} --to command --no-lint"
    )


def test_several_jobs_are_listed() -> None:
    assert run("ircompile convert job.py --to yaml") == (
        "ircompile: error: job.py contains 3 jobs; name one of them, or write all with --out-dir DIR:\n"
        f"  job.py:{FIRST}  `my-job-…`\n  job.py:{SECOND}  `churn`\n  job.py:{THIRD}\n[exit 2]\n"
    )
    Path("many.py").write_text("c.create_inference_recommendations_job(JobName='a')\n" * 30)
    assert run("ircompile convert many.py").endswith("  many.py:20  `a`\n  and 10 more\n[exit 2]\n")
    Path("one.py").write_text("c.create_inference_recommendations_job(JobName='a'); " * 2)
    assert run("ircompile convert one.py:1").count("one.py:1  `a`") == 2


def test_documents_of_a_manifest_are_jobs_like_calls() -> None:
    Path("two.yaml").write_text("JobName: a\n---\nJobName: b\n")
    assert run("ircompile convert two.yaml").endswith("  two.yaml:1  `a`\n  two.yaml:3  `b`\n[exit 2]\n")
    assert json.loads(run("ircompile convert two.yaml:3 --no-lint")) == {"JobName": "b"}
    run("ircompile convert two.yaml --no-lint --out-dir out")
    assert sorted(os.listdir("out")) == ["a.json", "b.json"]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("job.py:2", f"job.py: no job is at line 2; there are jobs at the lines {FIRST}, {SECOND}, {THIRD}"),
        ("job.py:999999999", f"job.py: no job is at line 999999999; there are jobs at the lines {FIRST}, {SECOND}, {THIRD}"),
        ("no.py", "no.py: no such file"),
        ("no.py:3", "no.py:3: no such file"),
        ("other.py", "other.py: no job is in this file"),
        ("comment.py", "comment.py: no job is in this file"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_an_error(word: str, message: str) -> None:
    Path("other.py").write_text("print()\n")
    Path("comment.py").write_text("# create_inference_recommendations_job\n")
    assert run(f"ircompile convert {word}") == f"ircompile: error: {message}\n[exit 2]\n"


def test_columns_as_in_reports_are_accepted() -> None:
    Path("with:7").write_text("JobName: named\n")
    assert run(f"ircompile convert job.py:{SECOND}:5 --no-lint --to yaml").startswith("JobName: churn\n")
    assert run("ircompile convert with:7 --no-lint --to yaml") == "JobName: named\n"


def test_an_unread_program_is_reported() -> None:
    Path("bad.py").write_text("c.create_inference_recommendations_job(JobName='a'\n")
    printed = run("ircompile convert bad.py --output-format concise")
    assert "bad.py:1:39: warning[snippet-unread]" in printed
    assert printed.endswith("[exit 2]\n")


def test_a_request_that_is_a_text_is_reported() -> None:
    machine = json.loads(json.dumps(MACHINE))
    machine["States"]["Job"] |= {"QueryLanguage": "JSONata", "Arguments": "JobName=a"}
    del machine["States"]["Job"]["Parameters"]
    Path("m.json").write_text(json.dumps(machine))
    printed = run("ircompile convert m.json --to yaml --output-format concise")
    assert "error[root-not-mapping]" in printed
    assert printed.endswith("[exit 2]\n")


@pytest.mark.parametrize("to", ["json", "yaml"])
def test_a_job_that_repeats_a_long_text_is_refused(to: str) -> None:
    long = "y" * 90_000
    Path("a.yaml").write_text(f"Tags:\n  - &x {{Key: {long}}}\n" + "  - *x\n" * 2000)
    tags = "{'Key': x}, " * 2000
    Path("a.py").write_text(f"x = '{long}'\nclient.create_inference_recommendations_job(Tags=[{tags}])\n")
    for name in ("a.yaml", "a.py"):
        expected = (
            "ircompile: error: the job has more than 8,388,608 characters; raise the limit with --limit bytes=N\n"
        )
        assert run(f"ircompile convert {name} --to {to} --no-lint") == f"{expected}[exit 2]\n"


def test_findings_point_into_the_program() -> None:
    Path("job.py").write_text(PROGRAM.replace('"Default"', '"default"'))
    printed = run(f"ircompile convert job.py:{SECOND} --to yaml --fail-on error --output-format concise")
    assert f"job.py:{line_of('Default')}:16: error[not-allowed-value] `default` is not a valid `JobType`" in printed
    assert printed.endswith("[exit 1]\n")


CELLS = [
    ("markdown", "# Recommend"),
    ("code", '%%time\nrole = sagemaker.get_execution_role()\nname = f"churn-{stamp}"'),
    ("code", 'client.create_inference_recommendations_job(\n    JobName=name,\n    RoleArn=role,\n    JobDescription=pkg["arn"],\n)'),
    ("code", "!aws sagemaker create-inference-recommendations-job --job-name x --input-config ModelName=$M"),
]  # fmt: skip
IN_CELL_3 = """\
# was: name (f"churn-{stamp}")
JobName: churn-<stamp>
# was: role (sagemaker.get_execution_role())
RoleArn: "<RoleArn>"
# was: pkg["arn"]
JobDescription: "<JobDescription>"
"""
IN_CELL_4 = """\
JobName: x
InputConfig:
  # was: $M
  ModelName: "<M>"
"""


@pytest.mark.parametrize("indent", [1, None])
def test_the_jobs_in_a_notebook_are_named_by_line_or_cell(indent: int | None) -> None:
    cells: list[dict[str, object]] = [
        {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for kind, text in CELLS
    ]
    notebook = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    Path("job.ipynb").write_text(json.dumps(notebook, indent=indent), "utf-8")
    lines = Path("job.ipynb").read_text("utf-8").split("\n")
    first, second = (
        next(number for number, line in enumerate(lines, 1) if f'"{word}' in line) for word in ("client.", "!aws")
    )
    assert run("ircompile convert job.ipynb") == (
        "ircompile: error: job.ipynb contains 2 jobs; name one of them, or write all with --out-dir DIR:\n"
        f"  job.ipynb:{first} (cell 3)  `churn-…`\n  job.ipynb:{second} (cell 4)  `x`\n[exit 2]\n"
    )
    for place in ("cell 3", "cell 3:1:1", "cell3", *([f"{first + 2}", f"{first}:7"] if indent else [])):
        assert run(f"ircompile convert 'job.ipynb:{place}' --no-lint --to yaml") == IN_CELL_3
    assert run("ircompile convert 'job.ipynb:cell 4' --no-lint --to yaml") == IN_CELL_4
    assert "no job is at cell 2" in run("ircompile convert 'job.ipynb:cell 2'")
    run("ircompile convert job.ipynb --out-dir out --no-lint --to yaml")
    assert sorted(os.listdir("out")) == [f"job-{first}.yaml", "x.yaml"]


SCRIPT = """\
#!/bin/bash
ROLE="arn:aws:iam::$ACCOUNT:role/recommender"
for region in eu-west-1 us-east-1; do
  aws sagemaker create-inference-recommendations-job --region "$region" --job-name "churn-$(date +%s)" \\
    --role-arn $ROLE --job-type Default --input-config "ModelName=$MODEL"
done
"""
MACHINE = {
    "StartAt": "Job",
    "States": {
        "Job": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob",
            "Parameters": {"JobName.$": "$.name", "JobType": "Default", "InputConfig": {"ModelName.$": "$.model"}},
            "End": True,
        }
    },
}


@pytest.mark.parametrize(
    ("name", "text", "manifest"),
    [
        ("run.sh", SCRIPT, 'JobName: churn-<date>\nJobType: Default\nRoleArn: "<RoleArn>"\nInputConfig:\n  ModelName: "<MODEL>"\n'),
        ("run", SCRIPT, 'JobName: churn-<date>\nJobType: Default\nRoleArn: "<RoleArn>"\nInputConfig:\n  ModelName: "<MODEL>"\n'),
        ("Makefile", "job:\n\taws sagemaker create-inference-recommendations-job --job-name a-$(NAME) --job-type Default\n", "JobName: a-<NAME>\nJobType: Default\n"),
        ("page.md", "# Jobs\n\n```python\nclient.create_inference_recommendations_job(JobName=f'a-{os.environ[\"NAME\"]}', JobType='Default')\n```\n", "JobName: a-<NAME>\nJobType: Default\n"),
        ("times.py", "client.create_inference_recommendations_job(JobName=f'a-{int(time.time())}')", "JobName: a-<time>\n"),
        ("plus.py", "client.create_inference_recommendations_job(JobName='a-' + str(round(now())))", "JobName: a-<now>\n"),
        ("size.py", "model.right_size(sample_payload_url=url)", 'JobName: "<JobName>"\nJobType: Default\nRoleArn: "<RoleArn>"\n'),
        ("ci.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: aws sagemaker create-inference-recommendations-job --job-name a-${{ github.sha }}\n", "JobName: a-<github>\n"),
        ("m.asl.json", json.dumps(MACHINE), 'JobName: "<JobName>"\nJobType: Default\nInputConfig:\n  ModelName: "<ModelName>"\n'),
    ],
)  # fmt: skip
def test_other_languages(name: str, text: str, manifest: str) -> None:
    Path(name).write_text(text, "utf-8")
    printed = run(f"ircompile convert {name} --no-lint --to yaml")
    lines = [line for line in printed.splitlines() if not line.lstrip().startswith("#")]
    assert lines[: manifest.count("\n")] == manifest.splitlines()
    assert "# was: " in printed


def test_a_script_that_is_one_command_is_read_as_a_command() -> None:
    """It may load files, and what is wrong with it is reported as for a command."""
    Path("tags.json").write_text('[{"Key": "a", "Value": "b"}]')
    start = "aws sagemaker create-inference-recommendations-job --job-name a --job-type Default --role-arn arn:aws:iam::123456789012:role/x"
    command = f"{start} --input-config ModelName=m --tags file://tags.json"
    Path("one.sh").write_text(f"{command}\n")
    assert json.loads(run("ircompile convert one.sh --no-lint"))["Tags"] == [{"Key": "a", "Value": "b"}]
    Path("one.sh").write_text(f"{command} --no-such-option\n")
    assert "command-refused" in run("ircompile convert one.sh --no-lint")
    assert "command-needs-shell" in run(f"ircompile convert '{command}-$X' --no-lint")


def test_two_jobs_of_a_name_have_different_files() -> None:
    call = "aws sagemaker create-inference-recommendations-job"
    Path("run.sh").write_text(f"{call} --job-name run-2\n{call} --job-type Default\n")
    assert run("ircompile convert run.sh --out-dir out --no-lint") == "2 written\n"
    assert sorted(os.listdir("out")) == ["run-2-2.json", "run-2.json"]


def test_each_job_has_a_file_in_a_folder() -> None:
    assert run("ircompile convert job.py --out-dir out --to yaml --no-lint") == "3 written\n"
    assert sorted(os.listdir("out")) == sorted(["churn.yaml", f"job-{FIRST}.yaml", f"job-{THIRD}.yaml"])
    assert Path(f"out/job-{FIRST}.yaml").read_text("utf-8") == MANIFEST
    assert run("ircompile convert job.py --out-dir out --to yaml --no-lint") == "3 unchanged\n"
    Path("out/churn.yaml").write_text("mine\n")
    Path(f"out/job-{FIRST}.yaml").unlink()
    printed = run("ircompile convert job.py --out-dir out --to yaml --no-lint")
    assert (
        printed
        == "ircompile: error: out/churn.yaml exists, with another content: remove it, or choose another folder; nothing was written\n[exit 2]\n"
    )
    assert sorted(os.listdir("out")) == ["churn.yaml", f"job-{THIRD}.yaml"]
    for wrong in ("-o x.yaml", "--param job-name"):
        assert "--out-dir takes one file a job" in run(f"ircompile convert job.py --out-dir out --no-lint {wrong}")


@pytest.mark.parametrize("name", ["../x", "/etc/x", ".git", "a/b", "", "-x", "a" * 300, "CON\n"])
def test_the_name_of_a_job_does_not_lead_out_of_the_folder(name: str) -> None:
    Path("p.py").write_text(
        f"c.create_inference_recommendations_job(JobName={name!r})\nc.create_inference_recommendations_job(JobName='A')\nc.create_inference_recommendations_job(JobName='a')\n"
    )
    run("ircompile convert p.py --out-dir out --no-lint")
    assert sorted(os.listdir("out")) == ["A.json", "p-1.json", "p-3.json"]


def test_a_link_does_not_lead_out_of_the_repository(tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    Path(".git").mkdir()
    Path("out").symlink_to(elsewhere)
    assert "leads outside" in run("ircompile convert job.py --out-dir out --no-lint")
    assert os.listdir(elsewhere) == []


class Writer:
    """Writes a straight-line program that sends a request, each value in one of many ways."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []

    def named(self, value: str) -> str:
        """Return a name that is set to a value before."""
        name = f"n{len(self.lines)}"
        self.lines.append(f"{name} = {value}")
        return name

    def value(self, value: Any) -> str:
        write: dict[type, Callable[[Any], str]] = {dict: self.mapping, list: self.list, str: self.text, int: repr}
        text = write[type(value)](value)
        return self.named(text) if self.random.random() < 0.2 else text

    def text(self, text: str) -> str:
        middle = self.random.randint(0, len(text))
        start, end = repr(text[:middle]), repr(text[middle:])
        return self.random.choice(
            [
                repr(text),
                f"{start} + {end}",
                f"'%s%s' % ({start}, {end})",
                f"'{{}}{{}}'.format({start}, {end})",
                f"''.join([{start}, {end}])",
                f"f'{{{self.named(start)}}}{{{self.named(end)}}}'",
            ]
        )

    def list(self, items: list[Any]) -> str:
        written = [self.value(item) for item in items]
        whole = f"[{', '.join(written)}]"
        if self.random.random() < 0.3:
            name = self.named("[]")
            self.lines += [f"{name}.append({item})" for item in written]
            return name
        return self.random.choice([whole, f"list({whole})", f"[*{whole}]", f"[it for it in {whole}]"])

    def mapping(self, items: dict[str, Any]) -> str:
        written = [(repr(name), self.value(item)) for name, item in items.items()]
        whole = "{" + ", ".join(f"{name}: {item}" for name, item in written) + "}"
        if self.random.random() < 0.3:
            name = self.named("{}")
            self.lines += [f"{name}[{key}] = {item}" for key, item in written]
            return name
        return self.random.choice([whole, f"dict({whole})", f"{{**{whole}}}", f"({{}} | {whole})"])

    def program(self, request: dict[str, Any]) -> str:
        call = f"client.create_inference_recommendations_job(**{self.mapping(request)})"
        return "\n".join([*self.lines, call]) + "\n"


class Client:
    sent: Any = None

    def create_inference_recommendations_job(self, **request: Any) -> None:
        self.sent = request


@settings(max_examples=150, deadline=None)
@given(sendable(SHIPPED.request), st.randoms(use_true_random=False))
def test_a_converted_program_is_the_request_that_it_sends(request_: dict[str, Any], random: Random) -> None:
    program = Writer(random).program(request_)
    client = Client()
    exec(program, {"client": client})  # noqa: S102  the test's own program
    assert client.sent == request_
    Path("law.py").write_text(program, "utf-8")
    as_json = run("ircompile convert law.py --no-lint")
    assert json.loads(as_json) == request_
    as_yaml = run("ircompile convert law.py --no-lint --to yaml")
    Path("law.yaml").write_text(as_yaml, "utf-8")
    assert run("ircompile convert law.yaml --no-lint") == as_json
    assert run("ircompile convert law.yaml --no-lint --to yaml") == as_yaml
