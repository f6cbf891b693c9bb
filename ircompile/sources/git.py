"""Reading files of a revision from git."""

from __future__ import annotations

import errno
import os
import subprocess

from ircompile.sources.files import UnreadableFileError

TIMEOUT = 60
"""Seconds that git may take."""
OPTIONS = ("-c", "safe.bareRepository=explicit")
"""A folder of a stranger's repository may look like one itself, with settings that name programs."""
NO_NETWORK = {"GIT_NO_LAZY_FETCH": "1"}
"""What keeps git from fetching what a partial clone lacks."""


def is_revision(name: str) -> bool:
    """Return whether a name may be that of a file in a revision, as in "main:jobs/churn.yaml"."""
    revision, colon, path = name.partition(":")
    return bool(revision and colon and path) and not os.path.splitdrive(name)[0]


def read_revision(name: str, limit: int) -> bytes:
    """Return the content of a file in a revision of the repository around the working directory.

    Args:
        name: The revision, a colon, and the path from the top of the repository, or from the working directory if it
            begins with "./", as git writes it.
        limit: The number of bytes that it may have.

    Raises:
        UnreadableFileError: There is no git, no repository, no such file, or it is too large.
    """
    size = _git("cat-file", "-s", "--end-of-options", name)
    if not size.strip().isdigit() or int(size) > limit:
        raise UnreadableFileError(f"it is larger than the limit of {limit} bytes")
    return _git("cat-file", "blob", "--end-of-options", name)


def _git(*arguments: str) -> bytes:
    """Return what a git command prints.

    Raises:
        UnreadableFileError: It fails.
    """
    try:
        command, environment = [_program(), *OPTIONS, *arguments], {**os.environ, **NO_NETWORK}
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=TIMEOUT)  # noqa: S603  the user's own git; what follows the options is a name
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UnreadableFileError(f"git can't be run: {error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableFileError(said[-1].removeprefix("fatal: ") if said else "git failed")
    return done.stdout


def _program() -> str:
    """Return the path of git, not in the working directory: that may be a stranger's, and Windows looks there first.

    Raises:
        OSError: There is none.
    """
    here = os.path.realpath(os.curdir)
    folders = (it for it in os.get_exec_path() if os.path.isabs(it) and os.path.realpath(it) != here)
    places = (os.path.join(folder, name) for folder in folders for name in ("git.exe", "git"))
    found = next((it for it in places if os.path.isfile(it) and os.access(it, os.X_OK)), None)
    if not found:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "git")
    return found
