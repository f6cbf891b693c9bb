"""Plans: the numbers that follow from a request, those that nobody can know, and the law that nothing breaks them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import jsonschema
import pytest
from fake_credentials import KEY_ID
from hypothesis import given, settings
from strategies import flawed_values

from ircompile import plan
from ircompile.config.schema import schema
from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.model.model import SHIPPED
from ircompile.planning.drawing import picture
from ircompile.planning.json_plan import jobs_json
from ircompile.planning.markdown import LONGEST, jobs_markdown
from ircompile.planning.plan import Job
from ircompile.planning.schedule import Seconds
from ircompile.planning.svg import svg
from ircompile.planning.text import job_text
from ircompile.planning.traffic import traffic
from ircompile.planning.values import text
from ircompile.reporting.style import Style

PHASES = {
    "TrafficType": "PHASES",
    "Phases": [
        {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 300},
        {"InitialNumberOfUsers": 6, "SpawnRate": 0, "DurationInSeconds": 300},
    ],
}
STAIRS = {"TrafficType": "STAIRS", "Stairs": {"DurationInSeconds": 600, "NumberOfSteps": 5, "UsersPerStep": 2}}


def job(traffic: Any = PHASES, configurations: Any = None, limits: Any = None, duration: Any = 7200) -> dict[str, Any]:
    """Return the request of a load test."""
    config = {"JobDurationInSeconds": duration, "TrafficPattern": traffic, "ResourceLimit": limits}
    config["EndpointConfigurations"] = configurations or [{"InstanceType": "ml.c5.xlarge"}]
    request = {"JobName": "churn", "JobType": "Advanced", "InputConfig": config}
    request["InputConfig"] = {name: value for name, value in config.items() if value is not None}
    return request


def segments(request: dict[str, Any]) -> list[tuple[float | None, ...]]:
    return [(it.start, it.end, it.users_start, it.users_end) for it in plan(request).traffic.segments]


def with_values(*counts: int) -> dict[str, Any]:
    """Return an endpoint configuration whose environment variables have some numbers of values."""
    ranges = [{"Name": f"V{n}", "Value": [str(it) for it in range(count)]} for n, count in enumerate(counts)]
    return {
        "InstanceType": "ml.m5.xlarge",
        "EnvironmentParameterRanges": {"CategoricalParameterRanges": ranges},
    }


def test_phases_begin_with_their_own_users_and_grow_by_the_minute() -> None:
    assert segments(job()) == [(0, 300, 1, 6), (300, 600, 6, 6)]


def test_half_a_minute_adds_half_the_users() -> None:
    phase = {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 90}
    assert segments(job({"Phases": [phase]})) == [(0, 90, 1, 2.5)]


def test_stairs_are_read_both_ways() -> None:
    traffic = plan(job(STAIRS)).traffic
    assert segments(job(STAIRS)) == [
        (0, 120, 2, 2), (120, 240, 4, 4), (240, 360, 6, 6), (360, 480, 8, 8), (480, 600, 10, 10),
    ]  # fmt: skip
    assert [it.end for it in traffic.alternative] == [600, 1200, 1800, 2400, 3000]
    assert (traffic.seconds, traffic.longest) == (600, 3000)


@pytest.mark.parametrize("kind", ["STAIRS", "PHASES", "steps", None])
def test_a_pattern_is_that_of_its_type_or_the_only_one(kind: str | None) -> None:
    phases, stairs = traffic(PHASES).segments, traffic(STAIRS).segments
    for name, found, other in (("Phases", phases, "STAIRS"), ("Stairs", stairs, "PHASES")):
        alone = {name: {**PHASES, **STAIRS}[name], "TrafficType": kind}
        assert traffic(alone).segments == (() if kind == other else found)
    both = {"STAIRS": stairs, "PHASES": phases}.get(kind or "", ())
    assert traffic({**PHASES, **STAIRS, "TrafficType": kind}).segments == both


def test_two_billion_steps_are_one() -> None:
    stairs = {"DurationInSeconds": 600, "NumberOfSteps": 2_000_000_000, "UsersPerStep": 3}
    assert segments(job({"Stairs": stairs})) == [(0, 600, 3, 6_000_000_000)]


TESTS = [
    ([{"InstanceType": "ml.c5.xlarge"}], None, (1, 10, 1, 1, 1)),
    ([with_values(3, 2), {"InstanceType": "ml.c5.xlarge"}], {"MaxParallelOfTests": 3}, (7, 10, 7, 3, 3)),
    ([with_values(3, 2)], {"MaxNumberOfTests": 4, "MaxParallelOfTests": 2}, (6, 4, 4, 2, 2)),
    ([with_values(2)], None, (2, 10, 2, None, None)),
    ([with_values(2), UNKNOWN], {"MaxParallelOfTests": 1}, (None, 10, 10, 1, None)),
    (UNKNOWN, {"MaxNumberOfTests": UNKNOWN}, (None, None, None, None, None)),
    ([with_values(2)], {"MaxNumberOfTests": MAYBE, "MaxParallelOfTests": 1}, (2, None, 2, 1, 2)),
]


@pytest.mark.parametrize(("configurations", "limits", "numbers"), TESTS)
def test_tests_are_counted(configurations: Any, limits: Any, numbers: tuple[int | None, ...]) -> None:
    it = plan(job(configurations=configurations, limits=limits)).tests
    assert (it.requested, it.limit, it.run_at_most, it.parallel, it.waves) == numbers


ENDS = [
    (job(), Seconds(600, 900, 1200)),
    (job(configurations=[with_values(3)], limits={"MaxParallelOfTests": 1}), Seconds(600, 2700, 3600)),
    (job(configurations=[with_values(3)], limits={"MaxParallelOfTests": 1}, duration=700), Seconds(600, 1800, 2400)),
    (job(configurations=[with_values(3)]), Seconds(600, 900, 3600)),
    (job(STAIRS), Seconds(600, 900, 3600)),
    (job({"Phases": [{"DurationInSeconds": UNKNOWN}]}), Seconds()),
    (job({"Phases": UNKNOWN}), Seconds()),
    ({"JobType": "Default"}, Seconds(latest=2700)),
]


def test_a_plan_says_until_when_tests_start() -> None:
    assert plan(job(duration=7200)).duration == 7200


@pytest.mark.parametrize(("request_", "seconds"), ENDS)
def test_the_end_is_as_early_and_as_late_as_it_can_be(request_: Any, seconds: Seconds) -> None:
    assert plan(request_).seconds == seconds


def test_endpoints_run_at_most_for_their_tests_with_their_start() -> None:
    configurations = [with_values(3, 2), {"InstanceType": "ml.c5.xlarge"}, {"ServerlessConfig": {"MaxConcurrency": 1}}]
    found = plan(job(configurations=configurations, limits={"MaxNumberOfTests": 4}))
    assert found.endpoint_seconds_at_most == {"ml.m5.xlarge": 4 * 1200, "ml.c5.xlarge": 1200}


def test_numbers_that_no_request_can_have_are_not_known() -> None:
    huge = 10**500
    phase = {"InitialNumberOfUsers": huge, "SpawnRate": huge, "DurationInSeconds": huge}
    found = plan(job({"Phases": [phase]}, limits={"MaxNumberOfTests": huge, "MaxParallelOfTests": huge}, duration=huge))
    assert found.seconds == Seconds()
    assert (found.tests.limit, found.tests.parallel, found.duration) == (None, 1, None)
    for known in ({}, {"SpawnRate": 1}, {"InitialNumberOfUsers": 1}):
        assert plan(job({"Phases": [{**phase, "DurationInSeconds": 60, **known}]})).traffic.peak is None


@pytest.mark.parametrize(
    ("users", "peak"),
    [(3, 4), (4, 5), (100_000, 100_001), ("3", None), (3.0, None), (True, None), (None, None), (-1, None)],
)
def test_a_value_of_the_wrong_type_counts_as_unknown(users: Any, peak: int | None) -> None:
    phase = {"InitialNumberOfUsers": users, "SpawnRate": 1, "DurationInSeconds": 60}
    assert plan(job({"Phases": [phase]})).traffic.peak == peak


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("churn", "churn"),
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
        (f"a-{KEY_ID}", "a-AKIA…"),
        (PartialText(["job-", None]), "job-…"),
        (UNKNOWN, None),
        (7, None),
    ],
)
def test_texts_are_cut_and_masked(value: Any, shown: str | None) -> None:
    assert text(value) == shown


def test_users_that_are_not_known_are_not_drawn() -> None:
    phase = {"InitialNumberOfUsers": UNKNOWN, "SpawnRate": 1, "DurationInSeconds": 300}
    found = plan(job({"Phases": [phase]}))
    assert segments(job({"Phases": [phase]})) == [(0, 300, None, None)]
    assert found.traffic.peak is None
    assert picture(found.traffic.segments, 80) == []


@settings(max_examples=400, deadline=None)
@given(flawed_values(SHIPPED.request))
def test_every_value_has_a_plan_in_every_format(value: Any) -> None:
    made = Job("a.yaml", 1, None, plan(value))
    document = json.loads(json.dumps(jobs_json([made])))
    jsonschema.validate(document, schema("plan"))
    for columns in (20, 40, 80):
        assert all(line.isprintable() for line in job_text(made, Style(columns=columns)))
    ET.fromstring(svg(made.plan))  # noqa: S314  our own text
    assert sum(len(line) + 1 for line in jobs_markdown([made] * 3)) <= LONGEST + 1000


def test_a_comment_on_many_jobs_is_cut_and_says_so() -> None:
    lines = list(jobs_markdown([Job("a.yaml", 1, None, plan(job()))] * 2000))
    assert sum(len(line) + 1 for line in lines) <= 65_535
    rows = sum(line.startswith("| churn") for line in lines)
    assert lines[-2:] == ["", f"{2000 - rows} more jobs are left out, since the comment would be too long."]


def test_details_that_have_no_room_are_counted() -> None:
    lines = list(jobs_markdown([Job("a.yaml", 1, None, plan(job()))] * 200))
    rows, details = (sum(line.startswith(start) for line in lines) for start in ("| churn", "<details>"))
    assert (rows, 0 < details < 200) == (200, True)
    assert lines[-2] == ""
    assert lines[-1] == f"The details of {200 - details} jobs are left out, since the comment would be too long."


def test_names_add_no_markup() -> None:
    name = "</text><script>alert(1)</script>|`x`"
    made = Job("a.yaml", 1, None, plan({**job(), "JobName": name}))
    assert "<script" not in svg(made.plan)
    assert not any("<script" in line.replace("`", "") and "<details" in line for line in jobs_markdown([made]))


def test_a_notebook_shows_a_plan() -> None:
    found: Any = plan(job())
    assert found._repr_svg_().startswith("<svg ")
    lines = found._repr_markdown_().split("\n")
    assert lines[:3] == ["Advanced job, 10 min of traffic a test, at most 6 users, at most 1 test.", "", "```text"]
    assert lines[-2:] == [
        "- assumed: FlatInvocations is Stop if it is not set (create-inference-recommendations-job, FlatInvocations)",
        "",
    ]
