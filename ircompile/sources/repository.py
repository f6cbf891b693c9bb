"""Paths relative to a repository, which are the same on every machine, or to another folder."""

from __future__ import annotations

import os


def repository_path(filename: str) -> str:
    """Return the path of a file or folder relative to the top of a repository, with slashes and with links resolved.

    The repository is that of the working directory if it contains the file, else that of the file. Without one, the
    path is relative to the working directory, or absolute if the file is outside of that too. A link to a missing file
    keeps its own name. A name in angle brackets, such as <stdin>, is returned as it is; so is that of a pipe, such as
    /dev/fd/63, and any name if the working directory was deleted.
    """
    if filename.startswith("<") and filename.endswith(">"):
        return filename
    try:
        here, file = os.path.realpath("."), os.path.realpath(filename)
        if not os.path.exists(file):
            file = os.path.join(os.path.realpath(os.path.dirname(filename)), os.path.basename(filename))
    except FileNotFoundError:  # the working directory was deleted
        return filename.replace(os.sep, "/")
    if file.startswith("/proc/"):  # where pipes have names of their own in each run
        return filename
    for top in (repository_of(here), repository_of(file), here):
        if top and is_in(file, top):
            return os.path.relpath(file, top).replace(os.sep, "/")
    return file.replace(os.sep, "/")


def repository_of(folder: str) -> str:
    """Return the nearest folder at or above `folder` that is the top of a repository; "" if there is none."""
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder


def relative(path: str, folder: str = os.curdir) -> str:
    """Return a path relative to a folder; an absolute one if that is on another drive."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return os.path.abspath(path)


def is_in(path: str, folder: str) -> bool:
    """Return whether a path is a folder or in it, where both are absolute and without links."""
    return os.path.join(path, "").startswith(os.path.join(folder, ""))
