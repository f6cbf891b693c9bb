"""One session: the open texts, their settings, and what was published about them."""

from __future__ import annotations

import os
from time import monotonic

from lsprotocol import types
from pygls.uris import to_fs_path

from ircompile.editing.diagnostics import diagnose
from ircompile.findings.errors import UserError
from ircompile.linting.errors import internal
from ircompile.serving.client import Client
from ircompile.serving.configuration import Configuration, problem_place
from ircompile.serving.convert import SOURCE, Converter, address, point
from ircompile.serving.documents import Document, Notebook, path_of, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ircompile.config.discovery import Configs
    from ircompile.editing.answers import Problem
    from ircompile.editing.settings import Settings
    from ircompile.findings.finding import SeverityName

    Send = Callable[[str, object], object]
    """Sends a notification, given by its method and its parameters."""
    Published = dict[str, list[types.Diagnostic]]
    """Diagnostics by the address of the text."""

LARGE = 1 << 19
"""The characters from which a text is not checked before nothing was typed for a while."""
PAUSE = 0.3
"""That while, in seconds."""
LARGEST_OTHER = 1 << 23
"""The most characters of a text that is not open, and that findings are in."""


class Session:
    """The state of one session.

    Args:
        configs: Returns the configurations that the command line asks for, unread.
        wanted: The least severity that is shown.
        send: Sends a notification.

    Attributes:
        client: What the client can do.
        root: The folder in which texts count as being that were never saved.
        documents: The open texts by address; a notebook is one, its cells are not.
        due: When each text is to be checked, by address.
    """

    def __init__(self, configs: Callable[[], Configs], wanted: SeverityName, send: Send) -> None:
        self.client = Client()
        self.root = os.path.abspath("")
        self.documents: dict[str, Document] = {}
        self.due: dict[str, float] = {}
        self._texts: dict[str, str] = {}
        self._cells: dict[str, Notebook] = {}
        self._configuration = Configuration(configs, wanted, self._texts)
        self._send = send
        self._published: dict[str, Published] = {}
        self._errors: dict[str, str] = {}

    def put(self, document: Document) -> None:
        """Add a text that was opened, or replace one that was changed, and have it checked."""
        if document.uri not in self.documents:
            self._configuration.forget()  # it may be a new job below an overlay
        self._forget_cells(document.uri)
        self.documents[document.uri] = document
        self._texts[os.path.abspath(document.name)] = document.text
        if isinstance(document, Notebook):
            self._cells |= {cell.uri: document for cell in document.cells}
        self._check_later(document)
        self._check_merged(document.uri)

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Add a text, or replace it; one that is not a file is left alone."""
        name = path_of(uri, self.root)
        if name:
            self.put(Document(uri, name, text, version, self.client.encoding))

    def close(self, uri: str) -> None:
        """Forget a text, and take back what was published about it."""
        document = self.documents.pop(uri, None)
        if document is None:
            return
        self._forget_cells(uri)
        self.due.pop(uri, None)
        self._errors.pop(uri, None)
        self._texts.pop(os.path.abspath(document.name), None)
        self._configuration.drop(document.name)
        self._publish(uri, {})
        self._check_merged(uri)

    def _forget_cells(self, uri: str) -> None:
        for cell, notebook in list(self._cells.items()):
            if notebook.uri == uri:
                del self._cells[cell]

    def find(self, uri: str) -> Document | None:
        """Return the open text at an address, for a cell its notebook; None if there is none."""
        return self.documents.get(uri) or self._cells.get(uri)

    def settings(self, document: Document) -> Settings:
        """Return the settings for a text.

        Raises:
            UserError: The configuration can't be used.
        """
        return self._configuration.of(document.name)

    def problems(self, document: Document) -> list[Problem]:
        """Return the findings in a text.

        Raises:
            UserError: The configuration, or a file that it names, can't be used.
        """
        if document.problems is None:
            document.problems = diagnose(document.text, self.settings(document))
        return document.problems

    def converter(self, document: Document) -> Converter:
        """Return what converts the answers about a text."""
        return Converter(document, self.client, self._other)

    def reread(self) -> None:
        """Read the configuration again, and check all texts again."""
        self._configuration.forget()
        for document in self.documents.values():
            document.problems = None
            self._check_later(document)

    def _check_merged(self, uri: str) -> None:
        """Have the other texts checked again that a changed one may be merged with: those with environments."""
        for document in self.documents.values():
            if document.uri != uri and self._has_environments(document):
                document.problems = None
                self._check_later(document)

    def _has_environments(self, document: Document) -> bool:
        try:
            return bool(self.settings(document).config.environments)
        except UserError:
            return False

    def _check_later(self, document: Document) -> None:
        self.due[document.uri] = monotonic() + (PAUSE if len(document.text) > LARGE else 0)

    def check_due(self, now: float) -> None:
        """Check the texts whose time has come, and publish what was found."""
        for uri in [uri for uri, due in self.due.items() if due <= now]:
            del self.due[uri]
            self._check(self.documents[uri])

    def _check(self, document: Document) -> None:
        found: Published = {}
        try:
            document.problems = None
            found = self.converter(document).diagnostics(self.problems(document))
            self._errors.pop(document.uri, None)
        except UserError as error:
            found = self._of_error(error)
            self._show(str(error), document.uri)
        except Exception as error:  # noqa: BLE001  an internal error must not end the session
            self._show(internal(error), document.uri)
        self._publish(document.uri, found)

    def _of_error(self, error: UserError) -> Published:
        """Return the diagnostic of an error in a configuration, in its file."""
        place = problem_place(error)
        if not place:
            return {}
        file, line, column = place
        severity = types.DiagnosticSeverity.Error
        return {address(file): [types.Diagnostic(point(line, column), error.message, severity, source=SOURCE)]}

    def _show(self, message: str, uri: str) -> None:
        """Show why a text can't be checked, unless that was shown for it or for another text."""
        is_known = message in self._errors.values()
        self._errors[uri] = message
        if not is_known:
            params = types.ShowMessageParams(types.MessageType.Error, f"ircompile: {message}")
            self._send(types.WINDOW_SHOW_MESSAGE, params)

    def _publish(self, uri: str, found: Published) -> None:
        """Publish what was found when a text was checked, with what other texts have to say about the same texts."""
        before = self._published.pop(uri, {})
        document = self.documents.get(uri)
        if document:
            self._published[uri] = found
        own = dict(document.parts) if document else {}
        for target in dict.fromkeys([*own, *before, *found]):
            opened = self.documents.get(target)
            if opened and target != uri:  # it is checked itself
                continue
            its = self._published_about(target)
            if its or target in own or target in before:
                version = own.get(target) if self.client.versions else None
                params = types.PublishDiagnosticsParams(target, its, version)
                self._send(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def _published_about(self, uri: str) -> list[types.Diagnostic]:
        """Return the diagnostics about a text: if it is open, its own, else those of all others, equal ones once."""
        if uri in self.documents:
            return self._published[uri].get(uri, [])
        found: list[types.Diagnostic] = []
        for each in self._published.values():
            found += [it for it in each.get(uri, ()) if it not in found] if found else each.get(uri, ())
        return found

    def _other(self, name: str) -> Document | None:
        """Return another text, open or not, by the name of its file."""
        path = os.path.abspath(name)
        opened = next((it for it in self.documents.values() if os.path.abspath(it.name) == path), None)
        if opened:
            return opened
        try:
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                text = file.read(LARGEST_OTHER)
        except (OSError, ValueError):
            return None
        return Document(address(path), shown(path), text, None, self.client.encoding)

    def use_folders(self, uris: Iterable[str]) -> None:
        """Note the folders of the workspace: in the first one, texts count as being that were never saved."""
        path = next((path for uri in uris if (path := to_fs_path(uri))), None)
        if path:
            self.root = path
