"""The loop of a session: messages are read by one thread, and handled by another between checks."""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from time import monotonic, sleep

from ircompile.serving.protocol import PARSE_ERROR, ExitError, id_of
from ircompile.serving.transport import TransportError, messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO, Final

    from ircompile.serving.server import Server

AHEAD: Final = 64
"""The most messages that are read ahead."""
LONGEST_WAIT: Final = 1.0
"""The most seconds for which checks are put off while messages come."""
WATCH: Final = 2.0
"""The seconds between two looks at whether the client still runs."""
GRACE: Final = 10.0
"""The seconds that a check may take on after the client is gone."""


class Outbox:
    """Where messages go: a stream of which a failure means that the client is gone.

    Attributes:
        is_broken: Whether it has failed.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.is_broken = False

    def write(self, data: bytes) -> None:
        """Write a message, or note that it can't be: futures, which answer requests, swallow exceptions."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self.is_broken = True

    def close(self) -> None:
        """Leave the stream open: it is closed when the process ends."""


def serve(server: Server, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve a client until it ends the session or is gone, and return the exit code."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)  # it logs tracebacks
    gc.freeze()  # what was imported stays: collections need not look at it
    inbox: Queue[Any] = Queue(AHEAD)
    outbox = Outbox(stdout)
    server.protocol.set_writer(outbox)
    Thread(target=_read, args=(stdin, inbox, server), daemon=True).start()
    Thread(target=_watch, args=(server,), daemon=True).start()
    try:
        return _handle(server, inbox, outbox)
    except ExitError as error:
        return error.code


def _handle(server: Server, inbox: Queue[Any], outbox: Outbox) -> int:
    """Handle messages as they come, and check texts when none is waiting; return the exit code at their end."""
    session = server.session
    waiting_since = None
    while not outbox.is_broken:
        try:
            message = inbox.get(timeout=_wait(server, waiting_since))
        except Empty:
            session.check_due(monotonic())
            waiting_since = None
            continue
        if isinstance(message, EOFError):
            return 1
        if isinstance(message, TransportError):
            server.protocol.refuse(None, PARSE_ERROR, str(message))
            return 1
        server.protocol.receive(message)
        if session.due and waiting_since is None:
            waiting_since = monotonic()
    return 1


def _wait(server: Server, waiting_since: float | None) -> float | None:
    """Return how long to wait for a message before texts are checked; None if none are to be checked."""
    due = server.session.due
    if not due:
        return None
    now = monotonic()
    if waiting_since is not None and now - waiting_since > LONGEST_WAIT:
        server.session.check_due(now)
        return _wait(server, None)
    return max(min(due.values()) - now, 0)


def _read(stdin: BinaryIO, inbox: Queue[Any], server: Server) -> None:
    """Read messages, and note which requests are cancelled before they are handled."""
    try:
        for body in messages(stdin):
            message = _parsed(body)
            if isinstance(message, dict) and message.get("method") == "$/cancelRequest":
                key = id_of(message.get("params"))
                if key is not None and "id" not in message:
                    server.protocol.cancelled.add(key)
            inbox.put(message)
        inbox.put(EOFError())
    except TransportError as error:
        inbox.put(error)
    except (OSError, ValueError):  # standard input was closed
        inbox.put(EOFError())
    sleep(GRACE)
    os._exit(1)  # pragma: no cover  what was counted is lost while another thread still checks


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        return error


def _watch(server: Server) -> None:
    """End the process when that of the client has ended."""
    parent = os.getppid()
    while True:
        sleep(WATCH)
        client = server.process_id
        if client is not None and not _runs(client, parent):
            os._exit(1)


def _runs(process: int, parent: int) -> bool:
    """Return whether a process still runs; the one that started this one has ended when it is not its parent now."""
    if process == parent and sys.platform != "win32":
        return os.getppid() == parent
    try:
        with suppress(PermissionError):  # it belongs to another user
            os.kill(process, 0) if sys.platform != "win32" else None
    except (ProcessLookupError, OverflowError):
        return False
    return True
