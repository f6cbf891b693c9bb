"""What is done with a manifest under a model, step by step, so that the steps of several can be interleaved."""

from __future__ import annotations

from collections.abc import Iterator

import ircompile
from ircompile.config.settings import Config
from ircompile.manifest.load import read
from ircompile.model.model import model_of
from ircompile.model.shape_check import check
from ircompile.sources.source import from_text


def steps(text: str, config: Config) -> Iterator[str]:
    """Read, expand, check, lint and compile the one manifest in a text, and yield each result as text."""
    model = model_of(config)
    (manifest,) = read(from_text("job.yaml", text), config, model)
    yield "read"
    yield repr(manifest.value)
    yield repr([(it.rule, it.message, [blame.path for blame in it.blames]) for it in check(manifest.value, model)])
    yield repr(ircompile.lint(text, "job.yaml", config=config))
    try:
        yield repr(ircompile.compile(text, "job.yaml", config=config))
    except ircompile.InvalidManifest as error:
        yield repr(error.diagnostics)


def all_steps(text: str, config: Config) -> list[str]:
    """Return the results of all steps."""
    return list(steps(text, config))
