"""What is reported of the configurations of a run: their `[[ignore]]` entries and their environments."""

from __future__ import annotations

from functools import partial

from ircompile.cli.exclusion import covers
from ircompile.linting.environment_problems import environment_problems
from ircompile.linting.suppress.config_entries import ConfigEntries

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.effects import Effects
    from ircompile.sources.source import Source


def config_problems(
    names: dict[Config, list[str]], effects: Effects, arguments: argparse.Namespace
) -> Iterator[tuple[Diagnostic, Source]]:
    """Yield the findings about the configurations of a run, each with the text of its file.

    Args:
        names: The files of the run, by configuration.
        effects: What overlays did in the run.
        arguments: The arguments of the command.
    """
    is_covered = partial(covers, arguments=arguments)
    entries = ConfigEntries(names)
    yield from ((found, entries.sources[found.filename]) for found in entries.diagnostics(is_covered))
    if not arguments.env:
        sources: dict[str, Source] = entries.sources
        problems = environment_problems(names, effects, is_covered, sources)
        yield from ((found, sources[found.filename]) for found in problems)
