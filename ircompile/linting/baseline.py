"""The findings that are known and not reported: those that were there when the linter came."""

from __future__ import annotations

import json

from ircompile.config.file import ConfigError
from ircompile.config.schema import violation
from ircompile.findings.finding import UNREAD
from ircompile.linting.fingerprint import fingerprint
from ircompile.sources.files import UnreadableFileError, read_bytes
from ircompile.sources.repository import repository_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Final

    from ircompile.findings.diagnostic import Diagnostic

LONGEST: Final = 2**26
"""Bytes of a baseline."""
VERSION: Final = 1


class Known:
    """Findings of a file that are alike but for their lines; `fingerprint` is what they share."""

    __slots__ = ("file", "rule", "pointer", "message", "count", "fingerprint")  # noqa: RUF023  the order in files

    def __init__(self, *, file: str, rule: str, pointer: str, message: str, count: int, fingerprint: str) -> None:
        self.file = file
        self.rule = rule
        self.pointer = pointer
        self.message = message
        self.count = count
        self.fingerprint = fingerprint

    def with_count(self, count: int) -> Known:
        """The same, so many times."""
        return Known(**{**self.facts(), "count": count})

    def facts(self) -> dict[str, Any]:
        """It as an entry of a file."""
        return {name: getattr(self, name) for name in self.__slots__}


class Baseline:
    """Known findings by their fingerprints, which no line number is in."""

    __slots__ = ("_known",)

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known = {it.fingerprint: it for it in known}

    @classmethod
    def read(cls, name: str) -> Baseline:
        """The baseline in a file.

        Raises:
            ConfigError: There is none.
        """
        try:
            value = json.loads(read_bytes(name, LONGEST, raised_by="").decode("utf-8-sig"))
        except UnreadableFileError as error:
            message = f"the baseline can't be read: {error}; `ircompile baseline update` writes it"
            raise ConfigError(message, name) from None
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"the baseline is no JSON: {error}", name) from None
        wrong = violation(value, "baseline")
        if wrong:
            raise ConfigError(f"no baseline: {wrong.message}", name)
        return cls(Known(**entry) for entry in value["findings"])

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Baseline:
        """The baseline that knows just these findings."""
        known: dict[str, Known] = {}
        for it in diagnostics:
            if it.rule in UNREAD:
                continue
            identity = fingerprint(it)
            if identity in known:
                known[identity].count += 1
            else:
                facts = {"rule": it.rule, "pointer": it.pointer, "message": it.message}
                known[identity] = Known(file=repository_path(it.filename), **facts, count=1, fingerprint=identity)
        return cls(known.values())

    def __iter__(self) -> Iterator[Known]:
        return iter(sorted(self._known.values(), key=lambda it: (it.file, it.rule, it.pointer, it.message)))

    def without(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that are not known; of those that are alike, the last ones."""
        seen: dict[str, int] = {}
        new = []
        for it in diagnostics:
            identity = fingerprint(it)
            seen[identity] = seen.get(identity, 0) + 1
            is_known = identity in self._known and seen[identity] <= self._known[identity].count
            if it.rule in UNREAD or not is_known:
                new.append(it)
        return new

    def updated(self, present: Baseline, is_covered: Callable[[str], bool]) -> Baseline:
        """The baseline that knows what is present, and of other files what it has known.

        Args:
            present: What was found.
            is_covered: Whether it was looked for in a file, by its path in the repository.
        """
        return Baseline([*(it for it in self if not is_covered(it.file)), *present])

    def pruned(self, present: Baseline, is_covered: Callable[[str], bool]) -> Baseline:
        """The baseline without what is gone; the arguments are those of `updated`."""
        counts = {it.fingerprint: it.count for it in present}
        kept = []
        for it in self:
            count = min(it.count, counts.get(it.fingerprint, 0)) if is_covered(it.file) else it.count
            if count:
                kept.append(it.with_count(count))
        return Baseline(kept)

    def text(self) -> str:
        """It as JSON: sorted, and a line for each fact, so that a review shows what changes."""
        return json.dumps({"version": VERSION, "findings": [it.facts() for it in self]}, indent=2) + "\n"
