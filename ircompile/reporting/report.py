"""What every format tells: the findings of a run, and what they were found in."""

from __future__ import annotations

from ircompile.model.model import SHIPPED
from ircompile.reporting.privacy import Redactor, is_job
from ircompile.reporting.style import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model
    from ircompile.reporting.style import Style
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source


class Report:
    """The findings of one run.

    A format is a module with `lines(report)`, which gives its lines. Whatever the texts in a report hold, a format
    gives no line, no command of a CI runner, no escape sequence and no markup that is not its own. Of texts that are no
    jobs nothing is said but what is wrong with them.

    Attributes:
        diagnostics: What was found, file by file, in the order of the text.
        sources: Every text that was read, by its name.
        fails: Whether a diagnostic makes the run fail.
        rules: Gives all rules that were checked.
        model: The model by which manifests were read.
        complete: Whether everything that was named could be read.
        style: How the formats for people are drawn.
        jobs: The texts with findings that are jobs, and so may be shown.
    """

    __slots__ = ("complete", "diagnostics", "fails", "jobs", "model", "rules", "sources", "style")

    def __init__(
        self,
        diagnostics: list[Diagnostic],
        sources: dict[str, Source],
        *,
        fails: Callable[[Diagnostic], bool],
        rules: Callable[[], Iterable[Rule]],
        model: Model = SHIPPED,
        complete: bool = True,
        style: Style = PLAIN,
    ) -> None:
        words = Redactor(rules, model)
        self.jobs = {name for name in {it.filename for it in diagnostics} if is_job(sources[name])}
        self.diagnostics = [it if it.filename in self.jobs else words.without_text(it) for it in diagnostics]
        self.sources = sources
        self.fails = fails
        self.rules = rules
        self.model = model
        self.complete = complete
        self.style = style

    def by_file(self) -> dict[str, list[Diagnostic]]:
        """The diagnostics of every file that was read, also of those that have none."""
        files: dict[str, list[Diagnostic]] = {name: [] for name in self.sources}
        for it in self.diagnostics:
            files[it.filename].append(it)
        return files


def rule_url(rule: str) -> str:
    """The page of a rule; "" for people's own rules, which have none."""
    from ircompile.package import RULE_PAGES
    from ircompile.rulebook.book import shipped_rules

    return RULE_PAGES + rule if rule in shipped_rules() else ""
