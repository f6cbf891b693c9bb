from __future__ import annotations

import copy
import glob
import json
import tomllib
from typing import Any

import pytest
from accepting import accepted
from service_models import service_2
from typed_manifests import STYLES, typed

from ircompile.config.discovery import Configs
from ircompile.config.settings import Config, Limits
from ircompile.editing.answers import Item
from ircompile.editing.completion import complete
from ircompile.editing.cursor import cursor
from ircompile.editing.settings import Settings
from ircompile.findings.values import get
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text
from ircompile.syntax.json_text import read_json
from ircompile.syntax.yaml.reader import read_yaml

MARK = "^"
UNREAD = ("parse-error", "duplicate-key", "limit-exceeded")


def items_at(marked: str, name: str = "job.yaml", config: Config | None = None) -> list[Item]:
    return complete(marked.replace(MARK, "", 1), marked.index(MARK), Settings(name, config or Config()))


def labels_at(marked: str, name: str = "job.yaml") -> list[str]:
    return [item.label for item in items_at(marked, name)]


def after(marked: str, label: str, name: str = "job.yaml", *, snippets: bool = True) -> str:
    item = next(item for item in items_at(marked, name) if item.label == label)
    return accepted(marked.replace(MARK, "", 1), item, snippets=snippets)


ROOT = [*SHIPPED.request.members]
INPUT = [*SHIPPED.request.members["InputConfig"].members]
TYPES = SHIPPED.instances.types


def test_members_that_are_missing_are_offered_and_the_required_ones_first() -> None:
    assert labels_at("JobName: a\nTags: []\n^") == [
        "JobType", "RoleArn", "InputConfig", "JobDescription", "StoppingConditions", "OutputConfig",
    ]  # fmt: skip
    assert labels_at("InputConfig:\n  ModelName: a\n  ^\n  VpcConfig: b\n") == [
        name for name in INPUT if name not in ("ModelName", "VpcConfig", "ModelPackageVersionArn", "Endpoints")
    ] + ["ModelPackageVersionArn", "Endpoints"]
    assert {item.detail for item in items_at("JobName: a\n^")[:3]} == {"required"}


@pytest.mark.parametrize(
    ("marked", "last"),
    [
        ("JobType: Default\nInputConfig:\n  ^", ["TrafficPattern", "ResourceLimit", "EndpointConfigurations"]),
        ("InputConfig:\n  ModelPackageVersionArn: a\n  ^", ["ModelName"]),
        ("JobName: a\nInputConfig:\n  TrafficPattern:\n    Phases: []\n    ^", ["Stairs"]),
        ("JobName: a\nInputConfig:\n  EndpointConfigurations:\n    - InstanceType: a\n      ^", ["ServerlessConfig"]),
        ("JobType: Advanced\nStoppingConditions:\n  ModelLatencyThresholds:\n  - Percentile: ^", ["P99"]),
        ("JobName: a\nInputConfig:\n  ContainerConfig:\n    Domain: MACHINE_LEARNING\n    Task: ^", ["IMAGE_CLASSIFICATION"]),
        ('{"InputConfig": {"ContainerConfig": {"Task": "^", "Domain": "MACHINE_LEARNING"}}}', ["FILL_MASK"]),
    ],
)  # fmt: skip
def test_what_rules_object_to_comes_last_with_the_rule(marked: str, last: list[str]) -> None:
    items = items_at(marked, "job.json" if marked.startswith("{") else "job.yaml")
    details = {item.label: item.detail for item in items}
    ruled = [item.label for item in items if item.detail in RULE_IDS]
    assert {*last} <= {*ruled}
    assert [item.label for item in items][-len(ruled) :] == ruled
    assert all(details[label] in RULE_IDS for label in last)


RULE_IDS = {*Settings("", Config()).rules}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("JobType: ^", ["Default", "Advanced"]),
        ("JobType: D^\n", ["Default", "Advanced"]),
        ("StoppingConditions:\n  FlatInvocations: ^", ["Continue", "Stop"]),
        ("InputConfig:\n  ResourceLimit:\n    MaxNumberOfTests: ^", ["10"]),
        (
            "InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: ^}}]}",
            ["1024", "2048", "3072", "4096", "5120", "6144"],
        ),
        ("JobName: ^", []),
        ("JobName: a # ^ircompile", []),
        ("JobDescription: |\n  a\n  ^", []),
        ("Unknown:\n  ^\n", []),
    ],
)
def test_values(marked: str, expected: list[str]) -> None:
    assert [label for label in labels_at(marked) if not label.startswith("ircompile")] == expected


def test_instance_types_but_those_of_the_list() -> None:
    head = "InputConfig:\n  ContainerConfig:\n    SupportedInstanceTypes:\n"
    offered = labels_at(f"{head}      - ml.c5.xlarge\n      - ^\n      - ml.m5.large\n")
    assert sorted(offered) == sorted({*TYPES} - {"ml.c5.xlarge", "ml.m5.large"})
    assert sorted(labels_at(f"{head}      - ml.c5^\n")) == sorted(TYPES)
    assert sorted(labels_at("InputConfig: {EndpointConfigurations: [{InstanceType: ^")) == sorted(TYPES)
    assert len(TYPES) == 277
    assert not any(label.startswith("ml.t2") for label in offered[:200]), "what no job takes comes last"
    more = Config(extend_instance_types=("ml.z9.xlarge",))
    assert "ml.z9.xlarge" in [it.label for it in items_at("InputConfig:\n  EndpointConfigurations:\n  - InstanceType: ^", config=more)]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("JobName: a\n^", "Tags", "JobName: a\nTags:\n  - Key: team\n    Value: churn"),
        ("JobName: a\nTa^\n", "Tags", "JobName: a\nTags:\n  - Key: team\n    Value: churn\n"),
        ("JobName: a\n  ^", "Tags", "JobName: a\nTags:\n  - Key: team\n    Value: churn"),
        ("Tags:\n  - ^", "Key, Value", "Tags:\n  - Key: team\n    Value: churn"),
        ("Tags:\n  -^", "Key, Value", "Tags:\n  - Key: team\n    Value: churn"),
        ("Tags:\n  - Key: a\n    ^", "Value", "Tags:\n  - Key: a\n    Value: churn"),
        ("Tags:\n  - Key: a\n  ^", "- Key, Value", "Tags:\n  - Key: a\n  - Key: team\n    Value: churn"),
        ("Tags:\n- Key: a\n^", "- Key, Value", "Tags:\n- Key: a\n- Key: team\n  Value: churn"),
        ("Tags: ^", "- Key, Value", "Tags:\n  - Key: team\n    Value: churn"),
        ("Tags:^", "- Key, Value", "Tags:\n  - Key: team\n    Value: churn"),
        (
            "InputConfig:\n  EndpointConfigurations:\n    - ^",
            "ServerlessConfig",
            "InputConfig:\n  EndpointConfigurations:\n    - ServerlessConfig:\n        MemorySizeInMB: 1024\n        MaxConcurrency: 50",
        ),
        ("InputConfig: ^", "ModelName", "InputConfig:\n  ModelName: churn"),
        ("InputConfig:\n    ModelName: a\n      ^", "VolumeKmsKeyId", "InputConfig:\n    ModelName: a\n    VolumeKmsKeyId: alias/recommender"),
        ("InputConfig: {ModelName: a, ^}", "Endpoints", "InputConfig: {ModelName: a, Endpoints: [{EndpointName: churn}]}"),
        ("JobType:^", "Default", "JobType: Default"),
        ('JobType: "De^', "Default", 'JobType: "Default"'),
        ("JobType: 'De^'\n", "Default", "JobType: 'Default'\n"),
        ("Job^: a\n", "JobType", "JobType: a\n"),
        ('"Job^": a\n', "JobType", '"JobType": a\n'),
        ('JobName: a\n"Job^', "JobType", 'JobName: a\n"JobType": Default'),
        ("InputConfig:\n  ContainerConfig:\n    ^", "FrameworkVersion", 'InputConfig:\n  ContainerConfig:\n    FrameworkVersion: "2.12.1"'),
    ],
)  # fmt: skip
def test_accepting_an_item_in_yaml(marked: str, label: str, expected: str) -> None:
    assert after(marked, label) == expected


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ('{"JobName": "a", ^}', "JobType", '{"JobName": "a", "JobType": "Default"}'),
        ('{"JobName": "a", "JobT^}', "JobType", '{"JobName": "a", "JobType": "Default"}'),
        ('{"JobName": "a", "JobT^"}', "JobType", '{"JobName": "a", "JobType": "Default"}'),
        ('{"JobName": "a", "JobT^": "b"}', "JobType", '{"JobName": "a", "JobType": "b"}'),
        (
            '{"JobName": "a"\n ^}',
            "RoleArn",
            '{"JobName": "a",\n "RoleArn": "arn:aws:iam::111122223333:role/inference-recommender"}',
        ),
        (
            '{^"JobName": "a"}',
            "RoleArn",
            '{"RoleArn": "arn:aws:iam::111122223333:role/inference-recommender","JobName": "a"}',
        ),
        ('{"JobType": ^}', "Default", '{"JobType": "Default"}'),
        ('{"JobType": "^}', "Default", '{"JobType": "Default"}'),
        ('{"JobType": "^\n "JobName": "a"}', "Default", '{"JobType": "Default",\n "JobName": "a"}'),
        ('{"JobName": "a", "Tags": ^}', "[…]", '{"JobName": "a", "Tags": [{"Key": "team", "Value": "churn"}]}'),
        ('{"InputConfig": {^}}', "JobDurationInSeconds", '{"InputConfig": {"JobDurationInSeconds": 7200}}'),
    ],
)
def test_accepting_an_item_in_json(marked: str, label: str, expected: str) -> None:
    assert after(marked, label, "job.json") == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("^", ["MaxInvocations", "ModelLatencyThresholds", "FlatInvocations"]),
        ("MaxInvocations=300,^", ["ModelLatencyThresholds", "FlatInvocations"]),
        ("^,FlatInvocations=Stop", ["MaxInvocations", "ModelLatencyThresholds"]),
        ("FlatInvocations=^", ["Continue", "Stop"]),
        ("FlatInvocations=^,MaxInvocations=3", ["Continue", "Stop"]),
        ("ModelLatencyThresholds=[{^", ["Percentile", "ValueInMilliseconds"]),
        ("ModelLatencyThresholds=[{Percentile=P95,V^}]", ["ValueInMilliseconds"]),
        ("ModelLatencyThresholds=[{Percentile=^", ["P95", "P99"]),
        ("ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=1}],^", ["MaxInvocations", "FlatInvocations"]),
        ("MaxInvocations=^", []),
        ("FlatInvocations=\\\\^", []),
    ],
)
def test_shorthand_in_strings(inner: str, expected: list[str]) -> None:
    assert labels_at(f'StoppingConditions: "{inner}"\n') == expected
    if inner.endswith(MARK):
        assert labels_at(f"StoppingConditions: '{inner}") == expected
    assert labels_at(f'{{"StoppingConditions": "{inner}"}}', "job.json") == expected


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ('Tags: "^"', "Key", 'Tags: "Key="'),
        ('Tags: "Key=a,V^"', "Value", 'Tags: "Key=a,Value="'),
        ('Tags: "K^=a"', "Key", 'Tags: "Key=a"'),
        ("StoppingConditions: MaxInvocations=3,^", "ModelLatencyThresholds", "StoppingConditions: MaxInvocations=3,ModelLatencyThresholds=[{}]"),
        ('Tags:\n  - "^"', "Value", 'Tags:\n  - "Value="'),
    ],
)  # fmt: skip
def test_accepting_an_item_in_shorthand(marked: str, label: str, expected: str) -> None:
    assert after(marked, label) == expected


def test_shorthand_in_block_scalars() -> None:
    assert labels_at("StoppingConditions: >-\n  MaxInvocations=3,\n  ^\nTags: []\n") == [
        "ModelLatencyThresholds",
        "FlatInvocations",
    ]
    assert labels_at("StoppingConditions: |\n  MaxInvocations=3,\n  FlatInvocations=^\n") == ["Continue", "Stop"]
    assert labels_at("JobDescription: |\n  MaxInvocations=^\n") == []


def test_names_in_ignore_comments() -> None:
    names = labels_at("JobName: a # ircompile: ignore[bad-^]")
    assert {*RULE_IDS} < {*names}
    assert {"limits", "traffic"} <= {*names}
    assert "bad-format" not in labels_at("# ircompile: file-ignore[bad-format, ^\nJobName: a\n")
    assert after("JobName: a # ircompile: ignore[bad^]", "bad-format") == "JobName: a # ircompile: ignore[bad-format]"
    assert after("JobName: a # ^", "ircompile: ignore") == "JobName: a # ircompile: ignore[]"
    assert after("JobName: a # ircompile:^", "ignore") == "JobName: a # ircompile: ignore[]"
    assert labels_at("services: # ^\n  web: {}\n") == []


def test_names_in_baselines() -> None:
    text = '{"version": 1, "findings": [{"fingerprint": "a", "rule": "bad^"}]}'
    assert {*labels_at(text, "baseline.json")} == RULE_IDS
    assert labels_at(text.replace("^", "").replace('"a"', '"a^"'), "baseline.json") == []


@pytest.mark.parametrize(
    ("marked", "some", "others"),
    [
        ("^", {"region", "exclude", "[lint]", "[[ignore]]"}, {"lint", "select"}),
        ("[^", {"lint", "lint.severity", "quotas"}, {"ignore"}),
        ("[[^", {"ignore"}, {"lint"}),
        ('[lint]\nselect = ["ALL"]\n^', {"ignore", "fail-on", "severity"}, {"select", "region"}),
        ('[lint]\nselect = ["bad-format", "^"]', {"ALL", "bad-length", "traffic"}, {"bad-format"}),
        ("[lint]\nselect = [\n  '^", {"ALL", "bad-length"}, {"select"}),
        ("[lint]\nfail-on = ^", {"error", "never"}, {"off"}),
        ("[lint]\nrequire-reason = ^", {"true", "false"}, {"error"}),
        ("[lint.severity]\n^", {"bad-format", "traffic"}, {"select"}),
        ("[lint]\nseverity = {bad-format = '^'}", {"error", "off"}, {"never"}),
        ("[lint]\nseverity = {bad-format = 'off', ^}", {"bad-length"}, {"bad-format"}),
        ("[lint.per-file-ignores]\n'a.yaml' = ['^']", {"bad-format", "ALL"}, set()),
        ("[[ignore]]\npath = 'a'\n^", {"pointer", "rules", "reason"}, {"path"}),
        ("[[ignore]]\nrules = ['^']", {"bad-format"}, {"ALL"}),
        ("[hosts]\ninclude = ['^", {"python", "shell"}, set()),
        ("region = '^'", {"eu-west-1"}, set()),
        ("[environments.prod]\n^", {"overlay", "region", "job-name"}, {"select"}),
        ("[environments.prod]\nregion = '^", {"us-east-1"}, set()),
        ("[quotas]\n^", {"ml.c5.xlarge"}, set()),
        ("# ^", set(), {"region"}),
        ("[lint] # ^", set(), {"select"}),
    ],
)
def test_settings(marked: str, some: set[str], others: set[str]) -> None:
    labels = {*labels_at(marked, "ircompile.toml")}
    assert some <= labels
    assert not others & labels
    above = "tool.ircompile"
    shared = marked.replace("[lint", f"[{above}.lint").replace("[[ignore", f"[[{above}.ignore")
    shared = (
        shared.replace("[hosts", f"[{above}.hosts")
        .replace("[env", f"[{above}.env")
        .replace("[quotas", f"[{above}.quotas")
    )
    if shared != marked:
        assert some <= {*labels_at(f"[project]\nname = 'a'\n{shared}", "pyproject.toml")}


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("[^", "lint.severity", "[lint.severity]"),
        ("[^]", "lint", "[lint]"),
        ("[lint]\nse^", "select", '[lint]\nselect = [""]'),
        ("[lint]\nse^ = []", "select", "[lint]\nselect = []"),
        ("[lint]\nselect = [^]", "bad-format", '[lint]\nselect = ["bad-format"]'),
        ("[lint]\nselect = ['^", "bad-format", "[lint]\nselect = ['bad-format'"),
        ("[quotas]\n^", "ml.c5.xlarge", '[quotas]\n"ml.c5.xlarge" = '),
    ],
)
def test_accepting_a_setting(marked: str, label: str, expected: str) -> None:
    assert after(marked, label, "ircompile.toml") == expected


CONFIGURATION = """\
# settings
region = "eu-west-1"

[lint]
select = ["ALL"]
ignore = [
  "bad-format",  # why

  "traffic",
]
severity = { bad-format = "off", bad-length = 'info' }

[lint.per-file-ignores]
"a.yaml" = ["bad-format"]

[[ignore]]
path = "a"
pointer = ""
rules = ["bad-format"]

[environments.dev]
overlay = ["env/dev.yaml"]
"""


def test_accepting_any_setting_gives_a_text_that_reads() -> None:
    settings = Settings("ircompile.toml", Config())
    count = 0
    for offset in range(len(CONFIGURATION) + 1):
        items = complete(CONFIGURATION, offset, settings)
        for item in [*items[:6], *items[-3:]]:
            tomllib.loads(accepted(CONFIGURATION, item))
            count += 1
    assert count > 500


def test_other_tables_of_pyproject_are_left_alone() -> None:
    assert labels_at("[project]\n^", "pyproject.toml") == []
    assert labels_at("[tool.ruff.lint]\nselect = ['^']", "pyproject.toml") == []
    assert "tool.ircompile.lint" in labels_at("[^", "pyproject.toml")


def test_nothing_is_required_in_overlays(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "env").mkdir()
    (tmp_path / "env/dev.yaml").touch()
    (tmp_path / "ircompile.toml").write_text('[environments.dev]\noverlay = ["env/dev.yaml", "env/{stem}.dev.yaml"]\n')
    config = Configs().of("job.yaml")
    for name in ("env/dev.yaml", "env/job.dev.yaml"):
        items = items_at("Tags:\n  - Key: a\n^", name, config)
        assert [item.label for item in items] == [name for name in ROOT if name != "Tags"]
        assert "required" not in {item.detail for item in items}
        assert items_at("Unknown: a\n^", name, config)
    assert not items_at("Unknown: a\n^", "env/other.yaml", config)


def test_new_manifests_are_offered_for_empty_files() -> None:
    for name in ("job.yaml", "job.json"):
        new = {item.label: item for item in items_at("^", name) if item.label.startswith("new ")}
        assert "new load-test" in new
        assert "new default" in new
        for item in new.values():
            assert read(accepted("", item), name)["JobType"] in ("Default", "Advanced")
    assert not [label for label in labels_at("JobName: a\n^") if label.startswith("new ")]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("services:\n  ^\n", "compose.yaml"),
        ("[^", "Cargo.toml"),
        ("name: a\n^\n", "workflow.yml"),
        ('{"dependencies": {}, ^}', "package.json"),
        ("sm.create_inference_recommendations_job(^)", "job.py"),
        ("```yaml\nJobName: a\n^\n```\n", "README.md"),
        ('{"cells": [{"cell_type": "code", "source": ["JobName^"]}]}', "job.ipynb"),
        ("[unknown]\n^", "ircompile.toml"),
        ("[unknown]\na = '^'", "ircompile.toml"),
        ('InputConfig:\n  ContainerConfig:\n    SupportedInstanceTypes: "^"\n', "job.yaml"),
    ],
)
def test_nothing_is_offered_in_other_files_or_where_nothing_is_known(marked: str, name: str) -> None:
    assert items_at(marked, name) == []


def test_rules_object_to_nothing_under_another_model(tmp_path: Any) -> None:
    (tmp_path / "service-2.json").write_text(json.dumps(service_2()))
    items = items_at("JobType: Default\nInputConfig:\n  ^", config=Config(model=str(tmp_path / "service-2.json")))
    assert [item.label for item in items if item.kind == "member"] == INPUT


def test_files_with_the_suggested_name_hold_jobs() -> None:
    assert labels_at("Unknown: a\n^", "churn.inference-recommender.yaml") == ROOT


def test_members_are_documented() -> None:
    item = next(it for it in items_at("JobName: a\n^") if it.label == "JobType")
    assert "benchmarks" in item.documentation
    assert "Advanced" in item.documentation


def read(text: str, name: str) -> Any:
    source = from_text(name, text)
    documents = (read_json if name.endswith(".json") else read_yaml)(source, Limits())
    assert not [it.message for document in documents for it in document.findings if it.rule in UNREAD], text
    return documents[0].value if documents else None


def without(value: Any, path: tuple[Any, ...]) -> Any:
    value = copy.deepcopy(value)
    get(value, path[:-1]).pop(path[-1])
    return value


@pytest.mark.parametrize("style", STYLES)
def test_accepting_any_item_gives_a_text_that_reads_with_the_item_at_its_path(style: str) -> None:
    name = "job.json" if style in ("json", "compact") else "job.yaml"
    count = 0
    for seed in range(5):
        text = typed(seed, style).text
        old = read(text, name)
        for offset in range(seed, len(text), 17):
            place = cursor(text, offset, is_json=name == "job.json")
            items = complete(text, offset, Settings(name, Config()))
            for item in [*items[:3], *items[-2:]]:
                for snippets in (True, False):
                    new = read(accepted(text, item, snippets=snippets), name)
                    count += 1
                    if (
                        item.kind == "member"
                        and "=" not in item.plain
                        and place.position == "key"
                        and item.label[:2] != "- "
                    ):
                        path = (*place.path, item.label)
                        get(new, path)
                        if place.span[0] == place.span[1]:
                            assert without(new, path) == old
                    elif (
                        item.kind in ("value", "type")
                        and place.position == "value"
                        and "=" not in text[slice(*place.span)]
                    ):
                        assert str(get(new, place.path)) == item.label
    assert count > 500


@pytest.mark.parametrize("name", sorted(glob.glob("examples/**/*.*", recursive=True)))
def test_the_examples_complete_at_each_offset(name: str) -> None:
    with open(name, encoding="utf-8") as file:
        text = file.read()
    settings = Settings(name, Config())
    for offset in range(0, len(text), 11):
        for item in complete(text[:offset], offset, settings):
            assert item.span[0] <= offset <= item.span[1]
            assert "\n" not in text[slice(*item.span)]


@pytest.mark.parametrize("name", ["job.json", "job.yaml", "ircompile.toml"])
@pytest.mark.parametrize("unit", ["[", '{"a":', "- ", "a: ", "a: [\n", "a: '\n", "a=[", "# ircompile: ignore[", "-"])
def test_the_work_grows_no_faster_than_the_text(unit: str, name: str) -> None:
    """A text of which each part were read again for each other would take minutes."""
    for before in ("InputConfig: '", ""):
        text = before + unit * (60_000 // len(unit))
        complete(text, len(text), Settings(name, Config()))


TYPED = "InputConfig:\n  ContainerConfig:\n    SupportedInstanceTypes:"


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        (f"{TYPED} ^", "- ml.m5.large", f"{TYPED}\n      - ml.m5.large"),
        (
            f"{TYPED}\n      - ml.m5.large\n      ^",
            "- ml.c5.large",
            f"{TYPED}\n      - ml.m5.large\n      - ml.c5.large",
        ),
        ('{"JobType": "^"\n "RoleArn": "x"}', "Default", '{"JobType": "Default",\n "RoleArn": "x"}'),
    ],
)
def test_values_are_written_with_the_dash_or_the_comma_that_is_missing(marked: str, label: str, expected: str) -> None:
    name = "job.json" if marked.startswith("{") else "job.yaml"
    assert after(marked, label, name) == after(marked, label, name, snippets=False) == expected


def test_an_item_of_a_list_is_not_offered_twice() -> None:
    labels = labels_at(f"{TYPED}\n      - ml.m5.large\n      ^")
    assert "- ml.m5.large" not in labels
    assert labels.count("- ml.c5.large") == 1
