"""What can be wrong with a comment or a setting that silences findings, as findings with their fixes."""

from __future__ import annotations

from ircompile.finding import Blame, Change, Finding
from ircompile.reading import MARK
from ircompile.wording import LONGEST, listed, nearest, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Final

    from ircompile.config import Ignored
    from ircompile.reading.directives import Directive, Span
    from ircompile.tree import Path

RULES: Final = ("expired-ignore", "unknown-ignore", "unused-ignore")
VERBS: Final = ("ignore", "file-ignore", "disable", "enable")
"""What a comment can do: silence what is near, silence the file, begin to silence, end it."""


def unknown_verb(directive: Directive) -> Finding:
    """The finding for a comment that is meant for the linter, but does nothing that it knows."""
    near = nearest(directive.verb, VERBS)
    changes = [_replace(directive.verb_span, near)] if near else []
    advice = f"did you mean `{near}`?" if near else f"there are {listed(VERBS, 'and')}"
    return _unknown(directive.verb_span, f"there is no `{MARK} {directive.verb[:LONGEST]}`", advice, changes)


def no_names(directive: Directive) -> Finding:
    """The finding for a comment that would silence everything."""
    advice = f"name the rules or topics: `# {MARK} {directive.verb}[rule]`"
    return _unknown((directive.start, directive.end), f"the `{directive.verb}` names no rule", advice)


def unknown_name(name: str, span: Span, known: Collection[str]) -> Finding:
    """The finding for a name that is no rule's and no topic's."""
    if name == "ALL":
        advice = "a comment silences what it names; `select` and `ignore` of the configuration take ALL"
        return _unknown(span, "`ALL` is no rule and no topic", advice)
    near = nearest(name, known)
    changes = [_replace(span, near)] if near else []
    advice = f"did you mean `{near}`?" if near else "`ircompile rules` lists them"
    return _unknown(span, f"there is no rule and no topic {shown(name)}", advice, changes)


def bad_date(directive: Directive) -> Finding:
    """The finding for an `until=` that no calendar has."""
    message = f"{shown(directive.until)} is no date"
    return _unknown(directive.until_span, message, "write until=YYYY-MM-DD, the last day on which it counts")


def no_reason(directive: Directive) -> Finding:
    """The finding for a comment without the reason that the configuration asks for."""
    advice = f"say why behind the brackets: `# {MARK} {directive.verb}[…] because …`"
    return _unknown((directive.start, directive.end), f"the `{directive.verb}` gives no reason", advice)


def _unknown(span: Span, message: str, advice: str, changes: Collection[Change] = ()) -> Finding:
    notes = ("it silences nothing",)
    return Finding(
        "unknown-ignore", [Blame((), span=span)], message=message, help=advice, notes=notes, changes=[*changes]
    )


def _replace(span: Span, near: str) -> Change:
    return Change("text", (), near, safe=True, title=f"write `{near}`", span=span)


def expired(directive: Directive, text: str) -> Finding:
    """The finding for a comment whose last day is over."""
    return Finding(
        "expired-ignore",
        [Blame((), span=directive.until_span)],
        message=f"the `{directive.verb}` ended on {directive.until}",
        help="remove it, or give it another day",
        changes=[_removal(directive, text, safe=True)],
    )


def unused(directive: Directive, name: str, span: Span, text: str, *, safe: bool) -> Finding:
    """The finding for a name that silences nothing.

    Args:
        directive: The comment.
        name: The name.
        span: Where it stands.
        text: The text around it.
        safe: Whether nothing is left in the manifest that could hide what it would silence.
    """
    if len(directive.names or ()) > 1:
        change = Change("text", (), "", safe=safe, title=f"remove `{name}`", span=directive.removal_of(span))
    else:
        change = _removal(directive, text, safe=safe)
    ends = "ends nothing" if directive.verb == "enable" else "silences nothing"
    message = f"the `{directive.verb}` of `{name}` {ends}"
    return Finding("unused-ignore", [Blame((), span=span)], message=message, help="remove it", changes=[change])


def _removal(directive: Directive, text: str, *, safe: bool) -> Change:
    span, new = directive.removal(text)
    return Change("text", (), new, safe=safe, title="remove the comment", span=span)


def expired_entry(entry: Ignored, path: Path) -> Finding:
    """The finding for an `[[ignore]]` of the configuration whose last day is over."""
    message = f"the configuration's `[[ignore]]` of {listed(entry.rules, 'and')} ended on {entry.until}"
    return Finding("expired-ignore", [Blame(path)], message=message, help="remove it there, or give it another day")


def unused_entry(name: str, path: Path) -> Finding:
    """The finding for a name in an `[[ignore]]` of the configuration that silences nothing."""
    message = f"the configuration's `[[ignore]]` of `{name}` silences nothing"
    return Finding("unused-ignore", [Blame(path)], message=message, help="remove it there")
