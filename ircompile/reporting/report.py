"""The content of reports, whatever their format: the findings of a run, and the texts they were found in."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field

from ircompile.findings.messages import escaped
from ircompile.reporting.privacy import Redactor, is_job
from ircompile.reporting.style import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model
    from ircompile.reporting.style import Style
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source


@dataclass(slots=True)
class Report:
    """The findings of one run.

    A format is a module with `lines(report)`, which yields the lines of a report. Whatever the texts in a report hold,
    they can't add lines, CI commands, escape sequences or markup to it. Texts that are not jobs are never quoted.

    Attributes:
        diagnostics: The findings, file by file, in the order of the text; those of texts that are not jobs, redacted.
        sources: Every text that was read, by its name.
        fails: Returns whether a diagnostic makes the run fail.
        rules: Returns all rules that were checked.
        model: The model with which manifests were read.
        unread: The inputs that could not be read, each with the reason.
        suppressed: How many more findings the baseline knows, and how many are ignored.
        style: The style of the formats for people.
        layers: The texts that were merged over jobs, by name.
        jobs: The names of the texts with findings that are jobs, and so may be shown.
        texts: All texts, by name.
    """

    diagnostics: list[Diagnostic]
    sources: dict[str, Source]
    _: KW_ONLY
    fails: Callable[[Diagnostic], bool]
    rules: Callable[[], Iterable[Rule]]
    model: Model
    unread: Sequence[tuple[str, str]] = ()
    suppressed: tuple[int, int] = (0, 0)
    style: Style = PLAIN
    layers: dict[str, Source] = field(default_factory=dict)
    jobs: set[str] = field(init=False)
    texts: dict[str, Source] = field(init=False)

    def __post_init__(self) -> None:
        redactor = Redactor(self.rules, self.model)
        self.texts = self.layers | self.sources
        named = {name for it in self.diagnostics for name in (it.filename, *(at.filename for at in it.related)) if name}
        self.jobs = {name for name in named if is_job(self.texts[name])}
        self.diagnostics = [it if it.filename in self.jobs else redactor.without_text(it) for it in self.diagnostics]

    @property
    def complete(self) -> bool:
        """Whether every input could be read."""
        return not self.unread

    def unread_lines(self) -> Iterator[str]:
        """Yield a line for each input that could not be read, as formats for people print it."""
        for name, why in self.unread:
            yield f"{self.style.paint('error', 'error')}: {escaped(name)}: {escaped(why)}"

    def by_file(self) -> dict[str, list[Diagnostic]]:
        """Return the diagnostics by the name of their file, for every file that was read."""
        files: dict[str, list[Diagnostic]] = {name: [] for name in self.sources}
        for it in self.diagnostics:
            files[it.filename].append(it)
        return files


def rule_url(rule: str) -> str:
    """Return the address of a rule's page; "" for users' own rules, which have none."""
    from ircompile.package import RULE_PAGES
    from ircompile.rulebook.book import shipped_ids

    return RULE_PAGES + rule if rule in shipped_ids() else ""
