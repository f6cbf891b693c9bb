"""The pattern of the names of compiled requests, below the output folder."""

from __future__ import annotations

import re

from ircompile.config.environments import PLACEHOLDER
from ircompile.findings.messages import listed, shown
from ircompile.findings.suggestions import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DEFAULT: Final = "{JobName}.json"
ENDING: Final = ".json"
JOB_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
"""Job names that can be file names on every system; every valid job name matches."""
PLACEHOLDERS: Final = ("JobName", "stem", "env")
"""The name of the job, the name of its manifest's file without its ending, and the environment."""
FORBIDDEN: Final = re.compile(r'[{}\\:*?"<>|\x00-\x1f\x7f]')
"""What the names of files can't have on every system, or what is left of a placeholder that is not closed."""


def problem(pattern: str) -> str:
    """Return why a pattern can't be used; "" if it can."""
    names = PLACEHOLDER.findall(pattern)
    unknown = next((name for name in names if name not in PLACEHOLDERS), None)
    if unknown is not None:
        near = nearest(unknown, PLACEHOLDERS)
        known = f"did you mean `{{{near}}}`?" if near else f"choose from {listed([f'{{{it}}}' for it in PLACEHOLDERS])}"
        return f"unknown placeholder {shown(f'{{{unknown}}}')}, {known}"
    fixed = PLACEHOLDER.sub("x", pattern)
    if not pattern.endswith(ENDING):
        return f"the names of compiled requests end in {ENDING}"
    if any(step in ("", ".", "..") for step in fixed.split("/")):
        return "it leads out of the output folder, or has an empty step"
    if FORBIDDEN.search(fixed):
        return "it has a character that can't be in the names of files"
    if not {"JobName", "stem"}.intersection(names):
        return "it gives all jobs one name: add `{JobName}` or `{stem}`"
    return ""


def names_of(pattern: str, job: str) -> re.Pattern[str]:
    """Return an expression for the names that a pattern may give to the file of a job."""
    parts = PLACEHOLDER.split(pattern)
    values = [re.escape(job) if name == "JobName" else "[^/]+" for name in parts[1::2]]
    fixed = map(re.escape, parts[::2])
    return re.compile("".join(text + value for text, value in zip(fixed, [*values, ""], strict=True)))
