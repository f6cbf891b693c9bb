"""What the client of a session can do with what it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.editing.lines import Encoding

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
"""What characters of positions can be counted in."""
INDENTING = ("Neovim", "helix")
"""The names of clients that indent all lines of a snippet as the first one, which their capabilities don't say."""


@dataclass(frozen=True, slots=True)
class Client:
    """The capabilities of a client that matter here.

    Attributes:
        encoding: What it counts the characters of positions in.
        related: Whether it shows places that are related to a diagnostic.
        tags: Whether it shows diagnostics on text without effect in another way.
        links: Whether a diagnostic can have a link.
        data: Whether a diagnostic can carry data.
        versions: Whether it compares the versions of diagnostics with that of the text.
        literals: Whether actions can have a kind, and edits.
        preferred: Whether one of several actions can be preferred.
        versioned_edits: Whether edits can name the version of the text that they are for.
        snippets: Whether completions can have places to fill in.
        indents: Whether it indents all lines of a snippet as the first one, whatever a completion asks for.
        markdown: Whether hovers and completions can be Markdown.
        nested_symbols: Whether symbols can have children.
        watches: Whether it can be asked to watch files.
    """

    encoding: Encoding = "utf-16"
    related: bool = False
    tags: bool = False
    links: bool = False
    data: bool = False
    versions: bool = False
    literals: bool = False
    preferred: bool = False
    versioned_edits: bool = False
    snippets: bool = False
    indents: bool = False
    markdown: bool = False
    nested_symbols: bool = False
    watches: bool = False


def client_of(capabilities: types.ClientCapabilities, name: str = "") -> Client:
    """Return what matters of the capabilities that a client sent, and of its name."""

    def has(path: str) -> bool:
        return bool(_get(capabilities, path))

    markdown = types.MarkupKind.Markdown
    tags = _get(capabilities, "text_document.publish_diagnostics.tag_support.value_set") or ()
    return Client(
        encoding=_encoding(_get(capabilities, "general.position_encodings") or ()),
        related=has("text_document.publish_diagnostics.related_information"),
        tags=types.DiagnosticTag.Unnecessary in tags,
        links=has("text_document.publish_diagnostics.code_description_support"),
        data=has("text_document.publish_diagnostics.data_support"),
        versions=has("text_document.publish_diagnostics.version_support"),
        literals=has("text_document.code_action.code_action_literal_support"),
        preferred=has("text_document.code_action.is_preferred_support"),
        versioned_edits=has("workspace.workspace_edit.document_changes"),
        snippets=has("text_document.completion.completion_item.snippet_support"),
        indents=name in INDENTING,
        markdown=markdown in (_get(capabilities, "text_document.hover.content_format") or ()),
        nested_symbols=has("text_document.document_symbol.hierarchical_document_symbol_support"),
        watches=has("workspace.did_change_watched_files.dynamic_registration"),
    )


def _encoding(offered: Any) -> Encoding:
    """Return the first encoding of those that a client offers that is known, as pygls announces it."""
    return next((it for name in offered for it in ENCODINGS if it == str(getattr(name, "value", name))), "utf-16")


def _get(value: Any, path: str) -> Any:
    """Return the value at a dotted path of attributes; None if it is missing."""
    for name in path.split("."):
        value = getattr(value, name, None)
    return value
