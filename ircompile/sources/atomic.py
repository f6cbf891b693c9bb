"""Atomic replacement of files: all of them are written whole, or none.

Each file is written beside its target and flushed to the disk; when all are there, they are renamed. Until the end a
backup of every replaced file is kept, and restored if anything fails. Signals that end the program are deferred.
"""

from __future__ import annotations

import errno
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import ExitStack
    from typing import Any, Self

PREFIX = ".ircompile-"
"""The prefix of the names of temporary files."""
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a program, where a system has them."""


def replace(name: str, data: bytes) -> None:
    """Write a file as `replace_all` does."""
    replace_all({name: data})


def replace_all(
    files: Mapping[str, bytes], then: Callable[[], object] | None = None, folders: Iterable[str] = ()
) -> None:
    """Write all files or none.

    Of a symbolic link, the target is replaced. Devices and pipes, such as /dev/null, and the program's own output
    streams are written to directly, after all files.

    Args:
        files: Contents by name.
        then: Called when the files are written; if it fails, they are restored.
        folders: Folders to create if they don't exist.

    Raises:
        OSError: A file, its `filename`, can't be written; all files are as before.
    """
    from contextlib import ExitStack

    with _DeferredSignals() as signals, ExitStack() as undo:
        for missing in (missing for folder in folders for missing in _missing(folder)):
            os.mkdir(missing)
            undo.callback(_quietly, os.rmdir, missing)
        backups = _write(files, undo, signals, keep=len(files) > 1 or then is not None)
        if then:
            signals.deliver_during(then)
        undo.pop_all()
        for backup in backups:
            _quietly(os.unlink, backup)


def _missing(folder: str) -> Iterator[str]:
    """Yield a folder and those above it that don't exist, the topmost first."""
    if folder and not os.path.isdir(folder):
        yield from _missing(os.path.dirname(folder.rstrip("/")))
        yield folder


def _write(files: Mapping[str, bytes], undo: ExitStack, signals: _DeferredSignals, *, keep: bool) -> list[str]:
    """Write files and return the names of their backups; `undo` gets the steps that restore everything."""
    name = ""
    staged = []
    backups = []
    devices = {name: device for name in files if (device := _device(name)) is not None}
    try:
        for name in (name for name in files if name not in devices):
            target = _target(name)
            temporary = _beside(target, files[name])
            undo.callback(_quietly, os.unlink, temporary)
            staged.append((name, target, temporary))
            signals.check()
        for name, target, temporary in staged:  # noqa: B007  the error message names it
            backup = _backup(target, temporary) if keep else ""  # a single rename is atomic by itself
            if backup:
                backups.append(backup)
                undo.callback(_quietly, os.unlink, backup)
            os.replace(temporary, target)
            if keep:
                undo.callback(_restore, target, backup)
        for name, device in devices.items():
            with open(device, "wb", closefd=not isinstance(device, int)) as file:
                file.write(files[name])
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error
    return backups


def _target(name: str) -> str:
    """Return the path to write, with links resolved.

    Raises:
        OSError: It can't be the path of a file.
    """
    target = os.path.realpath(name)
    if os.path.islink(target):  # links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if name.endswith("/") or os.path.isdir(target):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    return target


def _backup(target: str, temporary: str) -> str:
    """Return the name of a new link to a file, or of a copy; "" if the file doesn't exist."""
    if not os.path.lexists(target):
        return ""
    backup = temporary + "-before"
    try:
        os.link(target, backup)
    except OSError:  # not every file system has links
        with open(target, "rb") as file:
            return _beside(target, file.read())
    return backup


def _restore(target: str, backup: str) -> None:
    if backup:
        _quietly(os.replace, backup, target)
    else:
        _quietly(os.unlink, target)


def _quietly(change: Callable[..., object], *names: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        change(*names)


def _beside(target: str, data: bytes) -> str:
    """Write a temporary file in the folder of its target, with the target's mode, and return its name."""
    import tempfile

    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=PREFIX)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary


def _device(name: str) -> str | int | None:
    """Return what to write to directly: the descriptor of an output stream, or the name of a device; else None."""
    try:
        status = os.stat(name)
    except (OSError, ValueError):
        return None
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it is closed, or not a stream of the system
            if os.path.samestat(os.fstat(stream.fileno()), status):
                stream.flush()
                return stream.fileno()
    return None if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode) else name


def _mode(target: str) -> int:
    """Return the mode of a file, or that of a new one."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


class _SignalError(BaseException):
    """Raised instead of ending the program, so that changes are undone first."""


class _DeferredSignals:
    """Context manager that defers the signals that end the program until its block is left.

    Handlers can be set in the main thread only; in other threads it does nothing.
    """

    def __init__(self) -> None:
        self._handlers: dict[int, Any] = {}
        self._received = 0
        self._defers = True

    def __enter__(self) -> Self:
        import signal
        import threading

        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
                if signal.getsignal(number) not in (signal.SIG_IGN, None):
                    self._handlers[number] = signal.signal(number, self._receive)
        return self

    def _receive(self, number: int, _frame: object) -> None:
        self._received = number
        if not self._defers:
            raise _SignalError

    def check(self) -> None:
        """Raise `_SignalError` if a signal was received."""
        if self._received:
            raise _SignalError

    def deliver_during(self, function: Callable[[], object]) -> None:
        """Call a function that signals may interrupt at once, since it may wait for a reader."""
        self.check()
        self._defers = False
        try:
            function()
        finally:
            self._defers = True

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        import signal

        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        if self._received:
            signal.raise_signal(self._received)
        if kind is _SignalError:  # somebody's handler has returned
            raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR))
