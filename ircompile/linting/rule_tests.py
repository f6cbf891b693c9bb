"""Tests of rule files: linting a rule's examples must give exactly the findings that its file declares."""

from __future__ import annotations

import os
from base64 import b64decode
from tempfile import TemporaryDirectory

from ircompile.config.environments import Environment
from ircompile.config.settings import Config
from ircompile.linting.environment_problems import environment_problems
from ircompile.linting.linter import Linter
from ircompile.linting.payload import lint_payload
from ircompile.manifest.command import read_command
from ircompile.manifest.effects import Effects
from ircompile.manifest.load import read
from ircompile.model.model import model_of
from ircompile.rulebook.book import shipped_ids
from ircompile.sources.atomic import replace
from ircompile.sources.globs import Glob
from ircompile.sources.source import decode, from_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.rulebook.body import Example
    from ircompile.rulebook.rule import Rule

NAME = "example"
"""The file name of an example in its diagnostics."""


def lint_example(example: Example, config: Config) -> list[Diagnostic]:
    """Return the diagnostics of an example.

    Args:
        example: The example.
        config: The configuration whose rules and model are used; its other settings are not.

    Raises:
        ModelError: The model of the configuration can't be used.
    """
    model = model_of(config)
    with TemporaryDirectory() as folder:
        own = Config(
            rules=config.rules,
            model=config.model,
            extend_instance_types=config.extend_instance_types,
            region=example.region,
            quotas=example.quotas,
            schemas=_schema_files(example, folder),
            environments=_environments(example, folder),
        )
        if example.kind == "payload":
            archive = os.path.join(folder, NAME)
            replace(archive, b64decode(example.text))
            return lint_payload(archive, own)
        if example.kind == "command":
            source = from_text(NAME, example.text, "command")
            return Linter(own).lint(source, [read_command(source, model)])
        if example.kind == "bytes":
            source = decode(NAME, b64decode(example.text))
        else:
            source = from_text(NAME, example.text, "python" if example.kind == "python" else None)
        linter = Linter(own)
        found = linter.lint(source, read(source, own, model))
        effects = linter.overlays.effects if linter.overlays else Effects()
        return [*found, *environment_problems({own: [NAME]}, effects, lambda _: True, {})]


def _environments(example: Example, folder: str) -> dict[str, Environment]:
    """Write the overlay of an example, if it has one, to a folder and return the environment that it describes."""
    if not (example.overlay or example.include):
        return {}
    file = os.path.join(os.path.realpath(folder), "overlay.yaml")
    replace(file, example.overlay.encode())
    return {"prod": Environment("prod", overlay=(file,), include=tuple(map(Glob, example.include)))}


def _schema_files(example: Example, folder: str) -> tuple[str, ...]:
    """Write the schema of an example, if it has one, to a folder and return the names of the files."""
    if not example.schema:
        return ()
    file = os.path.join(os.path.realpath(folder), "schema.json")
    replace(file, example.schema.encode())
    return (file,)


def findings_of(rule: Rule, example: Example, config: Config) -> list[str]:
    """Return the findings of a rule in an example, as `finds` holds them: "line:column message"."""
    return [f"{it.line}:{it.column} {it.message}" for it in lint_example(example, config) if it.rule == rule.id]


def example_problems(rule: Rule, config: Config | None = None) -> Iterator[str]:
    """Yield a line for each difference between the findings in a rule's examples and those that its file declares.

    A good example must have no finding of the rule, and no error of a shipped rule. Other custom rules are ignored.

    Args:
        rule: The rule.
        config: The configuration that loads the rule; not needed for a shipped one.
    """
    config = config or Config()
    for example in rule.body.good:
        for it in lint_example(example, config):
            if it.rule == rule.id or (it.severity == "error" and it.rule in shipped_ids()):
                yield f"good example {example.name!r}: {it.line}:{it.column} {it.message} [{it.rule}]"
    for example in rule.body.bad:
        found = findings_of(rule, example, config)
        yield from (
            f"bad example {example.name!r}: not in `finds`: {line}" for line in found if line not in example.finds
        )
        yield from (f"bad example {example.name!r}: not found: {line}" for line in example.finds if line not in found)
