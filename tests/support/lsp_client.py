"""A client of the language server that sends what it is told to, be it right or wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": False}},
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}},
            "isPreferredSupport": True,
        },
    },
}

SECONDS = 60
"""How long a server may take to end on a busy machine."""


class Client:
    """A client of one server.

    Attributes:
        process: The server.
        messages: What came from the server while something else was waited for.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.messages: list[Any] = []
        self._last_id = 0
        self._version = 0

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        body = json.dumps(message).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def read(self) -> Any:
        """Return the next message; None at the end."""
        assert self.process.stdout
        length = None
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return None if length is None else json.loads(self.process.stdout.read(length))

    def notify(self, method: str, params: Any) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and return the response."""
        self._last_id += 1
        key = self._last_id
        self.send({"jsonrpc": "2.0", "id": key, "method": method, "params": params})
        return self.wait(lambda it: it.get("id") == key and "method" not in it)

    def wait(self, matches: Any) -> Any:
        """Return the next message that matches; others are kept."""
        for number, message in enumerate(self.messages):
            if matches(message):
                return self.messages.pop(number)
        while (message := self.read()) is not None:
            if matches(message):
                return message
            self.messages.append(message)
        raise AssertionError("the server ended")

    def initialize(self, capabilities: Any = None, **params: Any) -> Any:
        given = {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities or CAPABILITIES, **params}
        answer = self.ask("initialize", given)
        self.notify("initialized", {})
        return answer["result"]

    def open(self, uri: str, text: str, language: str = "yaml") -> list[Any]:
        """Open a text and return its diagnostics."""
        self._version += 1
        item = {"uri": uri, "languageId": language, "version": self._version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return self.diagnostics(uri)

    def change(self, uri: str, text: str) -> list[Any]:
        """Replace a text and return its diagnostics."""
        self._version += 1
        item = {"uri": uri, "version": self._version}
        self.notify("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": text}]})
        return self.diagnostics(uri)

    def diagnostics(self, uri: str) -> list[Any]:
        """Return the diagnostics of the version of a text that was sent last."""

        def is_of_version(it: Any) -> bool:
            params = it.get("params") or {}
            if it.get("method") != "textDocument/publishDiagnostics" or params["uri"] != uri:
                return False
            return bool(params.get("version", self._version) == self._version)

        found: list[Any] = self.wait(is_of_version)["params"]["diagnostics"]
        return found


@contextmanager
def server(
    folder: Path | str = ".", *arguments: str, program: tuple[str, ...] = ("-m", "ircompile", "lsp")
) -> Iterator[Client]:
    """Run a server in a folder."""
    process = subprocess.Popen(
        [sys.executable, *program, *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield Client(process)
    finally:
        for stream in (process.stdin, process.stdout):  # it ends by itself then, which is when its lines are counted
            with suppress(BrokenPipeError):
                stream.close()  # type: ignore[union-attr]  # all three are pipes
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            process.wait()
            process.stderr.close()  # type: ignore[union-attr]  # as above
