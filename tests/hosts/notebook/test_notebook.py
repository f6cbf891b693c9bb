"""A notebook as people write them: where reports locate what is wrong in it, in the file and in its cells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import rerun, run
from notebooks import code, markdown, notebook
from scripts import findings

from ircompile.hosts.python import work

HERE = Path(__file__).parent
CALL = 'c.create_inference_recommendations_job(\n    JobName="a_b", **more)'
COMMAND = "aws sagemaker create-inference-recommendations-job --job-name a_b $X"


def test_reports(monkeypatch: pytest.MonkeyPatch, golden: Any) -> None:
    monkeypatch.chdir(HERE)
    golden(HERE / "load-test.txt", rerun((HERE / "load-test.txt").read_text("utf-8")))


def report(file: Path, output_format: str) -> Any:
    printed = run(f"ircompile lint {file} --isolated -q --output-format {output_format}")
    return json.loads(printed.removesuffix("[exit 1]\n"))


@pytest.mark.parametrize("indent", [1, None])
def test_locations(tmp_path: Path, indent: int | None) -> None:
    file = tmp_path / "job.ipynb"
    file.write_text(text := notebook("x", code("y\n" + CALL), indent=indent))
    offset = text.index('\\"a_b')
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    (found,) = report(file, "json")["diagnostics"]
    assert (found["line"], found["column"], found["offset"]) == (line, column, offset)
    assert (found["end_line"], found["end_column"]) == (line, column + len('\\"a_b\\"'))
    assert found["cell"] == {"number": 2, "line": 3, "column": 13, "end_line": 3, "end_column": 18}
    (location,) = report(file, "sarif")["runs"][0]["results"][0]["locations"]
    region = location["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (line, column)
    assert location["logicalLocations"] == [{"name": "cell 2:3:13", "kind": "cell"}]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("{'create_inference_recommendations_job", "1:2: warning[snippet-unread] {}: it is not JSON: expecting property name"),
        ('["create_inference_recommendations_job"]', "1:1: warning[snippet-unread] {}: it is not a notebook: it has no list of cells"),
        ('{"cells": [], "a": ["create_inference_recommendations_job", ' + "[" * 100_000, "1:1: warning[snippet-unread] {}: it is nested too deeply"),
        (notebook("x = (", CALL), "19:18: cell 2:2:13: error[bad-format]"),
        (notebook(COMMAND, metadata={"language_info": {"name": "bash"}}), "9:68: cell 1:1:63: error[bad-format]"),
        (notebook(CALL, "# create_inference_recommendations_job\n("), "10:18: cell 1:2:13: error[bad-format]"),
    ],
)  # fmt: skip
def test_what_is_found(repository: Path, text: str, finding: str) -> None:
    (repository / "job.ipynb").write_text(text)
    printed = run("ircompile lint job.ipynb --output-format concise -q")
    unread = "this names create_inference_recommendations_job, and can't be read"
    assert printed.startswith(f"job.ipynb:{finding.format(unread)}")


@pytest.mark.parametrize(
    "cells",
    [
        [code("print()", outputs=[{"output_type": "stream", "text": [CALL]}])],
        [markdown(f"```\n{CALL}\n```")],
        ["# create_inference_recommendations_job"],
        ["x = (", "# create_inference_recommendations_job"],
        [code(CALL, cell_type="raw")],
    ],
)
def test_what_makes_no_job(repository: Path, cells: list[Any]) -> None:
    (repository / "job.ipynb").write_text(notebook(*cells))
    printed = run("ircompile lint job.ipynb --output-format concise -q")
    assert printed == "ircompile: error: job.ipynb: no job is in this file\n[exit 2]\n"


FINDING = "10:18: error[bad-format] `a_b` is not a valid `JobName`"
UNREAD = "19:6: warning[snippet-unread] this names create_inference_recommendations_job, and can't be read"
LARGE = f"{UNREAD}: it is too large to be worked out"


@pytest.mark.parametrize(
    ("bound", "cells", "unread"),
    [
        ("MAX_STEPS", [CALL, "x = [" + "y, " * 99 + "]"], []),
        ("MAX_STEPS", [CALL, "x = [" + "y, " * 99 + "]\n" + CALL], [LARGE]),
        ("MAX_COPIES", [CALL, "d = {}\n" + "if x: d[y] = 1\n" * 99 + CALL], [LARGE]),
    ],
)
def test_cells_that_are_too_large_hide_no_other(
    monkeypatch: pytest.MonkeyPatch, bound: str, cells: list[str], unread: list[str]
) -> None:
    monkeypatch.setattr(work, bound, 80)
    assert findings("job.ipynb", notebook(*cells)) == [FINDING, *unread]


def test_a_cell_that_is_nested_too_deeply_hides_no_other() -> None:
    cells = CALL, "x" + ".y()" * 500 + "\n" + CALL
    assert findings("job.ipynb", notebook(*cells)) == [FINDING, f"{UNREAD}: it is nested too deeply"]
