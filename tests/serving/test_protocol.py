"""Whatever a client sends, the server answers or exits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from lsp_client import Client, server

from ircompile.serving.loop import WATCH

PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS, UNKNOWN_METHOD = -32700, -32600, -32602, -32601
URI = "file:///nowhere/job.yaml"
TEXT = "JobName: a_b\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/r\n"
QUICK = 20.0
"""Seconds after which a server that should end hangs."""


@pytest.fixture(scope="module")
def shared() -> Iterator[Client]:
    """A server that goes on after every wrong message."""
    with server(ROOT) as client:
        client.initialize()
        yield client


@pytest.fixture
def client() -> Iterator[Client]:
    with server(ROOT) as it:
        yield it


def answers(client: Client) -> bool:
    return bool(client.ask("textDocument/codeAction", _action_params())["result"] is None)


def _action_params() -> dict[str, Any]:
    start = {"line": 0, "character": 0}
    return {
        "textDocument": {"uri": "file:///not-open.yaml"},
        "range": {"start": start, "end": start},
        "context": {"diagnostics": []},
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", PARSE_ERROR),
        (b"\xff\xfe", PARSE_ERROR),
        (b"[" * 100_000, PARSE_ERROR),
        (b"1" * 10_000, PARSE_ERROR),
        (b"", PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b"null", INVALID_REQUEST),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}', INVALID_REQUEST),
        (b'{"id": 1, "method": "shutdown"}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": [], "method": "shutdown"}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "no/such"}', UNKNOWN_METHOD),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "$/cancelRequest", "params": {"id": 2}}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/didClose", "params": {"textDocument": {"uri": "x"}}}', INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/codeAction"}', INVALID_PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/codeAction", "params": []}', INVALID_PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/codeAction", "params": {"range": 7}}', INVALID_PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "workspace/executeCommand", "params": {"command": "no"}}', INVALID_PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": 1}}', INVALID_REQUEST),
    ],
)  # fmt: skip
def test_a_wrong_request_gets_an_error_and_the_session_goes_on(shared: Client, body: bytes, code: int) -> None:
    shared.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    answer = shared.wait(lambda it: "error" in it)
    assert answer["error"]["code"] == code
    assert "Traceback" not in json.dumps(answer)
    assert answers(shared)


@pytest.mark.parametrize(
    "message",
    [
        {"method": "no/such", "params": {}},
        {"method": "$/progress", "params": 4},
        {"method": "$/cancelRequest", "params": {"id": 12345}},
        {"method": "$/cancelRequest", "params": "x"},
        {"method": "$/cancelRequest", "params": {"id": [1]}},
        {"method": "$/cancelRequest", "params": {"id": {}}},
        {"method": "$/cancelRequest", "params": {"id": True}},
        {"method": "textDocument/didChange", "params": {}},
        {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///no", "version": 1}, "contentChanges": [{"text": "a"}]}},
        {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///never-opened"}}},
        {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "%%%:\0", "languageId": "x", "version": 1, "text": ""}}},
        {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///a%00b.yaml", "languageId": "yaml", "version": 1, "text": TEXT}}},
        {"method": "notebookDocument/didChange", "params": {"notebookDocument": {"uri": "x", "version": 1}, "change": {}}},
        {"id": 77, "result": None},
        {"id": 77, "error": {"code": 1, "message": "x"}},
    ],
)  # fmt: skip
def test_a_wrong_notification_is_ignored(shared: Client, message: dict[str, Any]) -> None:
    shared.send({"jsonrpc": "2.0", **message})
    assert answers(shared)


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: x\r\n\r\n",
        b"\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: five\r\n\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Content-Length: %d\r\n\r\n" % (256 * 1024**2 + 1),
        b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"Content-Length\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"X: " + b"x" * 10_000,
        b"X: x\r\n" * 100,
        b"Content-Length: \xd9\xa3\r\n\r\n",
    ],
)
def test_a_header_without_a_length_ends_the_session(client: Client, header: bytes) -> None:
    client.send_bytes(header)
    answer = client.read()
    assert answer["error"]["code"] == PARSE_ERROR
    assert client.process.wait(QUICK) == 1
    assert client.process.stderr
    assert client.process.stderr.read() == b""


def test_names_of_headers_are_in_any_case_and_lines_may_end_in_lf(client: Client) -> None:
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}'
    client.send_bytes(
        b"content-length: %d\nContent-Type: application/vscode-jsonrpc; charset=utf-8\n\n%b" % (len(body), body)
    )
    assert client.read()["error"]["code"] == -32002


def test_requests_before_initialize_are_refused_and_notifications_dropped(client: Client) -> None:
    client.notify(
        "textDocument/didOpen", {"textDocument": {"uri": URI, "languageId": "yaml", "version": 1, "text": TEXT}}
    )
    assert client.ask("shutdown", None)["error"]["code"] == -32002
    client.notify("exit", None)
    assert client.process.wait(QUICK) == 1


def test_after_shutdown_only_exit_is_left(client: Client) -> None:
    client.initialize()
    assert client.ask("shutdown", None)["result"] is None
    assert client.ask("textDocument/codeAction", _action_params())["error"]["code"] == INVALID_REQUEST
    client.notify("exit", None)
    assert client.process.wait(QUICK) == 0
    assert client.process.stderr
    assert client.process.stderr.read() == b""


def test_a_cancelled_request_is_answered_as_such(client: Client) -> None:
    client.initialize()
    cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 50}}
    request = {"jsonrpc": "2.0", "id": 50, "method": "textDocument/codeAction", "params": _action_params()}
    bodies = [json.dumps(it).encode() for it in (request, cancel)]
    large = json.dumps({"jsonrpc": "2.0", "method": "x", "params": "y" * 3_000_000}).encode()
    client.send_bytes(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(it), it) for it in (large, *bodies)))
    answer = client.wait(lambda it: it.get("id") == 50)
    assert answer.get("result", 0) is None or answer["error"]["code"] == -32800
    assert answers(client)


def test_the_end_of_standard_input_ends_the_server(client: Client) -> None:
    client.initialize()
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(QUICK) == 1


def test_standard_input_that_can_not_be_read_ends_the_server(tmp_path: Path) -> None:
    with (tmp_path / "written").open("wb") as stdin:
        command = [sys.executable, "-m", "ircompile", "lsp"]
        done = subprocess.run(command, stdin=stdin, capture_output=True, check=False, timeout=QUICK)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_the_end_of_the_reader_ends_the_server(client: Client) -> None:
    client.initialize()
    assert client.process.stdout
    client.process.stdout.close()
    client.notify(
        "textDocument/didOpen", {"textDocument": {"uri": URI, "languageId": "yaml", "version": 1, "text": TEXT}}
    )
    assert client.process.wait(QUICK) == 1
    assert client.process.stderr
    assert client.process.stderr.read() == b""


def test_a_request_whose_answer_nobody_reads_ends_the_server(client: Client) -> None:
    client.initialize()
    assert client.process.stdout
    client.process.stdout.close()
    client.send({"jsonrpc": "2.0", "id": 60, "method": "textDocument/codeAction", "params": _action_params()})
    assert client.process.wait(QUICK) == 1
    assert client.process.stderr
    assert client.process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are watched by signals")
def test_the_end_of_the_client_ends_the_server(client: Client) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    client.initialize(processId=parent.pid)
    time.sleep(WATCH)  # it is looked at at least once while it runs
    assert answers(client)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert client.process.wait(QUICK) == 1


@pytest.mark.parametrize("arguments", [("--select", ","), ("--region", "nowhere"), ("x",)])
def test_wrong_arguments_are_refused_before_the_first_message(arguments: tuple[str, ...]) -> None:
    with server(ROOT, *arguments) as client:
        assert client.process.wait(QUICK) == 2
        assert client.process.stdout
        assert client.process.stdout.read() == b""
        assert client.process.stderr
        assert b"unknown argument --\n" not in client.process.stderr.read()


def test_the_argument_that_clients_add_is_accepted() -> None:
    with server(ROOT, "--stdio") as client:
        assert client.initialize()["serverInfo"]["name"] == "ircompile"


WATCHED = """
import os, sys
ALLOWED = tuple(map(os.path.realpath, (sys.prefix, sys.base_prefix, sys.argv.pop(), ".")))
def hook(event, arguments):
    writes = event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    changes = event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate", "os.chmod")
    reaches = event.startswith(("socket.bind", "socket.connect", "socket.getaddrinfo", "subprocess.", "os.exec", "os.posix_spawn"))
    reads = event == "open" and isinstance(arguments[0], str) and not os.path.realpath(arguments[0]).startswith(ALLOWED)
    if writes or changes or reaches or reads:
        os.write(2, f"{event} {arguments}\\n".encode())
sys.dont_write_bytecode = True
sys.addaudithook(hook)
sys.argv[1:] = ["lsp"]
from ircompile.__main__ import run
run()
"""
"""A server that writes to standard error what it does beside reading its folder and answering; given the checkout."""


def test_the_server_opens_no_port_and_writes_no_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # a server whose lines are counted writes a file
    (repository / "ircompile.toml").write_text('[environments.dev]\noverlay = ["dev.yaml"]\n')
    (repository / "dev.yaml").write_text("JobDescription: x\n")
    uri = (repository / "job.yaml").as_uri()
    with server(repository, program=("-c", WATCHED, str(ROOT))) as client:
        client.initialize()
        assert client.open(uri, TEXT)
        place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}
        for feature in ("hover", "completion", "documentSymbol", "codeLens"):
            assert client.ask(f"textDocument/{feature}", place)["result"]
        assert client.ask("textDocument/codeAction", {**_action_params(), **place})["result"]
        client.notify("textDocument/didSave", place)
        client.ask("shutdown", None)
        client.notify("exit", None)
        assert client.process.wait(QUICK) == 0
        assert client.process.stderr
        assert client.process.stderr.read() == b""


def test_without_pygls_one_line_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')")
    (tmp_path / "lsprotocol.py").write_text("raise ModuleNotFoundError(name='lsprotocol')")
    command = "import sys; sys.path.insert(0, '.'); sys.argv[1:] = ['lsp']; from ircompile.__main__ import run; run()"
    done = subprocess.run([sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ircompile: error: the language server requires pygls: pip install 'ircompile[lsp]'\n"
