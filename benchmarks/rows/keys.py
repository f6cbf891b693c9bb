"""The language server while one types into long texts that are broken or full of findings, and into other files."""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING

import manifests
from results import Goal, Line, Spread

from rows.hosts import code, notebook
from rows.serving import LENGTHS, keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Setting

COUNT, BOUND = LENGTHS[-1]
"""The manifests in a long text, and the goal in milliseconds."""
SHORT = 10.0
"""The goal in milliseconds for a file of another kind."""
TAGS = 1_240
"""The tags of a long job in JSON, which has some 5,000 lines; in YAML, one with twice as many has."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for each text."""
    edits = setting.of(80, 40)
    for what, name, text, opening, bound in _texts():
        rounds = [keys(text, edits, name, opening) for _ in range(setting.of(3, 2))]
        yield Line(
            f"editor: elapsed time from key to diagnostics, {what}, {text.count(chr(10)):,} lines: 95th percentile",
            Goal("≤", bound, " ms"),
            Spread.of(statistics.quantiles(taken, n=20)[-1] for taken in rounds),
            beside={"median": Spread.of(map(statistics.median, rounds))},
        )


def _texts() -> Iterator[tuple[str, str, str, str, float]]:
    """Yield texts: what each is, the name of its file, the text, what is typed that breaks it, and the goal."""
    several = "---\n".join(manifests.block(manifests.job(number)) for number in range(COUNT))
    tags = [{"Key": f"team {number}", "Value": f"the value {number}"} for number in range(2 * TAGS)]
    long = {**manifests.job(0), "Tags": tags}
    program = "\n".join(code())
    yield "a finding in each job", "job.yaml", several.replace("Advanced", "ADVANCED"), "", BOUND
    for mark in ('"', "{"):
        yield f"`{mark}` left open", "job.yaml", several, mark, BOUND
        yield f"`{mark}` left open in one job", "job.yaml", manifests.block(long), mark, BOUND
    yield "a quote left open in JSON", "job.json", json.dumps({**long, "Tags": tags[:TAGS]}, indent=2), '"', BOUND
    yield "a notebook", "job.ipynb", json.dumps(notebook(), indent=1), "", SHORT
    yield "a program", "job.py", program, "", SHORT
    yield "a page of Markdown", "job.md", f"# Jobs\n\nRun these jobs:\n\n```python\n{program}```\n", "", SHORT
