"""Finding files, and reading them up to a size limit."""

from __future__ import annotations

import os
import stat
import sys

from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ircompile.sources.source import Kind

ENDINGS = (".yaml", ".yml", ".json")
HOST_ENDINGS: dict[Kind, tuple[str, ...]] = {
    "python": (".py", ".pyw"),
    "notebook": (".ipynb",),
    "markdown": (".md", ".markdown", ".mdx", ".rst"),
    "state-machine": (".asl", ".template"),
    "shell": (".sh", ".bash", ".zsh", ".ksh"),
    "makefile": (".mk", ".mak", "/makefile", "/gnumakefile"),
    "dockerfile": (".dockerfile", ".containerfile", "/dockerfile", "/containerfile"),
}
"""The endings of files of other languages that may make jobs, by kind; one that begins with a slash is a whole name."""
STATE_ACTION = "createInferenceRecommendationsJob"
"""The name of the operation in state machines, which may also be in files of YAML and JSON with other names."""
ALL_HOST_ENDINGS = tuple(it for endings in HOST_ENDINGS.values() for it in endings)
HOST_STARTS = ("/dockerfile.", "/containerfile.")
"""How names such as `Dockerfile.gpu` begin."""
COMMAND = "create-inference-recommendations-job"
"""The name of the operation in commands, which may also be in files of YAML and JSON, such as workflows."""
METHOD = "create_inference_recommendations_job"
"""The name of the operation in Python programs, which may also be in such files."""
ANCHOR = b"ecommend"
"""What every name of the operation contains: one search is faster than one for each name."""
RIGHT_SIZE = b"right_size"
"""The method of the SageMaker Python SDK that makes a job; other libraries have methods of that name, too."""
OVERLAP = max(len(ANCHOR), len(RIGHT_SIZE)) - 1
SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__"})
"""Folders that are not searched for manifests."""
STDIN_NAME = "<stdin>"
RAISED_BY = "--limit bytes=N"
"""The option that raises the limit, for messages."""
CHUNK = 1 << 20
SEARCHED = 1 << 16
"""Bytes that are read at once of a small file; to ask for more takes longer, since memory must be mapped for them."""
OPENING = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):  # not every system has all of them
    OPENING |= getattr(os, _flag, 0)


class UnreadableFileError(UserError):
    """Raised when a file can't be read or a path is invalid."""


def read_bytes(name: str, limit: int, *, raised_by: str = RAISED_BY, pipes: bool = False) -> bytes:
    """Return the content of a file.

    Args:
        name: The file.
        limit: The number of bytes that it may have.
        raised_by: The option that raises the limit, for messages; "" if none does.
        pipes: Whether it may be a pipe or a device, and need not be a regular file; reading these may take forever.

    Raises:
        UnreadableFileError: It is missing, of another kind or too large, or the system refuses to read it.
    """
    return bounded(parts(name, pipes=pipes), limit, raised_by=raised_by)


def read_stdin(limit: int) -> bytes:
    """Return the content of standard input, at most `limit` bytes.

    Raises:
        UnreadableFileError: There are more bytes, or the system refuses to read them.
    """
    return bounded(iter(lambda: sys.stdin.buffer.read(CHUNK), b""), limit, raised_by=RAISED_BY)


def stdin_has_bytes() -> bool:
    """Return whether standard input is a pipe or a file with bytes in it that were not read."""
    try:
        descriptor = sys.stdin.fileno()
        found = os.fstat(descriptor)
    except (AttributeError, OSError, ValueError):  # there is none, or it has no descriptor
        return False
    if not stat.S_ISFIFO(found.st_mode):
        return stat.S_ISREG(found.st_mode) and found.st_size > 0
    try:
        import fcntl
        import termios
    except ImportError:  # pragma: no cover  on Windows
        return False
    return fcntl.ioctl(descriptor, termios.FIONREAD, bytes(4)) != bytes(4)


def is_pipe(name: str) -> bool:
    """Return whether a file is a pipe or a device that is read like one."""
    try:
        return _is_pipe(os.stat(name).st_mode)
    except (OSError, ValueError):
        return False


def _is_pipe(mode: int) -> bool:
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def parts(name: str, *, pipes: bool = False) -> Iterator[bytes]:
    """Yield the content of a file of any size in parts; `pipes` is that of `read_bytes`.

    Raises:
        UnreadableFileError: It is missing or of another kind, or the system refuses to read it.
    """
    try:
        descriptor = os.open(name, OPENING)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(_reason(error)) from None
    try:
        found = os.fstat(descriptor)
        if pipes and _is_pipe(found.st_mode):
            from ircompile.sources.pipes import pipe_parts

            yield from pipe_parts(descriptor, CHUNK)
        elif not stat.S_ISREG(found.st_mode):
            raise UnreadableFileError("it is not a regular file")
        left = found.st_size
        while part := os.read(descriptor, SEARCHED if left < SEARCHED else CHUNK):
            yield part
            left -= len(part)
            if left == 0:  # which spares most files a call that reads nothing
                break
    except OSError as error:
        raise UnreadableFileError(_reason(error)) from None
    finally:
        os.close(descriptor)


def bounded(given: Iterable[bytes], limit: int, *, raised_by: str) -> bytes:
    """Join chunks, at most `limit` bytes; `raised_by` is that of `read_bytes`.

    Raises:
        UnreadableFileError: There are more bytes, or the system refuses to read them.
    """
    chunks = []
    size = 0
    try:
        for chunk in given:
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                advice = f"; raise it with `{raised_by}`" if raised_by else ", which no setting raises"
                raise UnreadableFileError(f"it is larger than the limit of {limit} bytes{advice}")
    except OSError as error:
        raise UnreadableFileError(_reason(error)) from None
    return b"".join(chunks)


def _reason(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return reason[:1].lower() + reason[1:]


def identity(name: str) -> object:
    """Return a value that is equal for all names of a file. Standard input has the identity of a redirected file."""
    try:
        found = os.fstat(sys.stdin.fileno()) if name == STDIN_NAME else os.stat(name)
    except (OSError, ValueError):
        return name
    return found.st_dev, found.st_ino


def host_kind(name: str) -> Kind | None:
    """Return the kind of a file of another language that may make jobs; None for any other file."""
    path = f"/{name.lower()}"
    if path.endswith(ALL_HOST_ENDINGS):  # most files have none of them
        return next(kind for kind, endings in HOST_ENDINGS.items() if path.endswith(endings))
    return "dockerfile" if path[path.rindex("/") :].startswith(HOST_STARTS) else None


def has_ending(name: str) -> bool:
    """Return whether the name of a file has an ending. Without one, its first line may tell what it is."""
    return "." in os.path.basename(name)


def walk(
    folder: str,
    failed: Callable[[str, str], object],
    exclusion: Callable[[str], Callable[[str], bool] | None] = lambda _: None,
    *,
    makes_jobs: Callable[[str], bool] | None = None,
) -> Iterator[tuple[str, int]]:
    """Yield the files in and below a folder that may contain manifests, sorted; links to folders are not followed.

    With the path of each comes the number that all names of a file have in its file system; 0 for a link.

    Args:
        folder: The folder.
        failed: Called with the name of each folder that can't be read, and the reason.
        exclusion: Called with the path of each folder, ending with a slash; returns a function that decides by the path
            of a file, or of a folder with a slash at its end, whether to skip it, or None to skip nothing.
        makes_jobs: Called with the path of each file of another language that may name the operation; returns whether
            to yield it, too. Without it, there are no such files.
    """
    waiting = [folder]
    while waiting:
        base = waiting.pop()
        inside = _short(os.path.join(base, ""))
        folders, files = _listed(base, failed)
        meant = {it.name: it for it in files if it.name.lower().endswith(ENDINGS)}
        if makes_jobs:
            others = (it for it in files if it.name not in meant and _may_be_host(it.name))
            meant |= {it.name: it for it in others if _may_name_operation(it) and makes_jobs(inside + it.name)}
        is_excluded = exclusion(inside) if folders or meant else None  # configurations are looked up only where needed
        for name in sorted(meant):
            if not (is_excluded and is_excluded(inside + name)):
                yield inside + name, 0 if meant[name].is_symlink() else meant[name].inode()
        below = (it for it in folders if not (is_excluded and is_excluded(f"{inside}{it.name}/")))
        waiting += [os.path.join(base, it.name) for it in below if not it.is_symlink()]


def _listed(folder: str, failed: Callable[[str, str], object]) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
    """Return the folders in a folder that are searched, the last one first, and the files in any order."""
    folders: list[os.DirEntry[str]] = []
    files: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            for it in entries:
                (folders if _is_folder(it) else files).append(it)
    except OSError as error:
        failed(_short(folder), _reason(error))
    return sorted((it for it in folders if it.name not in SKIPPED), key=lambda it: it.name, reverse=True), files


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to where nobody may look
        return False


def _may_be_host(name: str) -> bool:
    """Return whether a file may be one of another language, by its name or by its first line."""
    path = f"/{name.lower()}"
    return path.endswith(ALL_HOST_ENDINGS) or "." not in name or path.startswith(HOST_STARTS)


def _may_name_operation(entry: os.DirEntry[str]) -> bool:
    """Return whether a file may contain a name of the operation; True also if it is not a plain file."""
    if not entry.is_file(follow_symlinks=False):
        return True
    try:
        descriptor = os.open(entry.path, OPENING)
    except OSError:  # pragma: no cover  it may not be read, or was just deleted
        return False
    try:
        part = os.read(descriptor, SEARCHED)
        while not (ANCHOR in part or RIGHT_SIZE in part):
            if len(part) < SEARCHED:
                return False
            part = part[-OVERLAP:] + os.read(descriptor, SEARCHED)
    except OSError:  # pragma: no cover  the disk fails
        return False
    finally:
        os.close(descriptor)
    return True


def _short(path: str) -> str:
    """Return a path without a leading `./`, which may have several slashes."""
    return path[2:].lstrip("/") if path.startswith("./") else path
