"""Exit codes, the list of commands, and the error that ends a command."""

from __future__ import annotations

from ircompile.findings.errors import UserError

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: no finding fails the run; one does; bad usage, unreadable input or an internal error."""

COMMANDS = {
    "lint": "say what is wrong with manifests",
    "baseline": "keep a list of known findings, which are not reported",
    "compile": "lint manifests, then write their canonical requests",
    "convert": "convert between shorthand, JSON, YAML and aws commands",
    "schema": "print the JSON Schema of the request",
    "rules": "list the rule book",
    "completions": "print what a shell needs to complete our words",
    "explain": "tell about a rule or a field of the request",
}
"""The commands with their help texts, in the order in which help lists them."""


class CliError(UserError):
    """The command can't do what was asked; the message says why, and the exit code is 2."""
