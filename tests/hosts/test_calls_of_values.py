"""Findings on values that are elsewhere than the call that sends them: they name the call, and all calls if several."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from console import run

CREATE = "client.create_inference_recommendations_job"


def found(repository: Path, program: str) -> list[str]:
    """Return the errors in a program, as "line:column rule", each with its related locations."""
    (repository / "job.py").write_text(textwrap.dedent(program).replace("CREATE", CREATE))
    report = json.loads(run("ircompile lint job.py --output-format json --isolated -q").removesuffix("[exit 1]\n"))
    return [
        " ".join([f"{it['line']}:{it['column']}", it["rule"], *map(_related, it["related"])])
        for it in report["diagnostics"]
        if it["severity"] == "error"
    ]


def _related(location: dict[str, object]) -> str:
    return f"({location['label']}: {location['line']}:{location['column']})"


@pytest.mark.parametrize(
    ("program", "findings"),
    [
        pytest.param("CREATE(JobName='a_b', **more)", ["1:53 bad-format"], id="in the call"),
        pytest.param("CREATE(**more,\n  Tags=[{'Key': 'k', 'Value': 3}])", ["2:31 wrong-type"], id="on another line of it"),
        pytest.param(
            "NAME = 'a_b'\nCREATE(JobName=NAME, **more)", ["1:8 bad-format (the call: 2:1)"], id="in an assignment"
        ),
        pytest.param(
            "def go():\n    return CREATE(JobName=NAME, **more)\n\nNAME = 'a_b'\n",
            ["4:8 bad-format (the call: 2:12)"],
            id="after the call",
        ),
        pytest.param(
            "request = {'JobName': 'a_b', 'JobType': t}\nrequest['Foo'] = 1\nCREATE(RoleArn=r, InputConfig=i, **request)",
            ["1:23 bad-format (the call: 3:1)", "2:9 unknown-field (the call: 3:1)"],
            id="values and keys",
        ),
        pytest.param(
            "config = {\n  'JobDurationInSeconds': 9}\nrest = {'JobName': n, 'JobType': t, 'RoleArn': r}\n"
            "CREATE(InputConfig=config, **rest)",
            ["1:10 model-source-missing (the call: 4:1)"],
            id="a missing member at its dictionary",
        ),
        pytest.param(
            "rest = {'JobType': t, 'RoleArn': r, 'InputConfig': i}\nCREATE(**rest)",
            ["2:1 missing-field"],
            id="a missing member at the call",
        ),
        pytest.param(
            "NAME = 'a_b'\nCREATE(JobName=NAME, **one)\nCREATE(JobName=NAME, **two)",
            ["1:8 bad-format (the call: 2:1) (the call: 3:1)"],
            id="one value in two calls",
        ),
        pytest.param(
            "TAG = {'Key': 'k', 'Value': 3}\nCREATE(Tags=[TAG], **one)\nCREATE(Tags=[{'Key': 'l', 'Value': v}, TAG], **two)",
            ["1:29 wrong-type (the call: 2:1) (the call: 3:1)"],
            id="one value as different members",
        ),
        pytest.param(
            "NAME = 'a_b'\nCREATE(JobName=NAME, **one)\nCREATE(JobName='c_d', **two)",
            ["1:8 bad-format (the call: 2:1)", "3:53 bad-format"],
            id="two values",
        ),
    ],
)  # fmt: skip
def test_findings_name_the_call(repository: Path, program: str, findings: list[str]) -> None:
    assert found(repository, program) == findings


def test_all_formats_with_related_locations_name_the_call(repository: Path) -> None:
    (repository / "job.py").write_text(f"NAME = 'a_b'\n\n{CREATE}(JobName=NAME, **more)\n")
    assert run("ircompile lint job.py --isolated -q").startswith(
        "error[bad-format]: `a_b` is not a valid `JobName`\n"
        " --> job.py:1:8\n"
        "  |\n"
        "1 | NAME = 'a_b'\n"
        "  |        ^^^^^ invalid format\n"
        "...\n"
        "3 | client.create_inference_recommendations_job(JobName=NAME, **more)\n"
        "  | ----------------------------------------------------------------- the call\n"
    )
    sarif = json.loads(run("ircompile lint job.py --isolated -q --output-format sarif").removesuffix("[exit 1]\n"))
    (result,) = sarif["runs"][0]["results"]
    assert result["relatedLocations"] == [
        {
            "id": 1,
            "physicalLocation": {
                "artifactLocation": {"uri": "job.py"},
                "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 66},
            },
            "message": {"text": "the call"},
        }
    ]
    assert result["message"]["text"].endswith("See [the call](1).")
    rdjson = json.loads(run("ircompile lint job.py --isolated -q --output-format rdjson").removesuffix("[exit 1]\n"))
    (found,) = rdjson["diagnostics"]
    assert found["relatedLocations"] == [
        {
            "message": "the call",
            "location": {
                "path": "job.py",
                "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 66}},
            },
        }
    ]
