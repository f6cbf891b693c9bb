"""A client of language servers: starts one, sends it requests, and keeps the diagnostics that it publishes."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

SECONDS = 60
"""How long an answer may take on a busy machine."""


class LanguageClient:
    """A connection to a language server that was started for it.

    Args:
        argv: The command that starts the server.
        settings: The settings by section, for servers that ask for them.
        capabilities: What the client can do.
    """

    def __init__(self, argv: Sequence[str], settings: dict[str, Any], capabilities: dict[str, Any]) -> None:
        self.settings = settings
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._server = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._server.stdin
        assert self._server.stdout
        self._input: BinaryIO = self._server.stdin  # type: ignore[assignment]  # a pipe of bytes
        self._output: BinaryIO = self._server.stdout  # type: ignore[assignment]  # as above
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._last = 0
        self.capabilities = self.request(
            "initialize", {"processId": None, "rootUri": None, "capabilities": capabilities}
        )["capabilities"]
        self.notify("initialized", {})

    def request(self, method: str, params: Any) -> Any:
        """Return the result of a request."""
        self._last += 1
        wanted = self._last
        self._send({"id": wanted, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == wanted and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def open(self, uri: str, language: str, text: str) -> None:
        """Open a document."""
        self.diagnostics.pop(uri, None)
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def reported(self, uri: str) -> list[dict[str, Any]]:
        """Return the diagnostics of a document, as soon as they are published."""
        while uri not in self.diagnostics:
            self._next()
        return self.diagnostics[uri]

    def wait_for_findings(self, uri: str) -> None:
        """Wait until a document has diagnostics; before that, a server may publish that it has none."""
        while not self.diagnostics.get(uri):
            self._next()

    def close(self) -> None:
        """Shut the server down."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self._input.close()
        self._server.wait(SECONDS)
        self._reader.join(SECONDS)
        self._output.close()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._input.flush()

    def _next(self) -> dict[str, Any]:
        """Return the next message of the server; keep what it publishes, and answer what it asks."""
        message = self._messages.get(timeout=SECONDS)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            self._send({"id": message["id"], "result": [self.settings.get(it.get("section")) for it in items]})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _read(self) -> None:
        """Put the messages of the server into the queue, in a thread of its own."""
        while header := self._output.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = self._output.readline()
            self._messages.put(json.loads(self._output.read(length)))


def manifest_uri(name: str) -> str:
    """Return the address of a document that no file has."""
    return (Path("/manifests") / name).as_uri()
