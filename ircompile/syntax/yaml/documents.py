"""YAML to documents: by the quickest reader that can read a text, with trees that are built when they are needed."""

from __future__ import annotations

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


def read_documents(source: Source, limits: Limits) -> list[Document]:
    """Return the documents of a YAML source, as `read_yaml` does, without looking for spans before they are needed."""
    is_within = len(source.text) < limits.nodes and limits.depth > 2 * DEEPEST and limits.digits >= DIGITS
    values = plain_yaml(source.text) if is_within else None
    if values is not None and len(values) <= limits.documents:
        return _documents(source, limits, values, is_unambiguous=True)
    from ircompile.syntax.yaml.values import Values

    try:
        read = Values(source.text, limits)
    except NotPlainError:
        from ircompile.syntax.yaml.reader import read_yaml

        return read_yaml(source, limits)
    return _documents(source, limits, read.documents, is_unambiguous=read.is_unambiguous)


def _documents(source: Source, limits: Limits, values: list[Any], *, is_unambiguous: bool) -> list[Document]:
    trees = _Trees(source, limits, values)
    return [Document(value, trees.of(number), [], is_unambiguous=is_unambiguous) for number, value in enumerate(values)]


class _Trees:
    """The trees of a source's documents, built once for all of them, and only if one is needed."""

    __slots__ = ("_limits", "_roots", "_source", "_values")

    def __init__(self, source: Source, limits: Limits, values: list[Any]) -> None:
        self._source = source
        self._limits = limits
        self._values = values
        self._roots: list[Node] = []

    def of(self, number: int) -> Callable[[], Node]:
        """Return a function that returns the tree of a document."""

        def root() -> Node:
            self._roots = self._roots or self._read()
            return self._roots[number]

        return root

    def _read(self) -> list[Node]:
        from ircompile.syntax.yaml.libyaml import has_composer

        text = self._source.text
        if not ("&" in text or "!" in text) and has_composer():  # without anchors and tags, the composer is enough
            from ircompile.syntax.yaml.tree import trees

            return trees(text, self._values)
        from ircompile.syntax.yaml.reader import read_yaml

        return [document.root for document in read_yaml(self._source, self._limits)]
