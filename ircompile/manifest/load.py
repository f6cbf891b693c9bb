"""Reading the manifests of a source."""

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
    """Return a manifest for each document of a source; for a source without documents, an empty one."""
    return read_recognized(source, config, model, include_all=True)


def read_recognized(source: Source, config: Config, model: Model, *, include_all: bool) -> list[Manifest]:
    """Return the manifests of a source that look like a job, or, with `include_all`, all of them."""
    found = documents(source, config)
    if not found:  # findings on the text itself need a manifest, too
        found = [Document(None, Node(None, 0, 0), [], is_complete=source.readable)]
    allowance = Allowance(config.limits.shorthand)
    manifests = [Manifest(source, document, model, allowance) for document in found]
    recognized = [manifest for manifest in manifests if include_all or is_manifest(manifest)]
    if any(manifest.document.is_doubtful for manifest in recognized):
        from ircompile.syntax.yaml.agreement import compare

        compare(source, found)
    return recognized


def documents(source: Source, config: Config) -> list[Document]:
    """Return the documents of a YAML or JSON source; none if it is blank or could not be decoded."""
    if len(source.text) > config.limits.bytes:
        from ircompile.syntax.document import limit_exceeded, unread

        return [unread([limit_exceeded("bytes", config.limits.bytes, 0, "the text is too large")])]
    if not source.readable or not source.text or source.text.isspace():
        return []
    if source.kind == "json":
        from ircompile.syntax.json_text import read_json

        return read_json(source, config.limits)
    return read_documents(source, config.limits)
