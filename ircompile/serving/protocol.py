"""Answers to messages whatever they hold: wrong ones get an error, and the session goes on."""

from __future__ import annotations

import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.protocol import LanguageServerProtocol

from ircompile.findings.errors import UserError
from ircompile.linting.errors import internal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Future
    from typing import Any

PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS = -32700, -32600, -32602
NOT_INITIALIZED, CANCELLED = -32002, -32800
OWN = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.EXIT,
)
"""Notifications for which pygls has handlers that we do without: the texts of a session are kept in `documents`."""


class ExitError(Exception):
    """The session ends.

    Attributes:
        code: The exit code.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Protocol(LanguageServerProtocol):
    """Dispatches the messages of one session; all of them are handled by the thread that calls `receive`.

    Attributes:
        cancelled: The ids of requests that the client does not wait for any more.
    """

    def __init__(self, server: Any, converter: Any) -> None:
        super().__init__(server, converter)
        for method in OWN:
            self.fm.builtin_features.pop(method, None)
        self.cancelled: set[Any] = set()
        self._is_initialized = False

    def receive(self, data: Any) -> None:
        """Handle a message.

        Args:
            data: The message, or the error that says why it is not JSON.

        Raises:
            ExitError: The client ends the session.
        """
        if isinstance(data, Exception):
            self.refuse(None, PARSE_ERROR, f"the message is not JSON: {data}"[:300])
        elif not isinstance(data, dict) or data.get("jsonrpc") != self.VERSION:
            self.refuse(id_of(data), INVALID_REQUEST, 'a message is an object with "jsonrpc": "2.0"')
        elif "method" in data:
            self._receive_call(data)
        # Nothing waits for an answer of the client.

    def _receive_call(self, data: dict[str, Any]) -> None:
        """Handle a request or a notification."""
        method, key = data["method"], id_of(data)
        is_request = "id" in data
        if not isinstance(method, str) or (is_request and key is None):
            self.refuse(key, INVALID_REQUEST, "`method` must be a string, and `id` a string or an integer")
            return
        if method == types.EXIT:
            raise ExitError(0 if self._shutdown else 1)
        if (why := self._untimely(method)) is not None:
            if is_request:
                self.refuse(key, *why)
            return
        if is_request and key in self.cancelled:
            self.cancelled.discard(key)
            self.refuse(key, CANCELLED, "the request was cancelled")
            return
        message = self._structured(data, key)
        if message is None:
            return
        if method == types.CANCEL_REQUEST:  # the reader of messages noted it when it came
            self.cancelled.discard(id_of(data["params"]))
            return
        if method == types.INITIALIZE:
            self._is_initialized = True
        self.handle_message(message)

    def _structured(self, data: dict[str, Any], key: str | int | None) -> Any:
        """Return the message of a request or a notification; None if it is wrong, which a request is told."""
        method, is_request = data["method"], "id" in data
        try:
            message = self.structure_message({"params": None, **data} if is_request else data)
        except Exception:  # noqa: BLE001  the parameters can be wrong in any way
            if is_request:
                self.refuse(key, INVALID_PARAMS, f"the parameters of {method[:100]} are not those of the protocol")
            return None
        if is_request and not hasattr(message, "id"):
            self.refuse(key, INVALID_REQUEST, f"{method[:100]} is a notification, which has no `id`")
            return None
        return message

    def _untimely(self, method: str) -> tuple[int, str] | None:
        """Return the code and the message of the error for a call at the wrong time; None if it is the right one."""
        if self._shutdown:
            return INVALID_REQUEST, "the server is shutting down"
        if method == types.INITIALIZE:
            return (INVALID_REQUEST, "the server was initialized before") if self._is_initialized else None
        return None if self._is_initialized else (NOT_INITIALIZED, "the server is not initialized")

    def refuse(self, key: str | int | None, code: int, message: str) -> None:
        """Answer with an error."""
        self._send_data({"jsonrpc": self.VERSION, "id": key, "error": {"code": code, "message": message}})

    def _send_handler_result(self, future: Future[Any], *, msg_id: Any) -> None:
        """Send the result of a request, or the error: one line without a traceback."""
        self._request_futures.pop(msg_id, None)
        try:
            self._send_response(msg_id, result=future.result())
        except JsonRpcException as error:
            self._send_response(msg_id, error=error.to_response_error())
        except UserError:  # the configuration can't be used, which its diagnostics say
            self._send_response(msg_id, result=None)
        except Exception as error:  # noqa: BLE001  an internal error must not end the session
            self.refuse(msg_id, JsonRpcInternalError.CODE, internal(error))

    def _check_handler_result(self, future: Future[Any]) -> None:
        """Log an error in the handling of a notification, which has no answer."""
        error = future.exception()
        if error is not None:
            logging.getLogger("ircompile").error("%s", internal(error) if isinstance(error, Exception) else error)

    def ask(self, method: str, params: Any) -> None:
        """Send a request to whose answer nothing is done."""
        self._send_data({"jsonrpc": self.VERSION, "id": method, "method": method, "params": params})


def id_of(data: Any) -> str | int | None:
    """Return the id in a message, or in the parameters of a cancellation, if it is a valid one."""
    key = data.get("id") if isinstance(data, dict) else None
    return key if isinstance(key, str | int) and not isinstance(key, bool) else None
