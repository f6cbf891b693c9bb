"""Completions as values of the protocol."""

from __future__ import annotations

from lsprotocol import types

from ircompile.serving.convert import markup, range_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.editing.answers import Item
    from ircompile.serving.client import Client
    from ircompile.serving.documents import Document
    from ircompile.serving.session import Session

KINDS = {
    "member": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "type": types.CompletionItemKind.EnumMember,
    "rule": types.CompletionItemKind.Reference,
    "setting": types.CompletionItemKind.Property,
    "snippet": types.CompletionItemKind.Snippet,
}
TRIGGERS = [*": -\"'[{,=.#"]
"""The characters after which something else can be written than before; names of instance types have dots."""
OPTIONS = types.CompletionOptions(trigger_characters=TRIGGERS)


def completions(session: Session, document: Document, params: types.CompletionParams) -> types.CompletionList:
    """Return what can be written at a position of a text."""
    from ircompile.editing.completion import complete

    at = params.position
    offset = document.offset(params.text_document.uri, at.line, at.character)
    found = complete(document.text, offset, session.settings(document))
    if not session.client.snippets:  # such as Neovim 0.7, which inserts a NUL for a line end
        found = [it for it in found if "\n" not in it.plain]
    ranges = {it.span: range_of(document.place(it.span)[1]) for it in found}
    items = [completion_item(it, number, ranges[it.span], document, session.client) for number, it in enumerate(found)]
    return types.CompletionList(is_incomplete=False, items=items)


def completion_item(
    item: Item, number: int, at: types.Range, document: Document, client: Client
) -> types.CompletionItem:
    """Return an item.

    Args:
        item: The item.
        number: Its place in the list, which it keeps.
        at: The range that it replaces.
        document: The document.
        client: The client.
    """
    is_snippet = client.snippets and item.is_snippet
    text = item.text if is_snippet or not item.is_snippet else item.plain
    if is_snippet and client.indents:
        text = text.replace(f"\n{_indentation(item, document)}", "\n")
    also = [types.TextEdit(range_of(document.place((it.start, it.end))[1]), it.text) for it in item.also]
    return types.CompletionItem(
        label=item.label,
        kind=KINDS[item.kind],
        detail=item.detail or None,
        documentation=markup(item.documentation, client) if item.documentation else None,
        sort_text=f"{number:04}",
        filter_text=item.label.removeprefix("- "),
        insert_text_format=types.InsertTextFormat.Snippet if is_snippet else types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(at, text),
        additional_text_edits=also or None,
    )


def _indentation(item: Item, document: Document) -> str:
    """Return the blanks at the beginning of the line that an item is inserted in."""
    line = document.text[: item.span[0]].rpartition("\n")[2]
    return line[: len(line) - len(line.lstrip(" "))]
