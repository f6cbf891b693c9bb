"""`--env` and `--set`, and what a run does with the texts that environments merge over jobs."""

from __future__ import annotations

from ircompile.cli.exit import CliError
from ircompile.config.environments import Environment, unknown_environment
from ircompile.findings.messages import listed
from ircompile.linting.once import once
from ircompile.sources.files import host_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol, TypeVar

    from ircompile.config.discovery import Configs
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.linter import Linter
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

    class _Candidate(Protocol):
        """A file that may have jobs."""

        is_named: bool
        name: str

    _File = TypeVar("_File", bound=_Candidate)


def add_env_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that limits a run to environments."""
    what = "only the jobs of this environment, as it has them; can be repeated (default: all environments)"
    parser.add_argument("--env", action="append", metavar="NAME", help=what)


def add_set_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that sets members of all jobs."""
    what = "set a member of every job, over all overlays; VALUE is read like that of the option of aws; can be repeated"
    parser.add_argument("--set", action="append", dest="assignments", metavar="MEMBER.PATH=VALUE", help=what)


def check_is_known(name: str, known: Iterable[str]) -> None:
    """Check that an environment that `--env` names exists.

    Raises:
        CliError: It does not.
    """
    if name not in known:
        raise CliError(f"--env: {unknown_environment(name, known)}")


def refusal(path: str, environments: Iterable[Environment]) -> str:
    """Return why a file that was named can't be read as a job: it is an overlay of environments; "" if it can."""
    names = [it.name for it in environments if it.merges(path)]
    of = listed(names, "and")
    return f"this is an overlay of {of}, not a job: name the jobs that it is merged over" if names else ""


def in_chosen(
    candidates: Iterable[_File],
    names: list[str],
    folders: Iterable[str],
    configs: Configs,
    fail: Callable[[str, str], object],
    display: Callable[[str], str],
) -> Iterator[_File]:
    """Yield the files with jobs in one of some environments; report named ones without any.

    Args:
        candidates: All files.
        names: The names of the environments.
        folders: The folders that were searched.
        configs: The configurations.
        fail: Called with the name of a file and the reason why it can't be read.
        display: Returns the name of a file in reports.

    Raises:
        CliError: No configuration of the files has an environment of such a name.
    """
    candidates = list(candidates)
    known: dict[str, Environment] = {}
    for place in (*folders, *(display(it.name) for it in candidates)):
        known |= configs.of(place).environments
    for name in names:
        check_is_known(name, known)
    for candidate in candidates:
        name = display(candidate.name)
        environments = configs.of(name).environments
        if not host_kind(name) and any(it in environments and environments[it].includes(name) for it in names):
            yield candidate
        elif candidate.is_named:
            fail(name, f"it is in none of the environments of `--env`: {listed(names, 'or')}")


def jobs_in(source: Source, manifests: list[Manifest], linter: Linter, config: Config) -> list[Manifest]:
    """Return the jobs of a source as the one environment has them that `--env` names.

    Raises:
        CliError: It names several, or one that does not exist or does not have the jobs.
    """
    if len(config.chosen) > 1:
        raise CliError("--env: one environment can be converted at a time")
    (name,) = config.chosen
    check_is_known(name, config.environments)
    jobs: list[Manifest] = [job for _, merged in linter.jobs(source, manifests) for job in merged]
    if not jobs:
        raise CliError(f"{source.name}: the environment `{name}` does not have the jobs in it")
    return jobs


def said_once(diagnostics: list[Diagnostic], sources: dict[str, Source], layers: dict[str, Source]) -> list[Diagnostic]:
    """Return the findings of a run, those in texts that are merged over several jobs once.

    Args:
        diagnostics: The findings.
        sources: The texts with jobs, by name, to which other texts with findings are added.
        layers: The texts that were merged over jobs.
    """
    found = once(diagnostics, layers)
    sources |= {it.filename: layers[it.filename] for it in found if it.filename not in sources}
    return found
