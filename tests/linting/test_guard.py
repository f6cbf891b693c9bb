"""`guard`: clients of boto3 that lint requests before they are sent."""

from __future__ import annotations

import copy
import gc
import subprocess
import sys
import warnings
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ParamValidationError
from botocore.stub import Stubber
from jobs import PACKAGE

import ircompile
from ircompile import Config, InvalidManifest, guard

ARN = "arn:aws:sagemaker:eu-west-1:123456789012:inference-recommendations-job/churn"
GOOD: dict[str, Any] = {
    "JobName": "churn",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::123456789012:role/x",
    "InputConfig": {"ModelPackageVersionArn": PACKAGE},
}
BAD = GOOD | {"JobType": "default"}
DOUBTFUL = GOOD | {"JobDescription": "<about it>"}
WARNING = "warning[placeholder-value] /JobDescription: `<about it>` is a placeholder\n  = help: replace it with the real value"


def client_of(service: str = "sagemaker", region: str = "eu-west-1") -> Any:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    return botocore.session.Session().create_client(service, region_name=region, **keys)


@pytest.fixture
def client() -> Iterator[Any]:
    """A client that is answered without a network, and whose requests are kept in `sent`."""
    made = client_of()
    made.sent = []
    made.meta.events.register_last(
        "before-parameter-build.sagemaker.CreateInferenceRecommendationsJob",
        lambda params, **_: made.sent.append(params),
    )
    stub = Stubber(made)
    for _ in range(10):
        stub.add_response("create_inference_recommendations_job", {"JobArn": ARN})
    with stub:
        yield made


def send(client: Any, request: dict[str, Any]) -> list[warnings.WarningMessage]:
    """Send a request, and return the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert client.create_inference_recommendations_job(**request)["JobArn"] == ARN
    return caught


def test_a_request_without_findings_is_sent_unchanged(client: Any) -> None:
    guard(client)
    before = copy.deepcopy(GOOD)
    assert send(client, GOOD) == []
    assert client.sent == [before] == [GOOD]


def test_a_request_with_an_error_is_not_sent(client: Any) -> None:
    guard(client)
    with pytest.raises(InvalidManifest) as caught:
        client.create_inference_recommendations_job(**BAD, JobDescription="<about it>")
    assert client.sent == []
    assert str(caught.value) == (
        "the request was not sent:\n"
        "error[not-allowed-value] /JobType: `default` is not a valid `JobType`\n"
        "  = help: use `Default` (`Default` for recommendations, `Advanced` for a load test)\n"
        "  = note: the AWS CLI would send this: it does not check enums or patterns\n"
        "  = note: the AWS CLI reference says that a job without `JobType` is a Default job, and once writes DEFAULT; "
        "a sample in the developer guide has ADVANCED; the service model requires `Default` or `Advanced`\n" + WARNING
    )
    found = ircompile.lint_request(BAD | {"JobDescription": "<about it>"})
    assert [it.rule for it in caught.value.diagnostics] == [it.rule for it in found]
    assert {str(it.severity) for it in found} == {"error", "warning", "info"}


def test_a_warning_points_at_the_call(client: Any) -> None:
    guard(client)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        client.create_inference_recommendations_job(**DOUBTFUL)  # here
    assert [str(it.message) for it in caught] == [WARNING]
    assert caught[0].category is UserWarning
    assert caught[0].filename == __file__
    assert "# here" in Path(__file__).read_text("utf-8").splitlines()[caught[0].lineno - 1]
    assert client.sent == [DOUBTFUL]


@pytest.mark.parametrize(
    ("fail_on", "bad", "doubtful", "good"),
    [
        ("error", "raises", "warns", "is sent"),
        ("warning", "raises", "raises", "is sent"),
        ("info", "raises", "raises", "raises"),
        ("never", "warns", "warns", "is sent"),
    ],
)
def test_severities(client: Any, fail_on: Any, bad: str, doubtful: str, good: str) -> None:
    guard(client, fail_on=fail_on)
    advised = GOOD | {"OutputConfig": {"KmsKeyId": "alias/x"}}  # it has advice only
    assert {str(it.severity) for it in ircompile.lint_request(advised)} == {"info"}
    for request, expected in ((BAD, bad), (DOUBTFUL, doubtful), (advised, good)):
        try:
            outcome = "warns" if send(client, request) else "is sent"
        except InvalidManifest:
            outcome = "raises"
        assert outcome == expected


def test_settings_apply(client: Any) -> None:
    guard(client, config=Config(ignore=("not-allowed-value",)))
    assert send(client, BAD) == []
    with pytest.raises(ircompile.UserError, match="bad-fromat"):
        guard(client, config=Config(ignore=("bad-fromat",)))
    with pytest.raises(ircompile.UserError, match="no-such-file"):
        guard(client, config=Config(model="no-such-file.json"))


def test_the_region_is_that_of_the_client() -> None:
    other = client_of(region="us-east-1")
    guard(other, fail_on="warning")
    with pytest.raises(InvalidManifest, match=r"arn-region-mismatch.*eu-west-1, but jobs are created in us-east-1"):
        other.create_inference_recommendations_job(**GOOD)


def test_a_guard_can_be_taken_off(client: Any) -> None:
    made = guard(client)
    assert made.remove()
    assert not made.remove()
    assert send(client, BAD) == []


def test_a_second_guard_takes_the_place_of_the_first(client: Any) -> None:
    first, second = guard(client), guard(client, fail_on="never")
    assert len(send(client, DOUBTFUL)) == 1  # each finding is reported once
    assert len(send(client, BAD)) == 1
    assert not first.remove()
    assert len(send(client, BAD)) == 1
    assert second.remove()
    assert send(client, BAD) == []


def test_a_block_has_its_own_guard(client: Any) -> None:
    lasting = guard(client)
    with guard(client, fail_on="never") as outer:
        assert len(send(client, BAD)) == 1
        with guard(client, fail_on="error"), pytest.raises(InvalidManifest):
            send(client, BAD)
        assert len(send(client, BAD)) == 1
        with pytest.raises(KeyError), guard(client):
            raise KeyError
        assert len(send(client, BAD)) == 1
    with pytest.raises(InvalidManifest):
        send(client, BAD)
    with outer:
        assert len(send(client, BAD)) == 1
    assert lasting.remove()
    with guard(client):
        pass
    assert send(client, BAD) == []


def test_a_guard_that_is_removed_within_its_block_stays_removed(client: Any) -> None:
    guard(client)
    with guard(client) as inner:
        inner.remove()
        assert send(client, BAD) == []
    assert send(client, BAD) == []


def test_other_clients_and_operations_are_not_affected(client: Any) -> None:
    guard(client)
    unguarded = client_of()
    with Stubber(unguarded) as stub:
        stub.add_response("create_inference_recommendations_job", {"JobArn": ARN})
        assert send(unguarded, BAD) == []
    other = client_of()
    guard(other)
    with pytest.raises(ParamValidationError):
        other.describe_inference_recommendations_job(JobName=5)


def test_what_boto3_would_refuse_is_reported_first(client: Any) -> None:
    guard(client)
    with pytest.raises(InvalidManifest, match="unknown member `Jobtype` in the job"):
        client.create_inference_recommendations_job(Jobtype="Default")
    with pytest.raises(InvalidManifest, match="not a value of type `set`"):
        client.create_inference_recommendations_job(**GOOD, Tags={1})


def test_a_tuple_is_sent_as_boto3_sends_it(client: Any) -> None:
    guard(client, fail_on="warning")
    assert send(client, GOOD | {"Tags": ({"Key": "team", "Value": "churn"},)}) == []


def test_threads_can_share_a_client(client: Any) -> None:
    del client
    shared = client_of()
    guard(shared)

    def outcome(_: int) -> str:
        try:
            shared.create_inference_recommendations_job(**BAD)
        except InvalidManifest as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(8) as pool:
        assert len({*pool.map(outcome, range(64))}) == 1
        guards = list(pool.map(lambda _: guard(shared), range(64)))
    assert [it.remove() for it in guards].count(True) == 1
    with Stubber(shared) as stub:
        stub.add_response("create_inference_recommendations_job", {"JobArn": ARN})
        assert send(shared, BAD) == []


@pytest.mark.parametrize(
    ("thing", "error", "message"),
    [
        (None, TypeError, 'a guard needs a boto3 client, such as boto3.client("sagemaker"), not one of type NoneType'),
        (object(), TypeError, "not one of type object"),
        (SimpleNamespace(meta=SimpleNamespace(events=None)), TypeError, "not one of type SimpleNamespace"),
        (client_of("sts"), ValueError, 'a guard needs a client of SageMaker, boto3.client("sagemaker"), not one of sts'),
        (client_of("sagemaker-runtime"), ValueError, "not one of sagemaker-runtime"),
    ],
)  # fmt: skip
def test_only_clients_of_sagemaker_can_be_guarded(thing: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        guard(thing)
    assert message in str(caught.value)


def test_an_unknown_severity_is_refused(client: Any) -> None:
    with pytest.raises(ValueError, match="fail_on must be one of error, warning, info and never, not 'fatal'"):
        guard(client, fail_on="fatal")  # type: ignore[arg-type]  # the wrong word is the test


def test_a_guard_keeps_no_client_alive() -> None:
    made = client_of()
    guards = [guard(made) for _ in range(5)]
    alive = weakref.ref(made)
    del made
    gc.collect()
    assert alive() is None
    assert not any(it.remove() for it in guards)
    with guards[0]:
        pass


def test_a_guard_shows_its_client_and_its_severity(client: Any) -> None:
    assert repr(guard(client, fail_on="warning")) == f"Guard({client!r}, fail_on='warning')"


def test_nothing_of_boto3_is_imported() -> None:
    code = "import ircompile, sys; ircompile.lint_request({}); ircompile.Guard; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "ircompile.linting.guard" in loaded
    assert not {name.partition(".")[0] for name in loaded} & {"boto3", "botocore"}
