"""Targets for editors: the features on a text in any state, and the messages of the language server."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import Any

from lsprotocol.converters import get_converter

from ircompile import Config
from ircompile.config.discovery import Configs
from ircompile.editing.actions.conversions import actions
from ircompile.editing.actions.fixes import fix_all, fixes
from ircompile.editing.answers import Symbol
from ircompile.editing.completion import complete
from ircompile.editing.cursor import cursor
from ircompile.editing.diagnostics import diagnose
from ircompile.editing.hover import hover
from ircompile.editing.lens import lenses
from ircompile.editing.settings import Settings
from ircompile.editing.symbols import symbols
from ircompile.findings.diagnostic import Edit
from ircompile.serving import server as serving
from ircompile.serving.protocol import ExitError
from ircompile.serving.transport import TransportError, messages

NAMES = ("a.yaml", "a.json", "a.py", "a.sh", "a.md", "a.ipynb", "ircompile.toml", "pyproject.toml")
"""The names of a text, of which its first byte chooses one."""
INITIALIZE: dict[str, Any] = {
    "processId": None,
    "rootUri": None,
    "capabilities": {
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        }
    },
}
INTERNAL = "internal error"
"""What the server says of an error of its own."""


def editing(data: bytes) -> None:
    """Ask every feature about a place of a text, which the first three bytes choose; spans are in the text."""
    name, text = NAMES[data[0] % len(NAMES) if data else 0], data[3:].decode("utf-8", "replace")
    size = len(text)
    offset = int.from_bytes(data[1:3], "big") % (size + 1)
    settings = Settings(name, Config(), "info")
    cursor(text, offset, is_json=name == "a.json")
    for item in complete(text, offset, settings):
        _check_span(item.span, size)
        assert item.label
    for problem in diagnose(text, settings):
        _check_span(problem.place.span, size)
    found = hover(text, offset, settings)
    if found:
        assert 0 <= found.span[0] <= offset <= found.span[1] <= size
        assert found.markdown.strip()
    everything = fix_all(text, settings)
    offered = [*fixes(text, (offset, offset), settings), *actions(text, (offset, offset), settings)]
    for action in (*offered, *([everything] if everything else ())):
        for edits in action.edits.values():
            _check_edits(edits, size)
    for symbol in symbols(text, settings):
        _check_nesting(symbol, (0, size))
    for lens in lenses(text, settings):
        _check_span(lens.span, size)
        assert lens.title


def _check_span(span: tuple[int, int], size: int) -> None:
    assert 0 <= span[0] <= span[1] <= size


def _check_edits(edits: tuple[Edit, ...], size: int) -> None:
    end = 0
    for edit in sorted(edits, key=lambda it: (it.start, it.end)):
        assert end <= edit.start <= edit.end <= size
        end = edit.end


def _check_nesting(symbol: Symbol, around: tuple[int, int]) -> None:
    assert around[0] <= symbol.span[0] <= symbol.selection[0] <= symbol.selection[1] <= symbol.span[1] <= around[1]
    assert symbol.name
    for child in symbol.children:
        _check_nesting(child, symbol.span)


class _Outbox:
    """Keeps what the server sends, and what it logs."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        (body,) = messages(BytesIO(data))
        self.sent.append(json.loads(body))
        assert INTERNAL not in body.decode()

    def close(self) -> None:
        """Do nothing."""


class _Log(logging.Handler):
    """Keeps the errors that the server logs."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
        logger = logging.getLogger("ircompile")
        logger.addHandler(self)
        logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage())


LOG = _Log()
setattr(serving, "get_converter", cache(get_converter))  # noqa: B010  it takes as long to make as a session takes


def stream(data: bytes) -> None:
    """Read a stream of messages: each is as long as its header says."""
    with suppress(TransportError):
        for body in messages(BytesIO(data)):
            assert body in data


def server(data: bytes) -> None:
    """Handle the messages of a session, one a line; each request has one answer, and nothing is an internal error."""
    LOG.errors.clear()
    outbox = _Outbox()
    served = serving.Server(Configs, "warning")
    served.protocol.set_writer(outbox)
    served.protocol.receive({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": INITIALIZE})
    asked = 1
    with suppress(ExitError):
        for line in data.split(b"\n"):
            try:
                message = json.loads(line)
            except (ValueError, RecursionError) as error:
                message = error
            asked += not isinstance(message, dict) or message.get("jsonrpc") != "2.0" or _is_request(message)
            served.protocol.receive(message)
            served.session.check_due(float("inf"))
        answers = [it for it in outbox.sent if "method" not in it]
        assert len(answers) == asked
    assert not [it for it in LOG.errors if INTERNAL in it]


def _is_request(message: dict[str, Any]) -> bool:
    """Return whether a message wants an answer: a request, or a call that is none."""
    method = message.get("method")
    return "method" in message and ("id" in message or not isinstance(method, str))


TARGETS: dict[str, Callable[[bytes], None]] = {it.__name__: it for it in (editing, stream, server)}
