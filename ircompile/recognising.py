"""What counts as a manifest, where nobody named it as one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.manifest import Manifest

NAMING = ("JobName", "JobType")
MARKS = (*NAMING, "RoleArn", "InputConfig")
KEY = r"(?:^|[{,])[ \t{,-]*[\"']?(JobName|JobType|RoleArn|InputConfig)[\"']?[ \t]*:"
"""What such a member looks like at the start of a line, or behind a bracket."""


def is_manifest(manifest: Manifest) -> bool:
    """Whether a document is meant as a job: by its members, or, where it does not parse, by keys in its text."""
    if manifest.document.whole:
        return has_members(manifest.document.value)
    return looks_like_one(manifest.source.text)


def has_members(value: Any) -> bool:
    """Two of the members that every job has, one of them its name or type."""
    found = [name for name in MARKS if isinstance(value, dict) and name in value]
    return len(found) > 1 and found[0] in NAMING


def looks_like_one(text: str) -> bool:
    """Likewise of a text that can't be read: JobName and one more stand in it as keys."""
    import re

    found = set(re.findall(KEY, text, re.MULTILINE))
    return "JobName" in found and len(found) > 1
