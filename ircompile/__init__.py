"""Compiler and linter for Amazon SageMaker Inference Recommender jobs.

>>> import ircompile
>>> [found.rule for found in ircompile.lint("JobName: a_b", "job.yaml")]
['missing-field', 'missing-field', 'missing-field', 'model-source-missing', 'bad-format']
"""

from ircompile.package import __version__, is_checkout, module

__all__ = [
    "CommandError",
    "Config",
    "Diagnostic",
    "Environment",
    "Glob",
    "Guard",
    "Ignored",
    "InvalidManifest",
    "Limits",
    "ShorthandError",
    "UserError",
    "__version__",
    "compile",
    "guard",
    "lint",
    "lint_many",
    "lint_request",
    "load_config",
    "parse_command",
    "parse_shorthand",
    "plan",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.api import compile, lint, lint_request, load_config, parse_command  # noqa: A004  the name of the command
    from ircompile.config.environments import Environment
    from ircompile.config.settings import Config, Ignored, Limits
    from ircompile.findings.diagnostic import Diagnostic, InvalidManifest
    from ircompile.findings.errors import UserError
    from ircompile.linting.batch import lint_many
    from ircompile.linting.guard import Guard, guard
    from ircompile.planning.notebook import plan
    from ircompile.sources.globs import Glob
    from ircompile.syntax.command_line import CommandError
    from ircompile.syntax.shorthand.errors import ShorthandError
    from ircompile.syntax.shorthand.reader import parse_shorthand

_HOMES = {
    "compile": "api",
    "lint": "api",
    "load_config": "api",
    "lint_many": "linting.batch",
    "lint_request": "api",
    "guard": "linting.guard",
    "CommandError": "syntax.command_line",
    "Config": "config.settings",
    "Diagnostic": "findings.diagnostic",
    "Environment": "config.environments",
    "Glob": "sources.globs",
    "Guard": "linting.guard",
    "Ignored": "config.settings",
    "InvalidManifest": "findings.diagnostic",
    "Limits": "config.settings",
    "ShorthandError": "syntax.shorthand.errors",
    "UserError": "findings.errors",
    "parse_command": "api",
    "parse_shorthand": "syntax.shorthand.reader",
    "plan": "planning.notebook",
}
"""The modules of the exported names; each is imported when it is first used, since the command line needs few."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def _make(name: str) -> object:
    """Return a built module, made from the sources of the checkout."""
    from ircompile.codegen.cache import cached

    return cached(name)


if is_checkout():
    module.make = _make
