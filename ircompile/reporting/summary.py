"""The line for people that says what a run found."""

from __future__ import annotations

from ircompile.config.settings import SEVERITIES
from ircompile.findings.messages import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model

LEVELS = SEVERITIES


def summary(diagnostics: list[Diagnostic], files: int, model: Model, *, failed: bool = False) -> str:
    """What was found in how many files, and how old the facts are."""
    if not diagnostics:
        rest = "something could not be read" if failed else "nothing found"
        return f"{counted(files, 'file')} checked, {rest}."
    counts = [(level, sum(found.severity == level for found in diagnostics)) for level in LEVELS]
    found = ", ".join(counted(count, level) if level != "info" else f"{count} info" for level, count in counts if count)
    hit = len({found.filename for found in diagnostics})
    safe = sum(any(fix.safe for fix in it.fixes) for it in diagnostics)
    fixes = f" {counted(safe, 'safe fix', 'safe fixes')} known." if safe else ""
    return f"Found {found} in {hit} of {counted(files, 'file')}.{fixes} Model: {model.snapshot}."
