"""`lint_request`: requests that a program holds as values."""

from __future__ import annotations

import copy
import datetime as dt
import decimal
import enum
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st
from jobs import PACKAGE
from reach import reach
from realistic import REQUESTS
from strategies import flawed_values

import ircompile
from ircompile import Config, Glob, Ignored, Limits, lint_request
from ircompile.model.model import SHIPPED

REQUEST: dict[str, Any] = {
    "JobName": "churn",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::123456789012:role/x",
    "InputConfig": {"ModelPackageVersionArn": PACKAGE},
}
MODEL = botocore.session.Session().get_service_model("sagemaker")
SENT = MODEL.operation_model("CreateInferenceRecommendationsJob").input_shape


class Int64:
    """An integer of another library."""

    def __index__(self) -> int:
        return 300


class Name(enum.StrEnum):
    NAME = "JobName"
    TYPE = "Default"


class Hostile(dict[str, Any]):
    """A dictionary whose methods must not be relied on."""

    def items(self) -> Any:
        raise AssertionError

    def __iter__(self) -> Any:
        raise AssertionError


def told(request: Any, **settings: Any) -> list[str]:
    return [f"{it.severity} {it.rule} {it.pointer}: {it.message}" for it in lint_request(request, **settings)]


def test_findings_have_pointers_and_no_locations() -> None:
    job = REQUEST | {
        "JobType": "advanced",
        "InputConfig": {
            "ModelPackageVersionArn": PACKAGE,
            "JobDurationInSeconds": 3600,
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 4000}],
            },
        },
    }
    found = lint_request(job)
    assert [(it.rule, it.pointer) for it in found if it.severity == "error"] == [
        ("not-allowed-value", "/JobType"),
        ("phase-duration", "/InputConfig/TrafficPattern/Phases/0/DurationInSeconds"),
        ("phase-exceeds-job", "/InputConfig/TrafficPattern/Phases/0/DurationInSeconds"),
    ]
    for it in found:
        assert (it.filename, it.line, it.column, it.end_line, it.end_column, it.fixes) == ("<request>", 0, 0, 0, 0, ())
        assert {(place.line, place.column, place.end_line, place.end_column) for place in it.related} <= {(0, 0, 0, 0)}
    assert any(place.pointer for it in found for place in it.related)


def test_findings_are_in_the_order_of_the_values() -> None:
    tags = [{"Key": "aws:a", "Value": "b"}, {"Key": 5, "Value": "b"}, {"Key": "aws:c", "Value": "d"}]
    found = [it.pointer for it in lint_request(REQUEST | {"Tags": tags, "JobName": "a_b"}) if it.severity == "error"]
    assert found == ["/JobName", "/Tags/0/Key", "/Tags/1/Key", "/Tags/2/Key"]


def test_a_tuple_is_advised_against() -> None:
    (found,) = [it for it in lint_request(REQUEST | {"Tags": ()}) if it.rule == "wrong-type"]
    assert (found.message, found.help, found.notes) == (
        "`Tags` is a tuple, not a list",
        "pass a list",
        ("boto3 sends a tuple as a list",),
    )


def test_a_clean_request_has_no_finding() -> None:
    assert [it for it in lint_request(REQUEST) if it.severity != "info"] == []


@settings(max_examples=150, deadline=None)
@given(flawed_values(SHIPPED.request))
def test_the_findings_are_those_of_the_request_as_json(request_: Any) -> None:
    """Except that no member of a request in a program may be shorthand."""
    before = copy.deepcopy(request_)
    found = lint_request(request_)
    assert request_ == before
    if '"InputConfig": "' in (text := json.dumps(request_)):
        return
    as_json = ircompile.lint(text, "job.json")
    if any("shorthand" in it.rule for it in as_json) or not isinstance(request_, dict):
        return
    assert sorted((it.rule, it.pointer, it.message) for it in found) == sorted(
        (it.rule, it.pointer, it.message) for it in as_json
    )


def cyclic() -> dict[str, Any]:
    job: dict[str, Any] = {**REQUEST, "InputConfig": {}}
    job["InputConfig"]["VpcConfig"] = job
    return job


def deep(depth: int) -> dict[str, Any]:
    job: dict[str, Any] = {}
    for _ in range(depth):
        job = {"InputConfig": job}
    return job


STOPPING: list[tuple[Any, str]] = [
    (Int64(), "must be an integer, not a value of type `test_request.Int64`"),
    (decimal.Decimal(3), "must be an integer, not a value of type `decimal.Decimal`"),
    (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "must be an integer, not a value of type `datetime.datetime`"),
    ((300,), "must be an integer, not a value of type `tuple`"),
    ({300}, "must be an integer, not a value of type `set`"),
    (b"300", "must be an integer, not a value of type `bytes`"),
    (3j, "must be an integer, not a value of type `complex`"),
    (object, "must be an integer, not a value of type `type`"),
    (float("nan"), "must be an integer, not a decimal number"),
    (float("-inf"), "must be an integer, not a decimal number"),
    ("300", "must be an integer, not a string"),
    (1 << 10_000, "must be an integer, not so large a number"),
    (10**100, "is a number with more than 100 digits, but the maximum is 30000"),
]


@pytest.mark.parametrize(("value", "message"), STOPPING, ids=[type(value).__name__ for value, _ in STOPPING])
def test_values_that_json_does_not_have_are_findings(value: Any, message: str) -> None:
    found = lint_request(REQUEST | {"StoppingConditions": {"MaxInvocations": value}})
    named = [it.message for it in found if it.pointer == "/StoppingConditions/MaxInvocations"]
    assert [it.replace(f"{__name__}.", "test_request.") for it in named] == [f"`MaxInvocations` {message}"]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (None, "error root-not-mapping : the request is a value of type `NoneType`, but must be a dictionary"),
        ([REQUEST], "error root-not-mapping : the request is a value of type `list`, but must be a dictionary"),
        ({"Jobs": 1}, "error not-a-manifest : this is not a manifest: no key is a member of the request"),
        (REQUEST | {5: 1}, "error unknown-field : a key of the job is a value of type `int`, not a string"),
        (cyclic(), "error wrong-type /InputConfig/VpcConfig: `VpcConfig` must be a mapping, not a value that contains itself"),
        (REQUEST | {"InputConfig": "ModelName=x"}, "error wrong-type /InputConfig: `InputConfig` must be a mapping, not a string"),
        (REQUEST | {"RoleArn": None}, "error null-value /RoleArn: `RoleArn` must not be null"),
        (REQUEST | {"Tags": ({"Key": "a", "Value": "b"},)}, "info wrong-type /Tags: `Tags` is a tuple, not a list"),
        (REQUEST | {"Tags": ({"Key": "a", "Value": 5},)}, "error wrong-type /Tags/0/Value: `Value` must be a string, not an integer"),
        (deep(99), "error unknown-field /InputConfig/InputConfig: unknown member `InputConfig` in `InputConfig`"),
        (deep(100), "error limit-exceeded : the request is nested too deeply: the limit is 100"),
        (deep(200_000), "error limit-exceeded : the request is nested too deeply: the limit is 100"),
        ({"Tags": [0] * 250_000}, "error limit-exceeded : the request has too many values: the limit is 250000"),
        (REQUEST | {"JobDescription": "<about it>"}, "warning placeholder-value /JobDescription: `<about it>` is a placeholder"),
        (REQUEST | {"JobName": "a\ud800\n"}, "error bad-format /JobName: `a\\ud800\\n` is not a valid `JobName`"),
    ],
)  # fmt: skip
def test_what_no_request_can_be_is_a_finding(job: Any, expected: str) -> None:
    assert expected in told(job)


@pytest.mark.parametrize(
    ("job", "pointer"),
    [
        (cyclic(), "/InputConfig/VpcConfig"),
        (REQUEST | {"JobDescription": ("a",)}, "/JobDescription"),
        (REQUEST | {"StoppingConditions": ({"MaxInvocations": 0},)}, "/StoppingConditions"),
        (REQUEST | {"JobDescription": object()}, "/JobDescription"),
        (REQUEST | {"StoppingConditions": {"MaxInvocations": 1 << 10_000}}, "/StoppingConditions/MaxInvocations"),
        (REQUEST | {"Tags": [{"Key": "a", "Value": b"b"}]}, "/Tags/0/Value"),
    ],
)
def test_a_value_that_boto3_refuses_has_no_other_error(job: Any, pointer: str) -> None:
    found = [
        (it.rule, it.pointer) for it in lint_request(job) if it.severity == "error" and it.pointer.startswith(pointer)
    ]
    assert found == [("wrong-type", pointer)]


def test_a_number_is_read_up_to_the_limit_of_digits() -> None:
    for number, message in (
        (2**40 - 1, "`MaxInvocations` is 1099511627775, but the maximum is 30000"),
        (2**40, "`MaxInvocations` must be an integer, not so large a number"),
    ):
        job = REQUEST | {"StoppingConditions": {"MaxInvocations": number}}
        found = lint_request(job, config=Config(limits=Limits(digits=10)))
        assert [it.message for it in found if it.pointer.endswith("/MaxInvocations") and it.severity == "error"] == [
            message
        ]


def test_one_value_in_many_places_is_counted_each_time() -> None:
    value: Any = "x"
    for _ in range(60):
        value = [value, value]
    assert [it.rule for it in lint_request(REQUEST | {"Tags": value})] == ["limit-exceeded"]
    limits = Limits(nodes=6)
    assert [it.rule for it in lint_request(REQUEST, config=Config(limits=limits))] != ["limit-exceeded"]
    assert told(REQUEST | {"JobDescription": "x"}, config=Config(limits=limits)) == [
        "error limit-exceeded : the request has too many values: the limit is 6"
    ]


def test_classes_of_strings_and_dictionaries_are_read_like_their_bases() -> None:
    job = Hostile(
        {Name.NAME: "churn", "JobType": Name.TYPE, **{key: REQUEST[key] for key in ("RoleArn", "InputConfig")}}
    )
    assert told(job) == told(REQUEST)
    assert told(OrderedDict(REQUEST)) == told(REQUEST)


VALUES: list[Callable[[], Any]] = [
    *(
        lambda: "x",
        lambda: 5,
        lambda: 5.5,
        lambda: True,
        lambda: None,
        lambda: b"x",
        lambda: (),
        list,
        dict,
    ),
    *(lambda: {"x"}, Int64, lambda: Name.TYPE, OrderedDict, lambda: decimal.Decimal(1), lambda: float("nan")),
]


@pytest.mark.parametrize("make", VALUES)
@pytest.mark.parametrize("member", list(SHIPPED.request.members))
def test_a_type_is_refused_if_boto3_refuses_it(member: str, make: Callable[[], Any]) -> None:
    value = make()
    refused = "Invalid type" in ParamValidator().validate({**REQUEST, member: value}, SENT).generate_report()
    rules = [(it.rule, it.severity) for it in lint_request(REQUEST | {member: value}) if it.pointer == f"/{member}"]
    assert refused == any(found in rules for found in (("wrong-type", "error"), ("null-value", "error")))


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each structure and list in a value with each of its keys and indexes."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_boto3_refuses_in_a_request_is_an_error(random: Random) -> None:
    """A request without errors, of which one member is removed, renamed or replaced."""
    job = copy.deepcopy(random.choice(REQUESTS))
    assert not any(it.severity == "error" for it in lint_request(job))
    inside, key = random.choice([*places(job)])
    value = inside.pop(key)
    if random.random() < 0.8:
        others: list[Callable[[], Any]] = [*VALUES, str, int, lambda: -1]
        name, value = (key, random.choice(others)()) if random.random() < 0.8 else (f"{key}s", value)
        inside.update({name: value}) if isinstance(inside, dict) else inside.insert(key, value)
    if ParamValidator().validate(job, SENT).has_errors():
        assert any(it.severity == "error" for it in lint_request(job))


def test_settings_work_as_for_texts() -> None:
    job = REQUEST | {
        "JobName": "a_b",
        "InputConfig": {
            "ModelPackageVersionArn": PACKAGE,
            "ContainerConfig": {"SupportedInstanceTypes": ["ml.c99.large"]},
        },
    }

    def rules(**settings: Any) -> dict[str, str]:
        return {it.rule: str(it.severity) for it in lint_request(job, config=Config(**settings))}

    assert rules()["bad-format"] == "error"
    assert "not-allowed-value" in rules()
    assert "not-allowed-value" not in rules(extend_instance_types=("ml.c99.large",))
    assert list(rules(select=("bad-format",))) == ["bad-format"]
    assert "bad-format" not in rules(ignore=("bad-format",))
    assert rules(severity={"bad-format": "warning"})["bad-format"] == "warning"
    assert "arn-region-mismatch" in rules(region="us-east-1")
    entry = Ignored(path=Glob("<request>"), pointer="/JobName", rules=("bad-format",))
    assert "bad-format" not in rules(ignored=(entry,))
    with pytest.raises(ircompile.UserError, match="bad-fromat"):
        rules(ignore=("bad-fromat",))


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.binary() | st.dates() | st.decimals(), lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers() | st.sampled_from(list(SHIPPED.request.members)), inner)))  # fmt: skip
def test_nothing_crashes(value: Any) -> None:
    lint_request(value)
    lint_request(REQUEST | {"InputConfig": value, "JobName": value})


def test_no_configuration_and_no_baseline_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = [it.rule for it in lint_request(REQUEST | {"JobName": "a_b"})]
    (tmp_path / "ircompile.toml").write_text('[lint]\nignore = ["ALL"]\nbaseline = "no-such-file.json"\n')
    with reach() as seen:
        assert [it.rule for it in lint_request(REQUEST | {"JobName": "a_b"})] == before
        assert [
            it.rule for it in lint_request(REQUEST | {"JobName": "a_b"}, config=Config(baseline="known.json"))
        ] == before
    assert "bad-format" in before
    assert not [path for _, path in seen if path.startswith(str(tmp_path))]
