"""YAML texts for readers: fragments in any order, and manifests with changed lines."""

from __future__ import annotations

from random import Random

import manifests

FRAGMENTS = [
    "a: ", "b: ", "- ", "? ", "&x ", "*x", "<<: *x", '"<<": *x', "[", "]", "{", "}", ", ", ": ", "\n", "\n  ", "\n    ",
    "#c", " # é\n", "'", '"', "|\n", ">-\n  x\n  y\n", "!!str ", "!t ", "1", "-1", "007", "0x1F", "1e3", "yes", "null",
    "~", "true", "=", "<<", "1:30", "2020-01-01", "1_000", "ab", "JobName: x", "InputConfig:\n", "---\n", "...\n",
    "%YAML 1.2\n", "\t", "é", "\\", '"a\\nb"', "''", "!", "&", "*", "-", "key with space: v\n", "Tags: ", ".5", "+1",
    ".inf", "\r\n", "\u2028", "1" * 30,
]  # fmt: skip


def fragments(random: Random) -> str:
    """Return a few fragments of YAML, of which some make a valid text."""
    return "".join(random.choice(FRAGMENTS) for _ in range(random.randint(1, 14)))


def changed_manifest(random: Random) -> str:
    """Return a manifest, plain or not, with fragments in up to two of its lines."""
    style = random.choice(sorted(manifests.STYLES))
    lines = manifests.STYLES[style](manifests.job(random.randrange(20))).split("\n")
    for _ in range(random.randint(0, 2)):
        number = random.randrange(len(lines))
        at = random.randint(0, len(lines[number]))
        kept = at + random.choice([0, 0, 1, 3])
        lines[number] = lines[number][:at] + random.choice(FRAGMENTS) + lines[number][kept:]
    return "\n".join(lines)
