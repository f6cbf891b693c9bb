"""Reading snippets: a document for each job in them, and for each snippet with a job that can't be read."""

from __future__ import annotations

from importlib import import_module

from ircompile.findings.finding import Blame, Finding
from ircompile.hosts.search import operation_in
from ircompile.syntax.document import unread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import SeverityName
    from ircompile.hosts.snippets import Language, Snippet, UnreadError
    from ircompile.model.model import Model
    from ircompile.sources.source import Kind
    from ircompile.syntax.document import Document

    class Reader(Protocol):
        """The module that reads a language."""

        def documents(self, snippets: Sequence[Snippet], model: Model, limits: Limits) -> Iterable[Document | Unread]:
            """Return a document for each job in the snippets of a file, and the snippets that can't be read.

            Args:
                snippets: The snippets of one language, in the order of the text.
                model: The model of the jobs.
                limits: The limits of input.
            """

    Unread = tuple[Snippet, UnreadError]
    """A snippet that can't be read, and why."""

READERS: dict[Language, str] = {
    "python": "ircompile.hosts.python.reader",
    "shell": "ircompile.hosts.shell.reader",
    "json": "ircompile.hosts.states.reader",
    "yaml": "ircompile.hosts.states.reader",
}
"""The module that reads each language."""
SEVERITIES: dict[Kind, SeverityName] = {"markdown": "info"}
"""The severity of an unread snippet by the kind of its file, where it is not that of the rule."""


def documents(snippets: Sequence[Snippet], kind: Kind, model: Model, limits: Limits) -> list[Document]:
    """Return a document for each job in the snippets of a file, in the order of the text.

    A snippet that names the operation and can't be read is a document without a value.

    Args:
        snippets: The snippets, in the order of the text.
        kind: The kind of the file.
        model: The model of the jobs.
        limits: The limits of input.
    """
    found = []
    for language, module in READERS.items():
        if mine := [it for it in snippets if it.language == language]:
            reader: Reader = import_module(module)
            for it in reader.documents(mine, model, limits):
                if not isinstance(it, tuple):
                    found.append(it)
                elif name := operation_in(it[0].text):
                    found.append(unread_text(name, it[1], it[0].span(*it[1].span), kind))
    return sorted(found, key=start)


def unread_text(operation: str, error: UnreadError, span: tuple[int, int], kind: Kind) -> Document:
    """Return the document of a text that names the operation and can't be read.

    Args:
        operation: The name of the operation in the text.
        error: Why it can't be read.
        span: Where in the file the reason is.
        kind: The kind of the file.
    """
    finding = Finding(
        "snippet-unread",
        [Blame((), span=span)],
        message=f"this names {operation}, and can't be read: {error}",
        help="correct it, or exclude the file",
        severity=SEVERITIES.get(kind),
    )
    return unread([finding])


def start(document: Document) -> int:
    """Return the offset at which a job begins, or that of the reason why it can't be read."""
    span = document.call or (document.findings[0].blames[0].span if document.findings else None)
    return span[0] if span else document.root.start
