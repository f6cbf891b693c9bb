"""Suppression by comments."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import inf

from ircompile.findings.messages import is_date
from ircompile.findings.suggestions import nearest
from ircompile.linting.suppress import problems
from ircompile.linting.suppress.directives import directives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import Literal

    from ircompile.config.settings import Config
    from ircompile.findings.finding import Finding
    from ircompile.linting.suppress.commented import CommentedText
    from ircompile.linting.suppress.directives import Directive, Token


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a text in which a comment suppresses findings.

    Attributes:
        kind: The file, one line, one entry of the outline, or the range from a `disable` to its `enable`.
        start: The line number (from 1) of a line; the offset at which an entry or a range starts, -1 for an entry
            that does not exist; 0 for the file.
    """

    kind: Literal["file", "line", "entry", "range"]
    start: int


FILE = Scope("file", 0)


class SuppressionComments:
    """The directives of one source.

    Args:
        text: The text of the source, with its comments.
        config: The source's configuration.
        known: The names of all rules and topics.
        today: The date, in ISO 8601 format.

    Attributes:
        problems: Findings about invalid directives, at most as many as the configuration's limit of findings.
    """

    def __init__(self, text: CommentedText, config: Config, known: Collection[str], today: str) -> None:
        self._text = text
        self._config = config
        self._known = known
        self._today = today
        self._directives: dict[tuple[Scope, str], list[tuple[Directive, Token]]] = {}
        self._ranges: dict[str, list[tuple[int, float]]] = {}
        self._used: set[tuple[Scope, str]] = set()
        self.problems: list[Finding] = []
        for directive in directives(text.text, text.comments):
            self._add(directive)

    def _add(self, directive: Directive) -> None:
        problem = self._problem(directive)
        if problem:
            self._report(problem)
        elif problems.is_understood(directive):
            for name in directive.names or ():
                scope = self._scope(directive, name.text) if name.text in self._known else None
                if scope:
                    self._directives.setdefault((scope, name.text), []).append((directive, name))
            self._report_unknown_names(directive)

    def _report(self, problem: Finding) -> None:
        if not self._is_full:
            self.problems.append(self._text.located(problem))

    @property
    def _is_full(self) -> bool:
        return len(self.problems) >= self._config.limits.findings

    def _report_unknown_names(self, directive: Directive) -> None:
        names = directive.names or ()
        named = {name.text for name in names} & {*self._known}
        for name in names:
            if name.text in self._known:
                continue
            if self._is_full:
                return
            near = nearest(name.text, self._known)
            self._report(problems.unknown_name(directive, name, near, self._text.text, is_named=near in named))
            named.add(near or name.text)

    def _problem(self, directive: Directive) -> Finding | None:
        """Return why a directive as a whole is invalid; None if it is valid, or may be ordinary prose."""
        if not problems.is_understood(directive):
            return problems.misspelt(directive) if directive.names is not None else None
        if not directive.names:
            return problems.no_names(directive)
        until = directive.until
        if until and not is_date(until.text):
            return problems.bad_date(until)
        if self._config.require_reason and directive.verb.text != "enable" and not directive.reason:
            return problems.no_reason(directive)
        if until and until.text < self._today:
            return problems.expired(directive, until, self._text.text)
        return None

    def _scope(self, directive: Directive, name: str) -> Scope | None:
        """Return where a directive suppresses a rule or topic; None for an `enable` that ends a range."""
        if directive.verb.text in ("disable", "enable"):
            return self._range(directive, name)
        if directive.verb.text == "file-ignore":
            return FILE
        if not directive.comment.own_line:
            return self._line_scope(directive.start)
        entry = self._text.below(directive.comment.end)
        return Scope("entry", entry.start if entry else -1)

    def _range(self, directive: Directive, name: str) -> Scope | None:
        """Open or close the range of a rule or topic.

        Returns:
            The range that a `disable` opens; for an `enable` that closes one, None; for a directive without effect,
            a range that contains nothing, so that it is reported as unused.
        """
        ranges = self._ranges.setdefault(name, [])
        is_open = bool(ranges) and ranges[-1][1] == inf
        if directive.verb.text == "enable" and is_open:
            ranges[-1] = (ranges[-1][0], directive.start)
            return None
        if directive.verb.text == "disable" and not is_open:
            ranges.append((directive.start, inf))
        return Scope("range", directive.start)

    def suppresses(self, offsets: tuple[int, int], names: tuple[str, str]) -> bool:
        """Return whether a comment suppresses a finding; the comments that do are recorded as used.

        Args:
            offsets: The offset in the source that the finding blames, and another one whose line may have the comment.
            names: The finding's rule and topic.
        """
        offset, other = map(self._text.offset, offsets)
        scopes = {name: {*self._scopes(offset, name), self._line_scope(other)} for name in names}
        used = {(scope, name) for name in names for scope in scopes[name] if (scope, name) in self._directives}
        self._used |= used
        return bool(used)

    def _scopes(self, offset: int, name: str) -> Iterator[Scope]:
        """Yield every scope that contains an offset; of ranges, those of a rule or topic."""
        yield FILE
        yield self._line_scope(offset)
        ranges = self._ranges.get(name, ())
        index = bisect_right(ranges, (offset, inf)) - 1
        if index >= 0 and offset < ranges[index][1]:
            yield Scope("range", ranges[index][0])
        if first := self._text.first_on_line(offset):
            yield Scope("entry", first.start)
        for number, entry in enumerate(self._text.outline.around(offset)):
            if number == 0 and entry.node.items is None:  # a scalar on several lines may have a comment on each end
                start, end = entry.node.start, entry.node.end
                yield from map(self._line_scope, (entry.start, start, max(start, end - 1)))
            yield Scope("entry", entry.start)
            if first := self._text.first_on_line(entry.start):
                yield Scope("entry", first.start)

    def _line_scope(self, offset: int) -> Scope:
        return Scope("line", self._text.line(offset))

    def unused(self, exempt: Collection[str], may_be_hidden: Callable[[str], bool]) -> Iterator[Finding]:
        """Yield a finding for each name that has suppressed nothing so far.

        Args:
            exempt: Rules and topics to skip.
            may_be_hidden: Returns whether other errors may hide findings of a rule or topic.
        """
        for (scope, name), written in self._directives.items():
            if (scope, name) not in self._used and name not in exempt:
                for directive, token in written:
                    finding = problems.unused(directive, token, self._text.text, safe=not may_be_hidden(name))
                    yield self._text.located(finding)
