"""Changes that correct or silence findings."""

from __future__ import annotations

from ircompile.editing.answers import Action
from ircompile.editing.diagnostics import diagnose
from ircompile.editing.reading import read
from ircompile.findings.diagnostic import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.editing.answers import Problem, Span
    from ircompile.editing.reading import Reading
    from ircompile.editing.settings import Settings
    from ircompile.findings.diagnostic import Diagnostic, Fix

REASON = "say why"
"""The reason in a comment where the configuration requires one."""


def fixes(text: str, span: Span, settings: Settings, problems: Iterable[Problem] | None = None) -> list[Action]:
    """Return the changes that correct or silence the findings that a span touches.

    Args:
        text: The text.
        span: The span.
        settings: Its settings.
        problems: The findings in the text, if they are known.

    Raises:
        UserError: As for `diagnose`.
    """
    found = diagnose(text, settings) if problems is None else problems
    touched = [it for it in found if not it.place.filename and _touches(it.place.span, span)]
    if not touched:
        return []
    reading = read(text, settings)
    corrections = [action for it in touched for action in _corrections(it.diagnostic, reading)]
    return [*corrections, *(action for it in touched for action in _ignore(it.diagnostic, reading, settings))]


def fix_all(text: str, settings: Settings) -> Action | None:
    """Return the change that applies all safe fixes of a text; None if there are none.

    Raises:
        UserError: As for `diagnose`.
    """
    from ircompile.linting.fix_apply import Fixer

    if settings.is_excluded:
        return None
    reading = read(text, settings)
    if not reading.manifests:
        return None
    result = Fixer(settings.config).fix(reading.source, reading.manifests)
    if result.after.data is None:
        return None
    edits = _difference(text, result.after.source.original)
    return Action("Fix all findings with safe fixes", "source.fixAll.ircompile", {"": edits}, is_preferred=True)


def _touches(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _corrections(diagnostic: Diagnostic, reading: Reading) -> Iterator[Action]:
    for number, fix in enumerate(diagnostic.fixes):
        edits = _edits(fix, reading)
        if edits:
            title = fix.title[0].upper() + fix.title[1:]
            preferred = fix.safe and number == 0
            yield Action(title, "quickfix", {"": edits}, is_preferred=preferred, diagnostics=(diagnostic,))


def _edits(fix: Fix, reading: Reading) -> tuple[Edit, ...]:
    """Return the edits of a fix; for one that saves the text in another way, those that remove its byte order marks."""
    if not fix.edits:
        return (Edit(0, reading.before, ""),) if reading.before else ()
    return tuple(Edit(it.start + reading.before, it.end + reading.before, it.text) for it in fix.edits)


def _ignore(diagnostic: Diagnostic, reading: Reading, settings: Settings) -> Iterator[Action]:
    from ircompile.linting.suppress.insert import IgnoreComments

    reason = REASON if settings.config.require_reason else ""
    comments = IgnoreComments(reading.source, reading.manifests, [diagnostic], reason)
    if comments.suppressed:
        edits = tuple(Edit(it.start + reading.before, it.end + reading.before, it.text) for it in comments.edits())
        title = f"Ignore `{diagnostic.rule}` on this line"
        yield Action(title, "quickfix", {"": edits}, diagnostics=(diagnostic,))


def _difference(old: str, new: str) -> tuple[Edit, ...]:
    """Return the edit that makes one text of another, without what both begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    end = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    return (Edit(start, len(old) - end, new[start : len(new) - end]),)
