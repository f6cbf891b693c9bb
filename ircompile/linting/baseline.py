"""The baseline: known findings, which are not reported."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, replace

from ircompile.config.file import ConfigError
from ircompile.config.schema import violation
from ircompile.findings.finding import UNREAD
from ircompile.linting.fingerprint import fingerprint
from ircompile.sources.files import UnreadableFileError, read_bytes
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final

    from ircompile.findings.diagnostic import Diagnostic

MAX_BYTES: Final = 2**26
"""The largest size of a baseline, in bytes."""
VERSION: Final = 1
"""The version of the baseline's format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """The findings of a file that share a fingerprint; the fields are those of the baseline's JSON, in their order.

    Attributes:
        file: The file's path in the repository.
        rule: The rule's id.
        pointer: RFC 6901 pointer into the request.
        message: The message of the first of them.
        count: How many there are.
        fingerprint: Their fingerprint.
    """

    file: str
    rule: str
    pointer: str
    message: str
    count: int
    fingerprint: str


class Baseline:
    """Known findings, by fingerprint."""

    def __init__(self, known: Iterable[KnownFinding] = ()) -> None:
        self._known = {it.fingerprint: it for it in known}

    @classmethod
    def read(cls, name: str) -> Baseline:
        """Return the baseline in a file.

        Raises:
            ConfigError: The file can't be read, or is not a baseline.
        """
        try:
            value = json.loads(read_bytes(name, MAX_BYTES, raised_by="").decode("utf-8-sig"))
        except UnreadableFileError as error:
            message = f"the baseline can't be read: {error}; `ircompile baseline update` creates it"
            raise ConfigError(message, name) from None
        except RecursionError:
            raise ConfigError("the baseline is nested too deeply", name) from None
        except ValueError as error:
            raise ConfigError(f"the baseline is not JSON: {error}", name) from None
        wrong = violation(value, "baseline")
        if wrong:
            raise ConfigError(f"not a baseline: {wrong.message}", name)
        return cls(KnownFinding(**entry) for entry in value["findings"])

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Baseline:
        """Return the baseline of exactly these findings."""
        firsts: dict[str, Diagnostic] = {}
        counts: Counter[str] = Counter()
        for it in diagnostics:
            if it.rule not in UNREAD:
                identity = fingerprint(it)
                firsts.setdefault(identity, it)
                counts[identity] += 1
        return cls(
            KnownFinding(
                file=repository_path(it.filename),
                rule=it.rule,
                pointer=it.pointer,
                message=it.message,
                count=counts[identity],
                fingerprint=identity,
            )
            for identity, it in firsts.items()
        )

    def __iter__(self) -> Iterator[KnownFinding]:
        return iter(sorted(self._known.values(), key=lambda it: (it.file, it.rule, it.pointer, it.message)))

    def without(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that are not known; of those that share a fingerprint, the last ones."""
        seen: Counter[str] = Counter()
        new = []
        for it in diagnostics:
            identity = fingerprint(it)
            seen[identity] += 1
            is_known = identity in self._known and seen[identity] <= self._known[identity].count
            if it.rule in UNREAD or not is_known:
                new.append(it)
        return new

    def updated(self, present: Baseline, is_covered: Callable[[str], bool]) -> Baseline:
        """Return the baseline with the present findings, and the known ones of files that were not linted.

        Args:
            present: The findings of this run.
            is_covered: Returns whether this run linted a file, by its path in the repository.
        """
        return Baseline([*(it for it in self if not is_covered(it.file)), *present])

    def pruned(self, present: Baseline, is_covered: Callable[[str], bool]) -> Baseline:
        """Return the baseline without findings that are gone; the arguments are those of `updated`."""
        counts = {it.fingerprint: it.count for it in present}
        kept = []
        for it in self:
            count = min(it.count, counts.get(it.fingerprint, 0)) if is_covered(it.file) else it.count
            if count:
                kept.append(replace(it, count=count))
        return Baseline(kept)

    def to_json(self) -> str:
        """Return the baseline as JSON: sorted, one field per line, so that a review shows what changes."""
        return json.dumps({"version": VERSION, "findings": [asdict(it) for it in self]}, indent=2) + "\n"
