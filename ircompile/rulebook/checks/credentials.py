"""The check of `credential-in-manifest`: credentials in the values and keys of a request.

Diagnostics show them masked, see `ircompile.findings.masking`. Its patterns accept more than the rule's, which add what
makes a credential certain: no other letters around it, or a name beside it.
"""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.masking import NAMING_WORD, PRIVATE_KEY_HEADER, SECRET, SHOWN, WHOLE_KEY_ID, key_words
from ircompile.findings.values import PartialText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path

    Held = tuple[str, list[str]]
    """The kind of a credential for messages, "" for none, and the words to mask."""

LONGEST: Final = 65_536
"""Characters of a string that are searched."""
LONGEST_NAME: Final = 256
"""Characters of a possible name of a secret that are searched."""
KEY_ID: Final = re.compile(f"(?<![A-Za-z0-9]){WHOLE_KEY_ID}(?![A-Za-z0-9])")
PRIVATE_KEY: Final = re.compile(PRIVATE_KEY_HEADER)
NAME: Final = re.compile(f"{NAMING_WORD}[a-z_-]{{0,20}}key", re.IGNORECASE)
"""The name of a secret access key."""
NAMED_SECRET: Final = re.compile(rf"{NAME.pattern}[\"']?\s{{0,5}}[=:]\s{{0,5}}[\"']?({SECRET.pattern})", re.IGNORECASE)
NAME_MEMBERS: Final = ("Key", "Name", "key", "name", "KEY", "NAME")
"""Members that name the value beside them."""


def credentials(job: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding for every string and every key of a request that contains a credential."""
    held: dict[str, Held] = {}
    for path, part, text in _texts(job):
        kind, _ = _found(job, path, part, text, held)
        if kind:
            shown = text[:SHOWN] if text[:SHOWN].isalnum() else ""
            yield Finding(
                "credential-in-manifest",
                [Blame(path, "a credential", part=part)],
                message=f"`{shown}…` contains {kind}",
                help="remove it and revoke it: anyone with access to the repository has it; a job needs only its role",
            )


def known(job: Any) -> Iterator[tuple[Path, Part, list[str]]]:
    """Yield the path of each credential of a request, whether the value or the key holds it, and the words to mask.

    For a text that occurs again, no words are repeated.
    """
    held: dict[str, Held] = {}
    seen: set[str] = set()
    for path, part, text in _texts(job):
        kind, words = _found(job, path, part, text, held)
        if kind:
            yield path, part, [] if text in seen else words
            seen.add(text)


def _found(job: Any, path: Path, part: Part, text: str, held: dict[str, Held]) -> Held:
    """Return the credential in a string or key of a request.

    `held` caches results by text: YAML aliases can repeat a long text very often.
    """
    if text not in held:
        held[text] = _held(text)
    if not held[text][0] and part == "value" and _is_named_secret(job, path, text):
        return "a secret access key", [text]
    return held[text]


def _held(text: str) -> Held:
    """Return the credential in a text that is certain without its names in the request."""
    start = text[:LONGEST]
    found = {
        "an AWS access key ID": KEY_ID.findall(start),
        "a private key": PRIVATE_KEY.findall(start),
        "a secret access key": NAMED_SECRET.findall(start),
    }
    kind = next((kind for kind, words in found.items() if words), "")
    if found["a private key"]:
        found["a private key"] = list(key_words(text))
    return kind, [word for words in found.values() for word in words]


def _is_named_secret(job: dict[str, Any], path: Path, text: str) -> bool:
    """Return whether a text has the form of a secret and a member on its path, or beside it, is named like one."""
    if not SECRET.fullmatch(text):
        return False
    beside: Any = job
    names = []
    for step in path:
        if isinstance(step, str):
            names += [step, *(beside[name] for name in NAME_MEMBERS if isinstance(beside.get(name), str))]
        beside = beside[step]
    return any(NAME.search(name[:LONGEST_NAME]) for name in names if name != text)


def _texts(value: Any) -> Iterator[tuple[Path, Part, str]]:
    """Yield the strings and keys of a request in the order of the text: path, which of the two it is, text."""
    waiting: list[tuple[Path, Part, Any]] = [((), "value", value)]
    while waiting:
        path, part, value = waiting.pop()
        if isinstance(value, str):
            yield path, part, value
        elif isinstance(value, dict):
            for key, item in reversed(value.items()):
                waiting += [((*path, key), "value", item), ((*path, key), "key", key)]
        elif isinstance(value, list):
            waiting.extend(((*path, index), "value", item) for index, item in reversed(list(enumerate(value))))
        elif isinstance(value, PartialText):
            yield from ((path, part, known) for known in value.parts if known)
