"""Suppression by the `[[ignore]]` entries of the configuration."""

from __future__ import annotations

from ircompile.findings.values import steps_of
from ircompile.linting.suppress import problems
from ircompile.sources.globs import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ircompile.config.settings import Config, Ignored
    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.sources.source import Source


class IgnoreEntries:
    """The `[[ignore]]` entries that apply to one source.

    Args:
        source: The source.
        config: The source's configuration.
        today: The date, in ISO 8601 format.

    Attributes:
        problems: Findings about expired entries; those of a configuration file are reported there, see `ConfigEntries`.
    """

    def __init__(self, source: Source, config: Config, today: str) -> None:
        entries = {
            entry: config.where(("ignore", number))
            for number, entry in enumerate(config.ignored)
            if matches(source.name, (entry.path,))
        }
        self._entries = {entry: place for entry, place in entries.items() if not is_expired(entry, today)}
        self._used: set[tuple[Ignored, str]] = set()
        self.problems: list[Finding] = [
            problems.expired_entry(entry, _path(entry.pointer))
            for entry, (file, _) in entries.items()
            if is_expired(entry, today) and not file
        ]

    def suppresses(self, pointer: str, names: tuple[str, str]) -> bool:
        """Return whether an entry suppresses a finding; the entries that do are recorded as used.

        Args:
            pointer: RFC 6901 pointer to the value that the finding blames.
            names: The finding's rule and topic.
        """
        used = {
            (entry, name)
            for entry in self._entries
            for name in names
            if name in entry.rules and f"{pointer}/".startswith(f"{entry.pointer}/")
        }
        self._used |= used
        return bool(used)

    def unused(self, exempt: Collection[str]) -> Iterator[Finding]:
        """Yield a finding for each name that has suppressed nothing so far.

        Entries whose path is a glob are skipped: they may suppress something in another file.

        Args:
            exempt: Rules and topics to skip.
        """
        for entry, place in self._entries.items():
            for name in entry.rules:
                if (entry, name) not in self._used and name not in exempt and not set(entry.path.pattern) & set("*?["):
                    yield problems.unused_entry(name, _path(entry.pointer), place)


def is_expired(entry: Ignored, today: str) -> bool:
    """Return whether the last day of an entry has passed."""
    return bool(entry.until) and entry.until < today


def _path(pointer: str) -> Path:
    """Return the path of an RFC 6901 pointer; steps of digits become list indexes."""
    return tuple(int(step) if step.isdecimal() else step for step in steps_of(pointer))
