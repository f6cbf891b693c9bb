"""What a feature needs to know beside the text and the offset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ircompile.config.discovery import Configs
from ircompile.model.model import Model, model_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ircompile.config.environments import Environment
    from ircompile.config.settings import Config
    from ircompile.findings.finding import SeverityName
    from ircompile.rulebook.rule import Rule


@dataclass(frozen=True)
class Settings:
    """The settings for one text.

    Attributes:
        name: The name of its file, whose ending tells its language; the file need not exist.
        config: The configuration that applies to the file.
        floor: The least severity that is shown, as for `lint`.
    """

    name: str
    config: Config
    floor: SeverityName = "warning"

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


def settings_of(name: str, configs: Configs | None = None, floor: SeverityName = "warning") -> Settings:
    """Return the settings for a file: those of the nearest configuration, as on the command line.

    Args:
        name: The path of the file.
        configs: The configurations that were read; without them, the files are looked for.
        floor: The least severity that is shown.

    Raises:
        ConfigError: The configuration can't be used.
    """
    return Settings(name, (configs or Configs()).of(name), floor)
