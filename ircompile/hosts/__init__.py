"""Files of other languages that make jobs, such as Python programs.

A host is a kind of file. Its module says which snippets are in a file: texts in one language each, with their offsets.
`reading` makes a document of each job in them, in whatever host they are.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from ircompile.findings.finding import Blame, Finding
from ircompile.hosts.reading import documents as read
from ircompile.hosts.reading import unread_text
from ircompile.hosts.search import names_operation, operation_in
from ircompile.hosts.shell.programs import with_programs
from ircompile.hosts.snippets import UnreadError
from ircompile.sources.source import Source, decode
from ircompile.syntax.document import unread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from ircompile.config.settings import Limits
    from ircompile.hosts.code import Code
    from ircompile.hosts.snippets import Snippet
    from ircompile.model.model import Model
    from ircompile.sources.source import Kind
    from ircompile.syntax.document import Document

    class Host(Protocol):
        """The module of a kind of file.

        It may also have a function `encoding`, which returns the encoding of the bytes of a file; else it is UTF-8. And
        a function `comments`, which returns those comments of a file that are about several snippets, see `Code`.
        """

        def snippets(self, source: Source) -> Sequence[Snippet]:
            """Return the snippets of a file, in the order of the text.

            Raises:
                UnreadError: The file can't be read.
            """


HOSTS: dict[Kind, str] = {
    "python": "ircompile.hosts.python.host",
    "notebook": "ircompile.hosts.notebook.host",
    "markdown": "ircompile.hosts.markdown.host",
    "shell": "ircompile.hosts.shell.reader",
    "makefile": "ircompile.hosts.shell.makefile",
    "dockerfile": "ircompile.hosts.shell.dockerfile",
}
"""The module of each kind of file; `ircompile.sources.files` has the endings of their names."""


def decoded(name: str, data: bytes, kind: Kind) -> Source:
    """Return the text of a file; an empty one if it does not name the operation."""
    if not names_operation(data):
        return Source(name, "", kind)
    encoding_of = getattr(_host(kind), "encoding", None)
    encoding = encoding_of(data) if encoding_of else "utf-8"
    source = decode(name, data, kind) if encoding == "utf-8" else _decoded_as(encoding, name, data, kind)
    if source.readable:  # otherwise its findings say why not
        source.findings = ()
    return source


def _decoded_as(encoding: str, name: str, data: bytes, kind: Kind) -> Source:
    """Return the text of a file in an encoding; an unreadable one if it can't be encoded to the same bytes."""
    try:
        text = data.decode(encoding)
        is_exact = text.encode(encoding) == data
    except (LookupError, ValueError):  # it is not an encoding of texts, or not that of this one
        is_exact = False
    if is_exact:
        return Source(name, text, kind, encoding=encoding)
    finding = Finding(
        "text-encoding",
        [Blame((), span=(0, 0))],
        message=f"the text is not {encoding.upper()}, as its first lines say",
        help="save it as UTF-8",
    )
    return Source(name, "", kind, [finding], readable=False)


def documents(source: Source, model: Model, limits: Limits) -> list[Document]:
    """Return a document for each job in a text; one without a value for each part that can't be read.

    Args:
        source: The text.
        model: The model of the jobs.
        limits: The limits of input.
    """
    if not source.readable:
        return [unread([])]
    if not source.text:
        return []
    try:
        found = snippets(source)
    except UnreadError as error:
        return [unread_text(operation_in(source.text), error, error.span, source.kind)]
    return read(found, source.kind, model, limits)[: limits.documents]


@lru_cache(maxsize=1)
def snippets(source: Source) -> Sequence[Snippet]:
    """Return the snippets of a file, and of the programs in them; those of the last file are kept for its fixes.

    Raises:
        UnreadError: The file can't be read.
    """
    return with_programs(_host(source.kind).snippets(source))


def code_in(source: Source) -> Code:
    """Return the code in a text: nothing if it has none, or can't be read."""
    from ircompile.hosts.code import Code

    if not (source.readable and source.text):
        return Code([], source.text)
    host = _host(source.kind)
    try:
        found = snippets(source)
    except UnreadError:
        return Code([], source.text)
    comments_of = getattr(host, "comments", None)
    return Code(found, source.text, comments_of(source) if comments_of else ())


def _host(kind: Kind) -> Host:
    return import_module(HOSTS[kind])
