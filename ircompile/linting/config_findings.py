"""Diagnostics about settings, at their lines in the configuration."""

from __future__ import annotations

from ircompile.config.file import MAX_BYTES
from ircompile.findings.diagnostic import Diagnostic, Severity
from ircompile.linting.locate import severity
from ircompile.linting.selection import is_selected
from ircompile.model.model import model_of
from ircompile.rulebook.book import with_rules
from ircompile.sources.files import read_bytes
from ircompile.sources.repository import relative
from ircompile.sources.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircompile.config.settings import Config
    from ircompile.findings.finding import Finding

NOWHERE = "<configuration>"
"""The name of settings that are in no file."""


def located(
    finding: Finding, config: Config, path: tuple[str | int, ...], sources: dict[str, Source]
) -> Iterable[Diagnostic]:
    """Return the diagnostic of a finding about a setting; none if its rule is not selected.

    Args:
        finding: The finding.
        config: The configuration.
        path: The path of the setting.
        sources: The configuration files that were read, to which this one is added.
    """
    file, line = config.where(path)
    name = relative(file) if file else NOWHERE
    if name not in sources:
        data = read_bytes(file, 2 * MAX_BYTES) if file else b""
        sources[name] = Source(name, data.decode("utf-8", "replace"), "toml")
    rule = with_rules(config.rules, model_of(config))[finding.rule]
    line = line or 1
    text = sources[name].line(line)
    found = Diagnostic(
        filename=name,
        rule=rule.id,
        severity=Severity(severity(finding, rule, config)),
        confidence=rule.confidence,
        message=finding.message,
        help=finding.help,
        pointer="",
        line=line,
        column=len(text) - len(text.lstrip()) + 1,
        end_line=line,
        end_column=len(text.rstrip()) + 1,
    )
    return [found] if is_selected(found, rule.topic, config) else []
