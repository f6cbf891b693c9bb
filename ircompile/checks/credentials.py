"""`credential-in-manifest`: secrets, which everybody who can read the repository or the job would have."""

from __future__ import annotations

import re

from ircompile.checks.placeholders import strings
from ircompile.finding import Blame, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.tree import Path

LONGEST: Final = 65_536
"""Characters of a string that are looked at."""
KEY_ID: Final = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")
PRIVATE_KEY: Final = re.compile(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----")
SECRET: Final = re.compile(r"[A-Za-z0-9/+]{40}")
SECRET_NAME: Final = re.compile(r"secret[a-z_-]{0,20}key", re.IGNORECASE)
SECRET_BESIDE_NAME: Final = re.compile(
    r"secret[a-z_-]{0,20}key[\"']?\s{0,5}[=:]\s{0,5}[\"']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])", re.IGNORECASE
)
NAMES: Final = ("Key", "Name")
"""Members that name the value beside them."""


def credentials(job: dict[str, Any]) -> Iterator[Finding]:
    """A finding for every string of a request that holds a credential; none shows more than its first four letters."""
    for path, text in strings(job):
        kind = _kind(text[:LONGEST]) or (_is_named_secret(job, path, text) and "a secret access key")
        if kind:
            shown = text[:4] if text[:4].isalnum() else ""
            yield Finding(
                "credential-in-manifest",
                [Blame(path, "a credential")],
                message=f"`{shown}…` holds {kind}",
                help="remove it, and revoke it: whoever could read the repository has it; a job needs only its role",
            )


def _kind(text: str) -> str:
    if KEY_ID.search(text):
        return "an AWS access key id"
    if PRIVATE_KEY.search(text):
        return "a private key"
    return "a secret access key" if SECRET_BESIDE_NAME.search(text) else ""


def _is_named_secret(job: dict[str, Any], path: Path, text: str) -> bool:
    """Forty letters are a secret only where something beside them says so."""
    if not SECRET.fullmatch(text):
        return False
    beside: Any = job
    names = []
    for step in path:
        if isinstance(step, str):
            names += [step, *(str(beside.get(name, "")) for name in NAMES)]
        beside = beside[step]
    return any(SECRET_NAME.search(name) for name in names if name != text)
