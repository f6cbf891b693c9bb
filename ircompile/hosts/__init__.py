"""Files of other languages that make jobs, such as Python programs."""

from __future__ import annotations

from importlib import import_module

from ircompile.findings.finding import Blame, Finding
from ircompile.hosts.search import names_operation
from ircompile.sources.source import Source, decode
from ircompile.syntax.document import Document, unread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from ircompile.config.settings import Limits
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Kind

    class Host(Protocol):
        """The module of a language."""

        def encoding(self, data: bytes) -> str:
            """Return the encoding of a file, "utf-8" if it says nothing else."""

        def documents(self, source: Source, request: Shape) -> list[Document]:
            """Return a document for each job in a text.

            Raises:
                UnreadError: The text can't be read.
            """


HOSTS: dict[Kind, str] = {"python": "ircompile.hosts.python.host"}
"""The module of each kind of file; `ircompile.sources.files` has the endings of their names."""


class UnreadError(Exception):
    """A text names the operation and can't be read.

    Attributes:
        span: Where the reason is.
    """

    def __init__(self, message: str, span: tuple[int, int] = (0, 0)) -> None:
        super().__init__(message)
        self.span = span


def decoded(name: str, data: bytes, kind: Kind) -> Source:
    """Return the text of a file; an empty one if it does not name the operation."""
    if not names_operation(data):
        return Source(name, "", kind)
    encoding = _host(kind).encoding(data)
    if encoding == "utf-8":
        source = decode(name, data, kind)
    else:
        source = Source(name, data.decode(encoding, "replace"), kind, encoding=encoding)
    if source.readable:  # otherwise its findings say why not
        source.findings = ()
    return source


def documents(source: Source, limits: Limits, request: Shape) -> list[Document]:
    """Return a document for each job in a text; one without a value if it can't be read.

    Args:
        source: The text.
        limits: The limits of input.
        request: The shape of a request.
    """
    if not source.readable:
        return [unread([])]
    if not source.text:
        return []
    try:
        return _host(source.kind).documents(source, request)[: limits.documents]
    except UnreadError as error:
        return [unread([_unread(error)])]


def _host(kind: Kind) -> Host:
    return import_module(HOSTS[kind])


def _unread(error: UnreadError) -> Finding:
    return Finding(
        "snippet-unread",
        [Blame((), span=error.span)],
        message=f"this names create_inference_recommendations_job, and can't be read: {error}",
        help="correct it, or exclude the file",
    )
