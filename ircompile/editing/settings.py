"""What a feature needs to know beside the text and the offset."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property

from ircompile.config.discovery import NAMES, Configs
from ircompile.config.settings import floor_of
from ircompile.model.model import Model, model_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ircompile.config.environments import Environment
    from ircompile.config.settings import Config
    from ircompile.findings.finding import SeverityName
    from ircompile.linting.linter import Linter
    from ircompile.manifest.environments import Overlays
    from ircompile.rulebook.checks.job_names import JobNames
    from ircompile.rulebook.rule import Rule


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings for one text.

    Attributes:
        name: The name of its file, whose ending tells its language; the file need not exist.
        config: The configuration that applies to the file.
        wanted: The least severity that was asked for, as for `lint`.
        texts: The unsaved texts of other files, by their absolute paths.
    """

    name: str
    config: Config
    wanted: SeverityName = "warning"
    texts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def floor(self) -> SeverityName:
        """The least severity that is shown: findings that make a run fail always are."""
        return floor_of(self.wanted, self.config.fail_on or "error")

    @cached_property
    def linter(self) -> Linter:
        """The linter of the text, which no other text may share: it knows the names of the jobs in it.

        Raises:
            UserError: The configuration names something that does not exist, or that can't be used.
        """
        from ircompile.linting.linter import Linter

        return Linter(self.config, self.names, floor=self.floor, fail=lambda _where, _why: None, keeps=True)

    @cached_property
    def names(self) -> JobNames:
        """The names of the jobs that the linter has seen."""
        from ircompile.rulebook.checks.job_names import JobNames

        return JobNames()

    @cached_property
    def is_excluded(self) -> bool:
        """Whether the configuration leaves the file out, or has it as an overlay of jobs."""
        from ircompile.config.exclusion import exclusion

        return exclusion(self.config)(self.name)

    @cached_property
    def jobs(self) -> Sequence[str]:
        """The names of the files whose jobs the file is merged over; () if it is not an overlay."""
        from ircompile.editing.merged_jobs import jobs_below

        return jobs_below(self.name, self.config, self.texts) if self.config.environments else ()

    def overlays(self) -> Overlays | None:
        """Return the overlays as they are now, open or saved, unread; None without environments."""
        from ircompile.manifest.environments import Overlays

        return Overlays(self.config, self.texts) if self.config.environments else None

    @cached_property
    def is_configuration(self) -> bool:
        """Whether the file is a configuration, by its name or since the configuration of the folder extends it."""
        its = os.path.abspath(self.name)
        return os.path.basename(its) in NAMES or its in map(os.path.abspath, self.config.files)

    @cached_property
    def is_overlay(self) -> bool:
        """Whether environments merge the file over jobs."""
        return any(it.merges(self.name) for it in self.config.environments.values())

    @cached_property
    def model(self) -> Model:
        """The service model of the jobs in the text.

        Raises:
            UserError: The configured model can't be used.
        """
        return model_of(self.config)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """All rules by id, those of the configured folders included.

        Raises:
            UserError: A rule file can't be used.
        """
        from ircompile.rulebook.book import with_rules

        return with_rules(self.config.rules, self.model)

    @property
    def environments(self) -> Mapping[str, Environment]:
        """The environments that have the jobs of the text, by name."""
        return {name: it for name, it in self.config.environments.items() if it.includes(self.name)}


def settings_of(
    name: str,
    configs: Configs | None = None,
    wanted: SeverityName = "warning",
    texts: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings for a file: those of the nearest configuration, as on the command line.

    Args:
        name: The path of the file.
        configs: The configurations that were read; without them, the files are looked for.
        wanted: The least severity that is shown.
        texts: The unsaved texts of other files, by their absolute paths.

    Raises:
        ConfigError: The configuration can't be used.
    """
    return Settings(name, (configs or Configs()).of(name), wanted, texts or {})
