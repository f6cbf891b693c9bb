"""Other versions of Python: start and many manifests, each compared with its own bare Python and binding of libyaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS, program, pythons
from measuring import Program, Resident, ratio, take_turns, times
from results import Table

from rows.many import LIBYAML
from rows.start import BARE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Contestant, Setting

HEAD = (
    "Python",
    f"{BARE}, ms",
    "`lint one.yaml`, ms",
    f"x {BARE}",
    "`lint` of {count:,} manifests, ms",
    f"x {LIBYAML}",
)
ABOUT = """\
Each version that was found where the run's own Python is, or on `PATH`; the wheel is the same. CPU time of whole \
processes; the manifests are those in block style above."""
MILLISECOND = 1e-3


def measure(setting: Setting) -> Iterator[Table]:
    """Yield the table."""
    count = setting.of(2_000, 100)
    (file,) = manifests.folder(setting.data, 1).iterdir()
    folder = manifests.folder(setting.data, count)
    start: dict[str, Contestant] = {}
    many: dict[str, Contestant] = {}
    for version, environment in pythons().items():
        start[f"{version} bare"] = Program([program(environment), "-c", "pass"])
        start[version] = _lint(environment, file)
        many[f"{version} libyaml"] = Resident(environment, "linting.libyaml", folder)
        many[version] = _lint(environment, folder)
    one, all_ = take_turns(start, setting.of(15, 3)), take_turns(many, setting.of(5, 3))
    started, linted = times(one, MILLISECOND), times(all_, MILLISECOND)
    rows = [
        (
            version,
            str(started[f"{version} bare"]),
            str(started[version]),
            f"**{ratio(one, version, f'{version} bare')}**",
            str(linted[version]),
            f"**{ratio(all_, version, f'{version} libyaml')}**",
        )
        for version in pythons()
    ]
    yield Table("Versions of Python", ABOUT, [it.format(count=count) for it in HEAD], rows)


def _lint(environment: str, path: Path) -> Program:
    return Program([program(environment, OURS), "lint", "--jobs", "1", str(path)])
