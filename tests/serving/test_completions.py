"""Completions as clients of pytest-lsp get them."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_lsp
from checkout import ROOT
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from ircompile.config.settings import Config
from ircompile.editing.completion import complete
from ircompile.editing.settings import Settings
from ircompile.serving.client import client_of
from ircompile.serving.completions import completion_item
from ircompile.serving.documents import Document

URI = "file:///nowhere/job.yaml"
SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "ircompile", "lsp"])


@pytest_lsp.fixture(config=SERVER, scope="module", params=["visual-studio-code", "none"])  # type: ignore[untyped-decorator]
async def client(lsp_client: LanguageClient, request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    known = client_capabilities("visual-studio-code") if request.param != "none" else types.ClientCapabilities()
    if known.workspace:
        known.workspace.did_change_watched_files = None  # the client answers no requests
    await lsp_client.initialize_session(types.InitializeParams(capabilities=known, root_uri=ROOT.as_uri()))
    lsp_client.has_snippets = request.param != "none"  # type: ignore[attr-defined]
    yield
    await lsp_client.shutdown_session()


async def completed(client: LanguageClient, marked: str, uri: str = URI) -> list[types.CompletionItem]:
    """Return the items at the `^` of a text."""
    before, _, after = marked.partition("^")
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, before + after))
    )
    lines = before.split("\n")
    at = types.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)
    found = await client.text_document_completion_async(types.CompletionParams(types.TextDocumentIdentifier(uri), at))
    assert isinstance(found, types.CompletionList)
    assert not found.is_incomplete
    return [*found.items]


@pytest.mark.asyncio(loop_scope="module")
async def test_members_come_in_their_order(client: LanguageClient) -> None:
    found = await completed(client, "JobName: 'ä😀'\nTags:\n- Key: a\n^")
    assert [it.label for it in found[:3]] == ["JobType", "RoleArn", "InputConfig"]
    assert [it.sort_text for it in found] == sorted(str(it.sort_text) for it in found)
    assert {it.insert_text_mode for it in found} == {types.InsertTextMode.AsIs}
    item = next(it for it in found if it.label.startswith("- "))
    assert item.filter_text == item.label.removeprefix("- ")


@pytest.mark.asyncio(loop_scope="module")
async def test_snippets_are_for_clients_that_know_them(client: LanguageClient) -> None:
    found = {it.label: it for it in await completed(client, "JobName: 'ä😀' # €\nJobT^")}
    edit = found["JobType"].text_edit
    assert isinstance(edit, types.TextEdit)
    assert edit.range == types.Range(types.Position(1, 0), types.Position(1, 4))
    if client.has_snippets:  # type: ignore[attr-defined]
        assert (edit.new_text, found["JobType"].insert_text_format) == ("JobType: ${1|Default,Advanced|}", 2)
        assert "**`JobType`**" in found["JobType"].documentation.value  # type: ignore[union-attr]
    else:
        assert (edit.new_text, found["JobType"].insert_text_format) == ("JobType: ", 1)
        assert "**" not in found["JobType"].documentation.value  # type: ignore[union-attr]


@pytest.mark.asyncio(loop_scope="module")
async def test_several_lines_are_for_clients_that_know_snippets(client: LanguageClient) -> None:
    labels = [it.label for it in await completed(client, "Tags:\n  - ^")]
    assert labels == ["Key", "Value", *(["Key, Value"] if client.has_snippets else [])]  # type: ignore[attr-defined]


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_missing_before_the_word_is_inserted_there(client: LanguageClient) -> None:
    (item, *_) = await completed(client, '{"JobName": "😀"\n^}', "file:///nowhere/job.json")
    assert list(item.additional_text_edits or []) == [
        types.TextEdit(types.Range(types.Position(0, 16), types.Position(0, 16)), ",")
    ]


@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_is_offered_elsewhere(client: LanguageClient) -> None:
    assert await completed(client, "services:\n  ^", "file:///nowhere/compose.yaml") == []
    position = types.CompletionParams(types.TextDocumentIdentifier("file:///nowhere/closed.yaml"), types.Position(0, 0))
    assert await client.text_document_completion_async(position) is None


def test_lines_are_indented_once_by_clients_that_indent_snippets() -> None:
    text = "Tags:\n  - "
    document = Document(URI, "job.yaml", text, 1, "utf-16")
    (*_, item) = complete(text, len(text), Settings("job.yaml", Config()))
    at = types.Range(types.Position(1, 4), types.Position(1, 4))
    for name, margin in (("Visual Studio Code", "    "), ("Neovim", "  ")):
        made = completion_item(
            item, 0, at, document, replace(client_of(types.ClientCapabilities(), name), snippets=True)
        )
        assert made.text_edit
        assert made.text_edit.new_text == f"Key: ${{1:team}}\n{margin}Value: ${{2:churn}}"
