"""Comments above fences and in them, and fixes in pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run

CALL = 'client.create_inference_recommendations_job(JobName="a_b", JobType=t, RoleArn=r, InputConfig=i)'
COMMAND = "aws sagemaker create-inference-recommendations-job --role-arn $R --job-name a_b --job-type Default"
ABOVE = "<!-- ircompile: ignore[bad-format] -->"
INSIDE = "# ircompile: ignore[bad-format]"
MANIFEST = (
    '{"JobName": "a_b", "JobType": "Default", "InputConfig": {"ModelPackageVersionArn": "<arn>"}, "RoleArn": "<role>"}'
)

SOUND = "```python\nc.create_inference_recommendations_job(**request)\n```\n"
PARTS = {
    "TYPED(": "c.create_inference_recommendations_job(JobType=",
    "OPEN": '{"InputConfig": {}, ',
    "TYPE ": "aws sagemaker create-inference-recommendations-job ",
}


def written(page: str) -> str:
    for name, text in {
        "CALL": CALL,
        "COMMAND": COMMAND,
        "ABOVE": ABOVE,
        "INSIDE": INSIDE,
        "MANIFEST": MANIFEST,
    }.items():
        page = page.replace(name, text)
    return page


def rules(repository: Path, page: str, name: str = "page.md") -> list[str]:
    """Return the rules of the findings in a page on its names of jobs, and on its comments."""
    (repository / name).write_text(f"{written(page)}\nSee create_inference_recommendations_job.\n")
    printed = run(f"ircompile lint {name} --output-format json --isolated -q --select ignores,bad-format")
    return [
        it["rule"]
        for it in json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"]
        if it["rule"] != "bad-format" or "a_b" in it["message"]
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("```python\nCALL\n```\n", ["bad-format"]),
        ("ABOVE\n```python\nx = 1\nCALL\nCALL\n```\n", []),
        ("ABOVE\n\n```python\nCALL\n```\n", []),
        ("ABOVE\n<!-- other -->\n\n~~~\nCALL\n~~~\n", []),
        ("ABOVE\ntext\n```python\nCALL\n```\n", ["bad-format"]),
        ("ABOVE\n```python\nCALL\n```\n\n```python\nCALL\n```\n", ["bad-format"]),
        ("- x\n\n  ABOVE\n  ```python\n  CALL\n  ```\n", []),
        ("> ABOVE\n> ```python\n> CALL\n> ```\n", []),
        ("```python\nCALL  INSIDE\n```\n", []),
        ("- ```python\n  INSIDE\n  CALL\n  ```\n", []),
        ("```sh\nINSIDE\nCOMMAND\n```\n", []),
        ("ABOVE\n```console\n$ COMMAND\n```\n", []),
        ("ABOVE\n```json\nMANIFEST\n```\n", []),
        ("```json\nMANIFEST\n```\n", ["bad-format"]),
        ("```yaml\nMANIFEST INSIDE\n```\n", []),
        ("```yaml\n---\nINSIDE\nJobName: a_b\nInputConfig: {}\n```\n", []),
        ("ABOVE\n```python\nx = 'create_inference_recommendations_job'\nCALL INSIDE\n```\n", []),
        ("<!-- ircompile: ignore[bad-formt] -->\n```python\nCALL\n```\n", ["unknown-ignore", "bad-format"]),
        ("ABOVE\n```python\nCALL.x('a')\n```\n<!-- ircompile: ignore[shape] -->\n```python\nx\n```\n", ["unused-ignore"]),
        ("<!-- ircompile: file-ignore[bad-format] -->\n```python\nCALL\n```\n```sh\nCOMMAND\n```\n", []),
    ],
)  # fmt: skip
def test_comments(repository: Path, page: str, expected: list[str]) -> None:
    assert rules(repository, page) == expected


def test_comments_of_mdx(repository: Path) -> None:
    assert rules(repository, "{/* ircompile: ignore[bad-format] */}\n```python\nCALL\n```\n", "page.mdx") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ABOVE\n```python\nx\n```\n", "```python\nx\n```\n"),
        ("- a\n\n  <!-- ircompile: ignore[shape] -->\n  ```python\n  x\n  ```", "- a\n\n  ```python\n  x\n  ```"),
        ("> ```python\n> x  # ircompile: ignore[shape]\n> # ircompile: ignore[shape]\n> ```", "> ```python\n> x\n> ```"),
        ("1. ```\n   TYPED('DEFAULT')\n   ```", "1. ```\n   TYPED('Default')\n   ```"),
        ('```json\nOPEN"JobType": "DEFAULT"}\n```', '```json\nOPEN"JobType": "Default"}\n```'),
        ("- ```yaml\n  JobType: DEFAULT\n  InputConfig: {}\n  ```", "- ```yaml\n  JobType: Default\n  InputConfig: {}\n  ```"),
        ("```sh\n$ TYPE \\\n    --job-type DEFAULT\n```", "```sh\n$ TYPE \\\n    --job-type Default\n```"),
        ("```yaml\nJobType: &x DEFAULT\nJobName: *x\nInputConfig: {}\n```", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_fixes_change_their_lines_only(repository: Path, before: str, after: str | None, line_end: str) -> None:
    def page(text: str) -> bytes:
        for name, meant in PARTS.items():
            text = text.replace(name, meant)
        return f"# Ünder\n\n{written(text)}\n\n{SOUND}end  \n".replace("\n", line_end).encode()

    (repository / "page.md").write_bytes(page(before))
    run("ircompile lint page.md --isolated --fix")
    assert (repository / "page.md").read_bytes() == page(after or before)


@pytest.mark.parametrize(
    "page",
    [
        "```python\nCALL\n```\n",
        "- x\n\n  ```python\n  CALL; x = '''\n  '''\n  ```\n",
        "> ```sh\n> COMMAND \\\n>    --tags x\n> ```\n",
        "```yaml\nJobName: a_b\nInputConfig: {}\n```\n",
        "```yaml\nJobName: 'a_b\n  c'\nInputConfig: {}\n```\n",
    ],
)
def test_added_comments_silence_all(repository: Path, page: str) -> None:
    assert rules(repository, page)
    run("ircompile lint page.md --isolated -q --add-ignore=why --select bad-format")
    after = (repository / "page.md").read_text()
    assert rules(repository, after) == []
    kept = [line.partition("# ircompile")[0].rstrip("> ").rstrip() for line in after.splitlines()[:-1]]
    assert [it for it in kept if it] == [
        line for it in written(page).splitlines() if (line := it.rstrip("> ").rstrip())
    ]


def test_no_comment_is_added_to_json(repository: Path) -> None:
    rules(repository, "ABOVE\n```json\nMANIFEST\n```\n```json\nMANIFEST\n```\n")
    before = (repository / "page.md").read_text()
    printed = run("ircompile lint page.md --isolated --add-ignore=why --select bad-format")
    assert "use `[[ignore]]` in the configuration" in printed
    assert (repository / "page.md").read_text() == before
