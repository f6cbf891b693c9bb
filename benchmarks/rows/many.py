"""Many manifests in one process, compared with libyaml alone and with other linters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import Program, Resident, ratio, ratios, take_turns
from results import Goal, Line

from rows.start import schema_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Contestant, Samples, Setting

LIBYAML = "libyaml's raw_parse"
SCHEMA = "check-jsonschema"


def measure(setting: Setting) -> Iterator[Line]:
    """Yield two lines for manifests in block style and one for those in flow style."""
    count = setting.of(2_000, 100)
    samples = _samples(setting, count, "block", _others(setting, count))
    what = _what(count, "block")
    goal = Goal("≤", 6.0, f"x {LIBYAML}")
    yield Line(what, goal, ratio(samples, OURS, LIBYAML), beside=ratios(samples, LIBYAML, but=[OURS]))
    yield Line(
        f"{what}: other tools relative to ircompile",
        Goal("≥", 25.0, f"x {OURS}"),
        ratio(samples, SCHEMA, OURS),
        who=SCHEMA,
        beside=ratios(samples, OURS, but=[SCHEMA, LIBYAML]),
    )
    yield Line(_what(count, "flow"), goal, ratio(_samples(setting, count, "flow", {}), OURS, LIBYAML))


def _what(count: int, style: str) -> str:
    lines = manifests.STYLES[style](manifests.job(0)).count("\n")
    return f"`ircompile lint`, {count:,} manifests of {lines} lines in {style} style, one process"


def _samples(setting: Setting, count: int, style: str, others: dict[str, Contestant]) -> Samples:
    folder = manifests.folder(setting.data, count, style)
    contestants: dict[str, Contestant] = {
        LIBYAML: Resident("libyaml", "linting.libyaml", folder),
        OURS: Program([program(OURS, OURS), "lint", "--jobs", "1", str(folder)]),
    }
    return take_turns(contestants | others, setting.of(5, 3))


def _others(setting: Setting, count: int) -> dict[str, Contestant]:
    """Return the contestants that need minutes."""
    schema = str(schema_file(setting.data))
    files = [str(file) for file in sorted(manifests.folder(setting.data, count).iterdir())]
    return {
        "yamllint": Program([program("yamllint", "yamllint"), "-d", "relaxed", *files]),
        SCHEMA: Program([program(SCHEMA, SCHEMA), "--schemafile", schema, *files]),
    }
