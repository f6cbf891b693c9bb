"""Errors in our own code, checks that take long, and clients that can do little."""

from __future__ import annotations

import json

from checkout import ROOT
from lsp_client import server

URI = "file:///nowhere/job.yaml"
TEXT = "JobName: a_b\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/r\n"
START = {"line": 0, "character": 0}
ACTIONS = {"textDocument": {"uri": URI}, "range": {"start": START, "end": START}, "context": {"diagnostics": []}}
QUICK = 20.0
"""Seconds after which a server that should end hangs."""

CHANGED = """
import sys, time
from ircompile.editing import diagnostics, hover
from ircompile.serving import loop, session
{}
sys.argv[1:] = ["lsp"]
from ircompile.__main__ import run
run()
"""
"""A server in which something is replaced."""


def changed(code: str) -> tuple[str, str]:
    return "-c", CHANGED.format(code)


def test_an_internal_error_is_told_and_the_session_goes_on() -> None:
    code = "def fail(*_): raise RuntimeError('oh')\nsession.diagnose = hover.hover = session.Session.reread = fail"
    with server(ROOT, program=changed(code)) as client:
        client.initialize()
        assert client.open(URI, TEXT) == []
        shown = client.wait(lambda it: it.get("method") == "window/showMessage")["params"]
        assert shown["message"].startswith("ircompile: internal error, please report it")
        assert "RuntimeError: oh" in shown["message"]
        place = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 2}}
        answer = client.ask("textDocument/hover", place)
        assert answer["error"] == {"code": -32603, "message": shown["message"].removeprefix("ircompile: ")}
        client.notify("textDocument/didSave", place)
        assert client.ask("shutdown", None)["result"] is None
        client.notify("exit", None)
        assert client.process.wait(QUICK) == 0
        assert client.process.stderr
        assert client.process.stderr.read().decode() == answer["error"]["message"] + "\n"


def test_a_text_is_checked_while_messages_keep_coming() -> None:
    with server(ROOT, program=changed("loop.LONGEST_WAIT = -1")) as client:
        client.initialize()
        item = {"uri": URI, "languageId": "yaml", "version": 1, "text": TEXT}
        opened = {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}
        request = {"jsonrpc": "2.0", "id": 50, "method": "textDocument/codeAction", "params": ACTIONS}
        bodies = [json.dumps(it).encode() for it in (opened, request)]
        client.send_bytes(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(it), it) for it in bodies))
        assert [client.read().get("method") for _ in range(2)] == ["textDocument/publishDiagnostics", None]


def test_a_client_without_kinds_of_actions_and_trees_gets_no_actions_and_a_flat_outline() -> None:
    with server(ROOT) as client:
        client.initialize({"general": {}})
        client.open(URI, TEXT)
        at = {"textDocument": {"uri": URI}}
        assert client.ask("textDocument/codeAction", {**ACTIONS, **at})["result"] is None
        symbols = client.ask("textDocument/documentSymbol", at)["result"]
        assert all(it["location"]["uri"] == URI for it in symbols)
        found = [(it["name"], it.get("containerName"), it["location"]["range"]["end"]) for it in symbols]
        assert found == [
            ("a_b", None, {"line": 2, "character": 41}),
            ("JobName", "a_b", {"line": 0, "character": 12}),
            ("JobType", "a_b", {"line": 1, "character": 16}),
            ("RoleArn", "a_b", {"line": 2, "character": 41}),
        ]


def test_a_check_that_takes_long_ends_soon_after_its_client() -> None:
    code = "loop.GRACE = 0.1\ndef wait(*_): time.sleep(60)\nsession.diagnose = wait"
    with server(ROOT, program=changed(code)) as client:
        client.initialize()
        item = {"uri": URI, "languageId": "yaml", "version": 1, "text": TEXT}
        client.notify("textDocument/didOpen", {"textDocument": item})
        assert client.process.stdin
        client.process.stdin.close()
        assert client.process.wait(QUICK) == 1
