"""A service model of one's own: a newer `service-2.json` replaces the facts that ship."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from console import run

import ircompile
from ircompile.config.settings import Config
from ircompile.model.model import SHIPPED

OPERATION = "CreateInferenceRecommendationsJob"
ROOT = f"{OPERATION}Request"
JOB = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"}
"""


def service_2() -> Any:
    """The facts that ship in the form of a service model, with the texts that those have."""
    shapes = {}
    for name, facts in copy.deepcopy(SHIPPED.facts["shapes"]).items():
        shape = {**facts, "documentation": "<p>Text.</p>"}
        if "members" in facts:
            shape["members"] = {key: {"shape": ref, "documentation": "<p/>"} for key, ref in facts["members"].items()}
        if "member" in facts:
            shape["member"] = {"shape": facts["member"]}
        shapes[name] = shape
    operation = {"name": OPERATION, "input": {"shape": ROOT}}
    return {"version": "2.0", "metadata": {}, "operations": {OPERATION: operation}, "shapes": shapes}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.yaml").write_text(JOB)
    (tmp_path / "ircompile.toml").write_text('[model]\npath = "service-2.json"\n')
    return tmp_path


def without(member: str, shape: str = "RecommendationJobInputConfig") -> Callable[[Any], None]:
    return lambda it: it["shapes"][shape]["members"].pop(member)


def newer(it: Any) -> None:
    """A model with an instance type, a member and types of members that ours does not have."""
    it["shapes"]["ProductionVariantInstanceType"]["enum"].append("ml.c99.large")
    it["shapes"]["Flag"] = {"type": "boolean"}
    it["shapes"]["Share"] = {"type": "double", "min": 0.5}
    it["shapes"][ROOT]["members"] |= {"DryRun": {"shape": "Flag"}, "Share": {"shape": "Share"}}


PHASES = (
    "TrafficPattern: {TrafficType: PHASES, Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}]}"
)
TEST = f"{PHASES}, JobDurationInSeconds: 3600, EndpointConfigurations: [{{InstanceType: ml.c99.large}}]"
C99 = (
    JOB.replace("Default", "Advanced").replace("{Model", f"{{{TEST}, Model")
    + "StoppingConditions: {MaxInvocations: 300}\n"
)
CHANGED = [
    ("as ours", lambda _: None, JOB, []),
    ("a fault as ours", lambda _: None, JOB.replace("churn", "a_b"), ["bad-format"]),
    ("no such type", lambda _: None, C99, ["not-allowed-value"]),
    ("a newer type", newer, C99, []),
    ("newer members", newer, JOB + "DryRun: true\nShare: 0.1\n", []),
    ("a member that is gone", without("JobDurationInSeconds"), JOB.replace("{M", "{JobDurationInSeconds: 900, M"), ["unknown-field"]),
    ("a list that guides speak of is gone", without("EndpointConfigurations"), JOB, []),
    ("a structure that rules speak of is gone", without("StoppingConditions", ROOT), JOB, []),
    ("another bound", lambda it: it["shapes"]["RecommendationJobName"].update(max=3), JOB, ["bad-length"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "text", "rules"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_it_replaces_the_facts(folder: Path, change: Callable[[Any], None], text: str, rules: list[str]) -> None:
    value = service_2()
    change(value)
    (folder / "service-2.json").write_text(json.dumps(value))
    (folder / "job.yaml").write_text(text)
    found = ircompile.lint(text, "job.yaml", config=Config(model=str(folder / "service-2.json")))
    assert [it.rule for it in found if it.severity == "error"] == rules
    assert SHIPPED.snapshot.startswith("botocore ")  # the facts that ship are gone by again
    printed = run("ircompile lint job.yaml --output-format json -q")
    errors = [
        it["rule"] for it in json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"] if it["severity"] == "error"
    ]
    assert errors == rules
    assert run("ircompile compile job.yaml -q").endswith("[exit 1]\n") == bool(rules)


def test_the_nearest_configuration_says_which(folder: Path) -> None:
    value = service_2()
    newer(value)
    (folder / "sub").mkdir()
    (folder / "sub" / "service-2.json").write_text(json.dumps(value))
    (folder / "sub" / "ircompile.toml").write_text('[model]\npath = "service-2.json"\n')
    (folder / "ircompile.toml").unlink()
    for name in ("a.yaml", "sub/b.yaml", "z.yaml"):
        (folder / name).write_text(C99.replace("churn", name[-6]))
    lines = run("ircompile lint . -q --output-format concise").splitlines()
    assert [line.partition(":")[0] for line in lines if "not-allowed-value" in line] == ["a.yaml", "z.yaml"]
    assert run("ircompile lint a.yaml z.yaml -q --model sub/service-2.json") == ""


def test_each_job_is_written_by_its_own_model(folder: Path) -> None:
    value = service_2()
    newer(value)
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
        (folder / name / "job.yaml").write_text(JOB.replace("churn", name) + ("DryRun: true\n" if name == "b" else ""))
        (folder / name / ".git").mkdir()
    (folder / "b" / "service-2.json").write_text(json.dumps(value))
    (folder / "b" / "ircompile.toml").write_text('[model]\npath = "service-2.json"\n')
    run("ircompile compile a/job.yaml b/job.yaml c/job.yaml --out-dir out")
    assert [json.loads(file.read_text()).get("DryRun") for file in sorted((folder / "out").iterdir())] == [
        None,
        True,
        None,
    ]


def test_the_report_names_it_whoever_looks(folder: Path) -> None:
    (folder / "service-2.json").write_text(json.dumps(service_2()))
    (folder / "job.yaml").unlink()
    for number in range(150):
        (folder / f"{number}.yaml").write_text(JOB.replace("churn", f"a_{number}"))
    for jobs in ("1", "2"):
        assert run(f"ircompile lint . --jobs {jobs}").endswith("Model: service-2.json.\n[exit 1]\n")


def test_a_report_of_clean_files_names_it_whoever_looks(folder: Path) -> None:
    (folder / "service-2.json").write_text(json.dumps(service_2()))
    (folder / "job.yaml").unlink()
    for number in range(150):
        (folder / f"{number}.yaml").write_text(JOB.replace("churn", f"a-{number}"))
    for jobs in ("1", "2", "auto"):
        report = json.loads(run(f"ircompile lint . -q --jobs {jobs} --output-format json").partition("[exit")[0])
        assert (report["model"], report["summary"]["files"]) == ({"file": "service-2.json"}, 150)
    (folder / "other").mkdir()
    (folder / "other" / "ircompile.toml").write_text("[")
    (folder / "other" / "same.yaml").symlink_to("../0.yaml")  # which is not looked at again, nor its configuration
    paths = " ".join(f"{number}.yaml" for number in range(150))
    assert run(f"ircompile lint {paths} other/same.yaml") == "150 files checked, nothing found.\n"


def test_findings_and_reports_name_it(folder: Path) -> None:
    (folder / "service-2.json").write_text(json.dumps(service_2()))
    (folder / "job.yaml").write_text(C99)
    printed = run("ircompile lint job.yaml")
    assert "the list is that of service-2.json; " in printed
    assert printed.endswith("Model: service-2.json.\n[exit 1]\n")
    report = json.loads(run("ircompile lint job.yaml -q --output-format json").removesuffix("[exit 1]\n"))
    assert report["model"] == {"file": "service-2.json"}
    assert "service-2.json" in run("ircompile explain JobName")


FAULTS: list[tuple[Any, str]] = [
    (None, "service-2.json: the service model can't be read: no such file or directory"),
    ("{", "service-2.json: no service model, since it is no JSON: Expecting property name enclosed in double quotes"),
    ("[" * 100_000, "service-2.json: no service model, since it is no JSON: maximum recursion depth exceeded"),
    ("[]", "service-2.json: no service model, it lacks what botocore needs: list indices must be integers"),
    ("{}", "service-2.json: no service model, it lacks what botocore needs: 'operations'"),
    ({"operations": {"CreateModel": {}}}, f"service-2.json: the service model has no operation {OPERATION}"),
    ({"shapes": {}}, f"service-2.json: no service model, it lacks what botocore needs: '{ROOT}'"),
    ({"shapes": {ROOT: {"type": "list", "member": {"shape": ROOT}}}}, f"service-2.json: the shape {ROOT} holds itself"),
    ({"shapes": {ROOT: {"type": "string", "pattern": "("}}}, f"service-2.json: the pattern of the shape {ROOT} can't be read"),
    ({"shapes": {ROOT: {"type": "string", "enum": 1}}}, f"service-2.json: no service model: `enum` of the shape {ROOT} is 1"),
    ({"shapes": {ROOT: {"type": "structure", "members": 1}}}, "service-2.json: no service model, it lacks what botocore needs: 'int'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_one_that_can_not_be_used(folder: Path, text: Any, message: str) -> None:
    if text is not None:
        written = text if isinstance(text, str) else json.dumps({**service_2(), **text})
        (folder / "service-2.json").write_text(written)
    printed = run("ircompile lint job.yaml")
    assert printed.startswith(f"ircompile: error: {message}")
    assert (printed.count("\n"), printed[-9:]) == (2, "[exit 2]\n")
