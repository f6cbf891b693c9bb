"""Which findings comments and the configuration silence."""

from __future__ import annotations

import re
from bisect import bisect_right

from ircompile import ignore_faults as faults
from ircompile.checks.names import OF_THE_RUN
from ircompile.files import matches
from ircompile.reading.directives import MARK, directives
from ircompile.reading.outline import Outline
from ircompile.tree import pointer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from ircompile.config import Config, Ignored
    from ircompile.diagnostic import Diagnostic
    from ircompile.finding import Finding
    from ircompile.manifest import Manifest
    from ircompile.reading.directives import Directive, Span
    from ircompile.rule import Rule
    from ircompile.source import Source
    from ircompile.tree import Path

    Reach = tuple[str, int]
    """What a comment silences: the "file", what stands on a "line" (from 1) or in the "entry" that begins at an
    offset, or all "from" an offset on."""

TOPIC: Final = "ignores"
"""The topic of the rules about ignores."""
DATE: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")


def today() -> str:
    """The date, as ISO 8601 writes it; in UTC, so that it is the same for everybody."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


class Ignores:
    """What silences findings of one source; `findings` are about names and dates that it can't go by.

    Args:
        source: The text.
        manifests: What was read from it.
        config: Its settings.
        rules: The rule book.
    """

    __slots__ = ("_comments", "_entries", "_rules", "_source", "findings")

    def __init__(self, source: Source, manifests: list[Manifest], config: Config, rules: Mapping[str, Rule]) -> None:
        self._source = source
        self._rules = rules
