"""The identity of a finding, which outlives edits elsewhere in the file: no line number is in it."""

from __future__ import annotations

import hashlib
import re

from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.findings.diagnostic import Diagnostic

NUMBER = re.compile(r"(`[^`]*`)|(?<![\w.-])\d+(?![\w-])")
"""A quoted value, or a number that stands for itself; those in a name such as ml.c5.2xlarge do not."""


def fingerprint(diagnostic: Diagnostic, nth: int = 0) -> str:
    """The identity of a finding: a SHA-256 in hexadecimal.

    It is made of the rule, the path in the repository, the pointer, and the message without its numbers, which
    change with every small edit; those of quoted values stay.

    Args:
        diagnostic: The finding.
        nth: How many findings before it in the same report differ from it in none of these.
    """
    path, message = repository_path(diagnostic.filename), NUMBER.sub(lambda it: it[1] or "0", diagnostic.message)
    parts = (diagnostic.rule, path, diagnostic.pointer, " ".join(message.split()), str(nth))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The identities of the findings of one report, no two alike."""
    seen: dict[str, int] = {}
    found = []
    for diagnostic in diagnostics:
        first = fingerprint(diagnostic)
        nth = seen.get(first, 0)
        seen[first] = nth + 1
        found.append(fingerprint(diagnostic, nth) if nth else first)
    return found
