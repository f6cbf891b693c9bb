"""A user's own service model replaces the shipped facts, which are those of botocore."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from checkout import ROOT
from console import run
from jobs import JOB
from service_models import INPUT_SHAPE, OPERATION, newer, service_2, without

import ircompile
from ircompile.config.settings import Config
from ircompile.model.model import SHIPPED


@pytest.mark.skipif(version("botocore") != SHIPPED.facts["botocore"], reason="the facts are another botocore's")
def test_the_shipped_facts_are_those_of_botocore() -> None:
    assert subprocess.run([sys.executable, "tools/snapshot_model.py", "--check"], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({"JobTypo": "x"}, True),
        ({"RoleArn": None}, True),
        ({"JobDescription": 5}, True),
        ({"InputConfig": {"ModelName": "m", "JobDurationInSeconds": 0}}, True),
        ({"JobType": "default"}, False),
        ({"InputConfig": {"ModelName": "m", "JobDurationInSeconds": 10**9}}, False),
        ({"JobDescription": "x" * 1000}, False),
        ({"JobName": "a_b"}, False),
        ({"JobType": "Advanced"}, False),
    ],
)
def test_botocore_checks_what_the_readme_says(changes: dict[str, Any], *, is_refused: bool) -> None:
    """Unknown and required members, types and minimum values; no enums, maximum values, patterns, and no two fields."""
    from botocore.loaders import Loader
    from botocore.model import ServiceModel
    from botocore.validate import ParamValidator

    shape = ServiceModel(Loader().load_service_model("sagemaker", "service-2")).operation_model(OPERATION).input_shape
    request = {**yaml.safe_load(JOB), **changes}
    value = {name: it for name, it in request.items() if it is not None}
    assert ParamValidator().validate(value, shape).has_errors() == is_refused
    assert ircompile.lint(json.dumps(value), "job.json", config=Config(ignore=("advice",)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job.yaml").write_text(JOB)
    (tmp_path / "ircompile.toml").write_text('[model]\npath = "service-2.json"\n')
    return tmp_path


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
    ("an error that both models have", lambda _: None, JOB.replace("churn", "a_b"), ["bad-format"]),
    ("no such type", lambda _: None, C99, ["not-allowed-value"]),
    ("a newer type", newer, C99, []),
    ("newer members", newer, JOB + "DryRun: true\nShare: 0.1\n", []),
    ("a member that is removed", without("JobDurationInSeconds"), JOB.replace("{M", "{JobDurationInSeconds: 900, M"), ["unknown-field"]),
    ("a list that guides describe is removed", without("EndpointConfigurations"), JOB, []),
    ("a structure that rules read is removed", without("StoppingConditions", INPUT_SHAPE), JOB, []),
    ("another bound", lambda it: it["shapes"]["RecommendationJobName"].update(max=3), JOB, ["bad-length"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "text", "rules"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_a_model_replaces_the_shipped_facts(
    folder: Path, change: Callable[[Any], None], text: str, rules: list[str]
) -> None:
    value = service_2()
    change(value)
    (folder / "service-2.json").write_text(json.dumps(value))
    (folder / "job.yaml").write_text(text)
    found = ircompile.lint(text, "job.yaml", config=Config(model=str(folder / "service-2.json")))
    assert [it.rule for it in found if it.severity == "error"] == rules
    assert SHIPPED.snapshot.startswith("botocore ")  # the shipped model is unchanged
    printed = run("ircompile lint job.yaml --output-format json -q")
    errors = [
        it["rule"] for it in json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"] if it["severity"] == "error"
    ]
    assert errors == rules
    assert run("ircompile compile job.yaml -q").endswith("[exit 1]\n") == bool(rules)


def test_the_nearest_configuration_decides_on_the_model(folder: Path) -> None:
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


def test_each_job_is_compiled_with_its_own_model(folder: Path) -> None:
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


def test_a_report_names_the_model_with_any_number_of_processes(folder: Path) -> None:
    (folder / "service-2.json").write_text(json.dumps(service_2()))
    (folder / "job.yaml").unlink()
    for number in range(150):
        (folder / f"{number}.yaml").write_text(JOB.replace("churn", f"a_{number}"))
    for jobs in ("1", "2"):
        assert run(f"ircompile lint . --jobs {jobs}").endswith("Model: service-2.json.\n[exit 1]\n")


def test_a_report_on_clean_files_names_the_model_with_any_number_of_processes(folder: Path) -> None:
    (folder / "service-2.json").write_text(json.dumps(service_2()))
    (folder / "job.yaml").unlink()
    for number in range(150):
        (folder / f"{number}.yaml").write_text(JOB.replace("churn", f"a-{number}"))
    for jobs in ("1", "2", "auto"):
        report = json.loads(run(f"ircompile lint . -q --jobs {jobs} --output-format json").partition("[exit")[0])
        assert (report["model"], report["summary"]["files"]) == ({"file": "service-2.json"}, 150)
    (folder / "other").mkdir()
    (folder / "other" / "ircompile.toml").write_text("[")
    (folder / "other" / "same.yaml").symlink_to(
        "../0.yaml"
    )  # the same file: neither it nor its configuration is read again
    paths = " ".join(f"{number}.yaml" for number in range(150))
    assert run(f"ircompile lint {paths} other/same.yaml") == "150 files checked, nothing found.\n"


def test_findings_and_reports_name_the_model(folder: Path) -> None:
    (folder / "service-2.json").write_text(json.dumps(service_2()))
    (folder / "job.yaml").write_text(C99)
    printed = run("ircompile lint job.yaml")
    assert "the list is from service-2.json; " in printed
    assert printed.endswith("Model: service-2.json.\n[exit 1]\n")
    report = json.loads(run("ircompile lint job.yaml -q --output-format json").removesuffix("[exit 1]\n"))
    assert report["model"] == {"file": "service-2.json"}
    assert "service-2.json" in run("ircompile explain JobName")


def below(**members: list[str]) -> dict[str, Any]:
    """Return a model in which each shape has members of these shapes, the input those of the first."""
    first, *_ = members.values()
    shapes = {name.upper(): names for name, names in members.items()} | {INPUT_SHAPE: first}
    return {
        "shapes": {
            name: {"type": "structure", "members": {f"M{i}": {"shape": it} for i, it in enumerate(names)}}
            for name, names in shapes.items()
        }
    }


UNUSABLE: list[tuple[Any, str]] = [
    (None, "service-2.json: the service model can't be read: no such file or directory"),
    ("{", "service-2.json: the service model is not JSON: Expecting property name enclosed in double quotes"),
    ("[" * 100_000, "service-2.json: the service model is nested too deeply"),
    ("[]", "service-2.json: this is not a service model of botocore: list indices must be integers"),
    ("{}", "service-2.json: this is not a service model of botocore: 'operations'"),
    ({"operations": {"CreateModel": {}}}, f"service-2.json: the service model has no operation {OPERATION}"),
    ({"shapes": {}}, f"service-2.json: this is not a service model of botocore: '{INPUT_SHAPE}'"),
    ({"shapes": {INPUT_SHAPE: {"type": "list", "member": {"shape": INPUT_SHAPE}}}}, f"service-2.json: the shape {INPUT_SHAPE} contains itself"),
    ({"shapes": {INPUT_SHAPE: {"type": "string", "pattern": "("}}}, f"service-2.json: the pattern of the shape {INPUT_SHAPE} can't be read"),
    ({"shapes": {INPUT_SHAPE: {"type": "string", "enum": 1}}}, f"service-2.json: invalid service model: `enum` of the shape {INPUT_SHAPE} is 1"),
    ({"shapes": {INPUT_SHAPE: {"type": "structure", "members": 1}}}, "service-2.json: this is not a service model of botocore: 'int'"),
    ({"shapes": {INPUT_SHAPE: {"members": {}}}}, "service-2.json: this is not a service model of botocore: 'type'"),
    (below(a=["B", "C"], b=["C"], c=["B"]), "service-2.json: the shape B contains itself"),
    (below(b=[*"CC"], c=[*"DD"], d=[*"EE"], e=[*"FF"], f=["G"] * 700, g=[]), "service-2.json: the request has more than 10000 members; this limit is fixed"),
    (below(**{f"b{i}": [f"B{i + 1}", f"B{i + 1}"] for i in range(1, 60)}, b60=[]), "service-2.json: the request has more than 30 levels; this limit is fixed"),
    (below(**{f"b{i}": [f"B{j}" for j in range(60, i, -1)] for i in range(1, 60)}, b60=[]), "service-2.json: the request has more than"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), UNUSABLE, ids=[message for _, message in UNUSABLE])
def test_an_unusable_model_is_refused(folder: Path, text: Any, message: str) -> None:
    if text is not None:
        written = text if isinstance(text, str) else json.dumps({**service_2(), **text})
        (folder / "service-2.json").write_text(written)
    printed = run("ircompile lint job.yaml")
    assert printed.startswith(f"ircompile: error: {message}")
    assert (printed.count("\n"), printed[-9:]) == (2, "[exit 2]\n")
