"""Programs in the strings of a program are read as programs of their own; other strings only mention the operation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run

CALL = "sm.create_inference_recommendations_job"


@pytest.mark.parametrize(
    ("program", "findings"),
    [
        (f'x = """\n    import boto3\n    NAME = "a_b"\n\n    {CALL}(JobName=NAME, **more)\n"""\n', ["3:12 bad-format /JobName"]),
        (f"page('''\nif x:\n\té = 1; {CALL}(JobName='a_b', **more)\n''')\n", ["3:57 bad-format /JobName"]),
        (f'NAME = "a_b"\nx = """\n{CALL}(JobName=NAME, **more)\n"""\n', []),  # it is another program
        (f'x = r"""\n{CALL}(JobName="a_b", **more)\n"""\n', ["2:49 bad-format /JobName"]),
        (f'x = """Call {CALL}(JobName="a_b")\nnow."""\n', []),
        (f'x = "{CALL}(JobName=\'a_b\')"\n', []),
        (f'def f():\n    """Start.\n\n    {CALL}(JobName="a_b")\n    """\n', []),
        (f'x = """\n{CALL}(JobName="a_b" + "\\n", **more)\n"""\n', []),  # with an escape
        (f'x = """\n{"(" * 300}{CALL}(JobName="a_b")\n"""\n', []),
    ],
)  # fmt: skip
def test_programs_in_strings(repository: Path, program: str, findings: list[str]) -> None:
    (repository / "job.py").write_text(program, "utf-8")
    printed = run("ircompile lint --hosts python --output-format json --isolated -q")
    report = json.loads(printed.removesuffix("[exit 1]\n"))
    assert [f"{it['line']}:{it['column']} {it['rule']} {it['pointer']}" for it in report["diagnostics"]] == findings
