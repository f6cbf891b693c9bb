"""Reading the manifests of a source."""

from __future__ import annotations

from ircompile.manifest.detect import is_manifest, may_name_job
from ircompile.manifest.manifest import Allowance, Manifest
from ircompile.model.model import SHIPPED
from ircompile.sources.files import (
    ANCHOR,
    COMMAND,
    HOST_ENDINGS,
    METHOD,
    STATE_ACTION,
    UnreadableFileError,
    has_ending,
    host_kind,
)
from ircompile.sources.source import decode
from ircompile.syntax.document import Document
from ircompile.syntax.tree import Node
from ircompile.syntax.yaml.documents import read_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from ircompile.config.settings import Config
    from ircompile.model.model import Model
    from ircompile.sources.source import Kind, Source

STATES: Kind = "state-machine"
NO_JOB = "no job is in this file"
"""Why it is an error to name a file of another language that makes no job."""


def read(source: Source, config: Config, model: Model) -> list[Manifest]:
    """Return a manifest for each document of a source; for a source without documents, an empty one."""
    return read_recognized(source, config, model, include_all=True)


def read_recognized(source: Source, config: Config, model: Model, *, include_all: bool) -> list[Manifest]:
    """Return the manifests of a source that look like a job, or, with `include_all`, all of them."""
    if not (include_all or source.kind in HOST_ENDINGS or _may_hold_job(source)):
        return []
    found = documents(source, config, model)
    if not found and source.kind in HOST_ENDINGS:
        return []
    if not found:  # findings on the text itself need a manifest, too
        found = [Document(None, Node(None, 0, 0), [], is_complete=source.readable)]
    allowance = Allowance(config.limits.shorthand)
    manifests = [Manifest(source, document, model, allowance) for document in found]
    include_all = include_all and not any(document.call for document in found)
    recognized = [manifest for manifest in manifests if _is_recognized(manifest, include_all=include_all)]
    for parts in {it.doubtful for it in found if it.doubtful and recognized}:
        from ircompile.syntax.yaml.agreement import compare

        is_whole = (parts[0][0], parts[-1][1]) == (0, len(source.text))  # in which calls may have replaced documents
        compare(source, parts, found if is_whole else [it for it in found if it.doubtful == parts])
    return recognized


def _may_hold_job(source: Source) -> bool:
    """Return whether a text of YAML or JSON may hold a job or name the operation, without a look at its structure."""
    text = source.text if source.readable else source.original.replace("\0", "")
    return may_name_job(text) or ANCHOR.decode() in text


def _is_recognized(manifest: Manifest, *, include_all: bool) -> bool:
    """Return whether a manifest is one of those that are asked for, or a call in a file of another language."""
    is_host = manifest.source.kind in HOST_ENDINGS
    if manifest.document.call or (include_all and not is_host) or (is_host and not manifest.document.is_complete):
        return True
    return is_manifest(manifest)


def decoded(name: str, data: bytes, hosts: Collection[str]) -> Source:
    """Return the text of a file or of standard input.

    Args:
        name: Its name.
        data: Its content.
        hosts: The kinds of files of other languages that are read; an empty text if it makes no job.

    Raises:
        UnreadableFileError: The file is of another kind.
    """
    kind = host_kind(name)
    if kind is None and data.startswith(b"#!") and not has_ending(name):
        from ircompile.hosts.search import shebang_kind

        kind = shebang_kind(data)
    if kind in (None, STATES):
        return decode(name, data)
    if kind not in hosts:
        raise UnreadableFileError(f"{kind} files are not read here; `ircompile convert` makes manifests of their jobs")
    from ircompile import hosts as languages

    return languages.decoded(name, data, kind)


def decoded_again(source: Source, data: bytes) -> Source:
    """Return the text of a source after its bytes were changed."""
    if source.kind not in HOST_ENDINGS:
        return decode(source.name, data, source.kind)
    from ircompile import hosts as languages

    return languages.decoded(source.name, data, source.kind)


def documents(source: Source, config: Config, model: Model = SHIPPED) -> list[Document]:
    """Return the documents of a source; none if it is blank or could not be decoded.

    Args:
        source: The source.
        config: Its configuration.
        model: The model of the jobs in it.
    """
    if len(source.text) > config.limits.bytes:
        from ircompile.syntax.document import limit_exceeded, unread

        return [unread([limit_exceeded("bytes", config.limits.bytes, 0, "the text is too large")])]
    if source.kind in HOST_ENDINGS:
        from ircompile import hosts

        return hosts.documents(source, model, config.limits)
    if not source.readable or not source.text or source.text.isspace():
        return []
    if source.kind == "json":
        from ircompile.syntax.json_text import read_json

        found = read_json(source, config.limits)
    else:
        found = read_documents(source, config.limits)
    if STATE_ACTION[1:] in source.text and STATES in config.hosts:  # whose first letter may be a capital by mistake
        from ircompile.hosts.states.reader import with_calls

        found = with_calls(found, source, model, config.limits)
    if (COMMAND in source.text or METHOD in source.text) and "shell" in config.hosts:
        from ircompile.hosts.shell.texts import with_commands

        found = with_commands(found, source, model, config.limits)
    return found
