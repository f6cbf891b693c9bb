"""Run ircompile in a Python from which everything was removed that Windows does not have.

`python windows_like.py ARGUMENT...` is like `ircompile ARGUMENT...`. Processes are spawned, not forked; no file that is
open can be replaced or removed; standard output has the encoding cp1252 and lines that end in CR LF.

Paths remain those of this system: a program that knows Windows only by its name, or by its paths, is not deceived.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

ABSENT_MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
ABSENT = {
    os: (
        "O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_PATH", "chown", "fchmod", "fork", "getpgid",
        "getuid", "geteuid", "killpg", "mkfifo", "pread", "setsid", "uname",
    ),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "setitimer"),
}  # fmt: skip
"""What Python does not have on Windows."""
OF_FOLDERS = (
    "chmod",
    "link",
    "lstat",
    "mkdir",
    "open",
    "readlink",
    "replace",
    "rename",
    "rmdir",
    "stat",
    "unlink",
    "utime",
)
"""Functions that take no descriptor of a folder there."""
NOT_OF_OPEN = ("replace", "rename", "remove", "unlink")
"""Functions that fail there if one of their files is open."""


def disguise() -> None:
    """Make Python look like one on Windows, as far as that is possible."""
    for name in ABSENT_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # how an import is made to fail
    for module, names in ABSENT.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    for name in OF_FOLDERS:
        setattr(os, name, _without_descriptors(getattr(os, name)))
    for name in NOT_OF_OPEN:
        setattr(os, name, _refusing_open_files(getattr(os, name)))
    os.open = _refusing_folders(os.open)
    os.supports_dir_fd.clear()
    os.supports_fd.clear()
    multiprocessing.set_start_method("spawn", force=True)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="cp1252", newline="\r\n")  # type: ignore[union-attr]  # a text stream
    sys.stdin.reconfigure(encoding="cp1252")  # type: ignore[union-attr]


def _without_descriptors(function: Callable[..., Any]) -> Callable[..., Any]:
    def refusing(*given: Any, **named: Any) -> Any:
        if any(named.pop(key, None) is not None for key in ("dir_fd", "src_dir_fd", "dst_dir_fd")):
            raise NotImplementedError("dir_fd unavailable on this platform")
        if named.get("follow_symlinks") is True:
            named.pop("follow_symlinks")
        return function(*given, **named)

    return refusing


def _refusing_folders(function: Callable[..., int]) -> Callable[..., int]:
    def refusing(name: Any, *given: Any, **named: Any) -> int:
        if os.path.isdir(name):
            raise PermissionError(13, "Permission denied", name)
        return function(name, *given, **named)

    return refusing


def _refusing_open_files(function: Callable[..., Any]) -> Callable[..., Any]:
    def refusing(*names: str, **named: Any) -> Any:
        for name in names:
            if os.path.realpath(name) in _open_files():
                raise PermissionError(
                    13, "The process cannot access the file because it is being used by another process", name
                )
        return function(*names, **named)

    return refusing


def _open_files() -> set[str]:
    folder = "/proc/self/fd"
    return {os.path.realpath(os.path.join(folder, name)) for name in os.listdir(folder)}


if sys.platform != "win32":
    disguise()  # also in the processes that are spawned, which import this module

if __name__ == "__main__":
    from ircompile.__main__ import run

    run()
