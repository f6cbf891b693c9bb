"""What comments in a YAML text silence."""

from __future__ import annotations

from bisect import bisect_right

from ircompile.findings.messages import is_date, nearest
from ircompile.linting.suppress import problems as faults
from ircompile.linting.suppress.directives import directives
from ircompile.linting.suppress.outline import Outline
from ircompile.syntax.yaml.comments import comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.finding import Finding
    from ircompile.linting.suppress.directives import Directive, Span
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    Reach = tuple[str, int]
    """What a comment silences: the "file", what is on a "line" (from 1), what is in the "entry" that begins at an
    offset, or what follows "from" an offset on."""


class Comments:
    """The comments of one source, and whether they silence a finding.

    Args:
        source: A YAML text.
        manifests: What was read from it.
        config: Its settings.
        known: The rules and topics that there are.
        today: The date, as ISO 8601 writes it.

    Attributes:
        faults: What can't be gone by, as far as the bound of findings allows.
    """

    __slots__ = ("_config", "_known", "_outline", "_ranges", "_reaches", "_source", "_today", "_used", "faults")

    def __init__(
        self, source: Source, manifests: list[Manifest], config: Config, known: Collection[str], today: str
    ) -> None:
        self._source = source
        self._config = config
        self._known = known
        self._today = today
        self._outline = Outline(manifest.document.root for manifest in manifests)
        self._reaches: dict[tuple[Reach, str], list[tuple[Directive, Span]]] = {}
        self._ranges: dict[str, list[tuple[int, float]]] = {}
        self._used: set[tuple[Reach, str]] = set()
        self.faults: list[Finding] = []
        for directive in directives(source.text, comments(source.text, _end(source, manifests))):
            self._read(directive)

    def _read(self, directive: Directive) -> None:
        fault = self._fault(directive)
        if fault or not faults.is_understood(directive):
            self._complain(fault)
            return
        said = {name for name, _ in directive.names or ()} & {*self._known}
        for name, span in directive.names or ():
            if name in self._known:
                reach = self._reach(directive, name)
                if reach:
                    self._reaches.setdefault((reach, name), []).append((directive, span))
            elif len(self.faults) < self._config.limits.findings:
                near = nearest(name, self._known)
                self._complain(
                    faults.unknown_name(directive, name, span, near, self._source.text, is_said=near in said)
                )
                said |= {near or name}

    def _complain(self, fault: Finding | None) -> None:
        if fault and len(self.faults) < self._config.limits.findings:
            self.faults.append(fault)

    def _fault(self, directive: Directive) -> Finding | None:
        """Why nothing of a comment counts; None where it does, and where it may be mere prose."""
        if not faults.is_understood(directive):
            return faults.misspelt(directive) if directive.names is not None else None
        if not directive.names:
            return faults.no_names(directive)
        if directive.until is not None and not is_date(directive.until):
            return faults.bad_date(directive)
        if self._config.require_reason and directive.verb != "enable" and not directive.reason:
            return faults.no_reason(directive)
        if directive.until and directive.until < self._today:
            return faults.expired(directive, self._source.text)
        return None

    def _reach(self, directive: Directive, name: str) -> Reach | None:
        """What a comment silences of a name; None for one that ends what another began."""
        if directive.verb in ("disable", "enable"):
            ranges = self._ranges.setdefault(name, [])
            is_open = bool(ranges) and ranges[-1][1] == float("inf")
            if directive.verb == "enable" and is_open:
                ranges[-1] = (ranges[-1][0], directive.start)
                return None
            if directive.verb == "disable" and not is_open:
                ranges.append((directive.start, float("inf")))
            return ("from", directive.start)
        if directive.verb == "file-ignore":
            return ("file", 0)
        if not directive.comment.own_line:
            return ("line", self._line(directive.start))
        entry = self._outline.below(directive.end)
        return ("entry", entry.start if entry else -1)

    def silence(self, offset: int, names: tuple[str, str]) -> bool:
        """Whether a finding is silenced that blames what begins at a place.

        Args:
            offset: The place.
            names: The finding's rule and its topic.
        """
        used = {
            (reach, name) for name in names for reach in self._around(offset, name) if (reach, name) in self._reaches
        }
        self._used |= used
        return bool(used)

    def _around(self, offset: int, name: str) -> Iterator[Reach]:
        """Whatever a comment would have to reach."""
        yield ("file", 0)
        yield ("line", self._line(offset))
        ranges = self._ranges.get(name, ())
        at = bisect_right(ranges, (offset, float("inf"))) - 1
        if at >= 0 and offset < ranges[at][1]:
            yield ("from", ranges[at][0])
        for number, entry in enumerate(self._outline.around(offset)):
            if number == 0 and entry.node.items is None:  # of a scalar on several lines, the ends can have comments
                start, end = entry.node.start, entry.node.end
                yield from (("line", self._line(place)) for place in (entry.start, start, max(start, end - 1)))
            yield ("entry", entry.start)

    def _line(self, offset: int) -> int:
        return self._source.location(offset)[0]

    def unused(self, exempt: Collection[str], may_be_hidden: Callable[[str], bool]) -> Iterator[Finding]:
        """The names that have silenced nothing so far.

        Args:
            exempt: Rules and topics of which nobody can tell.
            may_be_hidden: Whether there could be findings of a rule or topic that nobody sees now.
        """
        for (reach, name), written in self._reaches.items():
            if (reach, name) not in self._used and name not in exempt:
                for directive, span in written:
                    yield faults.unused(directive, name, span, self._source.text, safe=not may_be_hidden(name))


def _end(source: Source, manifests: list[Manifest]) -> int:
    """Where the reader stopped."""
    for manifest in manifests:
        if not manifest.document.is_complete:
            spans = [finding.blames[0].span or (0, 0) for finding in manifest.document.findings[-1:]]
            return max((start for start, _ in spans), default=0)
    return len(source.text)
