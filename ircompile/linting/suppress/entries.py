"""What the entries `[[ignore]]` of a configuration silence."""

from __future__ import annotations

from ircompile.linting.suppress import problems as faults
from ircompile.sources.files import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ircompile.config.settings import Config, Ignored
    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.sources.source import Source


class Entries:
    """The entries for one source, and whether they silence a finding.

    Args:
        source: The text.
        config: Its settings.
        today: The date, as ISO 8601 writes it.

    Attributes:
        faults: What is past its day.
    """

    __slots__ = ("_entries", "_used", "faults")

    def __init__(self, source: Source, config: Config, today: str) -> None:
        entries = [entry for entry in config.ignored if matches(source.name, (entry.path,))]
        self._entries = [entry for entry in entries if not _is_over(entry, today)]
        self._used: set[tuple[Ignored, str]] = set()
        self.faults: list[Finding] = [
            faults.expired_entry(entry, _path(entry.pointer)) for entry in entries if _is_over(entry, today)
        ]

    def silence(self, pointer: str, names: tuple[str, str]) -> bool:
        """Whether a finding is silenced that blames a value.

        Args:
            pointer: The value.
            names: The finding's rule and its topic.
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
        """The names that have silenced nothing so far, of entries that are for one file alone."""
        for entry in self._entries:
            for name in entry.rules:
                if (entry, name) not in self._used and name not in exempt and not set(entry.path.pattern) & set("*?["):
                    yield faults.unused_entry(name, _path(entry.pointer))


def _is_over(entry: Ignored, today: str) -> bool:
    return bool(entry.until) and entry.until < today


def _path(pointer: str) -> Path:
    """The path that an RFC 6901 pointer means; its digits are taken for places in a list."""
    steps: Iterable[str] = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    return tuple(int(step) if step.isdecimal() else step for step in steps)
