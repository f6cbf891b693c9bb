"""The JSON Schema of manifests in the JSON service of VS Code: what it reports, shows and inserts."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import node_programs
import pytest
from completions import accepted, place
from console import run

from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape

pytestmark = pytest.mark.skipif(bool(node_programs.why_missing()), reason=node_programs.why_missing())

SCHEMA = json.loads(run("ircompile schema manifest --isolated"))
SERVICE = Path(__file__).parent / "json_service.js"


def ask(texts: Iterable[str] = (), marked: Iterable[str] = (), schema: Any = SCHEMA) -> dict[str, Any]:
    """Return what the service answers: diagnostics of texts, hovers and completions where the cursor is."""
    places = [{"text": text, "offset": offset} for text, offset, _ in map(place, marked)]
    request = json.dumps({"schema": schema, "texts": list(texts), "places": places})
    environment = os.environ | {"NODE_PATH": str(node_programs.FOLDER / "node_modules")}
    argv = [node_programs.NODE, str(SERVICE)]
    done = subprocess.run(argv, input=request, env=environment, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def messages(diagnostics: list[dict[str, Any]]) -> list[str]:
    """Return diagnostics as "line:column message", apart from what a whole job would need."""
    starts = [(it["range"]["start"], it["message"]) for it in diagnostics]
    texts = [f"{start['line'] + 1}:{start['character'] + 1} {message}" for start, message in starts]
    return [text for text in texts if not text.startswith("1:1 Missing property ")]


BROKEN = {
    '{"JobName": "a_b"}': ["1:13 Use letters, digits and inner hyphens; no `_`, `.` or space."],
    '{"JobType": "default"}': ['1:13 Value is not accepted. Valid values: "Default", "Advanced".'],
    '{"InputConfig": {"EndpointConfigurations": [{"InstanceType": "ml.c5.huge"}]}}': [
        "1:62 Use an instance type that SageMaker hosts endpoints on, such as ml.c5.xlarge."
    ],
    '{"InputConfig": {"JobDurationInSeconds": 18001}}': ["1:42 Value is above the maximum of 18000."],
    '{"InputConfig": {"ModelNam": "x"}}': ["1:18 Property ModelNam is not allowed."],
    '{"Tags": [{"Key": "a"}]}': ['1:11 Missing property "Value".'],
    '{"InputConfig": []}': ['1:17 Incorrect type. Expected "object".'],
    '{"InputConfig": "ModelName=x", "Tags": "Key=a,Value=b"}': [],
}


@pytest.mark.parametrize("draft", ["2020-12", "7"])
def test_it_reports(draft: str) -> None:
    schema = json.loads(run(f"ircompile schema manifest --isolated --draft {draft}"))
    found = ask(BROKEN, schema=schema)["diagnostics"]
    assert dict(zip(BROKEN, map(messages, found), strict=True)) == BROKEN


HOVERS = {
    '{"JobN█ame": "churn"}': ["**`JobName`** · string", "The name of the job,", "inner hyphens"],
    '{"InputCon█fig": {}}': ["**`InputConfig`** · structure", "What is tested and how"],
    '{"InputCon█fig": "ModelName=x"}': ["**`InputConfig`** · structure"],
    '{"Ta█gs": []}': ["**`Tags`** · list of structures", "at most 50"],
    '{"InputConfig": {"Traffic█Pattern": {}}}': [
        "`InputConfig.TrafficPattern`",
        "https://ircompile.dev/rules/traffic-",
    ],
}


def test_it_shows() -> None:
    for marked, answer in zip(HOVERS, ask(marked=HOVERS)["places"], strict=True):
        shown = "".join(answer["hover"]["contents"])
        assert [part for part in HOVERS[marked] if part not in shown] == []


INSERTED = {
    ('{"JobName": "a", █}', "Tags"): '"Tags": [\n\t{\n\t\t"Key": "team",\n\t\t"Value": "churn"\n\t}\n]',
    ('{"Tags": [█]}', "Tags"): '{\n\t"Key": "team",\n\t"Value": "churn"\n}',
    ('{"InputConfig": █}', "InputConfig"): '{\n\t"ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1"\n}',
    ('{"InputConfig": {"ResourceLimit": {█}}}', "MaxParallelOfTests"): '"MaxParallelOfTests": 1',
    ("{█}", "JobType"): '"JobType": "Default"',
    ('{"JobType": █}', '"Advanced"'): '"Advanced"',
}  # fmt: skip


def test_it_inserts() -> None:
    answers = ask(marked=[marked for marked, _ in INSERTED])["places"]
    for (marked, label), answer in zip(INSERTED, answers, strict=True):
        before, _, after = marked.partition("█")
        item = next(it for it in answer["items"] if it["label"] == label)
        assert accepted(before + after, item) == before + INSERTED[marked, label] + after


def test_everything_that_it_offers_in_a_structure_is_valid() -> None:
    structures = {_with_cursor(shape): shape for shape in SHIPPED.request.walk() if shape.kind == "structure"}
    texts: dict[tuple[str, str], str] = {}
    for (marked, shape), answer in zip(structures.items(), ask(marked=structures)["places"], strict=True):
        assert {it["label"] for it in answer["items"]} == shape.members.keys()
        texts |= {(shape.path, it["label"]): accepted(place(marked)[0], it) for it in answer["items"]}
    found = dict(zip(texts, map(messages, ask(texts.values())["diagnostics"]), strict=True))
    wrong = {it: [message for message in found[it] if "Missing property" not in message] for it in texts}
    assert {it: (messages, texts[it]) for it, messages in wrong.items() if messages} == {}
    assert all(map(json.loads, texts.values()))


def _with_cursor(shape: Shape) -> str:
    """Return a manifest in which the structure has no members, and the cursor is where the first would be."""
    text = "{█}"
    for step in reversed(re.findall(r"[^.\[]+|\[\*\]", shape.path)):
        text = f"[{text}]" if step == "[*]" else f'{{"{step}": {text}}}'
    return text
