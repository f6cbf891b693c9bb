"""Paths as a repository knows them, which are the same on every machine."""

from __future__ import annotations

import os


def repository_path(filename: str) -> str:
    """A file's path from the top of its repository, with `/`; links are resolved.

    The repository is the one that the working directory is in, else the one that the file is in. Where there is
    none, the path is seen from the working directory; of a file that is not below it either, it is absolute. A name
    in angle brackets, such as <stdin>, is no path; a working directory that is gone is in no repository.
    """
    if filename.startswith("<") and filename.endswith(">"):
        return filename
    try:
        here, file = os.path.realpath("."), os.path.realpath(filename)
    except FileNotFoundError:  # the working directory is gone
        return filename.replace(os.sep, "/")
    for top in (repository_of(here), repository_of(os.path.dirname(file)), here):
        if top and file.startswith(os.path.join(top, "")):
            return os.path.relpath(file, top).replace(os.sep, "/")
    return file.replace(os.sep, "/")


def repository_of(folder: str) -> str:
    """The nearest folder at or above `folder` that holds a repository, or ""."""
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder
