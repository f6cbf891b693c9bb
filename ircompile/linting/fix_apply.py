"""Fixes to new texts: pass after pass, until none is left that helps."""

from __future__ import annotations

from bisect import bisect_left, insort
from copy import copy

from ircompile.linting.linter import Linter
from ircompile.manifest.detect import is_manifest
from ircompile.manifest.load import read_meant
from ircompile.model.model import model_of
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.sources.source import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic, Edit, Fix
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source

FINDINGS: Final = 1000
"""Findings of a text that are looked at in one pass; a report shows fewer."""
TRIES: Final = 50
"""Texts that are read on the way to one that is better than the first."""
CHARACTERS: Final = 2**18
"""Characters of these texts; when so many have been read, no further one is."""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap; one that is given twice is made once."""
    parts, at = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def chosen(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Fix]:
    """Fixes that can be made together, at most one a finding, safe ones first.

    Where two would edit the same place differently, or places that touch, the second has to wait for the next pass.
    """
    diagnostics = list(diagnostics)
    taken: list[Edit] = []
    fixes: dict[int, Fix] = {}
    for safe in (True, False) if unsafe else (True,):
        for number, found in enumerate(diagnostics):
            free = (fix for fix in found.fixes if fix.safe == safe and not any(_clashes(it, taken) for it in fix.edits))
            fix = None if number in fixes else next(free, None)
            if fix:
                fixes[number] = fix
                for edit in fix.edits:
                    insort(taken, edit, key=_start)
    return list(fixes.values())


def _start(edit: Edit) -> int:
    return edit.start


def _clashes(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit touches another one of those that are taken, which are in order and apart from each other."""
    at = bisect_left(taken, edit.start, key=_start)
    near = taken[max(0, at - 1) : at + 1]
    return any(edit.start <= other.end and other.start <= edit.end and edit != other for other in near)


class Draft:
    """A text, what was read from it, and what is wrong with it; `data` is the file's content where it is a new one."""

    __slots__ = ("data", "found", "manifests", "source")

    def __init__(
        self, source: Source, manifests: list[Manifest], found: list[Diagnostic], data: bytes | None = None
    ) -> None:
        self.source = source
        self.manifests = manifests
        self.found = found
        self.data = data

    @property
    def faults(self) -> tuple[int, int, int]:
        """What is bad about it, the worst first: how little can be read of it, its errors, its findings."""
        readable = sum(manifest.document.is_complete + manifest.is_request for manifest in self.manifests)
        errors = sum(found.severity == "error" for found in self.found)
        return -readable, errors, len(self.found)


class Fixed:
    """The first and the last draft of a text: how many findings were fixed, how many fixes would do harm.

    Of a text for which the bounds are too low, the rest of the fixes is `left` for another run.
    """

    __slots__ = ("draft", "first", "fixed", "left", "refused")

    def __init__(self, first: Draft, draft: Draft, fixed: int, *, refused: int = 0, left: int = 0) -> None:
        self.first = first
        self.draft = draft
        self.fixed = fixed
        self.refused = refused
        self.left = left


class _Budget:
    """What may still be read on the way to a better text."""

    __slots__ = ("characters", "tries")

    def __init__(self) -> None:
        self.tries, self.characters = TRIES, CHARACTERS

    def covers(self, text: str) -> bool:
        """Whether a text as long as this one may be read; it counts from now on. The first may, however long it is."""
        if self.tries <= 0 or self.characters <= 0:
            return False
        self.tries -= 1
        self.characters -= len(text)
        return True


class Fixer:
    """Makes the fixes of texts, each text by itself.

    What comes out has never more errors than what went in, and can be read where that could. A fix may bring to light
    what could not be seen before, such as a member's faults when its name is mended. So all are made first, and only
    if more is wrong in the end, each one must prove that it does no harm.

    Args:
        config: Which findings are to be fixed.
        unsafe: Whether unsafe fixes are made, too.
    """

    __slots__ = ("_config", "_linter", "_names", "_unsafe")

    def __init__(self, config: Config, *, unsafe: bool = False) -> None:
        self._config = copy(config)
        self._config.limits = copy(config.limits)
        self._config.limits.findings = max(FINDINGS, config.limits.findings)
        self._unsafe = unsafe
        self._names = JobNames()
        self._linter = Linter(self._config, self._names, fail=lambda _where, _why: None)  # said of what comes out

    def mend(self, source: Source, manifests: list[Manifest]) -> Fixed:
        """The text after all fixes that do no harm."""
        start = Draft(source, manifests, self._lint(source, manifests))
        mended = self._settled(start, lambda after, before: after.faults[0] <= before.faults[0])
        if mended.draft.faults > start.faults:
            mended = self._settled(start, lambda after, before: after.faults <= before.faults)
        return mended

    def _lint(self, source: Source, manifests: list[Manifest]) -> list[Diagnostic]:
        self._names.clear()
        return self._linter.lint(source, manifests)

    def _settled(self, first: Draft, may: Callable[[Draft, Draft], bool]) -> Fixed:
        """The draft after pass upon pass, until no fix is left that may be made."""
        budget = _Budget()
        draft, fixed = first, 0
        while True:
            best = draft
            kept: list[Fix] = []
            waiting = [chosen(draft.found, unsafe=self._unsafe)]
            while waiting and budget.covers(draft.source.text):
                some = waiting.pop()
                after = self._after(draft, [*kept, *some]) if some else draft
                if may(after, best):
                    best, kept = after, [*kept, *some]
                elif len(some) > 1:  # those of each half that may
                    half = len(some) // 2
                    waiting += [some[half:], some[:half]]
            if not kept:
                over = len(chosen(draft.found, unsafe=self._unsafe))
                return Fixed(first, draft, fixed, **{"left" if waiting else "refused": over})
            draft, fixed = best, fixed + len(kept)

    def _after(self, draft: Draft, fixes: list[Fix]) -> Draft:
        """The draft after some fixes, read anew from its bytes."""
        old = draft.source
        text = apply(old.original, (edit for fix in fixes for edit in fix.edits))
        data = old.encoded(text) if all(fix.edits for fix in fixes) else text.encode()
        source = decode(old.name, data, old.kind)
        only = all(is_manifest(manifest) for manifest in draft.manifests)  # what was no manifest stays as it is
        manifests = read_meant(source, self._config, model_of(self._config), all_are=not only)
        return Draft(source, manifests, self._lint(source, manifests), data)
