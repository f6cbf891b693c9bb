"""Comments and fixes of commands in Makefiles, Dockerfiles and workflows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run

COMMAND = "aws sagemaker create-inference-recommendations-job --role-arn $R --input-config ModelPackageVersionArn=$M"
ABOVE = "# ircompile: ignore[bad-format]"
WORKFLOW = ".github/workflows/x.yml"


def found(name: str) -> list[str]:
    """Return the findings in a file, as "line rule"."""
    report = run(f"ircompile lint {name} --output-format json --isolated -q").removesuffix("[exit 1]\n")
    return [f"{it['line']} {it['rule']}" for it in json.loads(report)["diagnostics"]]


def write(name: str, text: str) -> str:
    """Write a file in which COMMAND and ABOVE stand for what is the same in all of them."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    written = text.replace("COMMAND", COMMAND).replace("ABOVE", ABOVE)
    Path(name).write_text(written)
    return written


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Makefile", "a:\n\tABOVE\n\tCOMMAND --job-name a_b --job-type Default\n"),
        ("Makefile", "# b\na:\n\tCOMMAND --job-type Default \\\n\t  --job-name a_b # ircompile: ignore[bad-format]\n"),
        ("Dockerfile", "FROM x\nABOVE\n\nRUN COMMAND \\\n  # b\n  --job-type Default --job-name a_b && \\\n  x\n"),
        ("Dockerfile", "RUN COMMAND --job-type Default --job-name a_b  ABOVE\n"),
        (WORKFLOW, "jobs: {a: {steps: [\n  ABOVE\n  {run: COMMAND --job-type Default --job-name a_b}]}}\n"),
        (WORKFLOW, "jobs:\n  a:\n    steps:\n      - run: |  ABOVE\n          COMMAND --job-type Default \\\n          --job-name a_b\n"),
        (WORKFLOW, "jobs:\n  a:\n    ABOVE\n    steps:\n      - run: >-\n          COMMAND --job-type Default\n          --job-name a_b\n"),
    ],
)  # fmt: skip
def test_comments_silence_findings(name: str, text: str) -> None:
    write(name, text)
    assert found(name) == []
    write(name, text.replace("ABOVE", "# x").replace("# ircompile: ignore[bad-format]", "# x"))
    assert [it.split()[1] for it in found(name)] == ["bad-format"]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Makefile", "a:\n\tCOMMAND --job-type X \\\n\t  --job-name a_b\n", []),
        ("Makefile", "a:\n\tCOMMAND --job-type X \\\n--job-name a_b\n", []),
        ("Makefile", "a:\n\t@COMMAND --job-type Default --job-name a_b\n", []),
        ("Makefile", "a:\n\t@COMMAND --job-type Default --job-name a_b \\\n\t  --tags $X\n", ["bad-format"]),
        ("Dockerfile", "FROM x\nRUN COMMAND --job-type Default --job-name a_b\n", []),
        ("Dockerfile", "RUN COMMAND --job-type Default --job-name a_b \\\n  --tags $X\n", ["bad-format"]),
        (WORKFLOW, "jobs:\n  a:\n    steps:\n      - run: |\n          COMMAND --job-type X \\\n          --job-name a_b\n", []),
        (WORKFLOW, "jobs:\n  a:\n    steps:\n      - run: COMMAND --job-type X\n          --job-name a_b\n", []),
        (WORKFLOW, 'jobs:\n  a:\n    steps:\n      - run: "COMMAND --job-type X\n          --job-name a_b"\n', []),
    ],
)  # fmt: skip
def test_comments_are_added_only_where_they_are_comments(name: str, text: str, expected: list[str]) -> None:
    before = write(name, text)
    assert found(name)
    printed = run(f"ircompile lint {name} --isolated --add-ignore=why")
    assert [it.split()[1] for it in found(name)] == expected
    assert ("No comment can silence" in printed) is bool(expected)
    lines = [line.partition("# ircompile")[0].rstrip() for line in Path(name).read_text().splitlines()]
    assert [it for it in lines if it] == [line.rstrip() for line in before.splitlines()]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Makefile", "a:\n\t@COMMAND --job-name $(N) \\\n\t  --job-type DEFAULT # $$x\n"),
        ("Dockerfile", 'FROM x\nRUN COMMAND \\\n  # b\n  --job-type "DEFAULT" && \\\n  x\n'),
        (WORKFLOW, "jobs:\n  a:\n    steps:\n      - run: |\n          COMMAND --job-name ${{ x }} \\\n            --job-type 'DEFAULT'\n"),
        (WORKFLOW, 'jobs:\n  a:\n    steps:\n      - run: >-\n          COMMAND --job-name ${{ x }}\n          --job-type "DEFAULT"\n'),
        (WORKFLOW, 'jobs:\n  a:\n    steps:\n      - run: "COMMAND --job-type \\"DEFAULT\\""\n'),
    ],
)  # fmt: skip
def test_fixes_change_their_words_only(name: str, text: str) -> None:
    before = write(name, text)
    run(f"ircompile lint {name} --isolated --fix")
    assert Path(name).read_text() == before.replace("DEFAULT", "Default")
