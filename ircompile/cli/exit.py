"""Exit codes, commands, and the error of a command that can't do what was asked."""

from __future__ import annotations

from ircompile.findings.errors import UserError

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing at or above the level that fails; something; usage, unreadable input, an error of our own."""

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


class CliError(UserError):
    """The command can't do what was asked; the message says why, and the exit code is 2."""
