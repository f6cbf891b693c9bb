"""An open folder. Its files are named relative to a descriptor, so that nobody can swap the folder for a link."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

HAS_DESCRIPTORS = os.open in os.supports_dir_fd
"""Whether the system has descriptors of folders; Windows has none, and there the folder's path is used."""
FLAGS = os.O_RDONLY
for _flag in ("O_PATH", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC"):  # not every system has all of them
    FLAGS |= getattr(os, _flag, 0)
FILE_FLAGS = 0
for _flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    FILE_FLAGS |= getattr(os, _flag, 0)


class Folder:
    """Context manager with an open folder. Its methods take names without slashes and follow no links.

    Args:
        path: The absolute path of the folder, without links.

    Raises:
        OSError: There is no such folder, or a step of the path has become a link.
    """

    __slots__ = ("_descriptor", "_path")

    def __init__(self, path: str) -> None:
        self._path = path
        self._descriptor: int | None = None
        if HAS_DESCRIPTORS:
            self._descriptor = _descend(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        """Return a descriptor of a file."""
        return os.open(self._name(name), flags | FILE_FLAGS, mode, dir_fd=self._descriptor)

    def mode(self, name: str) -> int:
        """Return the type and mode of a file, or of a link itself; 0 if there is none."""
        try:
            return os.stat(self._name(name), dir_fd=self._descriptor, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return 0

    def chmod(self, name: str, descriptor: int, mode: int) -> None:
        """Set the mode of an open file."""
        os.chmod(descriptor if HAS_DESCRIPTORS else self._name(name), mode)

    def link(self, name: str, new: str) -> None:
        """Give a file a second name."""
        fd = self._descriptor
        os.link(self._name(name), self._name(new), src_dir_fd=fd, dst_dir_fd=fd, follow_symlinks=not HAS_DESCRIPTORS)

    def replace(self, name: str, new: str) -> None:
        """Rename a file, also to the name of another."""
        os.replace(self._name(name), self._name(new), src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def unlink(self, name: str) -> None:
        """Remove a file."""
        os.unlink(self._name(name), dir_fd=self._descriptor)

    def mkdir(self, name: str) -> None:
        """Make a folder."""
        os.mkdir(self._name(name), dir_fd=self._descriptor)

    def rmdir(self, name: str) -> None:
        """Remove an empty folder."""
        os.rmdir(self._name(name), dir_fd=self._descriptor)

    def _name(self, name: str) -> str:
        return name if HAS_DESCRIPTORS else os.path.join(self._path, name)


def _descend(path: str) -> int:
    """Return a descriptor of a folder, reached step by step from the root, so that no step can be a link."""
    descriptor = os.open(os.sep, FLAGS)
    for step in filter(None, path.split(os.sep)):
        try:
            below = os.open(step, FLAGS, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = below
    return descriptor
