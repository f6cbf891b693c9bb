"""The reader of YAML: the fastest that can read a text, with trees that are built when they are needed."""

from __future__ import annotations

from ircompile.package import Lazy
from ircompile.syntax.document import Document
from ircompile.syntax.yaml.plain import SEPARATOR, plain_yaml
from ircompile.syntax.yaml.plain_values import DEEPEST, DIGITS, NotPlainError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.config.settings import Limits
    from ircompile.sources.source import Source
    from ircompile.syntax.tree import Node

    Span = tuple[int, int]


def read_documents(source: Source, limits: Limits) -> list[Document]:
    """Return the documents of a YAML source, like `read_yaml`, but with trees that are built when they are needed."""
    span = 0, len(source.text)
    found = _plain(source, limits, span)
    if found is None and f"\n{SEPARATOR}" in source.text:
        found = _one_by_one(source, limits)
    return _unusual(source, limits, span) if found is None else found


def _one_by_one(source: Source, limits: Limits) -> list[Document] | None:
    """Return the documents of a text, each read alone, since most are plain even if one is not or can't be read.

    None if they are to be read together: one may contain what looks like the start of the next, or a limit is exceeded.
    """
    text = source.text
    spans = _spans(text)
    if not 1 < len(spans) <= limits.documents or len(text) >= limits.nodes:
        return None
    found: list[Document] = []
    for span in spans:
        its = limits
        if "&" in text[slice(*span)]:  # without aliases, there are fewer values than characters
            from copy import copy

            its = copy(limits)
            its.nodes = (limits.nodes - len(text)) // len(spans)
        documents = _plain(source, its, span) or _unusual(source, its, span)
        if any(isinstance(it.value, str) or _exceeds_limit(it) for it in documents):
            return None
        if any(it.is_complete and it.span is None for it in documents):
            return None  # the full reader, which is needed, takes less time for all of them
        found += documents
        if not all(it.is_complete for it in documents):
            break
    return found if len(found) <= limits.documents else None


def _spans(text: str) -> list[Span]:
    """Return the spans of the documents of a text, each with the line that separates it from the one before.

    The text is the only one if another one may begin at a line of another form.
    """
    if text.startswith(("%", "...")) or "\n%" in text or "\n..." in text:
        return [(0, len(text))]
    starts, at = [0], 0
    while at := text.find(f"\n{SEPARATOR}", at) + 1:
        if text[at + len(SEPARATOR) : at + len(SEPARATOR) + 2].startswith(("\n", "\r\n")):
            starts.append(at)
    return [*zip(starts, [*starts[1:], len(text)], strict=True)]


def _exceeds_limit(document: Document) -> bool:
    return any(it.rule == "limit-exceeded" for it in document.findings)


def _plain(source: Source, limits: Limits, span: Span) -> list[Document] | None:
    """Return the documents in a span of a text; None if it is not plain."""
    text = source.text[slice(*span)]
    is_within = len(text) < limits.nodes and limits.depth > 2 * DEEPEST and limits.digits >= DIGITS
    plain = plain_yaml(text) if is_within else None
    if plain is None or len(plain.values) > limits.documents:
        return None

    def trees() -> list[Node]:
        if "\r" in text:
            return _trees(source, limits, span, plain.values)
        from ircompile.syntax.yaml.plain_tree import plain_trees

        return plain_trees(text, plain, span[0])

    def spans() -> list[Span]:
        return _spans(text)[-len(plain.values) :] if is_whole else [span]

    is_whole = len(text) == len(source.text)
    new_lines = plain.new_lines if is_whole else None
    return _documents(plain.values, trees, spans, is_unambiguous=True, new_lines=new_lines)


def _unusual(source: Source, limits: Limits, span: Span) -> list[Document]:
    """Return the documents in a span of a text that is not plain; the last one is unread if the rest can't be read."""
    from ircompile.syntax.yaml.values import BrokenError, Values

    try:
        read = Values(source.text[slice(*span)], limits)
    except NotPlainError as error:
        from ircompile.syntax.yaml.reader import read_yaml
        from ircompile.syntax.yaml.thinning import kept, skippable

        skipped = skippable(source.text[slice(*span)], span[0]) if isinstance(error, BrokenError) else []
        documents = read_yaml(source, limits, span, skipped)
        if skipped and documents[1:]:  # the first one was read
            skipped = []
            documents = read_yaml(source, limits, span)
        for document in documents:
            document.doubtful = kept(span, skipped)
        return documents

    def trees() -> list[Node]:
        return _trees(source, limits, span, read.documents)

    spans = (lambda: [span]) if len(read.documents) == 1 else None
    doubtful = (span,) if read.is_doubtful else None
    return _documents(read.documents, trees, spans, doubtful=doubtful, is_unambiguous=read.is_unambiguous)


def _documents(
    values: list[Any], make_trees: Callable[[], list[Node]], find: Callable[[], list[Span]] | None, **details: Any
) -> list[Document]:
    """Return documents.

    Args:
        values: Their values.
        make_trees: Makes their trees.
        find: Finds their spans; None if these are not known.
        details: What else is known of all of them.
    """
    trees, spans = Lazy(make_trees), find and Lazy(find)

    def of(number: int, made: Lazy) -> Callable[[], Any]:
        return lambda: made()[number]

    return [
        Document(value, of(number, trees), [], span=spans and of(number, spans), **details)
        for number, value in enumerate(values)
    ]


def _trees(source: Source, limits: Limits, span: Span, values: list[Any]) -> list[Node]:
    """Return the trees of documents whose values are known, made by libyaml's composer if possible."""
    from ircompile.syntax.yaml.libyaml import has_composer

    text = source.text[slice(*span)]
    if has_composer() and not ("&" in text or "!" in text):
        from ircompile.syntax.yaml.composed_tree import composed_trees

        return composed_trees(text, values, span[0])
    from ircompile.syntax.yaml.reader import read_yaml

    return [document.root for document in read_yaml(source, limits, span)]
