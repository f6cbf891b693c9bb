"""How time grows with what there is to read: as much again for as much again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import manifests
from environments import OURS
from measuring import Resident, ratio, take_turns
from results import Goal, Line, Spread

from rows.shape import MANY
from rows.shorthand import RANGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

GOAL = 1.2
"""What a manifest, a line or a character may take among many, against among few: as long, but for some noise."""


def measure(setting: Setting) -> Iterator[Line]:
    """A line for each thing that grows."""
    data, powers = setting.data, [10**power for power in range(setting.of(4, 2))]
    sizes = [100 * power for power in powers]
    folder = manifests.folder(data, sizes[-1])
    made = {size: Resident(OURS, "linting.ircompile", folder, str(size)) for size in sizes}
    yield _line("manifest", made, setting)
    sizes = [manifests.LINES * power for power in powers]
    made = {size: Resident(OURS, "linting.ircompile", _documents(data, size), "1") for size in sizes}
    yield _line("line of a file", made, setting)
    sizes = [1_000 * power for power in [*powers, 10 * powers[-1]]]
    texts = {size: _shorthand(size) for size in sizes}
    made = {size: Resident(OURS, "shorthand.ircompile", _written(data, size, text)) for size, text in texts.items()}
    yield _line("character of shorthand", made, setting, {size: len(text) for size, text in texts.items()})


def _line(what: str, made: dict[int, Resident], setting: Setting, exact: dict[int, int] | None = None) -> Line:
    """The line; sizes are round numbers, and those of what was made may be `exact` ones beside them."""
    samples = take_turns({str(size): it for size, it in made.items()}, setting.of(3, 2))
    first, *between, last = made
    sizes = exact or {size: size for size in made}

    def per(size: int) -> Spread:
        return ratio(samples, str(size), str(first), sizes[first] / sizes[size])

    return Line(
        f"time per {what}, of {last:,} against of {first:,}",
        Goal("≤", GOAL, "x as long"),
        per(last),
        beside={f"ircompile, of {size:,}": per(size) for size in between},
    )


def _documents(data: Path, lines: int) -> Path:
    """A folder with files of so many lines, whose documents are manifests; no two of them are alike."""
    folder = data / f"lines-{lines}"
    folder.mkdir(exist_ok=True)
    documents = lines // manifests.LINES
    for first in range(0, MANY, documents):
        texts = (manifests.block(manifests.job(number)) for number in range(first, first + documents))
        (folder / f"{first:06}.yaml").write_text("---\n".join(texts), "utf-8")
    return folder


def _shorthand(characters: int) -> str:
    """A string of about so many characters."""
    item = f"{{InstanceType=ml.c5.xlarge,{RANGES}}}"
    return f"EndpointConfigurations=[{','.join([item] * (characters // len(item)))}]"


def _written(data: Path, characters: int, text: str) -> Path:
    """A file with one string."""
    target = data / f"characters-{characters}.json"
    target.write_text(json.dumps([text]), "utf-8")
    return target
