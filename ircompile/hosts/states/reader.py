"""The jobs in texts of JSON and YAML: manifests, state machines, schedules, and templates with these in them."""

from __future__ import annotations

from ircompile.hosts.placeholders import filled_in
from ircompile.hosts.reading import start, unread_text
from ircompile.hosts.search import operation_in
from ircompile.hosts.snippets import whole
from ircompile.hosts.states.calls import NAMED, Finder, unread_error, within
from ircompile.hosts.states.templates import hidden
from ircompile.sources.files import STATE_ACTION
from ircompile.sources.source import Source
from ircompile.syntax.document import Document, DocumentError
from ircompile.syntax.json_text import read_json, scan
from ircompile.syntax.tree import moved
from ircompile.syntax.yaml.documents import read_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ircompile.config.settings import Limits
    from ircompile.findings.finding import Finding
    from ircompile.hosts.reading import Unread
    from ircompile.hosts.snippets import Snippet
    from ircompile.hosts.states.calls import Tree
    from ircompile.model.model import Model


def documents(snippets: Sequence[Snippet], model: Model, limits: Limits) -> Iterator[Document | Unread]:
    """Yield the manifests in snippets of other files, a document for each call in them, and what can't be read."""
    for snippet in snippets:
        calls = found_in(snippet, model, limits) if STATE_ACTION[1:] in snippet.text else ()
        found = [it for _, it in calls]
        yield from found or _manifests(snippet, limits)


def _manifests(snippet: Snippet, limits: Limits) -> Iterator[Document | Unread]:
    """Yield the documents of a snippet, or why it can't be read."""
    is_json = snippet.language == "json"
    source = Source("", snippet.text, "json" if is_json else "yaml")
    for it in read_json(source, limits) if is_json else read_documents(source, limits):
        if it.is_complete:
            root = moved(it.root, snippet.offsets)
            root = filled_in(root) if snippet.is_template else root
            yield Document(root.value, root, within(it.findings, it.root, snippet), is_unambiguous=it.is_unambiguous)
        else:
            yield snippet, unread_error(it.findings[-1])


def with_calls(documents: Sequence[Document], source: Source, model: Model, limits: Limits) -> list[Document]:
    """Return the documents of a text, with those that are state machines replaced by one for each job in them.

    Args:
        documents: The documents, read as manifests.
        source: The text.
        model: The model of the jobs.
        limits: The limits of input.
    """
    snippet = whole(source.text, "json" if source.kind == "json" else "yaml")
    found: dict[int, list[Document]] = {}
    for number, it in found_in(snippet, model, limits):
        found.setdefault(number, []).append(_unread(it, source) if isinstance(it, tuple) else it)
    numbers = range(max([len(documents), *(number + 1 for number in found)]))
    return [it for number in numbers for it in sorted(found.get(number, ()), key=start) or documents[number:][:1]]


def found_in(snippet: Snippet, model: Model, limits: Limits) -> Iterator[tuple[int, Document | Unread]]:
    """Yield a document for each state or schedule that makes a job, and each text that names the operation unreadably.

    With each comes the number of the document of the snippet that it is in, from 0.
    """
    trees, error = trees_of(snippet, limits)
    finder = Finder(model.request, limits)
    for number, tree in enumerate(trees):
        yield from ((number, it) for it in finder.found(tree, snippet))
    if error and NAMED.search(snippet.text):
        yield len(trees), (snippet, unread_error(error))


def trees_of(snippet: Snippet, limits: Limits) -> tuple[list[Tree], Finding | None]:
    """Return the trees of a snippet with the findings of their reader, and the reason if the rest can't be read."""
    if snippet.language == "json":
        try:
            return [scan(hidden(snippet.text), limits)], None
        except DocumentError as error:
            return [], error.finding
    from ircompile.syntax.yaml.short_forms import read_template

    documents, finding = read_template(snippet.text, limits)
    return [(document.root, document.findings) for document in documents], finding


def _unread(unread: Unread, source: Source) -> Document:
    """Return the document of a text that names the operation and can't be read."""
    snippet, error = unread
    span = snippet.span(*error.span)
    document = unread_text(operation_in(snippet.text), error, span, source.kind)
    document.call = span
    return document
