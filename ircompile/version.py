"""The version of the package, which pyproject.toml reads here, and where its rules are told about."""

__version__ = "0.1.0"
RULE_PAGES = "https://ircompile.dev/rules/"
"""Where the pages of the rules are, one below it each; the only address of the project's own in reports."""
