"""The growth of time with the size of the input, which should be linear."""

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
"""The most that the time per manifest, line or character may grow from few to many; 1 would be exactly linear."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield a line for each kind of size."""
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
    """Return a line of the table.

    Args:
        what: The unit of size.
        made: The contestants by the size of their input, which may be rounded.
        setting: The setting of the run.
        exact: The exact sizes, by the rounded ones; None if those are exact.
    """
    samples = take_turns({str(size): it for size, it in made.items()}, setting.of(3, 2))
    first, *between, last = made
    sizes = exact or {size: size for size in made}

    def per(size: int) -> Spread:
        return ratio(samples, str(size), str(first), sizes[first] / sizes[size])

    return Line(
        f"time per {what}: {last:,} compared with {first:,}",
        Goal("≤", GOAL, "x as long"),
        per(last),
        beside={f"ircompile, {size:,}": per(size) for size in between},
    )


def _documents(data: Path, lines: int) -> Path:
    """Return a folder with files of about `lines` lines, whose documents are manifests that all differ."""
    folder = data / f"lines-{lines}"
    folder.mkdir(exist_ok=True)
    documents = lines // manifests.LINES
    for first in range(0, MANY, documents):
        texts = (manifests.block(manifests.job(number)) for number in range(first, first + documents))
        (folder / f"{first:06}.yaml").write_text("---\n".join(texts), "utf-8")
    return folder


def _shorthand(characters: int) -> str:
    """Return a string of about `characters` characters."""
    item = f"{{InstanceType=ml.c5.xlarge,{RANGES}}}"
    return f"EndpointConfigurations=[{','.join([item] * (characters // len(item)))}]"


def _written(data: Path, characters: int, text: str) -> Path:
    """Write a string to a file as JSON, and return the file."""
    target = data / f"characters-{characters}.json"
    target.write_text(json.dumps([text]), "utf-8")
    return target
