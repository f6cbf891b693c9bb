"""`ircompile explain`, `ircompile rules` and the format `grouped` on terminals of several widths."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from console import run
from fake_credentials import KEY_ID, LETTERS

from ircompile.cli.main import main
from ircompile.reporting import style

PHASES = "InputConfig.TrafficPattern.Phases: list of structures"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("/InputConfig/JobDurationInSeconds", "InputConfig.JobDurationInSeconds: integer"),
        (
            "InputConfig.EndpointConfigurations.InstanceType",
            "InputConfig.EndpointConfigurations[*].InstanceType: string",
        ),
        (
            "/InputConfig/EndpointConfigurations/0/InstanceType",
            "InputConfig.EndpointConfigurations[*].InstanceType: string",
        ),
        ("EndpointConfigurations[3].InstanceType", "InputConfig.EndpointConfigurations[*].InstanceType: string"),
        ("Tags.Key", "Tags[*].Key: string"),
        ("/Tags/-", "Tags[*]: structure"),
        ("Tags[]", "Tags[*]: structure"),
        ("Phases", PHASES),
        ("/InputConfig/TrafficPattern/Phases", PHASES),
    ],
)
def test_a_field_has_several_names(name: str, first: str) -> None:
    assert run(f"ircompile explain {name}").splitlines()[0] == first


def test_a_list_of_structures_shows_their_members() -> None:
    assert (
        "  optional:\n"
        "    InitialNumberOfUsers: How many users send requests at the start of the phase.\n"
        "    SpawnRate: How many users are added in each minute of the phase; with 0 their number stays the same.\n"
        "    DurationInSeconds: How long the phase takes.\n"
    ) in run("ircompile explain Phases")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("MaxNumberOfTests", "  default: 10 (load-test, MaxNumberOfTests)"),
        ("FlatInvocations", "  default: Stop (create-inference-recommendations-job, FlatInvocations)"),
        (
            "SupportedEndpointType",
            "  without it: recommendations for both kinds (create-inference-recommendations-job, ",
        ),
    ],
)
def test_a_documented_default_is_shown_with_its_source(name: str, line: str) -> None:
    assert line in run(f"ircompile explain {name}")


def test_a_topic_lists_its_rules() -> None:
    assert run("ircompile explain ignores") == (
        "expired-ignore  warning  An ignore that is past its last day.\n"
        "unknown-ignore  warning  An ignore comment that is not valid.\n"
        "unused-ignore   warning  An ignore that silences nothing.\n"
    )


@pytest.mark.parametrize("name", ["/JobDurationInSeconds", "/Tags/0/Keys", "Phases.Users", "nothing"])
def test_an_unknown_name_is_refused(name: str) -> None:
    assert "unknown rule, topic or field" in run(f"ircompile explain {name}")


JUMP = """\
Users at the end of prev phase is 0 while initial users of current phase is 1
  A phase starts with a number of users that is too far from that at the end of the phase before it. \
(troubleshooting, Users at the end of prev phase)
  - the difference may be 3 at most; a phase ends with InitialNumberOfUsers + SpawnRate x minutes
  rules: phase-user-jump
"""
SAID = JUMP.partition("\n")[0]


def test_a_failure_is_explained(tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text(f"{SAID}\n", "utf-8")
    assert run(f"ircompile explain --failure {tmp_path / 'said.txt'}") == JUMP
    assert run(f"ircompile explain --failure '{SAID}'") == JUMP
    assert run(f"ircompile explain --failure - <<< '{SAID}'") == JUMP


def test_a_failure_is_explained_by_what_the_manifest_shows(tmp_path: Path) -> None:
    manifest = tmp_path / "job.yaml"
    phases = "[{InitialNumberOfUsers: 1, SpawnRate: 0, DurationInSeconds: 300}, {InitialNumberOfUsers: 9}]"
    manifest.write_text(f"JobType: Advanced\nInputConfig: {{TrafficPattern: {{Phases: {phases}}}}}\n", "utf-8")
    shown = f"  {manifest}:2:129 phase-user-jump: phase 2 starts with 9 users, but phase 1 ends with 1\n"
    assert run(f"ircompile explain --failure '{SAID}' {manifest}") == JUMP + shown


def test_a_failure_is_explained_by_the_request_in_the_answer(tmp_path: Path) -> None:
    phases = [{"InitialNumberOfUsers": 1, "SpawnRate": 0, "DurationInSeconds": 300}, {"InitialNumberOfUsers": 9}]
    request = {"JobName": "a", "JobType": "Advanced", "InputConfig": {"TrafficPattern": {"Phases": phases}}}
    answer = {**request, "JobArn": "arn", "Status": "FAILED", "FailureReason": SAID}
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer), "utf-8")
    assert run(f"ircompile explain --failure {file}") == (
        f"/FailureReason: {JUMP}"
        "  <answer>:1:183 phase-user-jump: phase 2 starts with 9 users, but phase 1 ends with 1\n"
    )


def test_a_text_of_no_known_form_is_said_to_be() -> None:
    assert run("ircompile explain --failure 'no\x1b such'") == (
        "no\\x1b such\n  no known form; the logs of the job's endpoints in CloudWatch may say more\n[exit 1]\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "name a rule, a topic, a field or a value in a file, or pass --failure TEXT"),
        ("--failure ''", "--failure: the text is empty"),
        ("""--failure '{"Status": "COMPLETED"}'""", "--failure: this answer has no FailureReason"),
        ("--failure /", "--failure: /: it is not a regular file"),
        ("--failure AccessDenied missing.yaml", "missing.yaml: no such file or directory"),
        ("--failure AccessDenied --env prod", "--env: unknown environment prod; no configuration has environments"),
    ],
)
def test_what_can_not_be_explained_is_refused(arguments: str, message: str) -> None:
    assert run(f"ircompile explain {arguments}") == f"ircompile: error: {message}\n[exit 2]\n"


@pytest.fixture(params=[80, 40])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> int:
    """The columns of the terminal that standard output seems to be."""
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(style, "columns_of", lambda _: request.param)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    monkeypatch.setenv("NO_COLOR", "1")
    return int(request.param)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    "command",
    [
        "rules",
        "explain phase-exceeds-job",
        "explain traffic",
        "explain InstanceType",
        "lint examples/broken --output-format grouped",
    ],
)
def test_lines_fit_the_terminal_and_no_word_is_broken(
    columns: int, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(command.split())
    narrow = capsys.readouterr().out
    assert [line for line in narrow.splitlines() if len(line) > columns and " " in line.strip()] == []
    monkeypatch.setattr(style, "columns_of", lambda _: 10_000)
    main(command.split())
    assert narrow.split() == capsys.readouterr().out.split()


@pytest.mark.usefixtures("columns")
@pytest.mark.parametrize("name", ["phase-exceeds-job", "file-uri-value", "bad-format"])
def test_a_page_has_no_markup_on_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", name])
    assert not re.search(r"^#|```|\\\\", capsys.readouterr().out, re.MULTILINE)


def test_credentials_in_a_failure_are_masked() -> None:
    printed = run(f"ircompile explain --failure 'AccessDenied: {KEY_ID} with the secret {LETTERS} is not valid'")
    assert printed.startswith("AccessDenied: AKIA… with the secret qXyZ… is not valid\n")
