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


LINES = [
    "JobName: churn", "JobType: Default", "Tags:", "- Key: a", "  Value: b", "- {Key: a, Value: 'b'}", "InputConfig:",
    "  JobDurationInSeconds: 3600", "a: &x {b: c}", "b: *x", "<<: *x", "<<: [*x, *x]", "JobDescription: |", "  text",
    "JobDescription: >-", "  folded", 'c: "a\\tb"', "c: 'it''s'", "? a", ": b", "---", "...", "# comment", "JobName: a b",
    "  continued", "c: [a, b]", "{a: b, c: d}", "d: !!str 5", "e: &a.b x", "f: *a.b", '"q": 1', "'q': 2", 'k: "multi',
    '  line"', "%YAML 1.1", "%YAML 1.2", "- x", "- - y", "-", "k:", "JobName: 010", "? - a", "k: @x", "k: `x",
    "k: [a:b, 'c':d, e]", "k: {a, b: }", "é: ü", "k: x#y", "k: 'x'#y", "k: |2", "   x", "k: |+", "", "*x : y", "&x k: v",
    'k: "\\/\\x41\\u0041"', "k: a: b", "k: - a", "k: ?a", "k: -a", "!!map", "k: !!null ''", "k: [", "]", "}", "k: {",
]  # fmt: skip
"""Lines of YAML, of which some are faulty."""
SPLINTERS = [
    "\t", "\ufeff", "\r", "\r\n", "\n", " ", "  ", ":", ": ", "#", " #", "-", "- ", "?", "? ", "&a ", "*a ", "!", "%", "@",
    "`", "'", '"', "[", "]", "{", "}", ",", "|", ">", "\\", "\xa0", "\u2011", "\x85", "\u2028", "\x07", "é", "&é ", "<<: ",
    "---", "...", "0", "1_0", "~", "=", "\x7f", "\u200b", "😀", "!!int ", "! ", "\uff1a",
]  # fmt: skip
"""Texts that change the meaning of a text around them."""


def rough(random: Random) -> str:
    """Return a few lines of YAML in any order, mutated."""
    lines = [random.choice(["", "", "", "  "]) + random.choice(LINES) for _ in range(random.randrange(1, 6))]
    return mutated("\n".join(lines) + random.choice(["", "\n"]), random)


def mutated(text: str, random: Random) -> str:
    """Return a text with up to three small changes: insertions, deletions, tabs for blanks, other line ends."""
    for _ in range(random.choice([0, 0, 1, 1, 2, 3])):
        at = random.randrange(len(text) + 1)
        text = random.choice(
            [
                text[:at] + random.choice(SPLINTERS) + text[at:],
                text[:at] + random.choice(SPLINTERS) + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + text[at:].replace(" ", "\t", 1),
                text.replace("\n", random.choice(["\r\n", "\r"]), random.choice([1, 9])),
            ]
        )
    return text
