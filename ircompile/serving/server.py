"""The server: which messages do what."""

from __future__ import annotations

import logging
from functools import partial

from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.lsp.server import LanguageServer

from ircompile.package import __version__
from ircompile.serving import requests
from ircompile.serving.client import client_of
from ircompile.serving.documents import Cell, Notebook, path_of
from ircompile.serving.protocol import Protocol
from ircompile.serving.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ircompile.config.discovery import Configs
    from ircompile.findings.finding import SeverityName

WATCHED = ("**/{ircompile,.ircompile,pyproject}.toml", "**/*.{yaml,yml,json}")
"""The files whose changes may change what is found in others: configurations, overlays, rules, baselines."""
NOTEBOOKS = types.NotebookDocumentSyncOptions(
    notebook_selector=[
        types.NotebookDocumentFilterWithNotebook(notebook="*", cells=[types.NotebookCellLanguage("python")])
    ],
    save=True,
)


class Server(LanguageServer):
    """The language server, without its streams.

    Args:
        configs: Returns the configurations that the command line asks for, unread.
        wanted: The least severity that is shown.

    Attributes:
        protocol: Handles messages.
        session: The state of the session.
    """

    protocol: Protocol

    def __init__(self, configs: Callable[[], Configs], wanted: SeverityName) -> None:
        super().__init__(
            "ircompile",
            __version__,
            types.TextDocumentSyncKind.Full,
            NOTEBOOKS,
            Protocol,
            get_converter,
        )
        self.session = Session(configs, wanted, self.protocol.notify)
        for method, handle in HANDLERS.items():
            self.feature(method)(partial(handle, self))
        for method, (answer, options) in requests.REQUESTS.items():
            self.feature(method, options)(partial(self._answer, answer))

    def _answer(self, answer: Callable[..., Any], params: Any) -> Any:
        """Return the answer to a request about a text; None if the text is not open."""
        document = self.session.find(params.text_document.uri)
        return None if document is None else answer(self.session, document, params)

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002  as pygls calls it
        """Log an error; the client gets it as the answer to its request."""
        logging.getLogger("ircompile").error("%s", error)


def _initialize(server: Server, params: types.InitializeParams) -> None:
    session = server.session
    session.client = client_of(params.capabilities, params.client_info.name if params.client_info else "")
    session.use_folders([it.uri for it in params.workspace_folders or ()] or [params.root_uri or ""])


def _initialized(server: Server, _: types.InitializedParams) -> None:
    if server.session.client.watches:
        watchers = [{"globPattern": pattern} for pattern in WATCHED]
        registration = {
            "id": "files",
            "method": types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            "registerOptions": {"watchers": watchers},
        }
        server.protocol.ask(types.CLIENT_REGISTER_CAPABILITY, {"registrations": [registration]})


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    it = params.text_document
    server.session.open(it.uri, it.text, it.version)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    it = params.text_document
    text = _whole(params.content_changes)
    if text is not None and it.uri in server.session.documents:
        server.session.open(it.uri, text, it.version)


def _whole(changes: Sequence[types.TextDocumentContentChangeEvent]) -> str | None:
    """Return the text after changes, each of which is the whole text, as the server asks for; None without any."""
    whole = [it.text for it in changes if isinstance(it, types.TextDocumentContentChangeWholeDocument)]
    return whole[-1] if whole else None


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.session.close(params.text_document.uri)


def _files_changed(server: Server, *_: Any) -> None:
    server.session.reread()


def _folders_changed(server: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    server.session.use_folders(it.uri for it in params.event.added)


def _notebook_opened(server: Server, params: types.DidOpenNotebookDocumentParams) -> None:
    it = params.notebook_document
    texts = {text.uri: (text.text, text.version) for text in params.cell_text_documents}
    cells = [(cell.document, cell.kind == types.NotebookCellKind.Code) for cell in it.cells]
    _put_notebook(server, it.uri, it.version, cells, texts)


def _notebook_changed(server: Server, params: types.DidChangeNotebookDocumentParams) -> None:
    notebook = server.session.documents.get(params.notebook_document.uri)
    if not isinstance(notebook, Notebook):
        return
    cells = [(it.uri, it.is_code) for it in notebook.cells]
    texts = {it.uri: (it.text, it.version) for it in notebook.cells}
    changes = params.change.cells
    if changes and changes.structure:
        array = changes.structure.array
        new = [(it.document, it.kind == types.NotebookCellKind.Code) for it in array.cells or ()]
        cells[array.start : array.start + array.delete_count] = new
        texts |= {it.uri: (it.text, it.version) for it in changes.structure.did_open or ()}
    for change in (changes and changes.text_content) or ():
        text = _whole(change.changes)
        if text is not None:
            texts[change.document.uri] = text, change.document.version
    _put_notebook(server, notebook.uri, params.notebook_document.version, cells, texts)


def _put_notebook(
    server: Server,
    uri: str,
    version: int,
    cells: list[tuple[str, bool]],
    texts: dict[str, tuple[str, int]],
) -> None:
    session = server.session
    encoding = session.client.encoding
    name = path_of(uri, session.root)
    if name:
        known = [Cell(it, *texts[it], is_code, encoding) for it, is_code in cells if it in texts]
        session.put(Notebook(uri, name, known, version, encoding))


def _notebook_closed(server: Server, params: types.DidCloseNotebookDocumentParams) -> None:
    server.session.close(params.notebook_document.uri)


HANDLERS: dict[str, Callable[..., None]] = {
    types.INITIALIZE: _initialize,
    types.INITIALIZED: _initialized,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.TEXT_DOCUMENT_DID_SAVE: _files_changed,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _files_changed,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders_changed,
    types.NOTEBOOK_DOCUMENT_DID_OPEN: _notebook_opened,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE: _notebook_changed,
    types.NOTEBOOK_DOCUMENT_DID_SAVE: _files_changed,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE: _notebook_closed,
}
"""What each notification does."""
