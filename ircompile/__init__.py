"""Compiler and linter for Amazon SageMaker Inference Recommender jobs.

>>> import ircompile
>>> [found.rule for found in ircompile.lint("JobName: a_b", "job.yaml")]
['bad-format', 'missing-field', 'missing-field', 'missing-field', 'model-source-missing']
"""

from ircompile.version import __version__

__all__ = [
    "CommandError",
    "Config",
    "Diagnostic",
    "Glob",
    "Ignored",
    "InvalidManifest",
    "Limits",
    "ShorthandError",
    "__version__",
    "compile",
    "lint",
    "lint_many",
    "parse_command",
    "parse_shorthand",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.api import compile, lint  # noqa: A004  the tool's own word
    from ircompile.config import Config, Glob, Ignored, Limits
    from ircompile.diagnostic import Diagnostic, InvalidManifest
    from ircompile.many import lint_many
    from ircompile.reading.command_line import CommandError, parse_command
    from ircompile.reading.shorthand import parse_shorthand
    from ircompile.reading.shorthand_error import ShorthandError

_HOMES = {
    "compile": "api",
    "lint": "api",
    "lint_many": "many",
    "CommandError": "reading.command_line",
    "Config": "config",
    "Diagnostic": "diagnostic",
    "Glob": "config",
    "Ignored": "config",
    "InvalidManifest": "diagnostic",
    "Limits": "config",
    "ShorthandError": "reading.shorthand_error",
    "parse_command": "reading.command_line",
    "parse_shorthand": "reading.shorthand",
}
"""Where the exported names live; they are imported when first used, since the command line needs few of them."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
