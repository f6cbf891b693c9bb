"""Files: which ones are meant, reading them with bounds, and replacing them whole or not at all."""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ircompile.config import Glob

ENDINGS = (".yaml", ".yml", ".json")
SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__"})
"""Folders that hold no manifests of people's own."""
CHUNK = 1 << 20
OPENING = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):  # those that the system has
    OPENING |= getattr(os, _flag, 0)


class Unreadable(Exception):
    """A file that can't be read, or a path that is none; the message is for people."""


def read_bytes(name: str, limit: int) -> bytes:
    """The content of a regular file.

    Raises:
        Unreadable: It is missing, no regular file, larger than `limit` bytes, or the system refuses.
    """
    given = parts(name)
    return read_bounded(lambda: next(given, b""), limit)


def parts(name: str) -> Iterator[bytes]:
    """The content of a regular file, in parts, however large it is.

    Raises:
        Unreadable: It is missing, no regular file, or the system refuses.
    """
    try:
        descriptor = os.open(name, os.O_RDONLY | OPENING)
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable("it is no regular file")
        while part := os.read(descriptor, CHUNK):
            yield part
    except OSError as error:
        raise Unreadable(_reason(error)) from None
    finally:
        os.close(descriptor)


def read_bounded(read: Callable[[], bytes], limit: int) -> bytes:
    """Everything that `read` gives, in chunks, up to `limit` bytes.

    Raises:
        Unreadable: There is more, or the system refuses.
    """
    chunks = []
    size = 0
    try:
        while chunk := read():
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                raise Unreadable(f"it is larger than {limit} bytes, the limit; raise it with `--limit bytes=N`")
    except OSError as error:
        raise Unreadable(_reason(error)) from None
    return b"".join(chunks)


def _reason(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return reason[:1].lower() + reason[1:]


def walk(
    folder: str, failed: Callable[[str, str], object], is_excluded: Callable[[str], bool] = lambda _: False
) -> Iterator[str]:
    """The files below a folder that may hold manifests, sorted; links to folders are not followed.

    Args:
        folder: Where to begin.
        failed: Is told the name of a folder that can't be read, and why.
        is_excluded: Of the path of a file or folder, whether it is passed over.
    """

    def tell(error: OSError) -> None:
        failed(error.filename.removeprefix("./"), _reason(error))

    for base, folders, files in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not is_excluded(_joined(base, name)))
        for name in sorted(files):
            if name.lower().endswith(ENDINGS) and not is_excluded(_joined(base, name)):
                yield _joined(base, name)


def _joined(base: str, name: str) -> str:
    """A path without a leading `./`, which says nothing."""
    return os.path.join(base, name).removeprefix("./")


def matches(path: str, globs: Iterable[Glob]) -> bool:
    """Whether one of the globs means a file, or a folder that it is in."""
    return any(_matches(path, glob) for glob in globs)


def _matches(path: str, glob: Glob) -> bool:
    from fnmatch import fnmatchcase

    pattern = glob.pattern.rstrip("/").removeprefix("./")
    parts = os.path.relpath(path, glob.folder or ".").replace(os.sep, "/").split("/")
    names = [*parts, *("/".join(parts[:end]) for end in range(2, len(parts) + 1))]
    return any(fnmatchcase(name, pattern) for name in names)


def replace(name: str, data: bytes) -> None:
    """Write a file whole or not at all, as `replace_all` writes several."""
    replace_all({name: data})


def replace_all(files: Mapping[str, bytes]) -> None:
    """Write all files or none: each beside its target, to the disk; once all are there, they are renamed.

    A link's target is replaced. What is no file, such as /dev/null or a pipe, is written to as it is; so is a stream
    of our own, by whatever name.

    Args:
        files: Contents by name.

    Raises:
        OSError: The system refuses to write the file that is its `filename`; what was there before is still there.
    """
    name = ""
    ready: list[tuple[str, str, str]] = []  # the name, its target, and what stands beside that
    try:
        for name, data in files.items():
            device = _device(name)
            if device is None:
                target = os.path.realpath(name)
                ready.append((name, target, _beside(target, data)))
            else:
                with open(device, "wb", closefd=not isinstance(device, int)) as file:
                    file.write(data)
        while ready:
            name, target, beside = ready[0]
            os.replace(beside, target)
            del ready[0]
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error
    finally:
        for _, _, beside in ready:
            os.unlink(beside)


def _beside(target: str, data: bytes) -> str:
    """Write a file next to its target, ready to take its place."""
    import tempfile

    descriptor, beside = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".ircompile-")
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
    except OSError:
        return None
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it is closed, or none of the system's
            if os.path.samestat(os.fstat(stream.fileno()), there):
                stream.flush()
                return stream.fileno()
    return None if stat.S_ISREG(there.st_mode) else name


def _mode(target: str) -> int:
    """The mode that a file has, or that a new one gets."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
