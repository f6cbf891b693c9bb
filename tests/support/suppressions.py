"""The findings of a text as short lines, and the fixes of its suppression comments."""

from __future__ import annotations

import ircompile
from ircompile.config.settings import Config
from ircompile.findings.diagnostic import Diagnostic
from ircompile.linting.fix_apply import apply_edits


def found(text: str, name: str = "a.yaml", config: Config | None = None) -> list[str]:
    """Return the location and the rule of each error and warning."""
    everything = ircompile.lint(text, name, config=config)
    return [f"{it.line}:{it.column} {it.rule}" for it in everything if it.severity != "info"]


def with_fixed_comments(text: str) -> tuple[str, list[Diagnostic]]:
    """Return the text after all safe fixes of its comments, and its diagnostics."""
    while True:
        everything = ircompile.lint(text, "a.yaml")
        fixes = [fix for it in everything if "-ignore" in it.rule for fix in it.fixes if fix.safe]
        if not fixes:
            return text, everything
        text = apply_edits(text, fixes[0].edits)
