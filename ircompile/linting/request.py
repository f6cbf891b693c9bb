"""Linting of a request that a program holds as a value."""

from __future__ import annotations

from dataclasses import replace

from ircompile.linting.linter import Linter
from ircompile.manifest.request_value import read_request
from ircompile.model.model import model_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic


def lint_value(request: Any, config: Config, *, region: str = "") -> list[Diagnostic]:
    """Return the findings in a request, in its own order, with pointers instead of locations and fixes.

    Args:
        request: The request, which is not changed.
        config: The settings, of which the baseline is not used.
        region: The AWS region that it is sent to; "" for that of the settings.
    """
    manifest = read_request(request, model_of(config), config.limits, region=region)
    found = Linter(config, baseline=False).lint(manifest.source, [manifest])
    return [_without_location(it) for it in found]


def _without_location(it: Diagnostic) -> Diagnostic:
    """Return a diagnostic that points at a value, but at no text."""
    related = tuple(replace(place, line=0, column=0, end_line=0, end_column=0) for place in it.related)
    return replace(it, line=0, column=0, end_line=0, end_column=0, related=related, fixes=())
