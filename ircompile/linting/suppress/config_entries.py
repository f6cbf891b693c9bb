"""Diagnostics about `[[ignore]]` entries at their own lines: expired ones, and those that match no file."""

from __future__ import annotations

import os

from ircompile.config.file import MAX_BYTES
from ircompile.findings.diagnostic import Diagnostic, Severity
from ircompile.linting.locate import severity
from ircompile.linting.selection import is_selected
from ircompile.linting.suppress import problems
from ircompile.linting.suppress.entries import is_expired
from ircompile.linting.suppress.suppressions import today
from ircompile.model.model import model_of
from ircompile.rulebook.book import with_rules
from ircompile.sources.files import read_bytes
from ircompile.sources.globs import matches
from ircompile.sources.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ircompile.config.settings import Config, Ignored
    from ircompile.findings.finding import Finding


class ConfigEntries:
    """The `[[ignore]]` entries of all configuration files of a run.

    An entry is seen once, even if several configurations extend the file that it is in.

    Args:
        names: The files of the run, by configuration.

    Attributes:
        sources: The configuration files that have problems, by name.
    """

    def __init__(self, names: dict[Config, list[str]]) -> None:
        self.sources: dict[str, Source] = {}
        self._entries: dict[tuple[str, int], tuple[Config, int]] = {}
        self._matched: set[tuple[str, int]] = set()
        for config, files in names.items():
            for number, entry in enumerate(config.ignored):
                place = config.where(("ignore", number))
                if place[0]:
                    self._entries.setdefault(place, (config, number))
                    self._matched.update(place for name in files if matches(name, (entry.path,)))

    def diagnostics(self, is_covered: Callable[[str], bool]) -> Iterator[Diagnostic]:
        """Yield the diagnostics of entries that expired, and of those that match no file.

        Args:
            is_covered: Returns whether all files in and below a folder are part of the run.
        """
        date = today()
        for place, (config, number) in self._entries.items():
            entry = config.ignored[number]
            if place in self._matched and is_expired(entry, date):
                yield from self._located(problems.expired_entry(entry, ()), config, ("ignore", number, "until"))
            if place not in self._matched and _is_absent(entry, is_covered):
                yield from self._located(problems.unmatched_entry(entry), config, ("ignore", number, "path"))

    def _located(self, finding: Finding, config: Config, path: tuple[str | int, ...]) -> Iterable[Diagnostic]:
        """Return the diagnostic of a finding about a setting; none if its rule is not selected."""
        file, line = config.where(path)
        name = os.path.relpath(file)
        if name not in self.sources:
            self.sources[name] = Source(name, read_bytes(file, 2 * MAX_BYTES).decode("utf-8", "replace"), "toml")
        rule = with_rules(config.rules, model_of(config))[finding.rule]
        text = self.sources[name].line(line)
        found = Diagnostic(
            filename=name,
            rule=rule.id,
            severity=Severity(severity(finding, rule, config)),
            confidence=rule.confidence,
            message=finding.message,
            help=finding.help,
            pointer="",
            line=line,
            column=len(text) - len(text.lstrip()) + 1,
            end_line=line,
            end_column=len(text.rstrip()) + 1,
        )
        return [found] if is_selected(found, rule.topic, config) else []


def _is_absent(entry: Ignored, is_covered: Callable[[str], bool]) -> bool:
    """Return whether an entry without a file in the run has none on the disk either."""
    pattern, folder = entry.path.pattern, entry.path.folder or "."
    if set(pattern) & set("*?[\\!"):
        return is_covered(folder)
    is_anchored = "/" in pattern.rstrip("/")
    return not os.path.exists(os.path.join(folder, pattern.lstrip("/"))) and (is_anchored or is_covered(folder))
