"""Many manifests in one process, against libyaml alone and against others who lint files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import Goal, Line, Program, Resident, ratio, ratios, take_turns

from rows.start import schema_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Contestant, Setting

LIBYAML = "libyaml's raw_parse"
SCHEMA = "check-jsonschema"


def measure(setting: Setting) -> Iterator[Line]:
    """Two lines for each style."""
    schema = str(schema_file(setting.data))
    count = setting.of(2_000, 100)
    for style, write in manifests.STYLES.items():
        lines = write(manifests.job(0)).count("\n")
        folder = manifests.folder(setting.data, count, style)
        files = [str(file) for file in sorted(folder.iterdir())]
        contestants: dict[str, Contestant] = {
            LIBYAML: Resident("libyaml", "linting.libyaml", folder),
            OURS: Program([program(OURS, OURS), "lint", str(folder)]),
            "yamllint": Program([program("yamllint", "yamllint"), "-d", "relaxed", str(folder)]),
            SCHEMA: Program([program(SCHEMA, SCHEMA), "--schemafile", schema, *files]),
        }
        samples = take_turns(contestants, 3)
        what = f"`ircompile lint`, {count:,} manifests of {lines} lines in {style} style, one process"
        yield Line(
            what,
            Goal("≤", 6.0, f"x {LIBYAML}"),
            ratio(samples, OURS, LIBYAML),
            beside=ratios(samples, LIBYAML, but=[OURS]),
        )
        yield Line(
            f"{what}: others against it",
            Goal("≥", 25.0, f"x {OURS}"),
            ratio(samples, SCHEMA, OURS),
            who=SCHEMA,
            beside=ratios(samples, OURS, but=[SCHEMA, LIBYAML]),
        )
