"""Detection of jobs in files that were not named by the user: by their members, or by keys in their text."""

from __future__ import annotations

import os
from itertools import islice

from ircompile.sources.files import UnreadableFileError, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ircompile.manifest.manifest import Manifest

IDENTIFYING_MEMBERS = ("JobName", "JobType")
MEMBERS = (*IDENTIFYING_MEMBERS, "RoleArn", "InputConfig")
KEY_PATTERN = rf"(?:^|[{{,])[ \t-]*+[\"']?({'|'.join(MEMBERS)})[\"']?[ \t]*:"
"""One of these members as a key at the start of a line, or after a bracket or comma."""
MAX_PARTS = 64
"""The parts, of 1 MiB each, that are searched at the beginning of a file."""
OVERLAP = 1 << 16
"""Characters of a part that are searched again with the next part, in which a key may end."""


def is_manifest(manifest: Manifest) -> bool:
    """Return whether a document looks like a job, judged by its members, or, if it can't be read, by its text."""
    if manifest.document.is_complete:
        return has_job_members(manifest.document.value)
    return has_job_keys([manifest.source.text])


def has_job_members(value: Any) -> bool:
    """Return whether a value has two of the members that every job has, one of them its name or type."""
    found = [name for name in MEMBERS if isinstance(value, dict) and name in value]
    return len(found) > 1 and found[0] in IDENTIFYING_MEMBERS


def has_job_keys(texts: Iterable[str]) -> bool:
    """Return whether a text, given in parts, has the key JobName and that of another member of every job."""
    import re

    key = re.compile(KEY_PATTERN, re.MULTILINE)
    found: set[str] = set()
    before = ""
    for part in texts:
        found.update(key.findall(before + part))
        if "JobName" in found and len(found) > 1:
            return True
        before = part[-OVERLAP:]
    return False


def may_hold_job(name: str) -> bool:
    """Return whether a file that can't be read as a whole may hold a job, judged by the keys at its beginning."""
    try:
        beginning = islice(parts(name), MAX_PARTS)
        texts = (part.translate(None, b"\0").decode("latin-1") for part in beginning)  # the keys of UTF-16, too
        return has_job_keys(texts)
    except UnreadableFileError:
        return os.path.isfile(name)
