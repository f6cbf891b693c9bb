"""What is reported of the configurations of a run: their `[[ignore]]` entries and their environments."""

from __future__ import annotations

import os

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

    def covers(folder: str) -> bool:
        """Return whether the arguments name a folder or one above it, and exclude nothing."""
        inside = os.path.join(os.path.realpath(folder), "")
        named = (os.path.join(os.path.realpath(path), "") for path in arguments.paths if os.path.isdir(path))
        return not arguments.exclude and inside.startswith(tuple(named))

    entries = ConfigEntries(names)
    yield from ((found, entries.sources[found.filename]) for found in entries.diagnostics(covers))
    if not arguments.env:
        sources: dict[str, Source] = entries.sources
        problems = environment_problems(names, effects, covers, sources)
        yield from ((found, sources[found.filename]) for found in problems)
