"""Rule files prove themselves: their examples are linted, and must give what the files say."""

from __future__ import annotations

import os
from base64 import b64decode
from tempfile import TemporaryDirectory

from ircompile.config.settings import Config
from ircompile.linting.linter import Linter
from ircompile.manifest.command import read_command
from ircompile.manifest.load import read
from ircompile.model.model import model_of
from ircompile.rulebook.book import shipped_rules
from ircompile.sources.atomic import replace
from ircompile.sources.source import decode, from_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.rulebook.rule import Example, Rule

NAME = "example"
"""What the text of an example is called in its findings."""


def lint_example(example: Example, config: Config) -> list[Diagnostic]:
    """Everything that is found in an example."""
    config = Config(rules=config.rules, region=example.region)
    if example.kind == "command":
        source = from_text(NAME, example.text, "command")
        return Linter(config).lint(source, [read_command(source, model_of(config))])
    source = decode(NAME, b64decode(example.text)) if example.kind == "bytes" else from_text(NAME, example.text)
    with TemporaryDirectory() as folder:
        if example.schema:
            file = os.path.join(folder, "schema.json")
            replace(file, example.schema.encode())
            config.schemas = (file,)
        return Linter(config).lint(source, read(source, config, model_of(config)))


def complaints(rule: Rule, config: Config | None = None) -> Iterator[str]:
    """What the examples of a rule do not give although the file says so, a line each; none where all is well.

    A good example has no error of the shipped rules; other rules of one's own do not count.

    Args:
        rule: The rule.
        config: The configuration under which it is one of the rules; by default it is a shipped one.
    """
    config = config or Config()
    for example in rule.body.good:
        for it in lint_example(example, config):
            if it.rule == rule.id or (it.severity == "error" and it.rule in shipped_rules()):
                yield f"good example {example.name!r}: {it.line}:{it.column} {it.message} [{it.rule}]"
    for example in rule.body.bad:
        found = [f"{it.line}:{it.column} {it.message}" for it in lint_example(example, config) if it.rule == rule.id]
        yield from (
            f"bad example {example.name!r}: not in `finds`: {line}" for line in found if line not in example.finds
        )
        yield from (f"bad example {example.name!r}: not found: {line}" for line in example.finds if line not in found)
