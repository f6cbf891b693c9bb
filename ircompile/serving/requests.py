"""The requests of clients, each answered by a feature."""

from __future__ import annotations

from lsprotocol import types

from ircompile.editing.fixes import fix_all, fixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from ircompile.editing.answers import Action, Span
    from ircompile.serving.documents import Document
    from ircompile.serving.session import Session

FIX_ALL = "source.fixAll.ircompile"
MOST_FOR_LENS = 1 << 16
"""The most characters of a text for which all fixes are worked out without being asked for."""


def code_actions(session: Session, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """Return the changes that are offered at a range of a text."""
    document = session.find(params.text_document.uri)
    if document is None or not session.client.literals:
        return None
    uri, at = params.text_document.uri, params.range
    span = (
        document.offset(uri, at.start.line, at.start.character),
        document.offset(uri, at.end.line, at.end.character),
    )
    problems = session.problems(document)
    converter = session.converter(document)
    shown = {id(it.diagnostic): converter.diagnostic(it) for it in problems if not it.place.filename}
    found = (converter.action(it, shown) for it in _actions(session, document, span, params.context.only))
    return [it for it in found if it]


def _actions(session: Session, document: Document, span: Span, only: Sequence[str] | None) -> Iterator[Action]:
    settings, problems = session.settings(document), session.problems(document)
    if _wants("quickfix", only):
        yield from fixes(document.text, span, settings, problems)
    is_quick = len(document.text) <= MOST_FOR_LENS and any(fix.safe for it in problems for fix in it.diagnostic.fixes)
    if _wants(FIX_ALL, only) and (only or is_quick):
        all_fixed = fix_all(document.text, settings)
        if all_fixed:
            yield all_fixed


def _wants(kind: str, only: Sequence[str] | None) -> bool:
    """Return whether actions of a kind are asked for: without a choice all are, and with one, those below it, too."""
    return only is None or any(kind == it or kind.startswith(f"{it}.") or not it for it in map(_text, only))


def _text(kind: Any) -> str:
    return str(getattr(kind, "value", kind))


REQUESTS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: (
        code_actions,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    ),
}
"""The function that answers each request, and the options that the server announces."""
