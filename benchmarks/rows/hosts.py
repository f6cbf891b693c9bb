"""Jobs in other languages: a walk over programs without one, compared with a search, and a notebook with one."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import manifests
from environments import CHECKOUT, OURS, program
from measuring import Program, Resident, ratio, take_turns
from results import Goal, Line, Spread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

NAME = "create_inference_recommendations_job"
SEARCH = f"grep -rlF {NAME}"
IN_FOLDER = 20
"""The files in each folder."""
CELLS = 5
"""The cells of code in the notebook besides those of the job; before each is a text."""
CODE = """\
bucket_{number} = session.default_bucket()
prefix = f"recommender/step-{number}"
models = client.list_models(NameContains="churn", MaxResults=10)["Models"]
for model in models:
    answer = client.describe_model(ModelName=model["ModelName"])
    image = answer.get("PrimaryContainer", {{}}).get("Image", "none")
    print(f"{{model['ModelName']}}: {{image}}, since {{answer['CreationTime']}}")
with tarfile.open("payload.tar.gz", "w:gz") as archive:
    archive.add("sample-{number}.csv")
session.upload_data("payload.tar.gz", bucket=bucket_{number}, key_prefix=prefix)
"""
"""The code of a cell."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for the walk, and one for the notebook."""
    count = 10_000
    folder = str(_programs(setting.data, count))
    samples = take_turns(
        {
            SEARCH: Program([*SEARCH.split(), folder], fails=True),  # it finds nothing
            OURS: Program([program(OURS, OURS), "lint", folder]),
        },
        setting.of(10, 3),
    )
    yield Line(
        f"`ircompile lint`, {count:,} Python files and one manifest, whole process",
        Goal("≤", 3.0, f"x {SEARCH}"),
        ratio(samples, OURS, SEARCH),
    )
    samples = take_turns({OURS: Resident(OURS, "linting.ircompile", _notebook(setting.data), "1")}, setting.of(10, 3))
    yield Line(
        f"a notebook of {2 * CELLS + 2} cells with one job, after the start",
        Goal("≤", 10.0, " ms"),
        Spread.of(1000 * seconds for seconds in samples[OURS]),
    )


def code() -> list[str]:
    """Return the code of cells, of which the last two have the request of a job and the call."""
    others = [CODE.format(number=number) for number in range(CELLS)]
    return [*others, f"request = {json.dumps(manifests.job(0), indent=4)}", f"client.{NAME}(**request)\n"]


def notebook() -> dict[str, object]:
    """Return a notebook in which the request of a job is in one cell and the call in the next."""
    cells: list[dict[str, object]] = [{"cell_type": "code", "source": it.splitlines(keepends=True)} for it in code()]
    for number in range(CELLS):
        cells.insert(
            2 * number, {"cell_type": "markdown", "source": [f"## Step {number}\n", "\n", "Look at models.\n"]}
        )
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _notebook(parent: Path) -> Path:
    """Return a folder with a notebook."""
    folder = parent / "notebooks"
    folder.mkdir(exist_ok=True)
    manifests.written(folder / "jobs.ipynb", notebook())
    return folder


def _programs(parent: Path, count: int) -> Path:
    """Return a folder with `count` Python files that make no job, and a clean manifest, made once."""
    target = parent / f"programs-{count}"
    if target.is_dir():
        return target
    texts = [it.read_text("utf-8") for it in sorted((CHECKOUT / OURS).rglob("*.py"))]
    texts = [it for it in texts if not re.search("(?i)recommendations|recommenderjob|right_size", it)]
    unfinished = parent / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    for number in range(count):
        file = unfinished / f"{number // IN_FOLDER:05}" / f"{number:06}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {number}\n{texts[number % len(texts)]}", "utf-8")
    (unfinished / "job.yaml").write_text(manifests.block(manifests.job(0)), "utf-8")
    unfinished.rename(target)
    return target
