"""What it means when AWS refuses a job, or a job fails; the known forms of such texts are in `failures.yaml`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

import yaml

from ircompile.findings.values import pointer
from ircompile.package import HERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.values import Path

REASON = "FailureReason"
"""The member of an answer with the reason why a job, a test or an endpoint failed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A known form of what AWS says.

    Attributes:
        id: Its name.
        says: What a text of this form contains.
        means: What happened, in a sentence.
        causes: What is likely wrong, the likeliest first.
        rules: The rules that would have reported it.
        source: Who says so.
        unless: The forms that say more than this one.
        examples: Texts of this form.
    """

    id: str
    says: re.Pattern[str]
    means: str
    causes: tuple[str, ...]
    rules: tuple[str, ...]
    source: str
    unless: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def failures() -> tuple[Failure, ...]:
    """Return the known forms."""
    with open(f"{HERE}/linting/failures.yaml", encoding="utf-8") as file:
        found = yaml.safe_load(file)["failures"]
    return tuple(_failure(name, raw) for name, raw in found.items())


def _failure(name: str, raw: dict[str, Any]) -> Failure:
    return Failure(
        name,
        re.compile(raw["says"], re.IGNORECASE),
        raw["means"],
        tuple(raw["causes"]),
        tuple(raw["rules"]),
        ", ".join(raw["source"].values()),
        tuple(raw.get("unless", ())),
        tuple(raw["examples"]),
    )


def known_in(text: str) -> list[Failure]:
    """Return the known forms that occur in a text, in the order in which they do.

    One that says less than another of them is left out.
    """
    found = [(match.start(), failure) for failure in failures() if (match := failure.says.search(text))]
    ids = {failure.id for _, failure in found}
    found.sort(key=lambda it: it[0])
    return [failure for _, failure in found if ids.isdisjoint(failure.unless)]


def reasons(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text says failed, each with a JSON Pointer: of an answer its reasons, else the text itself."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = text
    if isinstance(answer, dict | list):
        yield from _reasons(answer)
    else:
        yield "", text


def _reasons(answer: Any) -> Iterator[tuple[str, str]]:
    """Yield the reasons in an answer, in its order."""
    waiting: list[tuple[Path, Any]] = [((), answer)]
    while waiting:
        path, value = waiting.pop()
        if path and path[-1] == REASON and isinstance(value, str):
            yield pointer(path), value
        below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting += [((*path, step), item) for step, item in reversed([*below])]
