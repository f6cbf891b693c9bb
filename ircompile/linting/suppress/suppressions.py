"""Everything that suppresses findings of one source: comments and `[[ignore]]` entries."""

from __future__ import annotations

from ircompile.linting.signs import signs_of
from ircompile.linting.suppress.commented import commented
from ircompile.linting.suppress.entries import IgnoreEntries
from ircompile.rulebook.checks.job_names import OF_THE_RUN
from ircompile.sources.files import HOST_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic, Location
    from ircompile.findings.finding import Finding
    from ircompile.linting.suppress.comments import SuppressionComments
    from ircompile.manifest.manifest import Manifest
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

TOPIC: Final = "ignores"
"""The topic of the rules about suppressions."""
VALUE_RULES: Final = frozenset({"bad-format", "bad-length", "not-allowed-value", "out-of-range"})
"""Rules about one scalar, whose errors leave the rest of the manifest checked."""


def today() -> str:
    """Return the date in ISO 8601 format; in UTC, so that it does not depend on the machine's time zone."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


class Suppressions:
    """The comments and `[[ignore]]` entries that suppress findings of one source.

    Args:
        source: The source.
        manifests: The manifests in it.
        config: The source's configuration.
        rules: All rules, by id.
    """

    def __init__(self, source: Source, manifests: list[Manifest], config: Config, rules: Mapping[str, Rule]) -> None:
        self._source = source
        self._manifests = manifests
        self._rules = rules
        date = today()
        self._entries = IgnoreEntries(source, config, date)
        self._comments: SuppressionComments | None = None
        text = commented(source, manifests) if signs_of(source)[1] else None
        if text:
            from ircompile.linting.suppress.comments import SuppressionComments

            known = {*rules, *(rule.topic for rule in rules.values())}
            self._comments = SuppressionComments(text, config, known, date)

    def suppresses(self, diagnostic: Diagnostic) -> bool:
        """Return whether a diagnostic is suppressed at any location in this source that it blames."""
        names = (diagnostic.rule, self._rules[diagnostic.rule].topic)
        own = "" if diagnostic.filename == self._source.name else self._source.name
        blamed: list[Diagnostic | Location] = [it for it in diagnostic.related if it.filename == own]
        if not own:
            blamed.append(diagnostic)
        suppressed = [self._entries.suppresses(it.pointer, names) for it in blamed]  # a list: all count as used
        if self._comments:
            suppressed += [self._comments.suppresses(self._offsets(it), names) for it in blamed]
        return any(suppressed)

    def _offsets(self, location: Diagnostic | Location) -> tuple[int, int]:
        """Return the offset of a location, and one whose line may have the comment, too.

        In files of other languages that is the end of the location, where formatters put comments.
        """
        start = self._source.offset(location.line, location.column)
        if self._source.kind not in HOST_ENDINGS:
            return start, start
        return start, max(self._source.offset(location.end_line, location.end_column) - 1, start)

    def problems(self) -> Iterator[Finding]:
        """Yield a finding for each invalid suppression: unknown names, expired dates."""
        yield from self._entries.problems
        if self._comments:
            yield from self._comments.problems

    def unused(self, remaining: list[Diagnostic]) -> Iterator[Finding]:
        """Yield a finding for each suppression that has suppressed nothing so far.

        Args:
            remaining: The diagnostics that are not suppressed; their errors may hide others.
        """
        if all(manifest.document.is_complete for manifest in self._manifests):
            rules = [rule for rule in self._rules.values() if rule.id in OF_THE_RUN or rule.topic == TOPIC]
            exempt = {name for rule in rules for name in (rule.id, rule.topic)}
            yield from self._entries.unused(exempt)
            if self._comments:
                yield from self._comments.unused(exempt, lambda name: self._may_be_hidden(name, remaining))

    def _may_be_hidden(self, name: str, remaining: list[Diagnostic]) -> bool:
        """Return whether fixing an error could reveal a finding of a rule or topic.

        A rule with an assertion can miss only members whose values are invalid, and only if its text names them. Any
        other rule may miss anything while there are errors. Findings of rules with an assertion hide nothing.
        """
        errors = [it for it in remaining if it.severity == "error" and not self._rules[it.rule].asserts]
        members = {it.pointer.rstrip("/0123456789").rpartition("/")[2] for it in errors}
        named = [rule for rule in self._rules.values() if name in (rule.id, rule.topic)]
        return bool(errors) and not (
            all(it.rule in VALUE_RULES for it in errors)
            and all(rule.asserts and not any(it in rule.body.source.text for it in members) for rule in named)
        )
