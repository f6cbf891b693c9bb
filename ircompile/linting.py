"""Sources -> manifests -> diagnostics: a quick look at each, and the long one where that can't call it clean."""

from __future__ import annotations

from ircompile.checks.names import Names
from ircompile.files import Unreadable
from ircompile.manifest import Allowance, Manifest
from ircompile.model.using import use
from ircompile.reading.document import Document
from ircompile.reading.plain_yaml import read_quickly
from ircompile.recognising import is_manifest
from ircompile.screening import Screen
from ircompile.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic
    from ircompile.examining import Examiner
    from ircompile.source import Source

    Fail = Callable[[str, str], None]


def is_said(error: Exception) -> bool:
    """Whether an exception says what is wrong with something of the user's, and is no fault of ours."""
    from ircompile.checks.schemas import SchemaFault
    from ircompile.choosing import UnknownRule
    from ircompile.layers import ConfigFault
    from ircompile.model.service import ModelFault
    from ircompile.rule import RuleFault

    return isinstance(error, OSError | RuleFault | ConfigFault | ModelFault | SchemaFault | UnknownRule)


def why_not(error: Exception) -> str:
    """Why one of many files was not read or linted: what its reader says, or that the fault is ours.

    Raises:
        Exception: The error itself, where it speaks of something that counts for other files, too.
    """
    if is_said(error):
        raise error
    return str(error) if isinstance(error, Unreadable) else internal(error)


def internal(error: Exception) -> str:
    """What is said of a fault of ours."""
    return f"internal error, please report it: {type(error).__name__}: {error}"[:500]


def read(source: Source, config: Config) -> list[Manifest]:
    """The manifests of a source, one a document; at least one, so that a text that has none is spoken of too."""
    use(config.model)
    found = documents(source, config)
    if not found:
        found = [Document(None, Node(None, 0, 0), [], whole=source.readable)]
    allowance = Allowance(config.limits.shorthand)
    return [Manifest(source, document, allowance) for document in found]


def read_meant(source: Source, config: Config, *, all_are: bool) -> list[Manifest]:
    """Those of the manifests of a source that are meant as one; `all_are` says that they are, whatever they hold."""
    return [found for found in read(source, config) if all_are or is_manifest(found)]


def documents(source: Source, config: Config) -> list[Document]:
    """What the reader of its kind makes of a source; none where it holds nothing."""
    if len(source.text) > config.limits.bytes:
        from ircompile.reading.document import refused

        return [refused("bytes", config.limits.bytes, "the text is too large")]
    if not source.readable or not source.text or source.text.isspace():
        return []
    if source.kind == "json":
        from ircompile.reading.json_text import read_json

        return read_json(source, config.limits)
    return read_quickly(source, config.limits)


class Run:
    """One run over many files: a linter for each configuration, and one memory of the names of jobs.

    Args:
        baseline: Whether what a baseline knows is left out.
        floor: The least severity that anybody wants to hear of under a configuration; others may still be given.

    Attributes:
        failures: The manifests, by place, on which rules failed, and why they did.
        floor: As given.
        names: The names of the jobs so far.
    """

    __slots__ = ("_baseline", "_linters", "failures", "floor", "names")

    def __init__(self, *, baseline: bool = True, floor: Callable[[Config], str] = lambda _: "info") -> None:
        self.failures: list[tuple[str, str]] = []
        self._baseline = baseline
        self.floor = floor
        self.names = Names()
        self._linters: dict[int, Linter] = {}

    def lint(self, source: Source, manifests: list[Manifest], config: Config) -> list[Diagnostic]:
        """What is wrong with the manifests of a source, as far as its configuration wants to hear of it."""
        if id(config) not in self._linters:
            self._linters[id(config)] = Linter(
                config, self.names, baseline=self._baseline, floor=self.floor(config), fail=self._fail
            )
        try:
            return self._linters[id(config)].lint(source, manifests)
        except Exception as error:  # noqa: BLE001  a fault of ours in one file stops no other
            self._fail(source.name, why_not(error))
            return []

    def _fail(self, where: str, why: str) -> None:
        self.failures.append((where, why))


class Linter:
    """Lints manifests under one configuration; names that clash are found across them.

    Args:
        config: The configuration.
        names: The names of jobs that were met before.
        baseline: Whether what a baseline knows is left out.
        floor: The least severity that anybody wants to hear of; others may still be given.
        fail: Hears of rules that fail on a manifest: where that is, and why. Without it, the fault is raised.

    Raises:
        UnknownRule: The configuration names a rule or topic that there is not.
    """

    __slots__ = ("_baseline", "_config", "_examiner", "_fail", "_names", "_screen")

    def __init__(
        self,
        config: Config,
        names: Names | None = None,
        *,
        baseline: bool = True,
        floor: str = "info",
        fail: Fail | None = None,
    ) -> None:
        self._config = config
        self._fail = fail
        self._names = names or Names()
        self._baseline = baseline
        self._examiner: Examiner | None = None
        if config.names_rules:
            from ircompile.choosing import check_names
            from ircompile.rulebook import with_rules

            check_names(config, with_rules(config.rules))
        self._screen = Screen(config, self._names, floor)

    def lint(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        """What is wrong with the manifests of a source, of all severities, in the order of the text."""
        return [] if self._screen.is_clean(source, manifests) else self._examine().diagnostics(source, manifests)

    def of_reading(self, manifest: Manifest) -> list[Diagnostic]:
        """What was found when a manifest was read, and nothing else."""
        return self._examine().of_reading(manifest)

    def _examine(self) -> Examiner:
        if self._examiner is None:
            from ircompile.examining import Examiner

            self._examiner = Examiner(self._config, self._names, baseline=self._baseline, fail=self._fail)
        return self._examiner
