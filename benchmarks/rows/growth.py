"""How time grows with what there is to read: as much again for as much again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import manifests
from environments import OURS
from measuring import Resident, ratio, take_turns
from results import Goal, Line

from rows.shorthand import RANGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from measuring import Setting

GOAL = 1.2
"""What a manifest, a line or a character may take among many, against among few: as long, but for some noise."""


def measure(setting: Setting) -> Iterator[Line]:
    """A line for each thing that grows."""
    data, top = setting.data, setting.of(3, 1)
    sizes = [100 * 10**power for power in range(1 + top)]
    yield _line("manifest", sizes, setting, "linting.ircompile", lambda size: manifests.folder(data, size))
    sizes = [60 * 10**power for power in range(1 + top)]
    yield _line("line of a file", sizes, setting, "linting.ircompile", lambda size: _documents(data, size))
    sizes = [1_000 * 10**power for power in range(1 + top + 1)]
    yield _line("character of shorthand", sizes, setting, "shorthand.ircompile", lambda size: _shorthand(data, size))


def _line(what: str, sizes: list[int], setting: Setting, function: str, made: Callable[[int], Path]) -> Line:
    contestants = {f"{size:,}": Resident(OURS, function, made(size)) for size in sizes}
    samples = take_turns(contestants, setting.of(3, 2))
    first, *between, last = contestants
    per = {f"{size:,}": sizes[0] / size for size in sizes}
    return Line(
        f"time per {what}, of {last} against of {first}",
        Goal("≤", GOAL, "x as long"),
        ratio(samples, last, first, per[last]),
        beside={f"ircompile, of {size}": ratio(samples, size, first, per[size]) for size in between},
    )


def _documents(data: Path, lines: int) -> Path:
    """A folder with one file of so many lines, whose documents are manifests."""
    folder = data / f"lines-{lines}"
    folder.mkdir(exist_ok=True)
    documents = (manifests.block(manifests.job(number)) for number in range(lines // manifests.LINES))
    (folder / "jobs.yaml").write_text("---\n".join(documents), "utf-8")
    return folder


def _shorthand(data: Path, characters: int) -> Path:
    """A file with one string of about so many characters."""
    item = f"{{InstanceType=ml.c5.xlarge,{RANGES}}}"
    text = f"EndpointConfigurations=[{','.join([item] * (characters // len(item)))}]"
    target = data / f"characters-{characters}.json"
    target.write_text(json.dumps([text]), "utf-8")
    return target
