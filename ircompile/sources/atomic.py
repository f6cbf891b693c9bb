"""Files that are replaced: all of them, each whole, or none.

Each is written beside its target and flushed to the disk first; once all are there, they are renamed. Until the end a
copy of what was there before is kept, and comes back if anything fails. A signal that ends the program waits as long.
"""

from __future__ import annotations

import errno
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Self

PREFIX = ".ircompile-"
"""How the name of a file begins that stands beside its target."""
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a program, where a system has them."""


def replace(name: str, data: bytes) -> None:
    """Write a file whole or not at all, as `replace_all` writes several."""
    replace_all({name: data})


def replace_all(
    files: Mapping[str, bytes], then: Callable[[], object] | None = None, folders: Iterable[str] = ()
) -> None:
    """Write all files or none.

    A link's target is replaced. What is no file, such as /dev/null or a pipe, is written to as it is, when the files
    are there; so is a stream of our own, by whatever name.

    Args:
        files: Contents by name.
        then: What is done in the end; if it fails, the files are as they were.
        folders: Folders that are made where they are not there.

    Raises:
        OSError: The system refuses to write the file that is its `filename`; what was there before is still there.
    """
    staged: list[_Staged] = []
    made: list[str] = []
    with _Held() as held:
        try:
            for missing in (missing for folder in folders for missing in _missing(folder)):
                os.mkdir(missing)
                made.append(missing)
            _write(files, staged, held, keep=len(files) > 1 or then is not None)
            if then:
                held.let_go()
                then()
        except BaseException:
            for it in reversed(staged):
                it.undo()
            for folder in reversed(made):
                _quietly(os.rmdir, folder)
            raise
        for it in staged:
            it.forget()


def _write(files: Mapping[str, bytes], staged: list[_Staged], held: _Held, *, keep: bool) -> None:
    """Stage files, and let them take their places; those that are staged are added to a list."""
    name = ""
    devices = {name: device for name in files if (device := _device(name)) is not None}
    try:
        for name, data in files.items():
            if name not in devices:
                staged.append(_Staged(name, data))
                held.check()
        for it in staged if keep else []:  # a single rename is whole by itself
            name = it.name
            it.keep()
        held.check()
        for it in staged:
            name = it.name
            os.replace(it.beside, it.target)
        for name, device in devices.items():
            with open(device, "wb", closefd=not isinstance(device, int)) as file:
                file.write(files[name])
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error


def _missing(folder: str) -> Iterator[str]:
    """A folder and those above it that are not there, the topmost first."""
    if folder and not os.path.isdir(folder):
        yield from _missing(os.path.dirname(folder.rstrip("/")))
        yield folder


class _Staged:
    """A file that is written beside its target, ready to take its place."""

    __slots__ = ("before", "beside", "name", "target", "was_there")

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.target = os.path.realpath(name)
        if os.path.islink(self.target):  # links that lead round in a circle
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if name.endswith("/") or os.path.isdir(self.target):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        self.was_there = os.path.lexists(self.target)
        self.before = ""
        self.beside = _beside(self.target, data)

    def keep(self) -> None:
        """Keep what is there, under another name."""
        if not self.was_there:
            return
        before = self.beside + "-before"
        try:
            os.link(self.target, before)
        except OSError:  # not every file system has links
            with open(self.target, "rb") as file:
                before = _beside(self.target, file.read())
        self.before = before

    def undo(self) -> None:
        """Make everything as it was, as far as the system lets us."""
        if os.path.lexists(self.beside):  # it has not taken its place yet
            _quietly(os.unlink, self.beside)
            self.forget()
        elif self.before:
            _quietly(os.replace, self.before, self.target)
        elif not self.was_there:
            _quietly(os.unlink, self.target)

    def forget(self) -> None:
        """Give up what was kept."""
        if self.before:
            _quietly(os.unlink, self.before)


def _quietly(change: Callable[..., object], *names: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        change(*names)


def _beside(target: str, data: bytes) -> str:
    """Write a file next to its target, with the target's mode."""
    import tempfile

    descriptor, beside = tempfile.mkstemp(dir=os.path.dirname(target), prefix=PREFIX)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _mode(target))
    except BaseException:
        os.unlink(beside)
        raise
    return beside


def _device(name: str) -> str | int | None:
    """What is written to as it is: one of our streams, as its descriptor, or the name of what is no file."""
    try:
        there = os.stat(name)
    except (OSError, ValueError):
        return None
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it is closed, or none of the system's
            if os.path.samestat(os.fstat(stream.fileno()), there):
                stream.flush()
                return stream.fileno()
    return None if stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode) else name


def _mode(target: str) -> int:
    """The mode that a file has, or that a new one gets."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


class _SignalError(BaseException):
    """A signal came that ends the program."""


class _Held:
    """Holds back the signals that end the program; they do when the `with` ends, and then nothing is half done."""

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._caught = 0
        self._waits = True

    def __enter__(self) -> Self:
        import signal
        import threading

        if threading.current_thread() is threading.main_thread():  # no other one may
            for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
                if signal.getsignal(number) not in (signal.SIG_IGN, None):
                    self._before[number] = signal.signal(number, self._note)
        return self

    def _note(self, number: int, _frame: object) -> None:
        self._caught = number
        if not self._waits:
            raise _SignalError

    def check(self) -> None:
        """Go no further if a signal came."""
        if self._caught:
            raise _SignalError

    def let_go(self) -> None:
        """Let signals interrupt what comes, which may wait for somebody who reads."""
        self.check()
        self._waits = False

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        import signal

        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._caught:
            signal.raise_signal(self._caught)
        if kind is _SignalError:  # a handler of somebody else lives on
            raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR))
