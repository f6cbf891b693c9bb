"""The JSON Schema of manifests in the real yaml-language-server: what it reports, shows and inserts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import node_programs
import pytest
import yaml
from completions import accepted, place
from console import run
from language_client import LanguageClient, manifest_uri

from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.model.skeleton import skeleton

pytestmark = pytest.mark.skipif(bool(node_programs.why_missing()), reason=node_programs.why_missing())

CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}
JOB = """\
JobName: churn
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
"""


class Server:
    """The server, which uses the schema for every document."""

    def __init__(self, schema: Path) -> None:
        program = node_programs.FOLDER / "node_modules/yaml-language-server/bin/yaml-language-server"
        settings = {"yaml": {"schemas": {schema.as_uri(): "*.yaml"}, "schemaStore": {"enable": False}}}
        self.client = LanguageClient([node_programs.NODE, str(program), "--stdio"], settings, CAPABILITIES)
        self.client.notify("workspace/didChangeConfiguration", {"settings": settings})
        self.documents = 0
        self.client.wait_for_findings(self._opened("JobName: 1\n"))  # the schema is read by then

    def messages(self, *texts: str) -> list[list[str]]:
        """Return the diagnostics of texts as "line:column message", apart from what a whole job would need.

        The server waits before it checks a document, so all are opened at once.
        """
        opened = [self._opened(text) for text in texts]
        return [[found for it in self.client.reported(uri) if (found := _message(it))] for uri in opened]

    def completions(self, marked: str) -> dict[str, dict[str, Any]]:
        """Return the completions at the cursor by label."""
        items: list[dict[str, Any]] = self._ask("completion", marked)["items"]
        found = {it["label"]: it for it in items}
        assert len(found) == len(items), "two completions have the same label"
        return found

    def hover(self, marked: str) -> str:
        """Return the text that is shown at the cursor."""
        text: str = self._ask("hover", marked)["contents"]["value"]
        return text

    def _ask(self, what: str, marked: str) -> Any:
        text, _, position = place(marked)
        document = {"uri": self._opened(text)}
        return self.client.request(f"textDocument/{what}", {"textDocument": document, "position": position})

    def _opened(self, text: str) -> str:
        self.documents += 1
        uri = manifest_uri(f"{self.documents}.yaml")
        self.client.open(uri, "yaml", text)
        return uri


def _message(diagnostic: dict[str, Any]) -> str:
    start = diagnostic["range"]["start"]
    text = f"{start['line'] + 1}:{start['character'] + 1} {diagnostic['message']}"
    return "" if text.startswith("1:1 Missing property ") else text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    schema = tmp_path_factory.mktemp("schema") / "manifest.json"
    schema.write_text(run("ircompile schema manifest --isolated"))
    server = Server(schema)
    yield server
    server.client.close()


# --- Diagnostics -----------------------------------------------------------------------------------------------------

BROKEN = {
    "a pattern, in words": ("JobName: a_b\n", ["1:10 Use letters, digits and inner hyphens; no `_`, `.` or space."]),
    "a second pattern of the same value": (
        "RoleArn: arn:aws:iam::111122223333:role//x\n",
        ["1:10 Use arn:aws:iam::<12 digits>:role/<name>; not a user, an assumed role or a bare role name."],
    ),
    "one of few values": ("JobType: default\n", ['1:10 Value is not accepted. Valid values: "Default", "Advanced".']),
    "one of many values": (
        "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.huge}]}\n",
        ["1:55 Use an instance type that SageMaker hosts endpoints on, such as ml.c5.xlarge."],
    ),
    "a bound": ("InputConfig: {JobDurationInSeconds: 18001}\n", ["1:37 Value is above the maximum of 18000."]),
    "a type": ("InputConfig: {JobDurationInSeconds: 1h}\n", ['1:37 Incorrect type. Expected "integer".']),
    "an unknown member": ("InputConfig: {ModelNam: x}\n", ["1:15 Property ModelNam is not allowed."]),
    "a member that is missing in a list": ("Tags: [{Key: a}]\n", ['1:8 Missing property "Value".']),
    "a list that should be a structure": ("InputConfig: []\n", ['1:14 Incorrect type. Expected "object | string".']),
    "shorthand": ("InputConfig: ModelName=x\nTags: Key=a,Value=b\nStoppingConditions: MaxInvocations=0\n", []),
}


def test_it_reports(server: Server) -> None:
    found = server.messages(*(text for text, _ in BROKEN.values()))
    assert dict(zip(BROKEN, found, strict=True)) == {name: expected for name, (_, expected) in BROKEN.items()}


# --- Hover -----------------------------------------------------------------------------------------------------------

HOVERS = {
    "JobN█ame: churn\n": ["**`JobName`** · string", "The name of the job,", "inner hyphens"],
    "InputCon█fig: {}\n": ["**`InputConfig`** · structure", "What is tested and how"],
    "InputCon█fig: ModelName=x\n": ["**`InputConfig`** · structure"],
    "Ta█gs: [{Key: a, Value: b}]\n": ["**`Tags`** · list of structures", "at most 50"],
    "Ta█gs: Key=a,Value=b\n": ["**`Tags`** · list of structures"],
    "InputConfig: {Traffic█Pattern: {}}\n": ["`InputConfig.TrafficPattern`", "https://ircompile.dev/rules/traffic-"],
    "StoppingConditions: {FlatInvocations: Sto█p}\n": ["`StoppingConditions.FlatInvocations`", "default: Stop"],
}


@pytest.mark.parametrize("marked", HOVERS)
def test_it_shows(server: Server, marked: str) -> None:
    shown = server.hover(marked)
    assert [part for part in HOVERS[marked] if part not in shown] == []


# --- Completion ------------------------------------------------------------------------------------------------------

INSERTED = {
    (f"{JOB}█", "InputConfig"): "InputConfig:\n  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1",
    (f"{JOB}█", "Tags"): "Tags:\n  - Key: team\n    Value: churn",
    (f"{JOB}InputConfig:\n  █", "TrafficPattern"): "  TrafficPattern:\n    TrafficType: PHASES\n    Phases:\n      - InitialNumberOfUsers: 1\n        SpawnRate: 1\n        DurationInSeconds: 600",
    (f"{JOB}InputConfig:\n  EndpointConfigurations:\n    - █", "ServerlessConfig"): '    - ServerlessConfig: {"MemorySizeInMB": 2048, "MaxConcurrency": 50}',
    (f"{JOB}Tags:\n  - █", "Tags"): "  - Key: team\n    Value: churn",
    (f"{JOB}Tags:\n  - Key: a\n    █", "Value"): "    Value: churn",
    (f"{JOB}Tags:\n  - Key: a\n    Value: b\n  - █", "Tags"): "  - Key: team\n    Value: churn",
    (f"{JOB}InputConfig:\n  EndpointConfigurations:\n    - █", "InstanceType"): "    - InstanceType: ml.c5.xlarge",
    (f"{JOB}StoppingConditions:\n  ModelLatencyThresholds:\n    - █", "Percentile"): "    - Percentile: P95",
    (f"{JOB}Tags:\n- █", "Tags"): "- Key: team\n  Value: churn",
    (f"{JOB}InputConfig:\n  EndpointConfigurations:\n    - InstanceType: ml.g5.xl█", "ml.g5.xlarge"): "    - InstanceType: ml.g5.xlarge",
    (f"{JOB}JobType: █", "Advanced"): "JobType: Advanced",
    (f"{JOB}InputConfig:\n  ContainerConfig:\n    Domain: █", "MACHINE_LEARNING"): "    Domain: MACHINE_LEARNING",
    (f"{JOB}InputConfig:\n  ContainerConfig:\n    SupportedInstanceTypes:\n      - ml.c5.xlarge\n      - █", "ml.g5.xlarge"): "      - ml.g5.xlarge",
    (f"{JOB}InputConfig:\n  █", "JobDurationInSeconds"): "  JobDurationInSeconds: 7200",
}  # fmt: skip


@pytest.mark.parametrize(("marked", "label"), INSERTED)
def test_it_inserts(server: Server, marked: str, label: str) -> None:
    text, _, position = place(marked)
    completed = accepted(text, server.completions(marked)[label])
    assert "\n".join(completed.split("\n")[position["line"] :]) == INSERTED[marked, label]


def test_it_offers_what_is_missing_and_nothing_else(server: Server) -> None:
    members = [name for name in SHIPPED.request.members if f"{name}:" not in JOB]
    assert sorted(server.completions(f"{JOB}█")) == sorted([*members, "a new job"])
    assert sorted(server.completions(f"{JOB}Tags:\n  - Key: a\n    █")) == ["Tags", "Value"]


STRUCTURES = [shape for shape in SHIPPED.request.walk() if shape.kind == "structure"]


def test_it_offers_no_element_in_place_of_a_list(server: Server) -> None:
    assert server.completions(f"{JOB}Tags: █") == {}


def test_everything_that_it_offers_in_a_structure_is_valid(server: Server) -> None:
    texts: dict[tuple[str, str], str] = {}
    for shape in STRUCTURES:
        marked = _with_cursor(shape)
        items = server.completions(marked)
        assert items.keys() >= shape.members.keys()
        texts |= {(shape.path, label): accepted(place(marked)[0], item) for label, item in items.items()}
    found = dict(zip(texts, server.messages(*texts.values()), strict=True))
    wrong = {
        it: [message for message in messages if "Missing property" not in message] for it, messages in found.items()
    }
    assert {it: (messages, texts[it]) for it, messages in wrong.items() if messages} == {}


def _with_cursor(shape: Shape) -> str:
    """Return a manifest in which the structure has no members, and the cursor is where the first would be."""
    if not shape.path:
        return "█"
    steps = re.findall(r"[^.\[]+|\[\*\]", shape.path)
    lines = ["- " if step == "[*]" else f"{step}:\n{'  ' * depth}" for depth, step in enumerate(steps, 1)]
    return f"{''.join(lines)}█"


def test_the_skeletons_are_what_the_request_would_be() -> None:
    job = skeleton(SHIPPED.request)
    assert yaml.safe_load(yaml_manifest(job, SHIPPED.request, {})) == json.loads(json.dumps(job))
