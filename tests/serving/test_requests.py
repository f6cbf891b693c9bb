"""What the server answers to a client of pytest-lsp."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_lsp
from checkout import ROOT
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from ircompile.serving.requests import LARGEST_OUTLINED

URI = "file:///nowhere/job.yaml"
TEXT = """\
JobName: churn_test
JobType: default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
Tags:
  - Key: team
    Value: ml
"""
FIXED = TEXT.replace("default", "Default")


SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "ircompile", "lsp"])


@pytest_lsp.fixture(config=SERVER, scope="module")  # type: ignore[untyped-decorator]  # pytest-lsp has no types
async def client(lsp_client: LanguageClient) -> AsyncIterator[Any]:
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities("visual-studio-code"), root_uri=ROOT.as_uri())
    )
    lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(URI, "yaml", 1, TEXT)))
    await lsp_client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    yield
    await lsp_client.shutdown_session()


pytestmark = pytest.mark.asyncio(loop_scope="module")
DOCUMENT = types.TextDocumentIdentifier(URI)


def applied(text: str, action: Any) -> str:
    """Return a text after an action."""
    (change,) = action.edit.document_changes
    assert change.text_document.version == 1
    for edit in sorted(change.edits, key=lambda it: (it.range.start.line, it.range.start.character), reverse=True):
        lines = text.splitlines(keepends=True)
        start = sum(map(len, lines[: edit.range.start.line])) + edit.range.start.character
        end = sum(map(len, lines[: edit.range.end.line])) + edit.range.end.character
        text = text[:start] + edit.new_text + text[end:]
    return text


async def actions(client: LanguageClient, line: int, character: int, only: list[Any] | None = None) -> dict[str, Any]:
    position = types.Position(line, character)
    context = types.CodeActionContext(client.diagnostics[URI], only)
    found = await client.text_document_code_action_async(
        types.CodeActionParams(DOCUMENT, types.Range(position, position), context)
    )
    return {it.title: it for it in found or []}


async def test_diagnostics(client: LanguageClient) -> None:
    assert [it.code for it in client.diagnostics[URI]] == ["bad-format", "not-allowed-value"]


async def test_a_safe_fix_is_preferred(client: LanguageClient) -> None:
    found = await actions(client, 1, 10)
    fix = found["Use `Default`"]
    assert (fix.kind, fix.is_preferred) == (types.CodeActionKind.QuickFix, True)
    assert [it.code for it in fix.diagnostics] == ["not-allowed-value"]
    assert applied(TEXT, fix) == FIXED


async def test_fixes_of_a_line_are_offered_beside_what_they_fix(client: LanguageClient) -> None:
    assert "Use `Default`" in await actions(client, 1, 0)
    assert "Use `Default`" not in await actions(client, 0, 0)


async def test_a_comment_ignores_a_finding(client: LanguageClient) -> None:
    found = await actions(client, 0, 12)
    ignore = found["Ignore `bad-format` on this line"]
    assert applied(TEXT, ignore) == TEXT.replace("churn_test", "churn_test  # ircompile: ignore[bad-format]")


@pytest.mark.parametrize("kind", ["source", "source.fixAll", "source.fixAll.ircompile"])
async def test_all_safe_fixes_at_once(client: LanguageClient, kind: str) -> None:
    found = await actions(client, 0, 0, [kind])
    (fix,) = found.values()
    assert fix.kind == "source.fixAll.ircompile"
    assert applied(TEXT, fix) == FIXED


async def test_nothing_is_offered_where_other_kinds_are_asked_for(client: LanguageClient) -> None:
    assert await actions(client, 1, 10, ["source.organizeImports"]) == {}


async def test_structures_become_shorthand(client: LanguageClient) -> None:
    found = await actions(client, 6, 6, [types.CodeActionKind.Refactor])
    assert found
    assert all(it.kind == types.CodeActionKind.RefactorRewrite for it in found.values())
    assert "Key=team,Value=ml" in applied(TEXT, next(iter(found.values())))


async def test_hover(client: LanguageClient) -> None:
    found = await client.text_document_hover_async(types.HoverParams(DOCUMENT, types.Position(1, 3)))
    assert found
    assert found.range == types.Range(types.Position(1, 0), types.Position(1, 7))
    assert isinstance(found.contents, types.MarkupContent)
    assert "JobType" in found.contents.value


async def test_symbols(client: LanguageClient) -> None:
    found = await client.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
    assert found
    (job,) = found
    assert isinstance(job, types.DocumentSymbol)
    assert job.name == "churn_test"
    assert [it.name for it in job.children or []] == ["JobName", "JobType", "RoleArn", "InputConfig", "Tags"]


async def test_nothing_is_said_beside_a_job(client: LanguageClient) -> None:
    other = types.TextDocumentItem("file:///nowhere/other.yaml", "yaml", 1, "\n" + TEXT)
    client.text_document_did_open(types.DidOpenTextDocumentParams(other))
    document = types.TextDocumentIdentifier(other.uri)
    assert await client.text_document_hover_async(types.HoverParams(document, types.Position(0, 0))) is None


async def test_a_long_text_is_not_outlined(client: LanguageClient) -> None:
    text = TEXT + "#" * (LARGEST_OUTLINED - len(TEXT))
    uri = "file:///nowhere/long.yaml"
    symbols = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    for longer, count in (("", 1), ("#", None)):
        item = types.TextDocumentItem(uri, "yaml", 1, text + longer)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        found = await client.text_document_document_symbol_async(symbols)
        assert (found and len(found)) == count


async def test_lenses(client: LanguageClient) -> None:
    other = types.TextDocumentItem("file:///nowhere/fixed.yaml", "yaml", 1, FIXED)
    client.text_document_did_open(types.DidOpenTextDocumentParams(other))
    found = await client.text_document_code_lens_async(types.CodeLensParams(types.TextDocumentIdentifier(other.uri)))
    (lens,) = found or ()
    assert lens.range.start == types.Position(0, 0)
    assert lens.command
    assert lens.command.title == "Default job: recommendations from benchmarks that the service chooses"
