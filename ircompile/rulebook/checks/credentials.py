"""`credential-in-manifest`: secrets, which everybody who can read the repository or the job would have.

They are looked for in values and in keys. What is said of a manifest says their mask instead of them: see `masking`.
"""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.masking import SHOWN, key_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.findings.values import Path

    Held = tuple[str, list[str]]
    """A kind of credential, and the words that tell it."""

LONGEST: Final = 65_536
"""Characters of a string that are looked at."""
LONGEST_NAME: Final = 256
"""Characters of what may name a secret that are looked at."""
SIGNS: Final = ("\\", "AKIA", "ASIA", "PRIVATE")
"""One of these, or "secret", is in every text with a credential, which an escape or a fold may hide."""
KEY_ID: Final = re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])")
PRIVATE_KEY: Final = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
SECRET: Final = re.compile(r"[A-Za-z0-9/+]{40}")
SECRET_NAME: Final = re.compile(r"secret[a-z_-]{0,20}key", re.IGNORECASE)
SECRET_BESIDE_NAME: Final = re.compile(
    r"secret[a-z_-]{0,20}key[\"']?\s{0,5}[=:]\s{0,5}[\"']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])", re.IGNORECASE
)
NAMES: Final = ("Key", "Name", "key", "name", "KEY", "NAME")
"""Members that name the value beside them."""


def credentials(job: dict[str, Any]) -> Iterator[Finding]:
    """A finding for every string and every key of a request that holds a credential."""
    held: dict[str, Held] = {}
    for path, part, text in _texts(job):
        kind, _ = _found(job, path, part, text, held)
        if kind:
            shown = text[:SHOWN] if text[:SHOWN].isalnum() else ""
            yield Finding(
                "credential-in-manifest",
                [Blame(path, "a credential", part=part)],
                message=f"`{shown}…` holds {kind}",
                help="remove it, and revoke it: whoever could read the repository has it; a job needs only its role",
            )


def known(job: Any) -> Iterator[tuple[Path, str, list[str]]]:
    """Where the credentials of a request are, whether in a value or in a key, and the words that tell them.

    The words come once, however often a text is there.
    """
    held: dict[str, Held] = {}
    told: set[str] = set()
    for path, part, text in _texts(job):
        kind, words = _found(job, path, part, text, held)
        if kind:
            yield path, part, [] if text in told else words
            told.add(text)


def _found(job: Any, path: Path, part: str, text: str, held: dict[str, Held]) -> Held:
    """What kind of credential a text holds, "" for none, and the words that tell whatever it holds.

    `held` remembers what texts hold by themselves, so that an alias of one costs next to nothing.
    """
    if text not in held:
        held[text] = _held(text)
    if not held[text][0] and part == "value" and _is_named_secret(job, path, text):
        return "a secret access key", [text]
    return held[text]


def _held(text: str) -> Held:
    """What a text holds, wherever it stands."""
    start = text[:LONGEST]
    found = {
        "an AWS access key id": KEY_ID.findall(start),
        "a private key": PRIVATE_KEY.findall(start),
        "a secret access key": SECRET_BESIDE_NAME.findall(start),
    }
    kind = next((kind for kind, words in found.items() if words), "")
    if found["a private key"]:
        found["a private key"] = list(key_words(text))
    return kind, [word for words in found.values() for word in words]


def _is_named_secret(job: dict[str, Any], path: Path, text: str) -> bool:
    """Forty letters are a secret only where something beside them says so."""
    if not SECRET.fullmatch(text):
        return False
    beside: Any = job
    names = []
    for step in path:
        if isinstance(step, str):
            names += [step, *(beside[name] for name in NAMES if isinstance(beside.get(name), str))]
        beside = beside[step]
    return any(SECRET_NAME.search(name[:LONGEST_NAME]) for name in names if name != text)


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
