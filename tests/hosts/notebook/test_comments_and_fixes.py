"""Comments and fixes in notebooks, whose JSON stays as it is but for the lines that change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import run
from notebooks import code, markdown, notebook

from ircompile.findings.diagnostic import Edit
from ircompile.hosts import code_in
from ircompile.sources.source import Source

CREATE = "client.create_inference_recommendations_job"
REST = "JobType=t, RoleArn=r, InputConfig=i"
COMMAND = "aws sagemaker create-inference-recommendations-job --role-arn $R --input-config ModelPackageVersionArn=$M"

ONE_STRING = {**code(""), "source": "CREATE(JobName='a_b', REST); x = '''\n'''\n"}


def written(*cells: Any, **options: Any) -> str:
    text = notebook(*cells, **options)
    return text.replace("CREATE", CREATE).replace("REST", REST).replace("COMMAND", COMMAND)


def rules(options: str = "") -> list[str]:
    """Return the rules of the findings in `job.ipynb`."""
    printed = run(f"ircompile lint job.ipynb --output-format json --isolated -q {options}")
    return [it["rule"] for it in json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"]]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["NAME = 'a_b'  # ircompile: ignore[bad-format]", "CREATE(JobName=NAME, REST)"], []),
        (["NAME = 'a_b'", "# ircompile: ignore[bad-format]\nCREATE(JobName=NAME, REST)"], []),
        (["NAME = 'a_b'\n# ircompile: ignore[bad-format]", "CREATE(JobName=NAME, REST)"], ["bad-format", "unused-ignore"]),
        (["# ircompile: file-ignore[bad-format]\n", "CREATE(JobName='a_b', REST)"], []),
        (["# ircompile: disable[bad-format]", "CREATE(JobName='a_b', REST)", "# ircompile: enable[bad-format]"], []),
        (["%matplotlib inline\n!ls\nCREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format]"], []),
        ([markdown("# ircompile: ignore[bad-format]"), "CREATE(JobName='a_b', REST)"], ["bad-format"]),
        (["!COMMAND --job-type Default --job-name a_b # ircompile: ignore[bad-format]"], []),
        (["%%bash\n# ircompile: ignore[bad-format]\nCOMMAND --job-type Default \\\n --job-name a_b"], []),
        (["x = 'é\\n\"'; CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format]"], []),
        (["if (\n", "CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format]"], []),
    ],
)  # fmt: skip
def test_comments_in_cells(repository: Path, cells: list[Any], expected: list[str]) -> None:
    (repository / "job.ipynb").write_text(written(*cells))
    assert rules() == expected


@pytest.mark.parametrize("indent", [None, 1, 2])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["KIND = 'DEFAULT'\n", "x = 'é \"'"], ["KIND = 'Default'\n", "x = 'é \"'"]),
        (['KIND = "DEFAULT"'], ['KIND = "Default"']),
        ('KIND = "DEFAULT"\nx', 'KIND = "Default"\nx'),
        (["KIND = 'Default'  # ircompile: ignore[shape]\n", "x"], ["KIND = 'Default'\n", "x"]),
        (["# ircompile: ignore[shape]\n", "KIND = 'Default'"], ["KIND = 'Default'"]),
        (["KIND = 'Default'\n", "# ircompile: ignore[shape]"], ["KIND = 'Default'"]),
        (["KIND = 'Default'\n", "# ircompile: ignore[shape]\n"], ["KIND = 'Default'\n"]),
        ("KIND = 'Default'\n# ircompile: ignore[shape]\n", "KIND = 'Default'\n"),
        (['!COMMAND --job-type "DEFAULT" --job-name a; KIND\n', "KIND = 'Default'"], ['!COMMAND --job-type "Default" --job-name a; KIND\n', "KIND = 'Default'"]),
        (["KIND = '''\n", "'''; KIND = 'DEFAULT'"], ["KIND = '''\n", "'''; KIND = 'Default'"]),
    ],
)  # fmt: skip
def test_fixes_change_their_lines_only(repository: Path, before: Any, after: Any, indent: int | None) -> None:
    cells = code("CREATE(JobType=KIND, JobName=n, RoleArn=r, InputConfig=i)"), markdown("# é\n")
    (repository / "job.ipynb").write_text(written(code(before), *cells, indent=indent))
    run("ircompile lint job.ipynb --isolated --fix --ignore expired-ignore")
    assert (repository / "job.ipynb").read_text() == written(code(after), *cells, indent=indent)


@pytest.mark.parametrize(
    ("other", "is_safe"),
    [
        ("x = 1", True),
        ("print(KIND)", False),
        ("x = (  # KIND", False),
        ("x = (  # KINDS", True),
        ("!echo {KIND}", False),
        ("!echo $KIND", False),
        ("%%bash\necho KIND", False),
        ("!echo KINDS", True),
    ],
)
def test_a_use_in_any_cell_makes_a_fix_unsafe(repository: Path, other: str, *, is_safe: bool) -> None:
    """In a cell that can't be read, and in a command, every word counts."""
    cells = "CREATE(JobType=KIND, JobName=n, RoleArn=r, InputConfig=i)", other
    (repository / "job.ipynb").write_text(before := written("KIND = 'DEFAULT'", *cells))
    for options in ("--fix", "--fix --unsafe-fixes"):
        run(f"ircompile lint job.ipynb --isolated {options}")
        is_fixed = is_safe or "unsafe" in options
        after = before.replace("'DEFAULT'", "'Default'") if is_fixed else before
        assert (repository / "job.ipynb").read_text() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["CREATE(JobName='a_b', REST)"], ["CREATE(JobName='a_b', REST)  COMMENT"]),
        (["CREATE(JobName='a_b', REST)\n", "x"], ["CREATE(JobName='a_b', REST)  COMMENT\n", "x"]),
        (["x\n", "CREATE(REST, JobName='''a_b\n", "''', Foo='''\n", "''')"], None),
        (["x\n", "CREATE(JobName='a_b', REST); x = '''\n", "'''"], ["x\n", "COMMENT\n", "CREATE(JobName='a_b', REST); x = '''\n", "'''"]),
        (ONE_STRING, {**ONE_STRING, "source": f"COMMENT\n{ONE_STRING['source']}"}),
        (["!COMMAND --job-type Default --job-name a_b"], ["!COMMAND --job-type Default --job-name a_b  COMMENT"]),
        (["%%bash\n", "COMMAND --job-type Default \\\n", "  --job-name a_b \\\n", " --tags"], None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_added_comments_are_lines_of_the_cell(repository: Path, before: Any, after: Any, indent: int | None) -> None:
    (repository / "job.ipynb").write_text(
        written(before if isinstance(before, dict) else code(before), "y = 3\nz", indent=indent)
    )
    assert rules()
    run("ircompile lint job.ipynb --isolated -q --add-ignore='a \"b\"'")
    text = (repository / "job.ipynb").read_text()
    assert rules() == []
    value = json.loads(text)
    assert text == json.dumps(value, indent=indent, ensure_ascii=False) + "\n"
    for cell in value["cells"]:
        lines = cell["source"]
        assert isinstance(lines, str) or lines == "".join(lines).splitlines(keepends=True)
    if after is not None:
        comment = '# ircompile: ignore[bad-format] a "b"'
        cell = after if isinstance(after, dict) else code(after)
        assert value["cells"][0] == json.loads(written(cell).replace("COMMENT", json.dumps(comment)[1:-1]))["cells"][0]


def test_new_text_is_escaped_like_the_notebook(repository: Path) -> None:
    for is_ascii in (True, False):
        text = json.dumps(json.loads(written("x = 'é'\nCREATE(JobName='a_b', REST)")), ensure_ascii=is_ascii)
        (repository / "job.ipynb").write_text(text)
        run("ircompile lint job.ipynb --isolated -q --add-ignore=für")
        after = (repository / "job.ipynb").read_text()
        assert after.isascii() is is_ascii
        assert json.loads(after)["cells"][0]["source"][1].endswith("  # ircompile: ignore[bad-format] für")


def test_baselines_know_findings_in_cells_that_move(repository: Path) -> None:
    cells = ["CREATE(JobName='a_b', REST)", "CREATE(JobName='c_d', REST)"]
    (repository / "job.ipynb").write_text(written(*cells))
    run("ircompile baseline update job.ipynb --baseline known.json --isolated")
    (repository / "job.ipynb").write_text(written("import boto3\n\n", cells[1], markdown("x"), cells[0]))
    assert rules("--baseline known.json") == []
    (repository / "job.ipynb").write_text(written(*cells, "CREATE(JobName='e_f', REST)"))
    assert rules("--baseline known.json") == ["bad-format"]


def test_a_line_above_a_single_one_is_written_as_the_notebook_writes_it() -> None:
    text = written(code("CREATE()"))
    edit = code_in(Source("job.ipynb", text, "notebook")).edit(Edit(0, 0, "# new\n"))
    after = text[: edit.start] + edit.text + text[edit.end :]
    assert json.loads(after)["cells"][0]["source"] == [f"# new\n{CREATE}()"]
