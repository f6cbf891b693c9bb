"""Which service model is gone by: the one that ships, or one of people's own."""

from __future__ import annotations

import os
from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    Key = tuple[str, int, int, int]
    """The file of a service model, and what tells its content from any other; "" for the facts that ship."""

SHIPPED: Key = ("", 0, 0, 0)

_key: ContextVar[Key] = ContextVar("model", default=SHIPPED)


def model_key() -> Key:
    """The service model that is gone by."""
    return _key.get()


def use(file: str) -> None:
    """Go by the service model in a file from here on, or by the facts that ship if that is ""."""
    key = _key_of(file) if file else SHIPPED
    if key != _key.get():  # to ask costs less than to set
        _key.set(key)


def _key_of(file: str) -> Key:
    try:
        status = os.stat(file)
    except OSError:  # it can't be read, either, and that will be said
        return (file, 0, 0, 0)
    return (file, status.st_ino, status.st_mtime_ns, status.st_size)


class Using:
    """Goes by a service model for the length of a `with`."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._before = model_key()

    def __enter__(self) -> None:
        use(self._file)

    def __exit__(self, *_: object) -> None:
        if self._before != _key.get():
            _key.set(self._before)
