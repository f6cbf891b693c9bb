"""Manifests with findings, compared with clean ones, and with other linters on the same files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS, program
from measuring import Program, Resident, ratio, take_turns
from results import Goal, Line

from rows.start import schema_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Contestant, Setting

CLEAN = "a clean manifest"
ROWS = (("four shape findings", 4, 6.0), ("one rule finding", 1, 4.0))
"""What the manifests hold, the number of their errors and warnings, and the goal."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for manifests with four errors of shape and one for those with one finding of a rule."""
    count = setting.of(2_000, 100)
    few = setting.of(200, 20)
    for what, findings, bound in ROWS:
        contestants: dict[str, Contestant] = {
            CLEAN: Resident(OURS, "linting.ircompile", manifests.folder(setting.data, count), str(count)),
            what: Resident(
                OURS, "linting.ircompile", manifests.folder(setting.data, count, what), str(count), str(findings)
            ),
        }
        samples = take_turns(contestants, setting.of(9, 3))
        peers = take_turns(_peers(setting, few, what), setting.of(5, 3))
        beside = {name: ratio(peers, name, OURS) for name in peers if name != OURS}
        yield Line(
            f"{count:,} manifests with {what}, one process, before reporting",
            Goal("≤", bound, f"x {CLEAN}"),
            ratio(samples, what, CLEAN),
            beside=beside,
            note=f"for comparison: whole processes on {few} of these files, relative to `ircompile lint`",
        )


def _peers(setting: Setting, count: int, what: str) -> dict[str, Contestant]:
    """Return whole processes that report the same files; they exit 1 because of their findings."""
    schema = str(schema_file(setting.data))
    folder = manifests.folder(setting.data, count, what)
    files = [str(file) for file in sorted(folder.iterdir())]
    ours = [program(OURS, OURS), "lint", "--jobs", "1", str(folder)]
    validator = [program("check-jsonschema", "check-jsonschema"), "--schemafile", schema, *files]
    return {
        OURS: Program(ours, fails=True),
        "yamllint": Program([program("yamllint", "yamllint"), "-d", "relaxed", *files]),
        "check-jsonschema": Program(validator, fails=what.endswith("shape findings")),
    }
