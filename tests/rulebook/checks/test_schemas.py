"""Users' own JSON Schemas: what does not fit is a finding, and no schema takes forever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run
from jobs import JOB

from ircompile import UserError, lint
from ircompile.config.settings import Config


def test_a_schema_finding_names_the_element(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (repository / "s.json").write_text(json.dumps({"properties": {"Tags": {"items": {"required": ["Owner"]}}}}))
    (repository / "job.yaml").write_text(JOB + "Tags: [{Key: a, Value: b}]\n")
    assert "an element of `Tags` does not conform to s.json: 'Owner' is a required" in run("ircompile lint job.yaml")


def test_a_request_that_does_not_fit_a_schema_is_a_finding(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    schema = {"properties": {"JobName": {"pattern": "^prod-"}}, "required": ["Tags"]}
    (repository / "s.json").write_text(json.dumps(schema))
    assert run("ircompile lint job.yaml -q --output-format concise") == (
        "job.yaml:1:1: error[schema-violation] the job does not conform to s.json: 'Tags' is a required property\n"
        "job.yaml:1:10: error[schema-violation] `JobName` does not conform to s.json: 'churn' does not match '^prod-'\n"
        "[exit 1]\n"
    )


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (
            {"$ref": "http://127.0.0.1:9/x"},
            "it refers to http://127.0.0.1:9/x, which it does not contain; nothing is fetched",
        ),
        (
            {"$ref": "file:///etc/passwd"},
            "it refers to file:///etc/passwd, which it does not contain; nothing is fetched",
        ),
        ({"type": 5}, "not a JSON Schema"),
        (1, "not a JSON Schema: 1 is not of type 'object', 'boolean'"),
        ({"$schema": []}, "not a JSON Schema"),
        ({"$schema": 5}, "not a JSON Schema"),
    ],
)
def test_a_schema_that_refers_elsewhere_is_refused(repository: Path, schema: object, message: str) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (repository / "s.json").write_text(json.dumps(schema))
    printed = run("ircompile lint job.yaml")
    assert message in printed
    assert "[exit 2]" in printed


def doubling(keyword: str, end: object) -> dict[str, object]:
    """Return a schema in which each of 25 subschemas refers to the next one twice."""
    defs = {f"d{n}": {keyword: [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(25)}
    return {"$defs": {**defs, "d25": end}, "$ref": "#/$defs/d0"}


MUCH = "it takes more than 50000 steps for one request; this limit is fixed"
EXPENSIVE = [
    (doubling("anyOf", {"type": "string"}), MUCH),
    ({**doubling("allOf", {"properties": {"JobName": True}}), "unevaluatedProperties": False}, MUCH),
    ({"properties": {"Tags": {"items": {"enum": [*range(20_000)]}}}}, MUCH),
    ({"patternProperties": {f"{n}(a|b)": True for n in range(5000)}}, MUCH),
    ({"properties": {"JobName": {"pattern": "(?=a)" + "b" * 500}}},
     f"the pattern '(?=a){'b' * 93}… is not valid RE2: patterns have only the groups `(…)` and `(?:…)`: no look-around"),
    ({"enum": [*range(50_000)]}, "not a JSON Schema: it is larger than the limit of 262144 bytes, which no setting raises"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "message"), EXPENSIVE, ids=range(len(EXPENSIVE)))
def test_a_schema_that_takes_too_many_steps_is_refused(repository: Path, schema: object, message: str) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (repository / "s.json").write_text(json.dumps(schema))
    (repository / "job.yaml").write_text(JOB + "Tags: [" + "x," * 100 + "]\n")
    printed = run("ircompile lint job.yaml")
    assert printed.startswith(f"ircompile: error: s.json: {message}")
    assert printed.endswith("[exit 2]\n")


def test_a_text_too_long_for_a_pattern_does_not_match(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (repository / "job.yaml").write_text(JOB + "JobDescription: " + "a" * 10_001 + "\n")
    (repository / "s.json").write_text(json.dumps({"properties": {"JobDescription": {"pattern": "a"}}}))
    assert "schema-violation" in run("ircompile lint job.yaml")


def test_a_catastrophic_pattern_terminates(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (repository / "job.yaml").write_text(JOB + "JobDescription: " + "a" * 100 + "!\n")
    (repository / "s.json").write_text(json.dumps({"properties": {"JobDescription": {"pattern": "^(a+)+$"}}}))
    assert "schema-violation" in run("ircompile lint job.yaml")


TAGGED = JOB + "Tags: [{Key: a, Value: b}, {Value: b, Key: a}]\n"


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        (
            {"patternProperties": {"^Job": {"type": "string", "maxLength": 3}, "^X": False}},
            ["1:10 /JobName `JobName` does not conform to s.json: 'churn' is too long|", "2:10 /JobType `JobType` does not conform to s.json: 'Default' is too long|"],
        ),
        (
            {"properties": {"Tags": {"uniqueItems": True, "description": "Each tag once."}}},
            ["5:7 /Tags `Tags` does not conform to s.json: two items are equal|Each tag once."],
        ),
        (
            {"properties": {"JobName": {}, "JobType": {}, "RoleArn": {}, "InputConfig": {}}, "additionalProperties": False},
            ["5:1 /Tags `Tags` does not conform to s.json: Additional properties are not allowed ('Tags' was unexpected)|"],
        ),
        (
            {"additionalProperties": {"type": "string"}},
            ["4:14 /InputConfig `InputConfig` does not conform to s.json: {'ModelPackageVersionArn': 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1'} is not of type 'string'|", "5:7 /Tags `Tags` does not conform to s.json: [{'Key': 'a', 'Value': 'b'}, {'Value': 'b', 'Key': 'a'}] is not of type 'string'|"],
        ),
        ({"properties": {"Tags": {"items": {"properties": {"Key": {"enum": ["b"]}}}}}},
         ["5:14 /Tags/0/Key `Key` does not conform to s.json: 'a' is not one of ['b']|", "5:44 /Tags/1/Key `Key` does not conform to s.json: 'a' is not one of ['b']|"]),
        (False, ["1:1  the job does not conform to s.json: False schema does not allow {'JobName': 'churn', 'JobType': 'Default', 'RoleArn': 'arn:aws:iam::123456789012:role/x', 'InputConfig': {'ModelPackageVersionArn': 'arn:aws:sagemaker:eu-west-1:12345678901|"]),
    ],
)  # fmt: skip
def test_findings_of_schemas(tmp_path: Path, schema: object, found: list[str]) -> None:
    (tmp_path / "s.json").write_text(json.dumps(schema))
    printed = lint(TAGGED, "job.yaml", config=Config(schemas=(str(tmp_path / "s.json"),)))
    assert [
        f"{it.line}:{it.column} {it.pointer} {it.message}|{it.help}" for it in printed if it.rule == "schema-violation"
    ] == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"$ref": "#"}', "s.json: it refers to itself endlessly"),
        ('{"properties": {"JobName": {"pattern": "(?=a)"}}}', "s.json: the pattern '(?=a)' is not valid RE2: patterns have only the groups `(…)` and `(?:…)`: no look-around, flags or names"),
        ("{", "s.json: not a JSON Schema: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ('{"type": 5}', "s.json: not a JSON Schema: 5 is not valid under any of the given schemas"),
    ],
)  # fmt: skip
def test_schemas_that_cant_be_used(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "s.json").write_text(text)
    with pytest.raises(UserError) as caught:
        lint(JOB, "job.yaml", config=Config(schemas=(str(tmp_path / "s.json"),)))
    assert str(caught.value).removeprefix(f"{tmp_path}/") == message
