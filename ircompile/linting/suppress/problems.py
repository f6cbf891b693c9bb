"""Findings about suppressions that are invalid, expired or unused, with their fixes."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import LONGEST, listed, shown
from ircompile.findings.suggestions import nearest
from ircompile.linting.suppress import MARK
from ircompile.sources.repository import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Final

    from ircompile.config.settings import Ignored
    from ircompile.findings.diagnostic import Edit
    from ircompile.findings.values import Path
    from ircompile.linting.suppress.directives import Directive, Span, Token

RULES: Final = ("expired-ignore", "unknown-ignore", "unused-ignore")
"""The rules of these findings."""
VERBS: Final = {
    "ignore": "suppress findings on this line, or on what follows a comment on its own line",
    "file-ignore": "suppress findings in this file",
    "disable": "suppress findings from here to `enable`",
    "enable": "report findings again",
}
"""The actions of directives, each with what it does."""


def is_understood(directive: Directive) -> bool:
    """Return whether a directive's mark and verb are spelled as the linter expects."""
    return directive.mark.text == MARK and directive.verb.text in VERBS


def misspelt(directive: Directive) -> Finding | None:
    """Return the finding for a directive whose mark or verb is misspelt; None if it may be ordinary prose."""
    mark, verb = directive.mark, directive.verb
    if mark.text != MARK:
        if not mark.text.endswith(":") and not nearest(verb.text, VERBS):
            return None
        message = f"a comment for the linter must begin with `{MARK}`, not {shown(mark.text)}"
        return _unknown(mark.span, message, f"write `{MARK}`", [_replacement(mark.span, MARK)])
    near = nearest(verb.text, VERBS)
    changes = [_replacement(verb.span, near)] if near else []
    advice = f"did you mean `{near}`?" if near else f"use {listed(VERBS)}"
    return _unknown(verb.span, f"unknown directive `{MARK} {verb.text[:LONGEST]}`", advice, changes)


def no_names(directive: Directive) -> Finding:
    """Return the finding for a directive that names no rule or topic."""
    verb = directive.verb.text
    advice = f"name the rules or topics: `# {MARK} {verb}[rule]`"
    return _unknown(directive.span, f"the `{verb}` names no rule", advice)


def unknown_name(directive: Directive, name: Token, near: str | None, text: str, *, is_named: bool) -> Finding:
    """Return the finding for a name that is neither a rule nor a topic.

    Args:
        directive: The directive.
        name: The unknown name in it.
        near: The rule or topic that is probably meant, if any.
        text: The source's text.
        is_named: Whether the directive already names `near`.
    """
    if name.text == "ALL":
        advice = "name the rules or topics; only `select` and `ignore` in the configuration accept ALL"
        return _unknown(name.span, "`ALL` is not a rule or topic", advice)
    change = _replacement(name.span, near) if near and not is_named else _removal_of(directive, name, text, safe=True)
    advice = f"did you mean `{near}`?" if near else "remove it; `ircompile rules` lists them"
    return _unknown(name.span, f"unknown rule or topic {shown(name.text)}", advice, [change])


def bad_date(until: Token) -> Finding:
    """Return the finding for an `until=` that is not a calendar date."""
    return _unknown(
        until.span, f"{shown(until.text)} is not a date", "write until=YYYY-MM-DD, the last day on which it applies"
    )


def no_reason(directive: Directive) -> Finding:
    """Return the finding for a directive without the reason that the configuration requires."""
    verb = directive.verb.text
    advice = f"give the reason after the brackets: `# {MARK} {verb}[…] because …`"
    return _unknown(directive.span, f"the `{verb}` has no reason", advice)


def expired(directive: Directive, until: Token, text: str) -> Finding:
    """Return the finding for a directive whose last day has passed."""
    return Finding(
        "expired-ignore",
        [Blame((), span=until.span)],
        message=f"the `{directive.verb.text}` expired on {until.text}",
        help="remove it, or extend the date",
        changes=[_removal(directive, text, safe=True)],
    )


def unused(directive: Directive, name: Token, text: str, *, safe: bool) -> Finding:
    """Return the finding for a name that suppresses nothing.

    Args:
        directive: The directive.
        name: The unused name in it.
        text: The source's text.
        safe: Whether no other error could hide a finding that the name would suppress.
    """
    ends = "ends nothing" if directive.verb.text == "enable" else "suppresses nothing"
    return Finding(
        "unused-ignore",
        [Blame((), span=name.span)],
        message=f"the `{directive.verb.text}` of `{name.text}` {ends}",
        help="remove it",
        changes=[_removal_of(directive, name, text, safe=safe)],
    )


def expired_entry(entry: Ignored, path: Path) -> Finding:
    """Return the finding for an `[[ignore]]` entry whose last day has passed."""
    message = f"the configuration's `[[ignore]]` of {listed(entry.rules, 'and')} expired on {entry.until}"
    return Finding("expired-ignore", [Blame(path)], message=message, help="remove it there, or extend the date")


def unmatched_entry(entry: Ignored) -> Finding:
    """Return the finding for an `[[ignore]]` entry whose path matches no file."""
    message = f"the `[[ignore]]` of {listed(entry.rules, 'and')} matches no file: {shown(entry.path.pattern)}"
    return Finding("unused-ignore", [Blame(())], message=message, help="correct its `path`, or remove the entry")


def unused_entry(name: str, path: Path, place: tuple[str, int]) -> Finding:
    """Return the finding for a name in an `[[ignore]]` entry that suppresses nothing.

    Args:
        name: The rule or topic.
        path: The value whose findings the entry would suppress.
        place: The configuration file and the line of the entry; "" and 0 if it is in no file.
    """
    message = f"the configuration's `[[ignore]]` of `{name}` suppresses nothing"
    where = f"in {relative(place[0])}:{place[1]}" if place[0] else "there"
    return Finding("unused-ignore", [Blame(path)], message=message, help=f"remove it {where}")


def _unknown(span: Span, message: str, advice: str, changes: Collection[Change] = ()) -> Finding:
    notes = ("it suppresses nothing",)
    return Finding(
        "unknown-ignore", [Blame((), span=span)], message=message, help=advice, notes=notes, changes=[*changes]
    )


def _replacement(span: Span, new: str) -> Change:
    return Change("text", (), new, safe=True, title=f"write `{new}`", span=span)


def _removal(directive: Directive, text: str, *, safe: bool) -> Change:
    return _change(directive.removal(text), "remove the comment", safe=safe)


def _removal_of(directive: Directive, name: Token, text: str, *, safe: bool) -> Change:
    """Return the change that removes a name, or the whole directive if it is the only name."""
    if len(directive.names or ()) > 1:
        return _change(directive.removal_of(name), f"remove {shown(name.text)}", safe=safe)
    return _removal(directive, text, safe=safe)


def _change(edit: Edit, title: str, *, safe: bool) -> Change:
    return Change("text", (), edit.text, safe=safe, title=title, span=(edit.start, edit.end))
