"""Sources to manifests."""

from __future__ import annotations

from ircompile.manifest.detect import is_manifest
from ircompile.manifest.manifest import Allowance, Manifest
from ircompile.syntax.document import Document
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.documents import read_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.config.settings import Config
    from ircompile.model.model import Model
    from ircompile.sources.source import Source


def read(source: Source, config: Config, model: Model) -> list[Manifest]:
    """The manifests of a source, one a document; at least one, so that a text that has none is spoken of too."""
    found = documents(source, config)
    if not found:
        found = [Document(None, Node(None, 0, 0), [], is_complete=source.readable)]
    allowance = Allowance(config.limits.shorthand)
    return [Manifest(source, document, model, allowance) for document in found]


def read_meant(source: Source, config: Config, model: Model, *, all_are: bool) -> list[Manifest]:
    """Those of the manifests of a source that are meant as one; `all_are` says that they are, whatever they hold."""
    return [found for found in read(source, config, model) if all_are or is_manifest(found)]


def documents(source: Source, config: Config) -> list[Document]:
    """What the reader of its kind makes of a source; none where it holds nothing."""
    if len(source.text) > config.limits.bytes:
        from ircompile.syntax.document import limit_exceeded, unread

        return [unread([limit_exceeded("bytes", config.limits.bytes, 0, "the text is too large")])]
    if not source.readable or not source.text or source.text.isspace():
        return []
    if source.kind == "json":
        from ircompile.syntax.json_text import read_json

        return read_json(source, config.limits)
    return read_documents(source, config.limits)
