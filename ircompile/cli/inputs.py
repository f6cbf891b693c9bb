"""The inputs of commands: the files that the arguments name, and the manifests read from them."""

from __future__ import annotations

import os
import sys

from ircompile.cli import configuration
from ircompile.cli.exit import CliError
from ircompile.config.settings import HOSTS
from ircompile.findings.errors import UserError
from ircompile.findings.messages import counted, escaped
from ircompile.manifest.load import NO_JOB, decoded, read_recognized
from ircompile.model.model import SHIPPED, model_of
from ircompile.sources.files import STDIN_NAME, identity, read_bytes, read_stdin, walk
from ircompile.sources.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from ircompile.config.settings import Config
    from ircompile.linting.batch import Outcome
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.model import Model

STDIN = "-"
NO_TEXT = Source("", "", "yaml")
"""Kept in place of a text without findings, so that the text can be freed."""


class Candidate:
    """A file that may turn out to be a manifest.

    Attributes:
        counts: Whether it turned out to be a manifest, or could not be read although it may be one.
        name: Its path.
        folder: The folder on the command line in which it was found, or "".
        is_named: Whether it counts as a manifest whatever it holds.
        number: The number that all names of the file have in its file system; 0 if it is unknown.
    """

    __slots__ = ("counts", "folder", "is_named", "name", "number")

    def __init__(self, name: str, folder: str, *, is_named: bool = False, number: int = 0) -> None:
        self.counts = False
        self.name = name
        self.folder = folder
        self.is_named = is_named
        self.number = number


class Inputs:
    """The manifests that the arguments name, read one after the other.

    Args:
        arguments: The arguments of the command.
        with_baseline: Whether to read the baseline of every file, so that an invalid one is an error even if nothing
            is found.
        may_log: Whether `--verbose` may write to standard error.

    Attributes:
        unread: The inputs that could not be read, each with the reason.
        sources: The texts that were read, by name; those without findings may be replaced by `NO_TEXT`.
        layers: The texts that environments and the command line merge over jobs, by name.
        passed_over: Standard input, if it was not a manifest.
        before_message: Called before an error is written to standard error.
        may_be_empty: Whether folders need no manifests.

    Raises:
        CliError: A path is empty, standard input is named twice, or a glob is invalid.
    """

    def __init__(self, arguments: argparse.Namespace, *, with_baseline: bool = False, may_log: bool = True) -> None:
        if "" in arguments.paths:
            raise CliError("a path is empty")
        if arguments.paths.count(STDIN) > 1:
            raise CliError("standard input is named twice, but can be read only once")
        if arguments.exclude:
            from ircompile.cli.exclusion import globs_of

            globs_of(arguments)
        self.arguments = arguments
        self.configs = configuration.configs(arguments)
        self.unread: list[tuple[str, str]] = []
        self.sources: dict[str, Source] = {}
        self.layers: dict[str, Source] = {}
        self.passed_over: Source | None = None
        self._is_verbose: bool = arguments.verbose and may_log
        self._logged: set[str | None] = set()
        self._seen: dict[object, Candidate] = {}
        self._repeats: list[tuple[str, Candidate]] = []
        self._folders: list[str] = []
        self.before_message: Callable[[], None] | None = None
        self.may_be_empty = False
        self._baselines = {""} if with_baseline else None

    @property
    def model(self) -> Model:
        """The model with which the last file was read; reports name it."""
        last = next(reversed(self.sources), None)
        return SHIPPED if last is None else model_of(self.configs.of(last))

    @property
    def failed(self) -> bool:
        """Whether an input could not be read."""
        return bool(self.unread)

    def __iter__(self) -> Iterator[tuple[Source, list[Manifest], Config]]:
        return self.read(self.without_repeats([*self.candidates()]))

    def read(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Source, list[Manifest], Config]]:
        """Read files, and yield the text, manifests and configuration of each that holds manifests."""
        for candidate in candidates:
            yield from self._read_file(candidate)
        self.check_folders()

    def candidates(self) -> Iterator[Candidate]:
        """Yield all files to look at, in the order in which they are reported; some may be the same file."""
        if not getattr(self.arguments, "env", None):
            return self._listed()
        from ircompile.cli.environments import in_chosen

        folders = [os.path.join(path, "") for path in self.arguments.paths if os.path.isdir(path)]
        return in_chosen(self._listed(), self.arguments.env, folders, self.configs, self.fail, self._display_name)

    def _listed(self) -> Iterator[Candidate]:
        only = self.arguments.only_manifests
        makes_jobs = _makes_jobs if "hosts" in self.arguments and self.arguments.hosts != "none" else None
        for path in self.arguments.paths:
            if path != STDIN and os.path.isdir(path):
                before = len(self.unread)
                for name, number in walk(path, self.fail, self._exclusion, makes_jobs=makes_jobs):
                    yield Candidate(name, path, number=number)
                if not only and len(self.unread) == before:
                    self._folders.append(path)
                continue
            must_be_read = not only or (path != STDIN and not os.path.exists(path))
            if must_be_read and (why := self._refusal(path)):
                self.fail(path, why)
            elif must_be_read or path == STDIN or not self._is_excluded(path):
                yield Candidate(path, "", is_named=must_be_read)

    def _refusal(self, path: str) -> str:
        """Return why a file that was named can't be read as a job: it is an overlay; "" if it can."""
        try:
            has_environments = self.configs.of(self._display_name(path)).environments
        except UserError:  # it is reported when the file is reached
            return ""
        if not has_environments:
            return ""
        from ircompile.cli.environments import refusal

        return refusal(self._display_name(path), has_environments.values())

    def without_repeats(self, listed: list[Candidate]) -> Iterator[Candidate]:
        """Yield one candidate for each file, under its own name rather than that of a link to it.

        The folders of the other candidates are noted.
        """
        differ = len({0, *(it.number for it in listed)}) > len(listed)  # which is known without a look at each file
        keys = [(candidate.number if differ else identity(candidate.name), candidate) for candidate in listed]
        for key, candidate in keys:
            known = self._seen.setdefault(key, candidate)
            if known is not candidate:
                from ircompile.sources.destination import followed

                self._seen[key] = min(known, candidate, key=lambda it: len(followed(it.name)[1]))
                self._seen[key].is_named = known.is_named or candidate.is_named
        for key, candidate in keys:
            if self._seen[key] is candidate:
                yield candidate
            else:
                self._repeats.append((candidate.folder, self._seen[key]))

    def check_folders(self) -> None:
        """Report folders without manifests; called last, since their files may have been read under other names."""
        filled = {it.folder for it in self._seen.values() if it.counts}
        filled |= {folder for folder, first in self._repeats if first.counts}
        for folder in dict.fromkeys(self._folders):
            if folder not in filled and not self.may_be_empty:
                self.fail(folder, "no manifests in this folder")

    def record(self, candidate: Candidate, outcome: Outcome | None) -> None:
        """Record the outcome of linting a file elsewhere; None means a manifest without findings."""
        source = NO_TEXT
        if outcome:
            self.layers |= outcome.layers
            self.fail_all(outcome.failures)
            if outcome.error:
                self._record_unreadable(candidate, outcome.error)
                return
            if not outcome.is_manifest:
                return
            source = outcome.source or NO_TEXT
        candidate.counts = True
        self.sources[candidate.name] = source

    def _record_unreadable(self, candidate: Candidate, why: str) -> None:
        from ircompile.manifest.detect import may_hold_job

        if candidate.is_named or may_hold_job(candidate.name):
            candidate.counts = True
            self.fail(candidate.name, why)
        else:
            self._log(f"{candidate.name}: skipped, {why}")

    def _exclusion(self, folder: str) -> Callable[[str], bool] | None:
        """Return a predicate for the excluded paths in a folder, or None if no path is excluded."""
        config = self.configs.of(folder)
        written = config.out_dir or getattr(self.arguments, "out_dir", None)
        leaves_out = "hosts" in self.arguments and config.hosts != HOSTS
        if not (self.arguments.exclude or config.exclude or written or leaves_out or config.environments):
            return None
        from ircompile.cli.exclusion import exclusion

        return exclusion(self.arguments, config, self._log)

    def _is_excluded(self, path: str) -> bool:
        """Return whether a path is excluded, and log it if so."""
        exclusion = self._exclusion(path)
        return bool(exclusion and exclusion(path))

    def _read_file(self, candidate: Candidate) -> Iterator[tuple[Source, list[Manifest], Config]]:
        name, named = candidate.name, candidate.is_named
        config = self.config_of(self._display_name(name))
        self._log_config(name)
        try:
            limit = config.limits.bytes
            data = read_stdin(limit) if name == STDIN else read_bytes(name, limit, pipes=not candidate.folder)
            source = decoded(self._display_name(name), data, config.hosts)
            is_excluded = name == STDIN and not named and self._is_excluded(source.name)
            model = model_of(config)
            manifests = [] if is_excluded else read_recognized(source, config, model, include_all=named)
        except Exception as error:  # noqa: BLE001  an internal error in one file must not stop the others
            from ircompile.linting.errors import reason

            self._record_unreadable(candidate, reason(error))
            return
        if manifests:
            candidate.counts = True
            self._log(f"{source.name}: read, {counted(len(manifests), 'job')}")
            self.sources[source.name] = source
            yield source, manifests, config
        elif named:
            self.fail(source.name, NO_JOB)
        else:
            self._log(f"{source.name}: skipped, not a manifest")
            if name == STDIN:
                self.passed_over = source

    def config_of(self, name: str) -> Config:
        """Return the configuration of a file.

        Raises:
            UserError: The configuration or its baseline is invalid.
        """
        config = self.configs.of(name)
        if self._baselines is not None and config.baseline not in self._baselines:
            from ircompile.linting.baseline import Baseline

            Baseline.read(config.baseline)
            self._baselines.add(config.baseline)
        return config

    def _display_name(self, name: str) -> str:
        return name if name != STDIN else self.arguments.stdin_filename or STDIN_NAME

    def _log_config(self, name: str) -> None:
        """Log which configuration applies to a file, once for each configuration."""
        if self._is_verbose and (file := self.configs.file_of(self._display_name(name))) not in self._logged:
            from ircompile.sources.repository import relative

            self._logged.add(file)
            self._log(f"configuration {relative(file) if file else 'none'}")

    def _log(self, line: str) -> None:
        if self._is_verbose:
            sys.stderr.write(f"ircompile: {escaped(line)}\n")

    def fail(self, name: str, why: str) -> None:
        """Report an input that can't be read, and keep it for the report."""
        self.unread.append((name, why))
        if self.before_message:
            self.before_message()
        sys.stderr.write(f"ircompile: error: {escaped(name)}: {escaped(why)}\n")

    def fail_all(self, failures: Iterable[tuple[str, str]]) -> None:
        """Report rules that failed, given as pairs of the input and the reason."""
        for name, why in failures:
            self.fail(name, why)


def _makes_jobs(name: str) -> bool:
    """Return whether a file of another language may make jobs."""
    from ircompile.hosts.search import file_names_operation

    return file_names_operation(name)
