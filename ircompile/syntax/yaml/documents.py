"""The reader of YAML: the fastest that can read a text, with trees that are built when they are needed."""

from __future__ import annotations

from ircompile.package import Lazy
from ircompile.syntax.document import Document
from ircompile.syntax.yaml.plain import plain_yaml
from ircompile.syntax.yaml.plain_values import DEEPEST, DIGITS, NotPlainError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ircompile.config.settings import Limits
    from ircompile.sources.source import Source
    from ircompile.syntax.tree import Node
    from ircompile.syntax.yaml.plain import NewLines, PlainText


def read_documents(source: Source, limits: Limits) -> list[Document]:
    """Return the documents of a YAML source, like `read_yaml`, but with trees that are built when they are needed."""
    text = source.text
    is_within = len(text) < limits.nodes and limits.depth > 2 * DEEPEST and limits.digits >= DIGITS
    plain = plain_yaml(text) if is_within else None
    if plain is not None and len(plain.values) <= limits.documents:
        trees = Lazy(lambda: _plain_trees(source, limits, plain))
        return _documents(plain.values, trees, is_unambiguous=True, new_lines=plain.new_lines)
    from ircompile.syntax.yaml.values import Values

    try:
        read = Values(text, limits)
    except NotPlainError:
        from ircompile.syntax.yaml.reader import read_yaml

        documents = read_yaml(source, limits)
        for document in documents:
            document.is_doubtful = True
        return documents
    trees = Lazy(lambda: _trees(source, limits, read.documents))
    return _documents(read.documents, trees, is_doubtful=read.is_doubtful, is_unambiguous=read.is_unambiguous)


def _documents(
    values: list[Any],
    trees: Lazy,
    *,
    is_unambiguous: bool,
    is_doubtful: bool = False,
    new_lines: NewLines | None = None,
) -> list[Document]:
    def root(number: int) -> Callable[[], Node]:
        return lambda: trees()[number]

    return [
        Document(
            value,
            root(number),
            [],
            is_doubtful=is_doubtful,
            is_unambiguous=is_unambiguous,
            new_lines=new_lines,
        )
        for number, value in enumerate(values)
    ]


def _plain_trees(source: Source, limits: Limits, plain: PlainText) -> list[Node]:
    if "\r" in source.text:
        return _trees(source, limits, plain.values)
    from ircompile.syntax.yaml.plain_tree import plain_trees

    return plain_trees(source.text, plain)


def _trees(source: Source, limits: Limits, values: list[Any]) -> list[Node]:
    """Return the trees of documents whose values are known, made by libyaml's composer if possible."""
    from ircompile.syntax.yaml.libyaml import has_composer

    text = source.text
    if has_composer() and not ("&" in text or "!" in text):
        from ircompile.syntax.yaml.composed_tree import composed_trees

        return composed_trees(text, values)
    from ircompile.syntax.yaml.reader import read_yaml

    return [document.root for document in read_yaml(source, limits)]
