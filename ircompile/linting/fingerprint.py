"""Fingerprints, which identify a finding across edits elsewhere in its file: they contain no line number."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.findings.diagnostic import Diagnostic

NUMBER = re.compile(r"(`[^`]*`)|(?<![\w.-])\d+(?![\w-])")
"""A quoted value (group 1), or a number on its own: not one in a name such as ml.c5.2xlarge."""


def fingerprint(diagnostic: Diagnostic, nth: int = 0) -> str:
    """Return the fingerprint of a finding: a SHA-256 in hexadecimal.

    It is made of the rule, the path in the repository, the place in the request, and the message. Elements of lists are
    known by their identities, so that others can be added, removed and moved. Numbers in the message do not count,
    since small edits change them, unless they are part of a quoted value.

    Args:
        diagnostic: The finding.
        nth: The number of findings before it in the same report that have the same rule, path, place and message.
    """
    it = diagnostic
    place = it.identity or it.pointer
    parts = (it.rule, repository_path(it.filename), place, without_numbers(it.message), str(nth))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def without_numbers(message: str) -> str:
    """Return a message with 0 for each number that is not part of a quoted value, and single blanks."""
    return " ".join(NUMBER.sub(lambda match: match[1] or "0", message).split())


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the fingerprints of the findings of one report, all different."""
    seen: Counter[str] = Counter()
    identities = []
    for diagnostic in diagnostics:
        first = fingerprint(diagnostic)
        nth = seen[first]
        seen[first] += 1
        identities.append(fingerprint(diagnostic, nth) if nth else first)
    return identities
