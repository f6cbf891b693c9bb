"""What commands read: the arguments that say which files, and the manifests in them."""

from __future__ import annotations

import os
import sys

from ircompile.cli.exit import CliError
from ircompile.config.discovery import Configs
from ircompile.findings.messages import counted, escaped
from ircompile.linting.errors import reason
from ircompile.manifest.detect import may_hold_one
from ircompile.manifest.load import read_meant
from ircompile.model.model import SHIPPED, model_of
from ircompile.sources.files import STDIN_NAME, Glob, identity, matches, read_bytes, read_stdin, walk
from ircompile.sources.source import Source, decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.linting.batch import Outcome
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.model import Model
    from ircompile.rulebook.rule import Rule

STDIN = "-"
NOTHING = Source("", "", "yaml")
"""What is kept of a text of which nothing is to be said."""
EXCLUDE_HELP = "pass over files and folders of this name or path; * stands for anything"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reads manifests."""
    from ircompile.cli import limits

    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["."], help="files, folders, or - for standard input"
    )
    parser.add_argument("--stdin-filename", metavar="NAME", help="what standard input is called in reports")
    parser.add_argument("--only-manifests", action="store_true", help="pass over named files that are no manifests")
    parser.add_argument("-v", "--verbose", action="store_true", help="say which files and configurations are read")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help=EXCLUDE_HELP)
    add_config_arguments(parser)
    limits.add_argument(parser)


def add_baseline_argument(parser: argparse.ArgumentParser) -> None:
    """The argument of the commands that know of a baseline."""
    parser.add_argument("--baseline", metavar="FILE", help="the file of known findings, which are not reported")


def add_config_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of every command that checks manifests by a configuration."""
    parser.add_argument("--rules", action="append", metavar="DIR", help="a folder with rules of your own")
    add_model_arguments(parser)


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of every command that looks for a configuration."""
    parser.add_argument("--model", metavar="FILE", help="a service-2.json of your own, instead of the facts that ship")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="the configuration of all files, instead of the nearest")
    which.add_argument("--isolated", action="store_true", help="look for no configuration")


def configs(arguments: argparse.Namespace) -> Configs:
    """The configurations of the run, with what the arguments set over them."""
    over: dict[str, Any] = {"lint": {}}
    if "limit" in arguments and arguments.limit:
        from ircompile.cli.limits import raised

        over["limits"] = raised(arguments)
    if "rules" in arguments and arguments.rules:
        over["lint"]["rules"] = arguments.rules
    if arguments.model:
        over["model"] = {"path": arguments.model}
    if "baseline" in arguments and arguments.baseline:
        over["lint"]["baseline"] = arguments.baseline
    return Configs(arguments.config, isolated=arguments.isolated, over=over)


def rules(arguments: argparse.Namespace) -> dict[str, Rule]:
    """The rule book of the working directory."""
    from ircompile.rulebook.book import with_rules

    config = configs(arguments).of("")
    return with_rules(config.rules, model_of(config))


def model(arguments: argparse.Namespace, name: str = "") -> Model:
    """Return the model that counts for a file, or for the working directory."""
    return model_of(configs(arguments).of(name))


class Candidate:
    """A file that is meant, and may turn out to be no manifest.

    Attributes:
        counts: Whether it did turn out to be one, or something that should be.
        name: Its path.
        folder: The folder that was named and that it was found in, or "".
        is_named: Whether it counts as a manifest whatever it holds.
    """

    __slots__ = ("counts", "folder", "is_named", "name")

    def __init__(self, name: str, folder: str, *, is_named: bool = False) -> None:
        self.counts = False
        self.name = name
        self.folder = folder
        self.is_named = is_named


class Inputs:
    """The manifests that the arguments name, read one after the other; `errors` counts what could not be.

    `passed_over` is what standard input held if that was no manifest. `verbose` says whether what is read is told,
    `before_a_line` makes room for what is said to standard error. `with_baseline` says that a baseline counts: it is
    refused if it is none, whether or not anything is found that it might know.
    """

    def __init__(self, arguments: argparse.Namespace, *, with_baseline: bool = False) -> None:
        if "" in arguments.paths:
            raise CliError("a path is empty")
        if arguments.paths.count(STDIN) > 1:
            raise CliError("standard input is named twice, and can be read once")
        self.arguments = arguments
        self.configs = configs(arguments)
        self.errors = 0
        self.sources: dict[str, Source] = {}
        self.passed_over: Source | None = None
        self.verbose: bool = arguments.verbose
        self._told: set[str | None] = set()
        self._seen: dict[object, Candidate] = {}
        self._again: list[tuple[str, Candidate]] = []
        self._folders: list[str] = []
        self.before_a_line: Callable[[], None] | None = None
        self._baselines = {""} if with_baseline else None

    @property
    def model(self) -> Model:
        """The model by which the last file was read, which reports name."""
        last = next(reversed(self.sources), None)
        return SHIPPED if last is None else model_of(self.configs.of(last))

    @property
    def failed(self) -> bool:
        """Whether something could not be read."""
        return self.errors > 0

    def __iter__(self) -> Iterator[tuple[Source, list[Manifest], Config]]:
        return self.through(self.once(self.listed()))

    def through(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Source, list[Manifest], Config]]:
        """What is read of files."""
        for candidate in candidates:
            yield from self._file(candidate)
        self.check_folders()

    def listed(self) -> Iterator[Candidate]:
        """All files that are meant, in the order in which they are reported; one may come by several names."""
        only = self.arguments.only_manifests
        for path in self.arguments.paths:
            if path != STDIN and os.path.isdir(path):
                before = self.errors
                for name in walk(path, self.fail, self._exclusion):
                    yield Candidate(name, path)
                if not only and self.errors == before:
                    self._folders.append(path)
            elif path == STDIN or not (only and self._is_excluded(self._globs(path), path)):
                yield Candidate(path, "", is_named=not only)

    def once(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Those whose file comes for the first time, by whatever name; of others it is kept where they were found."""
        for candidate in candidates:
            first = self._seen.setdefault(identity(candidate.name), candidate)
            if first is candidate:
                yield candidate
            else:
                self._again.append((candidate.folder, first))

    def check_folders(self) -> None:
        """See that something was in every folder; this comes last, since it may have been read by another name."""
        met = {candidate.folder for candidate in self._seen.values() if candidate.counts}
        met.update(folder for folder, first in self._again if first.counts)
        for folder in dict.fromkeys(self._folders):
            if folder not in met:
                self.fail(folder, "no manifest is in this folder")

    def take(self, candidate: Candidate, outcome: Outcome | None) -> None:
        """Count a file that was looked at elsewhere; without an outcome it is a manifest without findings."""
        source = NOTHING
        if outcome:
            self.fail_all(outcome.failures)
            if outcome.error:
                self._unreadable(candidate, outcome.error)
                return
            if not outcome.is_manifest:
                return
            source = outcome.source or NOTHING
        candidate.counts = True
        self.sources[candidate.name] = source

    def _unreadable(self, candidate: Candidate, why: str) -> None:
        if candidate.is_named or may_hold_one(candidate.name):
            candidate.counts = True
            self.fail(candidate.name, why)
        else:
            self._tell(f"{candidate.name}: passed over, {why}")

    def _exclusion(self, folder: str) -> Callable[[str], bool] | None:
        """What tells whether a path in a folder is passed over; None where none is."""
        globs = self._globs(folder)
        return (lambda path: self._is_excluded(globs, path)) if globs else None

    def _globs(self, path: str) -> list[Glob]:
        """What is passed over in the folder of a path."""
        config = self.configs.of(path)
        written = getattr(self.arguments, "out_dir", None) or config.out_dir  # what was compiled is no source
        excluded = [*self.arguments.exclude, *([os.path.relpath(written)] if written else [])]
        return [*map(Glob, excluded), *config.exclude]

    def _is_excluded(self, globs: list[Glob], path: str) -> bool:
        """Whether a path is passed over, which is told."""
        is_excluded = matches(path, globs)
        if is_excluded:
            self._tell(f"{path}: passed over, it is excluded")
        return is_excluded

    def _file(self, candidate: Candidate) -> Iterator[tuple[Source, list[Manifest], Config]]:
        name, named = candidate.name, candidate.is_named
        config = self.config_of(self._called(name))
        self._tell_config(name)
        try:
            source = self._source(name, config.limits.bytes)
            is_excluded = name == STDIN and not named and self._is_excluded(self._globs(source.name), source.name)
            model = model_of(config)
            manifests = [] if is_excluded else read_meant(source, config, model, all_are=named)
        except Exception as error:  # noqa: BLE001  a fault of ours in one file stops no other
            self._unreadable(candidate, reason(error))
            return
        if manifests:
            candidate.counts = True
            self._tell(f"{source.name}: read, {counted(len(manifests), 'job')}")
            self.sources[source.name] = source
            yield source, manifests, config
            return
        self._tell(f"{source.name}: passed over, it is no manifest")
        if name == STDIN:
            self.passed_over = source

    def forget(self, source: Source) -> None:
        """Keep no text of which nothing is to be said, only that it was read."""
        self.sources[source.name] = NOTHING

    def config_of(self, name: str) -> Config:
        """What counts for a file that is looked at."""
        config = self.configs.of(name)
        if self._baselines is not None and config.baseline not in self._baselines:
            from ircompile.linting.baseline import Baseline

            Baseline.read(config.baseline)
            self._baselines.add(config.baseline)
        return config

    def _called(self, name: str) -> str:
        return name if name != STDIN else self.arguments.stdin_filename or STDIN_NAME

    def _source(self, name: str, limit: int) -> Source:
        if name != STDIN:
            return decode(name, read_bytes(name, limit))
        return decode(self._called(name), read_stdin(limit))

    def _tell_config(self, name: str) -> None:
        """Say which configuration counts, when a file is the first for which it does."""
        file = self.configs.file_of(self._called(name)) if self.verbose else None
        if file not in self._told:
            self._told.add(file)
            self._tell(f"configuration {os.path.relpath(file) if file else 'none'}")

    def _tell(self, line: str) -> None:
        """Say what is done, to those who want to know."""
        if self.verbose:
            sys.stderr.write(f"ircompile: {escaped(line)}\n")

    def fail(self, name: str, why: str) -> None:
        """Say that an input can't be read, and go on with the others."""
        self.errors += 1
        if self.before_a_line:
            self.before_a_line()
        sys.stderr.write(f"ircompile: error: {escaped(name)}: {escaped(why)}\n")

    def fail_all(self, failures: Iterable[tuple[str, str]]) -> None:
        """Say which rules failed on which inputs, and why."""
        for name, why in failures:
            self.fail(name, why)
