"""What is wrong with a sample payload, an archive of the requests that a job sends. Nothing is unpacked to disk."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Final

    Problem = tuple[str, str, bool]
    """What is wrong, what to do about it, and whether the job can't work because of it."""

MAX_BYTES: Final = 2**28
"""Bytes of an unpacked archive that are looked at."""
MAX_FILES: Final = 10_000
"""Entries of an archive that are looked at."""
GZIP: Final = b"\x1f\x8b"
PACK: Final = "pack it with `tar -czf payload.tar.gz <files>`"


class _Bounded:
    """The first `MAX_BYTES` bytes of a stream."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self._left = MAX_BYTES

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        return data

    @property
    def is_used_up(self) -> bool:
        return self._left == 0


def payload_problems(file: BinaryIO) -> Iterator[Problem]:
    """Yield what is wrong with an archive of a sample payload."""
    start = file.read(len(GZIP))
    if not start:
        yield "the payload is empty", PACK, True
    elif start != GZIP:
        yield "the payload is not compressed with gzip", PACK, True
    else:
        file.seek(0)
        yield from _problems_inside(file)


def _problems_inside(file: BinaryIO) -> Iterator[Problem]:
    with gzip.GzipFile(fileobj=file) as unpacked:
        stream = _Bounded(unpacked)
        files = 0
        try:
            with tarfile.open(fileobj=stream, mode="r|") as archive:  # type: ignore[call-overload]  # it only reads
                for member in islice(archive, MAX_FILES):
                    files += member.isfile()
                    yield from _problems_of(member)
        except (gzip.BadGzipFile, zlib.error, EOFError):
            yield "the payload is damaged: its compressed data can't be read to the end", PACK, True
            return
        except tarfile.TarError:
            if not stream.is_used_up:
                yield "the payload is not a tar archive", PACK, True
            return
        if not files and not stream.is_used_up:
            yield "the payload contains no file", PACK, True


def _problems_of(member: tarfile.TarInfo) -> Iterator[Problem]:
    """Yield what is wrong with an entry of an archive."""
    name = member.name.removeprefix("./")
    if member.isdir():
        if name not in (".", ""):
            yield f"the payload contains the folder {name}", "pack the files themselves, without folders", False
    elif not member.isfile():
        yield f"the payload contains {name}, which is not a regular file", "pack the files themselves", False
    elif not member.size:
        yield f"the file {name} in the payload is empty", "leave it out, or write a request into it", False
