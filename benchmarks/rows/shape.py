"""The check of a request's shape, with all its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS
from measuring import Resident, ratio, ratios, take_turns, times
from results import Goal, Line

from rows.start import schema_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Setting

MICROSECOND = 1e-6
MANY = 20_000
"""The number of different requests: many times the size of a checker's cache."""
REQUESTS = {"valid": manifests.job, "four errors": manifests.faulty}


def measure(setting: Setting) -> Iterator[Line]:
    """Yield two lines for each kind of request."""
    schema = schema_file(setting.data)
    for said, request in REQUESTS.items():
        file = manifests.written(setting.data / f"{request.__name__}.json", [*map(request, range(MANY))])
        contestants = {
            OURS: Resident(OURS, "shapes.ircompile", file),
            "jsonschema": Resident("jsonschema", "shapes.jsonschema", file, schema),
            "botocore's ParamValidator": Resident("botocore", "shapes.botocore", file),
        }
        samples = take_turns(contestants, setting.of(30, 5))
        taken = times(samples, MICROSECOND)
        what = f"complete shape check, {said}"
        yield Line(what, Goal("≤", 25.0, " µs"), taken.pop(OURS), beside=taken)
        yield Line(
            f"{what}: other tools relative to ircompile",
            Goal("≥", 40.0, f"x {OURS}"),
            ratio(samples, "jsonschema", OURS),
            who="jsonschema",
            beside=ratios(samples, OURS, but=["jsonschema"]),
        )
