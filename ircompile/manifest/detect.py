"""What counts as a manifest, where nobody named it as one: by its members, or, unread, by keys in its text."""

from __future__ import annotations

import os
from itertools import islice

from ircompile.sources.files import UnreadableFileError, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ircompile.manifest.manifest import Manifest

NAMING = ("JobName", "JobType")
MARKS = (*NAMING, "RoleArn", "InputConfig")
KEY = r"(?:^|[{,])[ \t-]*+[\"']?(JobName|JobType|RoleArn|InputConfig)[\"']?[ \t]*:"
"""What such a member looks like at the start of a line, or behind a bracket."""
PARTS = 64
"""Chunks of 1 MiB that are looked at of a file that is too large to be read."""
WIDEST = 1 << 16
"""Characters of a part that are looked at again with the next one, in which a key may end."""


def is_manifest(manifest: Manifest) -> bool:
    """Whether a document is meant as a job: by its members, or, where it does not parse, by keys in its text."""
    if manifest.document.is_complete:
        return has_members(manifest.document.value)
    return looks_like_one([manifest.source.text])


def has_members(value: Any) -> bool:
    """Two of the members that every job has, one of them its name or type."""
    found = [name for name in MARKS if isinstance(value, dict) and name in value]
    return len(found) > 1 and found[0] in NAMING


def looks_like_one(texts: Iterable[str]) -> bool:
    """Likewise of a text that can't be read, given in parts: JobName and one more stand in it as keys."""
    import re

    key = re.compile(KEY, re.MULTILINE)
    found: set[str] = set()
    before = ""
    for part in texts:
        found.update(key.findall(before + part))
        if "JobName" in found and len(found) > 1:
            return True
        before = part[-WIDEST:]
    return False


def may_hold_one(name: str) -> bool:
    """Whether a file that nobody named, and that is not read, has keys for which it must not be passed over.

    Its beginning tells: a file may be larger than anybody wants to wait for.
    """
    try:
        texts = (part.translate(None, b"\0").decode("latin-1") for part in islice(parts(name), PARTS))  # UTF-16, too
        return looks_like_one(texts)
    except UnreadableFileError:
        return os.path.isfile(name)
