"""Detection of manifests: what is a job and what is not, whatever the spelling of its members, in linear time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import ROOT
from console import run

from ircompile.api import lint
from ircompile.config.settings import Config
from ircompile.manifest.detect import has_any_member, has_job_keys, is_job, may_name_job
from ircompile.manifest.load import read_recognized
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules
from ircompile.sources.source import decode

JOB: dict[str, Any] = yaml.safe_load((ROOT / "examples" / "recommend-churn.yaml").read_text("utf-8"))
MINIMAL = {name: JOB[name] for name in ("JobName", "JobType", "RoleArn", "InputConfig")}
ANSWER = MINIMAL | {
    "JobArn": "arn:aws:sagemaker:eu-west-1:123456789012:inference-recommendations-job/churn",
    "Status": "COMPLETED",
    "CreationTime": "2026-01-01T00:00:00+00:00",
    "LastModifiedTime": "2026-01-01T00:45:00+00:00",
    "InferenceRecommendations": [],
}
STYLES: dict[str, Callable[[str], str]] = {
    "camelCase": lambda name: name[:1].lower() + name[1:],
    "snake_case": lambda name: "_".join(re.findall("[A-Z][a-z]*", name)).lower(),
    "kebab-case": lambda name: "-".join(re.findall("[A-Z][a-z]*", name)).lower(),
    "lowercase": str.lower,
}


def respelled(value: Any, spell: Callable[[str], str]) -> Any:
    """Return a value with all its keys in another spelling."""
    if isinstance(value, dict):
        return {spell(key): respelled(item, spell) for key, item in value.items()}
    return [respelled(item, spell) for item in value] if isinstance(value, list) else value


def without(*names: str) -> dict[str, Any]:
    return {name: item for name, item in MINIMAL.items() if name not in names}


JOBS: dict[str, Any] = {
    "a job": JOB,
    "a name and a type": {"JobName": "churn", "JobType": "Default"},
    "members of the input at the top": {"JobName": "churn", "JobType": "batch", "ModelName": "m", "TrafficPattern": {}},
    "a member that no request has": MINIMAL | {"CronExpression": "0 3 * * *"},
    "the same without an input": without("InputConfig") | {"Notes": "x"},
    "a status": MINIMAL | {"Status": "draft"},
    "a misspelt input": without("InputConfig") | {"JobType": "default", "InputConfg": JOB["InputConfig"]},
    "an input in another case": without("InputConfig") | {"inputConfig": JOB["InputConfig"]},
    "a key that is a number": MINIMAL | {1: 2},
    "snake_case with others": respelled(MINIMAL, STYLES["snake_case"]) | {"owner": "x"},
    "snake_case with a type in lower case": respelled(without("InputConfig"), STYLES["snake_case"])
    | {"job_type": "default", "owner": "x"},
    "snake_case with an input in shorthand": {"job_name": "churn", "input_config": "ModelName=churn"},
    "two members and an input of an unknown form": {"JobName": "churn", "RoleArn": "x", "inputConfig": 3},
    "camelCase without an input": {"jobName": "churn", "jobType": "Advanced"},
    "an input that only jobs have": {"jobName": "a", "jobType": "x", "inputConfig": {"modelName": "m"}, "owner": "x"},
    "the same in shorthand": {
        "jobName": "a",
        "jobType": "x",
        "inputConfig": "ModelName=m,JobDurationInSeconds=5",
        "o": 1,
    },
    "a type of jobs alone": {"jobName": "a", "jobType": "ADVANCED", "roleArn": "arn:…", "owner": "x"},
}
OTHERS: dict[str, Any] = {
    "an answer": ANSWER,
    "an answer in camelCase": respelled(ANSWER, STYLES["camelCase"]),
    "an answer without its ARN": {name: item for name, item in ANSWER.items() if name != "JobArn"},
    "an answer with two members of its own": MINIMAL | {"Status": "COMPLETED", "CreationTime": "2026-01-01"},
    "an answer of which little is left": MINIMAL | {"JobArn": ANSWER["JobArn"]},
    "an answer of boto3": MINIMAL | {"JobArn": ANSWER["JobArn"], "ResponseMetadata": {"HTTPStatusCode": 200}},
    "answers of a list": {"InferenceRecommendationsJobs": [ANSWER]},
    "a schedule": {"JobName": "nightly", "JobType": "batch", "CronExpression": "0 3 * * *"},
    "a schedule of the type Default": {"JobName": "nightly", "JobType": "Default", "Schedule": "rate(1 day)"},
    "a schedule with a role": {"JobName": "nightly", "JobType": "batch", "RoleArn": "arn:…", "CronExpression": "0 3"},
    "a schedule in camelCase": {"jobName": "nightly", "jobType": "batch", "cronExpression": "0 3 * * *"},
    "a job of another operation": {"JobName": "a", "RoleArn": "arn:…", "JobCategory": "x", "JobConfigDocument": "{}"},
    "a compilation": {"CompilationJobName": "a", "RoleArn": "arn:…", "InputConfig": {}, "OutputConfig": {}},
    "a processing job": {"job_name": "a", "role_arn": "arn:…", "input_config": {"s3_uri": "s3://b/k"}, "image": "x"},
    "an input of another kind": {"jobName": "a", "jobType": "x", "inputConfig": {"s3Uri": "s3://b/k"}, "owner": "x"},
    "a text that is an input": {"jobName": "a", "jobType": "x", "inputConfig": "s3=ModelName", "owner": "x"},
    "a role and an input": {"RoleArn": "arn:…", "InputConfig": {"ModelName": "m"}},
    "a name and a type of any job": {"jobName": "a", "jobType": "batch"},
    "keys that are numbers": {"JobName": "a", "JobType": "Default", 1: 2},
    "a list": [JOB],
    "a text": "JobName",
}


@pytest.mark.parametrize("name", JOBS)
def test_a_job_is_one(name: str) -> None:
    assert is_job(JOBS[name], SHIPPED)


@pytest.mark.parametrize("name", OTHERS)
def test_what_has_members_that_no_request_has_is_not_a_job(name: str) -> None:
    assert not is_job(OTHERS[name], SHIPPED)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("job", [JOB, MINIMAL], ids=["all", "minimal"])
def test_a_job_in_another_case_is_reported_and_fixed(
    job: dict[str, Any], style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "job.json"
    file.write_text(json.dumps(respelled(job, STYLES[style]), indent=1))
    for paths in ("", "--only-manifests job.json"):
        printed = run(f"ircompile lint --output-format concise {paths}")
        assert f"unknown member `{STYLES[style]('JobName')}` in the job" in printed
        assert printed.endswith("[exit 1]\n")
    assert "[exit" not in run("ircompile lint --fix")
    assert json.loads(file.read_text()) == job


def test_answers_and_schedules_in_a_folder_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, value in enumerate(OTHERS.values()):
        (tmp_path / f"{number}.json").write_text(json.dumps(value))
    (tmp_path / "job.json").write_text(json.dumps(JOB))
    assert run("ircompile lint").startswith("1 file checked")
    assert run("ircompile lint job.json 0.json --output-format concise").count("not-a-manifest") == 1


def test_examples_of_rules_are_still_jobs_in_another_case() -> None:
    """All those that are jobs in their own."""
    texts = [it.text for rule in shipped_rules(SHIPPED).values() for it in rule.body.good if it.kind == "manifest"]
    jobs = [value for text in texts for value in yaml.safe_load_all(text) if is_job(value, SHIPPED)]
    assert len(jobs) > 100
    for spell in STYLES.values():
        lost = [job for job in jobs if "InputConfig" in job and not is_job(respelled(job, spell), SHIPPED)]
        assert lost == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("JobName: {{ x }}\nJobType: a\n", True),
        ('{"jobName": 1, "roleArn": 2, "inputConfig":', True),
        ("job-name: [\njob_type: x\n- jobName: x\n", False),
        ("job-name: [\njob-type: x\ninput-config: {\n", True),
        ("jobName: [\njobType: batch\n", False),
    ],
)
def test_a_text_that_cannot_be_read_is_judged_by_its_keys(text: str, *, is_found: bool) -> None:
    assert has_job_keys([text]) == is_found


@pytest.mark.parametrize("text", ["," * 10**6, "{ " * 500_000, "- " * 500_000, " " * 10**6, "JobName" + " " * 10**6])
def test_keys_are_found_in_linear_time(text: str) -> None:
    assert not has_job_keys([text])


ESCAPED: dict[str, bytes | str] = {
    "a.json": r'{"\u004aobName": "a", "InputConfig": {"ModelName": "m"}}',
    "a.yaml": r""""\x4a\U0000006fbName": a
InputConfig: {ModelName: m}
""",
    "b.yaml": """? "Job\\
  Name"
: a
InputConfig: {ModelName: m}
""",
    "c.yaml": "? >-\n  JobName\n: a\nInputConfig: {ModelName: m}\n",
    "d.yaml": "InputConfig: {ModelName: &key JobName}\n*key : a\n",
    "cut.yaml": "job-type: a\nroleArn: b\ninput_config: [\n",
    "latin.yaml": b"JobName: \xe9\nRoleArn: a\n",
    "marked.json": json.dumps(MINIMAL).encode("utf-16"),
}
"""Texts of jobs whose keys are not simply there."""


def recognized(name: str, data: bytes | str) -> int:
    """Return how many jobs are recognized in a file that was not named."""
    source = decode(name, data if isinstance(data, bytes) else data.encode())
    return len(read_recognized(source, Config(), SHIPPED, include_all=False))


def test_no_job_is_lost_by_the_search_for_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files without these keys are not parsed."""
    jobs = [job for job in JOBS.values() if 1 not in job]
    spells = [lambda name: name, str.swapcase, *STYLES.values()]
    spelled = [respelled(job, spell) for job in jobs for spell in spells]
    files: list[tuple[str, bytes | str]] = [("a.json", json.dumps(it, indent=1)) for it in spelled]
    files += [("a.yaml", yaml.safe_dump(it, sort_keys=False)) for it in spelled]
    files += ESCAPED.items()
    files += [("a.json", json.dumps(it)) for it in OTHERS.values()]
    found = [recognized(*file) for file in files]
    monkeypatch.setattr("ircompile.manifest.detect.may_name_job", lambda _: True)
    assert [recognized(*file) for file in files] == found
    assert sum(found) > len(spelled)
    assert all(recognized(*file) for file in ESCAPED.items())


def test_only_ascii_letters_spell_the_keys_of_a_job() -> None:
    """So that `may_name_job` need not look at other characters."""
    letters = {*"jobnametype-_"}
    assert not [it for it in map(chr, range(128, 0x110000)) if {*it.casefold()} <= letters]


@pytest.mark.parametrize("text", ["kind: Job\nname: x\ntype: y\n", '{"a": "b\\n\\"c"}', "caf\u00e9: -job-\n", ""])
def test_other_texts_are_not_parsed(text: str) -> None:
    assert not may_name_job(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"JobName": "a"}, True),
        ({"job_name": "a", "x": 1}, True),
        ({"JobNam": "a"}, True),
        ({"Tags": []}, True),
        ({"\u0422ags": []}, True),
        ({"ModelPackageVersionArn": "a"}, True),
        ({"tags": [], "openapi": "3.1.0"}, False),
        ({"name": "tests", "on": {}, "jobs": {}}, False),
        ({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "JobName"}}, False),
        ({1: 2, None: 3}, False),
    ],
)
def test_a_file_without_any_member_is_no_manifest(value: dict[Any, Any], *, expected: bool) -> None:
    assert has_any_member(value, SHIPPED) == expected
    rules = {it.rule for it in lint(json.dumps(value), "a.json")}
    assert (rules == {"not-a-manifest"}) == (not expected)
