"""Characters that look like others, named in the findings on the texts that they are in.

A fix is offered where it is certain: a text with the plain characters can be read, or has fewer faults.
"""

from __future__ import annotations

import re
from copy import copy

from ircompile.findings.finding import Blame, Change
from ircompile.findings.lookalikes import INVISIBLE, MEANT, named, plain
from ircompile.manifest.load import read
from ircompile.sources.source import from_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

    from ircompile.config.settings import Config
    from ircompile.findings.finding import Finding
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

SYNTAX: Final = frozenset({"parse-error", "root-not-mapping"})
"""The rules on texts that can't be read as requests; the reason may be anywhere before."""
RULES: Final = SYNTAX | {
    *("bad-format", "not-allowed-value", "unknown-field", "wrong-type"),
    *("shorthand-syntax", "shorthand-unquoted-value"),
}
"""The rules whose findings may come from such characters."""
SPACE: Final = r"[^\S\r\n]"
DASHES: Final = "".join(character for character, meant in MEANT.items() if meant == "-")
STRUCTURE: Final = re.compile(
    rf"^({SPACE}*)([-{DASHES}]{SPACE}+)?[\"'{INVISIBLE}]*[A-Za-z]\w*[\"']?({SPACE}*[:\uff1a\u2236\ufe55\ua789]{SPACE}*)",
    re.MULTILINE,
)
"""The beginning of a line of block YAML: indentation, dash, and the colon behind a key."""
MAX_TRIALS: Final = 20
"""Texts with plain characters that are read at most, for each source."""
MAX_LENGTH: Final = 1000
"""Characters that are searched in a value, and that a fix replaces."""
MAX_NAMED: Final = 3
"""Characters that a finding names at most."""


def with_lookalikes(findings: Iterable[Finding], manifest: Manifest, config: Config) -> Iterator[Finding]:
    """Yield findings, with the characters that look like others named in those that may come from them.

    Args:
        findings: The findings on a manifest.
        manifest: The manifest.
        config: The configuration of its source.
    """
    trials = _Trials(manifest, config)
    for finding in findings:
        yield trials.named(finding) if finding.rule in RULES else finding


class _Trials:
    """Replaces characters by plain ones, to find out whether that helps."""

    def __init__(self, manifest: Manifest, config: Config) -> None:
        self._manifest = manifest
        self._config = config
        self._left = MAX_TRIALS
        self._before: tuple[int, int, int] | None = None
        self._text = manifest.source.text

    def named(self, finding: Finding) -> Finding:
        """Return a finding with the characters to blame and, if that helps, a fix; the finding itself without any."""
        main = finding.blames[0]
        start, end = main.span or self._manifest.span(main.path, main.part)
        end = min(max(end, start + 1), start + MAX_LENGTH)
        own = self._lookalikes(start, end)
        if not self._replaced(own, start, end).isascii():
            own = []  # a text in another language
        is_syntax = finding.rule in SYNTAX
        for found in (own, self._structural(), self._before_on_line(start)) if is_syntax else (own,):
            if found and self._helps(found):
                start, end = found[0], found[-1] + 1
                advice = "; ".join(_instruction(it) for it in self._first(found))
                change = Change(
                    "text", (), self._replaced(found, start, end), safe=True, title=advice, span=(start, end)
                )
                return self._with_names(finding, found, advice, [change])
        return self._with_names(finding, own, finding.help, finding.changes) if own and not is_syntax else finding

    def _with_names(self, finding: Finding, offsets: list[int], advice: str, changes: Sequence[Change]) -> Finding:
        """Return a finding that names characters; one on syntax is moved to the first of them, which is its reason."""
        main = finding.blames[0]
        names = {offset: named(self._text[offset]) for offset in offsets[:MAX_NAMED]}
        blames = [Blame(main.path, name, part=main.part, span=(offset, offset + 1)) for offset, name in names.items()]
        found = copy(finding)
        found.blames = blames if finding.rule in SYNTAX else [main, *blames, *finding.blames[1:]]
        found.message = f"{finding.message}: {', '.join(dict.fromkeys(names.values()))}"
        found.help, found.changes = advice, changes
        return found

    def _first(self, offsets: list[int]) -> list[str]:
        """Return the first few different characters at offsets."""
        return list(dict.fromkeys(self._text[offset] for offset in offsets))[:MAX_NAMED]

    def _lookalikes(self, start: int, end: int) -> list[int]:
        """Return the offsets of the characters in a span that look like others."""
        part = self._text[start:end]
        return [] if part.isascii() else [start + at for at, it in enumerate(part) if plain(it) is not None]

    def _structural(self) -> list[int]:
        """Return the offsets of characters that look like the blanks, dashes and colons of YAML, near the first one."""
        if self._manifest.source.kind != "yaml":
            return []
        spans = (match.span(group) for match in STRUCTURE.finditer(self._text) for group in (1, 2, 3))
        offsets = [offset for span in spans for offset in self._lookalikes(*span)]
        return [offset for offset in offsets if offset < offsets[0] + MAX_LENGTH]

    def _before_on_line(self, offset: int) -> list[int]:
        """Return the offset of the last character before another on the same line that looks like one."""
        line = self._text.rfind("\n", 0, offset) + 1
        return self._lookalikes(max(line, offset - MAX_LENGTH), offset)[-1:]

    def _replaced(self, offsets: list[int], start: int, end: int) -> str:
        """Return the text of a span, with plain characters at some offsets."""
        characters = list(self._text[start:end])
        for offset in offsets:
            characters[offset - start] = plain(self._text[offset]) or ""
        return "".join(characters)

    def _helps(self, offsets: list[int]) -> bool:
        """Return whether the text is better with plain characters at some offsets."""
        source = self._manifest.source
        if source.kind not in ("yaml", "json") or source.text != source.original or not self._left:
            return False
        self._left -= 1
        if self._before is None:
            self._before = self._badness(source)
        text = self._replaced(offsets, 0, len(self._text))
        return self._badness(from_text(source.name, text, source.kind)) < self._before

    def _badness(self, source: Source) -> tuple[int, int, int]:
        """Return a key that sorts better sources first: by unread documents, how far one is read, and by faults."""
        unread = read_to = faults = 0
        for manifest in read(source, self._config, self._manifest.model):
            faults += len(manifest.findings)
            if isinstance(manifest.value, dict):
                faults += len(manifest.model.check.violations(manifest.value))
            else:
                unread += 1
                read_to = max(
                    (blame.span[0] for it in manifest.findings for blame in it.blames if blame.span), default=0
                )
        return unread, -read_to, faults


def _instruction(character: str) -> str:
    meant, code = plain(character), f"U+{ord(character):04X}"
    return f"replace {code} with {'a space' if meant == ' ' else f'`{meant}`'}" if meant else f"remove {code}"
