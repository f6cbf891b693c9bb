"""What is known of a single value, in Markdown: an instance type, the parts of an ARN, a duration in words."""

from __future__ import annotations

import re

from ircompile.findings.messages import LONGEST, cut, listed
from ircompile.findings.values import PartialText
from ircompile.model.advice import similar_types
from ircompile.model.shapes import INT32
from ircompile.reporting.field_page import MOST_VALUES
from ircompile.reporting.markdown import code
from ircompile.reporting.rule_page import inline
from ircompile.rulebook.cel.values import UnknownValueError
from ircompile.rulebook.functions import arn, is_arn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final

    from ircompile.editing.settings import Settings
    from ircompile.findings.masking import Mask
    from ircompile.model.shapes import Shape

S3: Final = re.compile(r"s3://([^/]+)/?(.*)", re.DOTALL)
MEGABYTES_A_GIGABYTE: Final = 1024
MILLISECONDS_A_SECOND: Final = 1000
SECONDS_A_MINUTE: Final = 60
UNITS_OF_TIME: Final = (("h", 3600), ("min", 60), ("s", 1))
"""The units of durations with their seconds, the longest first."""


def about_value(value: Any, shape: Shape, settings: Settings, mask: Mask) -> Iterator[str]:
    """Yield lines about a value of a field; none if no more is known than about the field.

    Args:
        value: The value.
        shape: The shape of the field.
        settings: The settings.
        mask: Masks the credentials of the job.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value in INT32:
        number = code(str(value))
        yield from (f"{number} is {text}" for text in _measure(value, shape.name) if text)
    elif isinstance(value, PartialText):
        yield from _parts(value, mask)
    elif isinstance(value, str):
        yield from _text(value, shape, settings, mask)


def _measure(number: int, name: str) -> Iterator[str]:
    """Yield a number in other words, by the unit in the name of its field."""
    for unit, words in MEASURES.items():
        if name.endswith(unit) and number >= 0:
            yield words(number)


def _duration(seconds: int) -> str:
    """Return a duration in words to the second, "1 h 30 min" or "2 min 5 s"; "" for one below a minute."""
    if seconds < SECONDS_A_MINUTE:
        return ""
    parts = []
    for unit, size in UNITS_OF_TIME:
        count, seconds = divmod(seconds, size)
        parts += [f"{count} {unit}"] if count else []
    return " ".join(parts)


def _milliseconds(number: int) -> str:
    if number < MILLISECONDS_A_SECOND:
        return ""
    seconds, rest = divmod(number, MILLISECONDS_A_SECOND)
    return _duration(seconds) if not rest and seconds >= SECONDS_A_MINUTE else f"{number / MILLISECONDS_A_SECOND:g} s"


def _gigabytes(number: int) -> str:
    return f"{number / MEGABYTES_A_GIGABYTE:g} GB"


MEASURES: Final[dict[str, Callable[[int], str]]] = {
    "InSeconds": _duration,
    "InMilliseconds": _milliseconds,
    "InMB": _gigabytes,
}
"""What puts a number in words, by how the name of its field ends."""


def _text(text: str, shape: Shape, settings: Settings, mask: Mask) -> Iterator[str]:
    types = next((fact.values for fact in shape.facts if any(it.startswith("ml.") for it in fact.values)), ())
    shown = code(mask(cut(text, LONGEST)))
    if text in types or text in settings.model.instance_types:
        yield from instance(text, settings)
    elif parts := [*_parts(text, mask)]:
        yield from parts
    elif found := S3.fullmatch(text):
        bucket, key = (code(mask(cut(part, LONGEST))) for part in found.groups())
        yield f"Amazon S3: bucket {bucket}" + (f", key {key}" if found[2] else "")
    elif values := next((fact.values for fact in shape.facts if text in (*fact.values, *fact.also)), ()):
        others = listed([it for it in values if it != text], "and", MOST_VALUES)
        yield f"{shown} is one of the values that are allowed" + (f", beside {others}" if others else "")


def _parts(text: str | PartialText, mask: Mask) -> Iterator[str]:
    """Yield the lines about the parts of an ARN; none for another text."""
    try:
        if not is_arn(text):
            return
    except UnknownValueError:
        return
    yield "ARN, part by part:"
    yield ""
    for name, part in arn(text).items():
        known = code(mask(cut(part, LONGEST))) if isinstance(part, str) else "not known"
        yield f"- {name}: {known if part else 'none'}"


def instance(name: str, settings: Settings) -> Iterator[str]:
    """Yield the lines about an instance type."""
    instances = settings.model.instances
    accelerator = instances.accelerator(name)
    facts = [
        f"family {instances.family(name)}",
        f"processor {instances.architecture(name) or 'not known'}",
        f"accelerator {accelerator}" if accelerator else "no accelerator known",
        "local disks" if instances.local_storage(name) else "",
        "previous generation" if instances.previous_generation(name) else "",
    ]
    yield f"{code(name)}: {inline(', '.join(filter(None, facts)))}"
    if sizes := similar_types(name, instances.types):
        yield inline(f"{sizes}.")
    if name in settings.config.quotas:
        yield f"The quota of this account is {settings.config.quotas[name]}."
