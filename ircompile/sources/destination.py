"""Where a path that is written to leads: through links only within the repository in which they are."""

from __future__ import annotations

import errno
import os

from ircompile.findings.messages import escaped
from ircompile.sources.repository import repository_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINKS = 40
"""The links that a path may lead through, as in Linux."""


def destination(name: str) -> str:
    """Return the absolute path that a name leads to, with links resolved.

    Strangers can put links into a repository, so a link must lead to a place in its repository, or in that of the
    working directory; without a repository, to one in the folder that holds it. The links of the system are trusted:
    those in the root, which stay resolved, and those in /dev and /proc, which stay as they are.

    Raises:
        OSError: A link leads elsewhere, or links form a circle.
    """
    path, links = followed(name)
    for link in links:
        areas = [area for area in _areas(os.path.dirname(link)) if area]
        if not any(_is_below(path, area) for area in areas):
            kind = "the repository" if any(map(repository_of, areas)) else "its folder"
            raise OSError(
                errno.ELOOP,
                f"the link {escaped(_short(link))} leads outside {kind}, to {escaped(path)}: "
                "name that path directly, or replace the link",
            )
    return path


def is_system_path(path: str) -> bool:
    """Return whether a path is in a folder whose links are made by the system, such as /dev/stdout."""
    folder = os.path.dirname(path)
    return folder == "/dev" or f"{folder}/".startswith(("/dev/fd/", "/proc/"))


def followed(name: str) -> tuple[str, list[str]]:
    """Return the path that a name leads to, and the links on the way that are not the system's."""
    drive, rest = os.path.splitdrive(os.path.join(os.getcwd(), name))
    root = path = drive + os.sep
    waiting = _steps(rest)
    links: list[str] = []
    while waiting:
        step = waiting.pop()
        if step == os.pardir:
            path = os.path.dirname(path)
            continue
        above, path = path, os.path.join(path, step)
        if is_system_path(path) or not os.path.islink(path):
            continue
        links.append(path)
        if len(links) > MAX_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = os.readlink(path)
        waiting += _steps(target)
        path = root if os.path.isabs(target) else above
    return path, [link for link in links if os.path.dirname(link) != root]


def _steps(path: str) -> list[str]:
    """Return the steps of a path, the last one first."""
    steps = path.replace(os.altsep or os.sep, os.sep).split(os.sep)
    return [step for step in reversed(steps) if step not in ("", os.curdir)]


def _areas(folder: str) -> Iterator[str]:
    """Yield the folders to whose contents a link in a folder may lead; "" for none."""
    here = os.getcwd()
    yield repository_of(here)
    yield repository_of(folder) or (folder if f"{folder}/".startswith(os.path.join(here, "")) else "")


def _is_below(path: str, folder: str) -> bool:
    """Return whether a path is in a folder and not in its `.git`, in which programs and settings are."""
    below = path.startswith(os.path.join(folder, ""))
    return below and ".git" not in os.path.relpath(path, folder).lower().split(os.sep)


def _short(path: str) -> str:
    """Return a path relative to the working directory if it is in that."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)
