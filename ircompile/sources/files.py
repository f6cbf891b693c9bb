"""Files: which ones are meant, and reading them with bounds."""

from __future__ import annotations

import os
import stat
import sys

from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ENDINGS = (".yaml", ".yml", ".json")
SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__"})
"""Folders that hold no manifests of people's own."""
STDIN_NAME = "<stdin>"
RAISED_BY = "--limit bytes=N"
"""What raises the bound of what is read."""
CHUNK = 1 << 20
OPENING = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):  # those that the system has
    OPENING |= getattr(os, _flag, 0)


class UnreadableFileError(UserError):
    """A file that can't be read, or a path that is none; the message is for people."""


def read_bytes(name: str, limit: int, *, raised_by: str = RAISED_BY) -> bytes:
    """The content of a regular file; `raised_by` says how people raise the limit, "" that they can't.

    Raises:
        UnreadableFileError: It is missing, no regular file, larger than `limit` bytes, or the system refuses.
    """
    return bounded(parts(name), limit, raised_by=raised_by)


def read_stdin(limit: int) -> bytes:
    """What standard input holds.

    Raises:
        UnreadableFileError: There is more than `limit` bytes, or the system refuses.
    """
    return bounded(iter(lambda: sys.stdin.buffer.read(CHUNK), b""), limit, raised_by=RAISED_BY)


def parts(name: str) -> Iterator[bytes]:
    """The content of a regular file, in parts, however large it is.

    Raises:
        UnreadableFileError: It is missing, no regular file, or the system refuses.
    """
    try:
        descriptor = os.open(name, os.O_RDONLY | OPENING)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(_reason(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableFileError("it is no regular file")
        while part := os.read(descriptor, CHUNK):
            yield part
    except OSError as error:
        raise UnreadableFileError(_reason(error)) from None
    finally:
        os.close(descriptor)


def bounded(given: Iterable[bytes], limit: int, *, raised_by: str) -> bytes:
    """All that is given, up to `limit` bytes; `raised_by` is as for `read_bytes`.

    Raises:
        UnreadableFileError: There is more, or the system refuses.
    """
    chunks = []
    size = 0
    try:
        for chunk in given:
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                advice = f"the limit; raise it with `{raised_by}`" if raised_by else "and no setting raises that limit"
                raise UnreadableFileError(f"it is larger than {limit} bytes, {advice}")
    except OSError as error:
        raise UnreadableFileError(_reason(error)) from None
    return b"".join(chunks)


def _reason(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return reason[:1].lower() + reason[1:]


def identity(name: str) -> object:
    """What all names of one file have in common; of standard input, the file that it is read from."""
    try:
        found = os.fstat(sys.stdin.fileno()) if name == STDIN_NAME else os.stat(name)
    except (OSError, ValueError):
        return name
    return found.st_dev, found.st_ino


def walk(
    folder: str,
    failed: Callable[[str, str], object],
    exclusion: Callable[[str], Callable[[str], bool] | None] = lambda _: None,
) -> Iterator[str]:
    """The files below a folder that may hold manifests, sorted; links to folders are not followed.

    Args:
        folder: Where to begin.
        failed: Is told the name of a folder that can't be read, and why.
        exclusion: Of the path of a folder, with a slash behind it, what tells of the path of a file or folder in it
            whether that is passed over; None where none is.
    """

    def tell(error: OSError) -> None:
        failed(_short(error.filename), _reason(error))

    for base, folders, files in os.walk(folder, onerror=tell):
        inside = _short(os.path.join(base, ""))
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        meant = sorted(name for name in files if name.lower().endswith(ENDINGS))
        is_excluded = exclusion(inside) if folders or meant else None  # else nothing needs to be known of the folder
        if is_excluded:
            folders[:] = [name for name in folders if not is_excluded(inside + name)]
        for name in meant:
            if not (is_excluded and is_excluded(inside + name)):
                yield inside + name


def _short(path: str) -> str:
    """A path without a leading `./`, however many slashes that has."""
    return path[2:].lstrip("/") if path.startswith("./") else path


class Glob:
    """Names or paths of files, where `*` stands for anything; paths begin in `folder`, "" for the working directory."""

    __slots__ = ("folder", "pattern")

    def __init__(self, pattern: str, folder: str = "") -> None:
        self.pattern = pattern
        self.folder = folder

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glob) and (self.pattern, self.folder) == (other.pattern, other.folder)

    def __hash__(self) -> int:
        return hash((self.pattern, self.folder))


def matches(path: str, globs: Iterable[Glob]) -> bool:
    """Whether one of the globs means a file, or a folder that it is in."""
    return any(_matches(path, glob) for glob in globs)


def _matches(path: str, glob: Glob) -> bool:
    from fnmatch import fnmatchcase

    pattern = glob.pattern.rstrip("/").removeprefix("./")
    parts = os.path.relpath(path, glob.folder or ".").replace(os.sep, "/").split("/")
    names = [*parts, *("/".join(parts[:end]) for end in range(2, len(parts) + 1))]
    return any(fnmatchcase(name, pattern) for name in names)
