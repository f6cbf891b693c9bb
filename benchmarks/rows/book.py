"""The whole rule book on one request, beside CEL's own runtime on those rules that are plain CEL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import manifests
from environments import HERE, OURS, output, program
from measuring import Resident, take_turns, times
from results import Goal, Line

from rows.shape import MANY, MICROSECOND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Setting


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the line of the table."""
    file = manifests.written(setting.data / "request.json", manifests.job(0))
    requests = manifests.written(setting.data / "requests.json", [*map(manifests.job, range(MANY))])
    rules = json.loads(output([program(OURS), str(HERE / "contestants" / "book.py"), str(file)]))
    cases = manifests.written(setting.data / "cases.json", rules["cases"])
    contestants = {
        OURS: Resident(OURS, "book.ircompile", requests),
        "cel-expr-python": Resident("cel-expr-python", "book.cel", cases),
        "cel-expr-python, values converted in advance": Resident("cel-expr-python", "book.cel", cases, "bound"),
    }
    taken = times(take_turns(contestants, setting.of(30, 5)), MICROSECOND)
    yield Line(
        "all rules on one manifest",
        Goal("≤", 45.0, " µs"),
        taken.pop(OURS),
        beside=taken,
        note=f"cel-expr-python evaluates {rules['said']}: the others need functions that CEL does not have",
    )
