"""The comments of YAML within other files, and the members and elements that they can be about."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.hosts.code import Layout
from ircompile.sources.source import Source
from ircompile.syntax.yaml.comments import comments
from ircompile.syntax.yaml.documents import read_documents


def layout(text: str) -> Layout:
    """Return the comments of a text, and its documents; nothing if it can't be read."""
    documents = read_documents(Source("", text, "yaml"), Limits())
    if not all(document.is_complete for document in documents):
        return Layout(closed=[(-1, len(text) + 1)])
    found = Layout([*comments(text, len(text))], [document.root for document in documents])
    waiting = [*found.roots]
    while waiting:
        node = waiting.pop()
        waiting += (*node.members.values(), *node.elements)
        if node.items is None and "\n" in text[node.start : node.end]:
            found.closed.append((node.start, node.end))
    return found
