"""Everything that silences findings of one source, put together."""

from __future__ import annotations

from ircompile.linting.suppress import may_have_directive
from ircompile.linting.suppress.entries import Entries
from ircompile.rulebook.checks.job_names import OF_THE_RUN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic, Location
    from ircompile.findings.finding import Finding
    from ircompile.linting.suppress.comments import Comments
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

TOPIC: Final = "ignores"
"""The topic of the rules about what silences."""
VALUE_FAULTS: Final = frozenset({"bad-format", "bad-length", "not-allowed-value", "out-of-range"})
"""Faults of one value, besides which everything is read."""


def today() -> str:
    """The date, as ISO 8601 writes it; in UTC, so that it is the same for everybody."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


class Ignores:
    """What silences findings of one source.

    Args:
        source: The text.
        manifests: What was read from it.
        config: Its settings.
        rules: The rule book.
    """

    __slots__ = ("_comments", "_entries", "_manifests", "_rules", "_source")

    def __init__(self, source: Source, manifests: list[Manifest], config: Config, rules: Mapping[str, Rule]) -> None:
        self._source = source
        self._manifests = manifests
        self._rules = rules
        date = today()
        self._entries = Entries(source, config, date)
        self._comments: Comments | None = None
        if source.kind == "yaml" and may_have_directive(source.text):
            from ircompile.linting.suppress.comments import Comments

            known = {*rules, *(rule.topic for rule in rules.values())}
            self._comments = Comments(source, manifests, config, known, date)

    def silence(self, found: Diagnostic) -> bool:
        """Whether a finding is silenced, at any place that it blames."""
        names = (found.rule, self._rules[found.rule].topic)
        blamed: list[Diagnostic | Location] = [found, *found.related]
        silenced = [self._entries.silence(place.pointer, names) for place in blamed]
        if self._comments:
            offsets = [self._source.offset(place.line, place.column) for place in blamed]
            silenced += [self._comments.silence(offset, names) for offset in offsets]
        return any(silenced)

    def faults(self) -> Iterator[Finding]:
        """What can't be gone by: names that there are not, days that are over."""
        yield from self._entries.faults
        if self._comments:
            yield from self._comments.faults

    def unused(self, left: list[Diagnostic]) -> Iterator[Finding]:
        """What has silenced nothing so far.

        Args:
            left: What is not silenced; what is wrong may hide what would be.
        """
        if all(manifest.document.is_complete for manifest in self._manifests):
            rules = [rule for rule in self._rules.values() if rule.id in OF_THE_RUN or rule.topic == TOPIC]
            exempt = {name for rule in rules for name in (rule.id, rule.topic)}
            yield from self._entries.unused(exempt)
            if self._comments:
                yield from self._comments.unused(exempt, lambda name: self._may_be_hidden(name, left))

    def _may_be_hidden(self, name: str, left: list[Diagnostic]) -> bool:
        """Whether a finding of a rule or topic could come to light when an error is mended.

        A rule that asserts can fail to see a member whose value is faulty, if it speaks of it; what is faulty
        otherwise may hide anything. What such rules find themselves hides nothing.
        """
        faults = [it for it in left if it.severity == "error" and not self._rules[it.rule].asserts]
        members = {it.pointer.rstrip("/0123456789").rpartition("/")[2] for it in faults}
        meant = [rule for rule in self._rules.values() if name in (rule.id, rule.topic)]
        return bool(faults) and not (
            all(it.rule in VALUE_FAULTS for it in faults)
            and all(rule.asserts and not any(it in rule.body.source.text for it in members) for rule in meant)
        )
