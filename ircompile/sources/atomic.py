"""Atomic replacement of files: all of them are written whole, or none.

Each file is written beside its target and flushed to the disk; when all are there, they are renamed. Until the end a
backup of every replaced file is kept, and restored if anything fails. Signals that end the program are deferred. A
file's folder is opened once, and the steps work in that, so that a link put in its way meanwhile changes nothing.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from typing import NamedTuple

from ircompile.sources.destination import destination, is_system_path
from ircompile.sources.folder import Folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Self

PREFIX = ".ircompile-"
"""The prefix of the names of temporary files."""
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a program, where a system has them."""


def replace(name: str, data: bytes) -> None:
    """Write a file as `replace_all` does."""
    replace_all({name: data})


def replace_all(files: Mapping[str, bytes], then: Callable[[], object] | None = None) -> None:
    """Write all files, in folders that are created if they don't exist, or none.

    Of a link that does not lead out of its repository, the target is replaced. Devices and pipes, such as /dev/null,
    and the program's own output streams are written to directly, after all files.

    Args:
        files: Contents by name.
        then: Called when the files are written; if it fails, they are restored.

    Raises:
        OSError: A file, its `filename`, can't be written; all files are as before.
    """
    with _DeferredSignals() as signals, ExitStack() as opened, ExitStack() as undo:
        open_folder = cache(lambda path: opened.enter_context(Folder(path)))
        targets = {name: _target(name, open_folder, undo) for name in files}
        backups = _write(files, targets, undo, signals, keep=len(files) > 1 or then is not None)
        if then:
            signals.deliver_during(then)
        undo.pop_all()
        for place in backups:
            _quietly(place.folder.unlink, place.name)


class _Place(NamedTuple):
    """The place of a file: its name in an open folder."""

    folder: Folder
    name: str


@contextmanager
def blaming(name: str) -> Iterator[None]:
    """Return a context manager that makes a file, as the user named it, the `filename` of errors."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error


def _make(path: str, open_folder: Callable[[str], Folder], undo: ExitStack) -> None:
    """Create a folder and those above it, if they don't exist."""
    if not os.path.lexists(path):
        above, name = os.path.split(path)
        _make(above, open_folder, undo)
        with suppress(FileExistsError):  # another run has made it meanwhile
            open_folder(above).mkdir(name)
            undo.callback(_quietly, open_folder(above).rmdir, name)


def _target(name: str, open_folder: Callable[[str], Folder], undo: ExitStack) -> _Place | Callable[[], int]:
    """Return the place of a file, whose folder is created, or a function that opens an output stream or a device.

    Raises:
        OSError: It can't be the path of a file, or a link leads out of the repository.
    """
    with blaming(name):
        path = destination(name)
        stream = _stream(path)
        if stream is not None:
            return partial(os.dup, stream)
        if is_system_path(path):
            return partial(os.open, path, os.O_WRONLY | os.O_TRUNC)
        if name.endswith("/") or os.path.isdir(path):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        above, last = os.path.split(path)
        _make(above, open_folder, undo)
        place = _Place(open_folder(above), last)
        mode = place.folder.mode(last)
        return place if stat.S_ISREG(mode) or not mode else partial(place.folder.open, last, os.O_WRONLY)


def _write(
    files: Mapping[str, bytes],
    targets: Mapping[str, _Place | Callable[[], int]],
    undo: ExitStack,
    signals: _DeferredSignals,
    *,
    keep: bool,
) -> list[_Place]:
    """Write files and return the places of their backups; `undo` gets the steps that restore everything."""
    staged = []
    backups = []
    for name, target in targets.items():
        if isinstance(target, _Place):
            with blaming(name):
                temporary = _beside(target, files[name])
            undo.callback(_quietly, target.folder.unlink, temporary)
            staged.append((name, target, temporary))
            signals.check()
    for name, place, temporary in staged:
        with blaming(name):
            backup = _backup(place, temporary) if keep else ""  # a single rename is atomic by itself
            if backup:
                backups.append(_Place(place.folder, backup))
                undo.callback(_quietly, place.folder.unlink, backup)
            place.folder.replace(temporary, place.name)
            if keep:
                undo.callback(_restore, place, backup)
    for name, target in targets.items():
        if not isinstance(target, _Place):
            with blaming(name), open(target(), "wb") as device:
                device.write(files[name])
    return backups


def _backup(place: _Place, temporary: str) -> str:
    """Return the name of a new link to a file, or of a copy; "" if the file doesn't exist."""
    folder, name = place
    if not folder.mode(name):
        return ""
    backup = temporary + "-before"
    try:
        folder.link(name, backup)
    except (OSError, NotImplementedError):  # not every file system has links
        with open(folder.open(name, os.O_RDONLY), "rb") as file:
            return _beside(place, file.read())
    return backup


def _restore(place: _Place, backup: str) -> None:
    if backup:
        _quietly(place.folder.replace, backup, place.name)
    else:
        _quietly(place.folder.unlink, place.name)


def _quietly(change: Callable[..., object], *names: str) -> None:
    with suppress(OSError):
        change(*names)


def _beside(place: _Place, data: bytes) -> str:
    """Write a temporary file in the folder of its target, with the target's mode, and return its name."""
    folder, target = place
    temporary = PREFIX + os.urandom(8).hex()
    descriptor = folder.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            mode = folder.mode(target)
            folder.chmod(temporary, descriptor, stat.S_IMODE(mode) if mode else _new_mode())
    except BaseException:
        folder.unlink(temporary)
        raise
    return temporary


def _stream(path: str) -> int | None:
    """Return the descriptor of the output stream of the program that a path leads to; None if it leads to none."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it is closed, or not a stream of the system
            if os.path.samestat(os.fstat(stream.fileno()), os.stat(path)):
                stream.flush()
                return stream.fileno()
    return None


def _new_mode() -> int:
    """Return the mode of a new file."""
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
