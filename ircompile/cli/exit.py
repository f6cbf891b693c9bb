"""Exit codes, the list of commands, and the error that ends a command."""

from __future__ import annotations

from ircompile.findings.errors import UserError

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: no finding fails the run; one does; bad usage, unreadable input or an internal error."""

COMMANDS = {
    "new": "write a manifest, a configuration or a repository to begin with",
    "lint": "check manifests for mistakes",
    "baseline": "maintain a file of known findings, which are not reported",
    "compile": "check manifests, then write their canonical requests",
    "plan": "show what jobs will do: traffic, tests and time",
    "diff": "compare two jobs member by member",
    "convert": "convert between shorthand, JSON, YAML and aws commands",
    "schema": "print the JSON Schema of the request or of a file format",
    "rules": "list all rules, or test rule files",
    "lsp": "serve an editor: diagnostics, fixes, completion and more",
    "completions": "print a completion script for a shell",
    "explain": "explain a rule, a topic or a field of the request",
}
"""The commands with their help texts, in the order in which help lists them."""


class CliError(UserError):
    """The command can't do what was asked; the message says why, and the exit code is 2."""
