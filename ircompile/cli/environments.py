"""`--env` and `--set`, and what a run does with the texts that environments merge over jobs."""

from __future__ import annotations

import os

from ircompile.cli.exit import CliError
from ircompile.config.environments import Environment, pattern_of, unknown_environment
from ircompile.findings.messages import listed
from ircompile.linting.once import once
from ircompile.sources.files import STDIN_NAME, host_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from ircompile.cli.inputs import Candidate, Inputs
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.sources.source import Source


def add_env_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that limits a run to environments."""
    what = "only the jobs of this environment, as it has them; can be repeated (default: all environments)"
    parser.add_argument("--env", action="append", metavar="NAME", help=what)


def add_set_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that sets members of all jobs."""
    what = "set a member of every job, over all overlays; VALUE is read like that of the option of aws; can be repeated"
    parser.add_argument("--set", action="append", dest="assignments", metavar="MEMBER.PATH=VALUE", help=what)


def overlay_of(path: str, config: Config) -> list[str]:
    """Return the names of the environments of which a file is an overlay."""
    file = os.path.abspath(path)
    return [
        it.name
        for it in config.environments.values()
        if any(pattern_of(overlay).fullmatch(file) for overlay in it.overlay)
    ]


def refusal(path: str, config: Config) -> str:
    """Return why a file that was named can't be read as a job; "" if it can."""
    names = overlay_of(path, config)
    of = listed(names, "and")
    return f"this is an overlay of {of}, not a job: name the jobs that it is merged over" if names else ""


def in_chosen(candidates: Iterable[Candidate], files: Inputs, names: list[str]) -> Iterator[Candidate]:
    """Yield the files with jobs in one of some environments; report named ones without any.

    Args:
        candidates: All files.
        files: The inputs of the run.
        names: The names of the environments.

    Raises:
        CliError: No configuration of the files has an environment of such a name.
    """
    candidates = list(candidates)
    folders = [os.path.join(path, "") for path in files.arguments.paths if os.path.isdir(path)]
    configs = [files.configs.of(name) for name in (*folders, *(it.name for it in candidates))]
    known: dict[str, Environment] = {}
    for config in configs:
        known |= config.environments
    for name in names:
        if name not in known:
            raise CliError(f"--env: {unknown_environment(name, known)}")
    for candidate in candidates:
        name = candidate.name if candidate.name != "-" else files.arguments.stdin_filename or STDIN_NAME
        environments = files.configs.of(name).environments
        if not host_kind(name) and any(it in environments and environments[it].includes(name) for it in names):
            yield candidate
        elif candidate.is_named:
            files.fail(name, f"it is in none of the environments of `--env`: {listed(names, 'or')}")


def said_once(diagnostics: list[Diagnostic], files: Inputs, layers: dict[str, Source]) -> list[Diagnostic]:
    """Return the findings of a run, those in texts that are merged over several jobs once, and note these texts.

    Args:
        diagnostics: The findings.
        files: The inputs of the run.
        layers: The texts that were merged over jobs, by name.
    """
    files.layers |= layers
    found = once(diagnostics, files.layers)
    files.sources |= {it.filename: files.layers[it.filename] for it in found if it.filename not in files.sources}
    return found
