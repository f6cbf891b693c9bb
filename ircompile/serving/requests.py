"""The requests of clients, each answered by a feature, which is imported when it is first asked for."""

from __future__ import annotations

from lsprotocol import types

from ircompile.serving.completions import OPTIONS, completions
from ircompile.serving.convert import flat_symbols, markup, range_of, symbol_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from ircompile.editing.answers import Action, Span
    from ircompile.serving.documents import Document
    from ircompile.serving.session import Session

    Symbols = Sequence[types.DocumentSymbol] | Sequence[types.SymbolInformation]

QUICK_FIX, REWRITE, FIX_ALL = "quickfix", "refactor.rewrite", "source.fixAll.ircompile"
LARGEST_QUICK = 1 << 16
"""The most characters of a text for which all fixes are worked out without being asked for."""

LARGEST_OUTLINED = 1 << 19
"""The most characters of a text that is outlined: an outline has an entry for each value."""


def code_actions(session: Session, document: Document, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """Return the changes that are offered at a range of a text."""
    uri, at = params.text_document.uri, params.range
    if not session.client.literals:
        return None
    span = _offset(document, uri, at.start), _offset(document, uri, at.end)
    findings = _with_findings(document, params)
    converter = session.converter(document)
    problems = session.problems(document)
    shown = {id(it.diagnostic): converter.diagnostic(it) for it in problems if not it.place.filename}
    found = (converter.action(it, shown) for it in _actions(session, document, span, findings, params.context.only))
    return [it for it in found if it]


def _with_findings(document: Document, params: types.CodeActionParams) -> Span:
    """Return the span of a range and of the findings on its lines that are sent with it.

    Editors such as Neovim ask at the cursor, and send the findings on its line.
    """
    uri, at = params.text_document.uri, params.range
    on_lines = (it.range for it in params.context.diagnostics if at.start.line <= it.range.end.line)
    ranges = [at, *(it for it in on_lines if it.start.line <= at.end.line)]
    starts = [_offset(document, uri, it.start) for it in ranges]
    return min(starts), max(_offset(document, uri, it.end) for it in ranges)


def _actions(
    session: Session, document: Document, span: Span, findings: Span, only: Sequence[Any] | None
) -> Iterator[Action]:
    from ircompile.editing.actions.conversions import actions
    from ircompile.editing.actions.fixes import fix_all, fixes

    settings, problems = session.settings(document), session.problems(document)
    if _wants(QUICK_FIX, only):
        yield from fixes(document.text, findings, settings, problems)
    if _wants(REWRITE, only):
        yield from actions(document.text, span, settings)
    is_quick = len(document.text) <= LARGEST_QUICK and any(fix.safe for it in problems for fix in it.diagnostic.fixes)
    if _wants(FIX_ALL, only) and (only or is_quick):
        all_fixed = fix_all(document.text, settings)
        if all_fixed:
            yield all_fixed


def _wants(kind: str, only: Sequence[Any] | None) -> bool:
    """Return whether actions of a kind are asked for: without a choice all are, and with one, those below it, too."""
    names = [str(getattr(it, "value", it)) for it in only or ()]
    return only is None or any(not name or f"{kind}.".startswith(f"{name}.") for name in names)


def hovers(session: Session, document: Document, params: types.HoverParams) -> types.Hover | None:
    """Return what is shown about a position."""
    from ircompile.editing.hover import hover

    uri = params.text_document.uri
    found = hover(document.text, _offset(document, uri, params.position), session.settings(document))
    if found is None:
        return None
    _, at = document.place(found.span)
    return types.Hover(markup(found.markdown, session.client), range_of(at))


def document_symbols(session: Session, document: Document, params: types.DocumentSymbolParams) -> Symbols | None:
    """Return the outline of a text."""
    from ircompile.editing.symbols import symbols

    uri = params.text_document.uri
    if len(document.text) > LARGEST_OUTLINED:
        return None
    found = [it for it in symbols(document.text, session.settings(document)) if document.place(it.span)[0] == uri]
    if session.client.nested_symbols:
        return [symbol_of(it, document) for it in found]
    return flat_symbols(found, document)


def code_lenses(session: Session, document: Document, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Return the lines above the jobs of a text; they do nothing when they are chosen."""
    from ircompile.editing.lens import lenses

    uri = params.text_document.uri
    placed = ((it.title, *document.place(it.span)) for it in lenses(document.text, session.settings(document)))
    return [types.CodeLens(range_of(at), types.Command(title, "")) for title, target, at in placed if target == uri]


def _offset(document: Document, uri: str, position: types.Position) -> int:
    return document.offset(uri, position.line, position.character)


REQUESTS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.TEXT_DOCUMENT_CODE_ACTION: (
        code_actions,
        types.CodeActionOptions(code_action_kinds=[QUICK_FIX, REWRITE, FIX_ALL]),
    ),
    types.TEXT_DOCUMENT_COMPLETION: (completions, OPTIONS),
    types.TEXT_DOCUMENT_HOVER: (hovers, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (document_symbols, None),
    types.TEXT_DOCUMENT_CODE_LENS: (code_lenses, None),
}
"""The function that answers each request about a text that is open, and the options that the server announces."""
