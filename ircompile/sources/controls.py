"""Control characters in texts, which readers of YAML and JSON must not see, or do not all see alike."""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Change, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufeff"
LONE_CR = r"\r(?!\n)"
MAX_EDIT = 10_000
"""Characters that one fix replaces at most; what is left is fixed in the next pass."""
YAML_CONTROLS = CONTROLS + r"\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufffe\uffff"
"""Invalid in YAML are also DEL, C1 with NEL, LS, PS, bidirectional controls and noncharacters: YAML 1.1, YAML 1.2 and a
reviewer's screen treat them differently."""


def controls_in(text: str, kind: str) -> dict[str, int]:
    """Return the invalid control characters of a text, each with its first offset.

    Commands and values of options may contain any character, but these are hardly ever intended.
    """
    pattern = re.compile(f"[{YAML_CONTROLS if kind == 'yaml' else CONTROLS}]")
    first = {character: text.index(character) for character in set(text) if pattern.match(character)}
    if lone := re.search(LONE_CR, text):
        first["\r"] = lone.start()
    return first


def control_findings(text: str, kind: str, controls: dict[str, int]) -> Iterator[Finding]:
    """Yield a finding for the first of each control character."""
    for character, offset in sorted(controls.items(), key=lambda it: it[1]):
        if character == "\r" and kind in ("yaml", "json"):
            yield _lone_cr(text, offset)
            continue
        count = text.count(character)
        more = f" {count} times" if count > 1 and character != "\r" else ""
        yield Finding(
            "text-encoding",
            [Blame((), span=(offset, offset + 1))],
            message=f"the text contains the control character U+{ord(character):04X}{more}",
            help=_advice(character, kind),
            notes=_readers(character, kind),
        )


def _lone_cr(text: str, offset: int) -> Finding:
    """Return the finding for line ends that are a CR alone, the first at an offset; they are read as the CLI does."""
    advice = "end lines with LF or CRLF"
    end = text.rindex("\r", offset, offset + MAX_EDIT) + 1
    lines = re.sub(LONE_CR, "\n", text[offset : end + 1])[: end - offset]
    change = Change("text", (), lines, safe=True, title="end the lines with LF", span=(offset, end))
    return Finding(
        "text-encoding",
        [Blame((), span=(offset, offset + 1))],
        message="the control character U+000D ends a line by itself",
        help=advice,
        notes=("the AWS CLI and ircompile read a line break there, but many editors do not show one",),
        severity="warning",
        changes=[change],
    )


def without_controls(text: str, controls: dict[str, int]) -> str:
    """Return the text with each control character replaced by U+FFFD, and a CR that ends a line by LF."""
    text = re.sub(LONE_CR, "\n", text) if "\r" in controls else text
    return text.translate(dict.fromkeys(map(ord, controls.keys() - {"\r"}), "\ufffd"))


def _advice(character: str, kind: str) -> str:
    if character == "\r":
        return "end lines with LF or CRLF"
    escape = f"\\u{ord(character):04x}"
    quoted = {"yaml": "a double-quoted string", "json": "a string"}.get(kind, "a JSON string")
    return f"remove it, or write {escape} in {quoted} if it is intended"


def _readers(character: str, kind: str) -> tuple[str, ...]:
    """Return a note on a character that the AWS CLI reads, though editors and other readers show another text."""
    if kind == "yaml" and (character == "\x85" or "\xa0" < character < "\ufffe"):
        return ("the AWS CLI would accept it; ircompile does not: other readers and editors show different text",)
    if kind == "json" and character == "\ufeff":
        return ("the AWS CLI would accept it in a string; ircompile does not",)
    return ()
