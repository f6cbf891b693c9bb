"""Many manifests in one process, compared with libyaml alone and with other linters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import HERE, OURS, program
from measuring import Program, Resident, ratio, ratios, take_turns
from results import Goal, Line

from rows.start import SEE, schema_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Contestant, Setting

LIBYAML = "libyaml's raw_parse"
SCHEMA = "check-jsonschema"
CORE = "our reader and checks of shapes and rules alone, the limit"


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for manifests in block style, one for those in flow style, and one for other tools."""
    count = setting.of(2_000, 100)
    for style, bound in (("block", 4.8), ("flow", 5.2)):
        folder = manifests.folder(setting.data, count, style)
        contestants: dict[str, Contestant] = {
            LIBYAML: Resident("libyaml", "linting.libyaml", folder),
            OURS: _lint(folder),
            CORE: Program([program(OURS), "-P", str(HERE / "contestants" / "core.py"), str(folder)]),
        }
        samples = take_turns(contestants, setting.of(15, 3))
        yield Line(
            _what(count, style),
            Goal("≤", bound, f"x {LIBYAML}"),
            ratio(samples, OURS, LIBYAML),
            beside=ratios(samples, LIBYAML, but=[OURS]),
            note=SEE,
        )
    folder = manifests.folder(setting.data, count)
    samples = take_turns({OURS: _lint(folder)} | _others(setting, folder), 3)
    yield Line(
        f"{_what(count, 'block')}: other tools relative to ircompile",
        Goal("≥", 25.0, f"x {OURS}"),
        ratio(samples, SCHEMA, OURS),
        who=SCHEMA,
        beside=ratios(samples, OURS, but=[SCHEMA]),
    )


def _what(count: int, style: str) -> str:
    lines = manifests.STYLES[style](manifests.job(0)).count("\n")
    return f"`ircompile lint`, {count:,} manifests of {lines} lines in {style} style, one process"


def _lint(folder: Path) -> Program:
    return Program([program(OURS, OURS), "lint", "--jobs", "1", str(folder)])


def _others(setting: Setting, folder: Path) -> dict[str, Program]:
    """Return the contestants that need minutes."""
    schema = str(schema_file(setting.data))
    files = [str(file) for file in sorted(folder.iterdir())]
    return {
        "yamllint": Program([program("yamllint", "yamllint"), "-d", "relaxed", *files]),
        SCHEMA: Program([program(SCHEMA, SCHEMA), "--schemafile", schema, *files]),
    }
