"""Jobs in other languages: a walk over programs without one, compared with a search of their bytes."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import manifests
from environments import CHECKOUT, OURS, program
from measuring import Program, ratio, take_turns
from results import Goal, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

NAME = "create_inference_recommendations_job"
SEARCH = f"grep -rlF {NAME}"
IN_FOLDER = 20
"""The files in each folder."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the line of the table."""
    count = setting.of(10_000, 2_000)
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


def _programs(parent: Path, count: int) -> Path:
    """Return a folder with `count` Python files that make no job, and a clean manifest, made once."""
    target = parent / f"programs-{count}"
    if target.is_dir():
        return target
    texts = [it.read_text("utf-8") for it in sorted((CHECKOUT / OURS).rglob("*.py"))]
    texts = [it for it in texts if not re.search("(?i)recommendations|right_size", it)]
    unfinished = parent / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    for number in range(count):
        file = unfinished / f"{number // IN_FOLDER:05}" / f"{number:06}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {number}\n{texts[number % len(texts)]}", "utf-8")
    (unfinished / "job.yaml").write_text(manifests.block(manifests.job(0)), "utf-8")
    unfinished.rename(target)
    return target
