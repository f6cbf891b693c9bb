"""`credential-in-manifest`: secrets, which everybody who can read the repository or the job would have.

They are looked for in values and in keys; and whatever else is said of a manifest, says their mask instead of them.
"""

from __future__ import annotations

import re

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
    r"secret[a-z_-]{0,20}key[\"']?\s{0,5}[=:]\s{0,5}[\"']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])", re.IGNORECASE
)
NAMES: Final = ("Key", "Name")
"""Members that name the value beside them."""
SHOWN: Final = 4
"""Characters of a secret that are shown."""
TELLING: Final = 8
"""Characters with which a text may begin a secret, as it does where it is cut, and tell it."""


def credentials(job: dict[str, Any]) -> Iterator[Finding]:
    """A finding for every string and every key of a request that holds a credential."""
    for path, part, text in _texts(job):
        kind, _ = _found(job, path, part, text)
        if kind:
            shown = text[:SHOWN] if text[:SHOWN].isalnum() else ""
            yield Finding(
                "credential-in-manifest",
                [Blame(path, "a credential", part=part)],
                message=f"`{shown}…` holds {kind}",
                help="remove it, and revoke it: whoever could read the repository has it; a job needs only its role",
            )


class Mask:
    """Puts the first letters of a request's credentials, and an ellipsis, in their place."""

    __slots__ = ("_secrets",)

    def __init__(self, job: Any) -> None:
        self._secrets: set[str] = set()
        for path, part, text in _texts(job):
            for secret in _found(job, path, part, text)[1]:
                self._secrets.add(secret)

    def __call__(self, text: str) -> str:
        """The text without the credentials, or the beginning of one that was cut."""
        for secret in self._secrets:
            start = text.find(secret[:TELLING])
            while start >= 0:
                end = start + TELLING
                while end < len(text) and end - start < len(secret) and text[end] == secret[end - start]:
                    end += 1
                text = f"{text[: start + SHOWN]}…{text[end:].removeprefix('…')}"
                start = text.find(secret[:TELLING], start)
        return text


def _found(job: Any, path: Path, part: str, text: str) -> tuple[str, list[str]]:
    """What kind of credential a text holds, "" for none, and which."""
    start = text[:LONGEST]
    if ids := KEY_ID.findall(start):
        return "an AWS access key id", ids
    if PRIVATE_KEY.search(start):
        lines = (line.strip() for line in re.split(r"-----[A-Z ]+-----|\n|\\n", text))
        return "a private key", [line for line in lines if len(line) >= TELLING]
    if secrets := SECRET_BESIDE_NAME.findall(start):
        return "a secret access key", secrets
    if part == "value" and _is_named_secret(job, path, text):
        return "a secret access key", [text]
    return "", []


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


def _texts(value: Any) -> Iterator[tuple[Path, str, str]]:
    """All strings and keys of a request with their paths, in the order of the text, and which of the two each is."""
    waiting: list[tuple[Path, str, Any]] = [((), "value", value)]
    while waiting:
        path, part, value = waiting.pop()
        if isinstance(value, str):
            yield path, part, value
        elif isinstance(value, dict):
            for key, item in reversed(value.items()):
                waiting += [((*path, key), "value", item), ((*path, key), "key", key)]
        elif isinstance(value, list):
            waiting.extend(((*path, index), "value", item) for index, item in reversed(list(enumerate(value))))
