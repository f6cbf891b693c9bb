"""The language server as an editor sees it: how long diagnostics take, and how much memory is used."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import manifests
from environments import CLEAN, OURS, program
from results import Goal, Line, Spread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from measuring import Setting

MILLISECOND = 1e-3
LENGTHS = ((1, 5.0), (83, 60.0))
"""The manifests in a text, of some 60 and 5,000 lines, and the goal in milliseconds after an edit."""
START = 700.0
"""The goal in milliseconds from the start of the server to the first diagnostics."""
MEMORY = 60.0
"""The goal in MiB after many edits."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the lines of the table."""
    text = _text(1)
    starts = [_start(text) for _ in range(setting.of(20, 3))]
    yield Line("editor: elapsed time from start to first diagnostics", Goal("≤", START, " ms"), Spread.of(starts))
    for count, bound in LENGTHS:
        text = _text(count)
        rounds = [keys(text, setting.of(500, 100)) for _ in range(setting.of(3, 2))]
        yield Line(
            f"editor: elapsed time from key to diagnostics, {text.count(chr(10)):,} lines: 95th percentile",
            Goal("≤", bound, " ms"),
            Spread.of(statistics.quantiles(taken, n=20)[-1] for taken in rounds),
            beside={"median": Spread.of(map(statistics.median, rounds))},
        )
    edits = setting.of(10_000, 1_000)
    half, full = _memory(_text(1), edits)
    yield Line(
        f"editor: memory after {edits:,} edits",
        Goal("≤", MEMORY, " MiB"),
        Spread.of([full]),
        beside={"after half of them": Spread.of([half])},
    )


def _text(count: int) -> str:
    """Return a text with a number of manifests, in one of which there are findings."""
    jobs = [manifests.block(manifests.job(number)) for number in range(count)]
    return "---\n".join(jobs).replace("JobType: Advanced", "JobType: ADVANCED", 1)


class Editor:
    """A client of a server of its own, which types into one text.

    Args:
        text: The text.
        name: The name of its file, which need not exist.
        opening: What is typed before each word, which breaks the text; "" for nothing.
    """

    def __init__(self, text: str, name: str = "job.yaml", opening: str = "") -> None:
        command = [program(OURS, OURS), "lsp"]
        self._process = subprocess.Popen(command, env=CLEAN, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._text = text
        self._uri = f"file:///{name}"
        self._opening = opening
        self._places = [at for at, before in enumerate(text, 1) if before == " " and text[at : at + 1].isalpha()]
        self._random = Random(1)
        self._version = 0
        self._send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
        self._receive(lambda it: it.get("id") == 1)
        self._send("initialized", {})
        document = {"uri": self._uri, "languageId": "yaml", "version": 0, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})
        self._diagnostics()

    def type(self) -> float:
        """Type something into a word of the original text, and return the milliseconds until the diagnostics come."""
        self._version += 1
        at = self._random.choice(self._places)
        text = f"{self._text[:at]}{self._opening}x{self._version}{self._text[at:]}"
        document = {"uri": self._uri, "version": self._version}
        start = time.perf_counter()
        self._send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        self._diagnostics()
        return (time.perf_counter() - start) / MILLISECOND

    def memory(self) -> float:
        """Return the resident memory of the server in MiB."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def end(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def _send(self, method: str, params: Any, **others: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **others}).encode()
        assert self._process.stdin is not None  # noqa: S101  for mypy
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _diagnostics(self) -> None:
        self._receive(lambda it: it.get("method") == "textDocument/publishDiagnostics")

    def _receive(self, is_wanted: Any) -> None:
        stream = self._process.stdout
        assert stream is not None  # noqa: S101  for mypy
        while line := stream.readline():
            length = int(line.split()[1]) if line.lower().startswith(b"content-length") else None
            if length is not None:
                while stream.readline() != b"\r\n":
                    pass
                if is_wanted(json.loads(stream.read(length))):
                    return
        raise RuntimeError("the server ended")


def _start(text: str) -> float:
    """Return the milliseconds from the start of a server to the first diagnostics."""
    start = time.perf_counter()
    editor = Editor(text)
    taken = (time.perf_counter() - start) / MILLISECOND
    editor.end()
    return taken


def keys(text: str, edits: int, name: str = "job.yaml", opening: str = "") -> list[float]:
    """Return the milliseconds that each of a number of edits took; see `Editor`."""
    editor = Editor(text, name, opening)
    taken = [editor.type() for _ in range(edits)]
    editor.end()
    return taken


def _memory(text: str, edits: int) -> tuple[float, float]:
    """Return the memory in MiB after half of a number of edits, and after all of them."""
    editor = Editor(text)
    found = []
    for number in range(1, edits + 1):
        editor.type()
        if number in (edits // 2, edits):
            found.append(editor.memory())
    editor.end()
    half, full = found
    return half, full
