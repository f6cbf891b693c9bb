"""The summary line of a run."""

from __future__ import annotations

from ircompile.config.settings import SEVERITIES
from ircompile.findings.messages import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model


def summary(
    diagnostics: list[Diagnostic],
    files: int,
    model: Model,
    *,
    failed: bool = False,
    suppressed: tuple[int, int] = (0, 0),
    verb: str = "Found",
) -> str:
    """Return the line that says what was found in how many files, and by which service model.

    Args:
        diagnostics: The findings that are reported.
        files: Number of files that were checked.
        model: The service model.
        failed: Whether an input could not be read.
        suppressed: How many more findings the baseline knows, and how many are ignored.
        verb: What the run did or would do with the findings.
    """
    parts = zip(suppressed, ("in the baseline", "ignored"), strict=True)
    known = ", ".join(f"{count} {where}" for count, where in parts if count)
    known = f" ({known})" if known else ""
    if not diagnostics:
        rest = "not everything could be read" if failed else "nothing found"
        return f"{counted(files, 'file')} checked, {rest}{known}."
    counts = [(level, sum(found.severity == level for found in diagnostics)) for level in SEVERITIES]
    found = ", ".join(counted(count, level) if level != "info" else f"{count} info" for level, count in counts if count)
    hit = len({found.filename for found in diagnostics})
    safe = sum(any(fix.safe for fix in it.fixes) for it in diagnostics)
    fixes = f" {counted(safe, 'safe fix', 'safe fixes')} available." if safe else ""
    return f"{verb} {found} in {hit} of {counted(files, 'file')}{known}.{fixes} Model: {model.snapshot}."
