"""Answers of features as values of the protocol, and Markdown as plain text."""

from __future__ import annotations

import os
import re

from lsprotocol import types
from pygls.uris import from_fs_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ircompile.editing.answers import Action, Place, Problem, Span, Symbol
    from ircompile.findings.diagnostic import Edit
    from ircompile.serving.client import Client
    from ircompile.serving.documents import Document, Range

    Find = Callable[[str], Document | None]
    """Returns the document of a file, by its name; None if it can't be read."""

SOURCE = "ircompile"
SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
SYMBOLS = {
    "job": types.SymbolKind.Class,
    "structure": types.SymbolKind.Object,
    "list": types.SymbolKind.Array,
    "string": types.SymbolKind.String,
    "number": types.SymbolKind.Number,
    "boolean": types.SymbolKind.Boolean,
    "null": types.SymbolKind.Null,
}
WITHOUT_EFFECT = frozenset({"unused-ignore", "expired-ignore", "overlay-without-effect"})
"""The rules whose findings mark text that does nothing."""
LINK = r"\[(?P<{0}>(?:`[^`\n]{{1,200}}+`|[^\[\]`\n]){{1,200}}+)\]\((?P<{0}_url>[^()\n]{{0,500}}+)\)"
MARKUP = re.compile(
    rf"^{LINK.format('alone')}$"
    rf"|{LINK.format('link')}"
    r"|`(?P<code>[^`\n]+)`"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<bold>\*\*)",
    re.MULTILINE,
)
"""A link, alone on its line or not, a code span, an escaped character, or what makes a text bold."""


def range_of(place: Range) -> types.Range:
    """Return a range of the protocol."""
    (line, character), (end_line, end_character) = place
    return types.Range(types.Position(line, character), types.Position(end_line, end_character))


def markup(markdown: str, client: Client) -> types.MarkupContent:
    """Return a text in Markdown, or without its markup for a client that shows only plain text."""
    if client.markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))


def address(name: str) -> str:
    """Return the address of a file."""
    return from_fs_path(os.path.abspath(name)) or ""


class Converter:
    """Conversion of what was found in one document.

    Args:
        document: The document.
        client: The client that is answered.
        find: Returns other documents.
    """

    def __init__(self, document: Document, client: Client, find: Find) -> None:
        self._document = document
        self._client = client
        self._find = find

    def place(self, span: Span, name: str = "") -> tuple[str, Range] | None:
        """Return the address and the range of a span of a text; None if the text can't be read."""
        document = self._find(name) if name else self._document
        return document.place(span) if document else None

    def diagnostics(self, problems: Sequence[Problem]) -> dict[str, list[types.Diagnostic]]:
        """Return the diagnostics of problems by the address of the text that each is in."""
        found: dict[str, list[types.Diagnostic]] = {}
        for problem in problems:
            placed = self.place(problem.place.span, problem.place.filename)
            if placed:
                found.setdefault(placed[0], []).append(self._diagnostic(problem, *placed))
        return found

    def diagnostic(self, problem: Problem) -> types.Diagnostic:
        """Return the diagnostic of a problem in the document itself."""
        return self._diagnostic(problem, *self._document.place(problem.place.span))

    def _diagnostic(self, problem: Problem, uri: str, at: Range) -> types.Diagnostic:
        it, client = problem.diagnostic, self._client
        return types.Diagnostic(
            range=range_of(at),
            message=it.headline,
            severity=SEVERITIES[it.severity],
            code=it.rule,
            code_description=types.CodeDescription(problem.link) if problem.link and client.links else None,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if client.tags and it.rule in WITHOUT_EFFECT else None,
            related_information=self._related(problem, uri, at) if client.related else None,
            data=self._data(problem) if client.data else None,
        )

    def _related(self, problem: Problem, uri: str, at: Range) -> list[types.DiagnosticRelatedInformation] | None:
        """Return the related places, and the advice as one at the place itself."""
        related = [self._information(place) for place in problem.related]
        if problem.diagnostic.help:
            advice = f"help: {problem.diagnostic.help}"
            related.append(types.DiagnosticRelatedInformation(types.Location(uri, range_of(at)), advice))
        return [it for it in related if it] or None

    def _information(self, place: Place) -> types.DiagnosticRelatedInformation | None:
        placed = self.place(place.span, place.filename)
        if not placed:
            return None
        return types.DiagnosticRelatedInformation(
            types.Location(placed[0], range_of(placed[1])), place.label or "related"
        )

    def _data(self, problem: Problem) -> dict[str, object] | None:
        """Return the fixes of a problem, as a client can keep them with the diagnostic."""
        it = problem.diagnostic
        fixes = [
            {"title": fix.title, "safe": fix.safe, "edits": [[edit.start, edit.end, edit.text] for edit in fix.edits]}
            for fix in it.fixes
        ]
        return {"pointer": it.pointer, "notes": [*it.notes], **({"fixes": fixes} if fixes else {})}

    def action(self, action: Action, diagnostics: Mapping[int, types.Diagnostic]) -> types.CodeAction | None:
        """Return an action; None if one of its edits can't be made by the client.

        Args:
            action: The action.
            diagnostics: The diagnostics of the document, by the identity of the finding.
        """
        edit = self._workspace_edit(action.edits)
        if edit is None:
            return None
        corrected = [diagnostics[id(it)] for it in action.diagnostics if id(it) in diagnostics]
        return types.CodeAction(
            title=action.title,
            kind=action.kind,
            diagnostics=corrected or None,
            is_preferred=(action.is_preferred or None) if self._client.preferred else None,
            edit=edit,
        )

    def _workspace_edit(self, edits: Mapping[str, Sequence[Edit]]) -> types.WorkspaceEdit | None:
        changes: dict[tuple[str, int | None], list[types.TextEdit]] = {}
        for name, its in edits.items():
            document = self._find(name) if name else self._document
            if document is None:
                return None
            versions = dict(document.parts)
            for it in its:
                uri, at = document.place((it.start, it.end))
                text = document.written(it.text)
                if text is None:
                    return None
                changes.setdefault((uri, versions.get(uri)), []).append(types.TextEdit(range_of(at), text))
        if not self._client.versioned_edits:
            return types.WorkspaceEdit(changes={uri: its for (uri, _), its in changes.items()})
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), [*its])
                for (uri, version), its in changes.items()
            ]
        )


def point(line: int, column: int) -> types.Range:
    """Return the empty range at a line and a column, both from 1."""
    return types.Range(types.Position(line - 1, column - 1), types.Position(line - 1, column - 1))


def symbol_of(symbol: Symbol, document: Document) -> types.DocumentSymbol:
    """Return an entry of the outline with those in it."""
    return types.DocumentSymbol(
        name=symbol.name or " ",
        detail=symbol.detail or None,
        kind=SYMBOLS[symbol.kind],
        range=range_of(document.place(symbol.span)[1]),
        selection_range=range_of(document.place(symbol.selection)[1]),
        children=[symbol_of(it, document) for it in symbol.children],
    )


def flat_symbols(symbols: Sequence[Symbol], document: Document, above: str = "") -> list[types.SymbolInformation]:
    """Return entries of the outline with those in them, one after the other, for clients without a tree."""
    found = []
    for it in symbols:
        uri, at = document.place(it.span)
        location = types.Location(uri, range_of(at))
        name, kind = it.name or " ", SYMBOLS[it.kind]
        found.append(types.SymbolInformation(location, name, kind, container_name=above or None))
        found += flat_symbols(it.children, document, name)
    return found


def plain(markdown: str) -> str:
    """Return a text without its markup, except that of lists and fences; a link alone on its line keeps its address."""
    return MARKUP.sub(_text, markdown)


def _text(found: re.Match[str]) -> str:
    if found["alone"]:
        text, url = plain(found["alone"]), found["alone_url"]
        return url if text == url else f"{text}: {url}"
    return plain(found["link"]) if found["link"] else found["code"] or found["escaped"] or ""
