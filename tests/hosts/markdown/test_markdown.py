"""Pages as people write them: what is found in their fences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import rerun, run

HERE = Path(__file__).parent
CALL = "c.create_inference_recommendations_job(JobName=name, **more)"
FINDING = "error[bad-format]"
RESOURCE = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"


def test_reports(monkeypatch: pytest.MonkeyPatch, golden: Any) -> None:
    monkeypatch.chdir(HERE)
    golden(HERE / "run-book.txt", rerun((HERE / "run-book.txt").read_text("utf-8")))


def found(repository: Path, page: str) -> str:
    (repository / "page.md").write_text(page)
    return run("ircompile lint page.md --output-format concise -q --severity-floor info").replace("page.md:", "")


@pytest.mark.parametrize(
    "info",
    [
        *(
            "python",
            "py",
            "Python",
            "python3",
            "python3.11",
            "ipython",
            "{python}",
            "{.python .numberLines}",
            "py title=x",
        ),
        *(
            "python,linenos",
            "python:job.py",
            "{code-cell} ipython3",
            "{code-block} python",
            "",
            "text",
            'title="job.py"',
        ),
    ],
)
def test_names_of_python(repository: Path, info: str) -> None:
    page = f"```{info}\nname = 'a_b'\n{CALL}\n```\n"
    assert found(repository, page).startswith(f"2:8: {FINDING}")


@pytest.mark.parametrize("info", ["java", "js", "diff", "rust", "toml", "c++", "{r}", "pythonesque"])
def test_other_languages_are_not_read(repository: Path, info: str) -> None:
    page = f"```{info}\nname = 'a_b'\n{CALL}\n```\n"
    assert found(repository, page) == "ircompile: error:  no job is in this file\n[exit 2]\n"


def test_a_fix_leaves_the_page_around_the_literal_alone(repository: Path) -> None:
    page = f"> ```python\n> name = `'a'`\n> kind = `'DEFAULT'`\n> {CALL.replace('name', 'name, JobType=kind')}\n> ```\n"
    (repository / "page.md").write_text(page)
    run("ircompile lint page.md --fix --unsafe-fixes -q")
    assert (repository / "page.md").read_text() == page.replace("`'DEFAULT'`", "'Default'")


@pytest.mark.parametrize("value", ["YOUR_MODEL", "<your-model>", "$MODEL", "{{ model }}", "{inputs.model}"])
def test_placeholders_are_unknown_in_every_language(repository: Path, value: str) -> None:
    request = f'"JobName": "{value}", "JobType": "Advanced", "Foo": "{value}"'
    command = f"aws sagemaker create-inference-recommendations-job --job-name '{value}' --job-typ x"
    page = f"""\
```json
{{{request}, "InputConfig": {{"ModelName": "{value}"}}}}
```
```python
c.create_inference_recommendations_job(**{{{request}}}, **more)
```
```bash
{command}
```
"""
    printed = found(repository, page.replace("$MODEL", "${MODEL}"))
    rules = {line.partition("[")[2].partition("]")[0] for line in printed.splitlines()}
    assert "unknown-field" in rules
    assert rules.isdisjoint({"bad-format", "placeholder-value", "bad-length", "snippet-unread"})


@pytest.mark.parametrize(
    ("call", "findings"),
    [
        ("JobName='a_b', ...", ["bad-format"]),
        ("JobName='a_b', InputConfig={...}, ...", ["bad-format"]),
        ("JobName='a_b',\n    ...\n", ["bad-format"]),
        ("JobType='Advanced', InputConfig={'Foo': 1, ...}, **r", ["unknown-field"]),
        ("Tags=[{'Key': 'a', 'Valu': 'b'}, ...], JobName='a_b', ...", ["bad-format"]),
        ("JobName=<name>, JobTyp=…, **r", ["unknown-field"]),
        ("JobName=..., JobTyp=..., **r", ["unknown-field"]),
        (
            "JobName='a_b', InputConfig={'ModelName': <your model>, 'x...': '...', ...}, ...",
            ["bad-format", "unknown-field"],
        ),
        ("JobName='a_b', JobType=, ...", ["snippet-unread"]),
    ],
)
def test_what_is_left_out_in_a_program(repository: Path, call: str, findings: list[str]) -> None:
    page = f"```python\nc.create_inference_recommendations_job({call})\n```\n"
    printed = found(repository, page)
    rules = [line.partition("[")[2].partition("]")[0] for line in printed.splitlines() if not line.startswith("[exit")]
    assert rules == findings


@pytest.mark.parametrize(
    ("first", "is_known"),
    [
        ("```python\nname = 'a_b'\n```", True),
        ("```\nname = 'a_b'\n```", True),
        ("```python\nname = 'a_b'\n```\n```\nname = other\n```", False),
        ("```python\nname = 'a_b'\n```\n```\nsome output\n```", True),
        ("```python\nname = 'a_b'\n```\n```\nname = <your name>\n```", False),
        ("```python\nname = 'a_b'\n```\n```\n>>> name = other\n1\n```", False),
        ("```\n>>> name = 'a_b'\n```", True),
        ("```python\nname = 'a_b'\n```\n```python\nname = (\n```", False),
        ("```python\nname = 'a_b'\n```\n```python\nother = (\n```", True),
        ("```python\nname = 'a_b'\n```\n```java\nname = other;\n```", True),
        ("```python\nname = <name>\n```", False),
        ("```python\nname = ${NAME}\n```", False),
        ("```python\nname = {{ name }}\n```", False),
        ("```python\n!pip install boto3\nname = 'a_b'\n```", True),
        ("> ```python\n> name = 'a_b'\n> ```", True),
    ],
)
def test_fences_share_names(repository: Path, first: str, *, is_known: bool) -> None:
    printed = found(repository, f"{first}\n\n```python\n{CALL}\n```\n")
    assert [line.split()[1] for line in printed.splitlines()[:-1]] == [FINDING] * is_known


STATE = {"Type": "Task", "Resource": RESOURCE, "Parameters": {"JobName": "a_b"}}


@pytest.mark.parametrize(
    ("text", "place"),
    [(json.dumps({"States": {"A": STATE}}), "2:145"), (f"States:\n  A: {json.dumps(STATE)}", "3:133")],
)
def test_state_machines_are_recognized_without_a_language(repository: Path, text: str, place: str) -> None:
    assert f"{place}: error[bad-format]" in found(repository, f"```\n{text}\n```\n")
