"""What can be wrong with a comment or a setting that silences findings, as findings with their fixes."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import LONGEST, listed, nearest, shown
from ircompile.linting.suppress import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Final

    from ircompile.config.settings import Ignored
    from ircompile.findings.values import Path
    from ircompile.linting.suppress.directives import Directive, Span

RULES: Final = ("expired-ignore", "unknown-ignore", "unused-ignore")
VERBS: Final = ("ignore", "file-ignore", "disable", "enable")
"""What a comment can do: silence what is near, silence the file, begin to silence, end it."""


def is_understood(directive: Directive) -> bool:
    """Whether a comment has the words that the linter goes by."""
    return directive.mark == MARK and directive.verb in VERBS


def misspelt(directive: Directive) -> Finding:
    """The finding for a comment that is meant for the linter, but has other words than it goes by."""
    if directive.mark != MARK:
        message = f"the linter goes by `{MARK}`, not by {shown(directive.mark)}"
        return _unknown(directive.mark_span, message, f"write `{MARK}`", [_replace(directive.mark_span, MARK)])
    near = nearest(directive.verb, VERBS)
    changes = [_replace(directive.verb_span, near)] if near else []
    advice = f"did you mean `{near}`?" if near else f"there are {listed(VERBS, 'and')}"
    return _unknown(directive.verb_span, f"there is no `{MARK} {directive.verb[:LONGEST]}`", advice, changes)


def no_names(directive: Directive) -> Finding:
    """The finding for a comment that would silence everything."""
    advice = f"name the rules or topics: `# {MARK} {directive.verb}[rule]`"
    return _unknown((directive.start, directive.end), f"the `{directive.verb}` names no rule", advice)


def unknown_name(directive: Directive, name: str, span: Span, near: str | None, text: str, *, is_said: bool) -> Finding:
    """The finding for a name that is no rule's and no topic's.

    Args:
        directive: The comment.
        name: The name.
        span: Where it stands.
        near: The rule or topic that is probably meant.
        text: The text around the comment.
        is_said: Whether the comment names that one, too.
    """
    if name == "ALL":
        advice = "a comment silences what it names; `select` and `ignore` of the configuration take ALL"
        return _unknown(span, "`ALL` is no rule and no topic", advice)
    change = _replace(span, near) if near and not is_said else _without(directive, name, span, text)
    advice = f"did you mean `{near}`?" if near else "remove it; `ircompile rules` lists them"
    return _unknown(span, f"there is no rule and no topic {shown(name)}", advice, [change])


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
    change = _without(directive, name, span, text, safe=safe)
    ends = "ends nothing" if directive.verb == "enable" else "silences nothing"
    message = f"the `{directive.verb}` of `{name}` {ends}"
    return Finding("unused-ignore", [Blame((), span=span)], message=message, help="remove it", changes=[change])


def _without(directive: Directive, name: str, span: Span, text: str, *, safe: bool = True) -> Change:
    """A name taken out, with the whole comment where it is the only one."""
    if len(directive.names or ()) > 1:
        return Change("text", (), "", safe=safe, title=f"remove {shown(name)}", span=directive.removal_of(span))
    return _removal(directive, text, safe=safe)


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
