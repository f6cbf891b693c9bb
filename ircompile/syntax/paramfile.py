"""Values that name a file whose content stands for them: `file://` for text, `fileb://` for bytes."""

from __future__ import annotations

import os

from ircompile.config.settings import Limits
from ircompile.findings.messages import shown
from ircompile.sources.files import UnreadableFileError, read_bytes


class ParamfileError(ValueError):
    """A file that a value names isn't read; the message says why."""


def load(value: str, directory: str | None) -> str | bytes:
    """The content of the file that a value names, or the value itself where it names none.

    As in the AWS CLI, `~` and `$VAR` are expanded, nothing is URL-decoded, and text has its line ends turned
    into newlines, the last one kept. Unlike there, text is always UTF-8.

    Args:
        value: Any value; one that begins with "file://" or "fileb://" names a file.
        directory: Where relative paths start and which none may leave; None if no file is to be read.

    Raises:
        ParamfileError: The file can't be read, or may not be.
    """
    prefix, found, name = value.partition("://")
    if not found or prefix not in ("file", "fileb"):
        return value
    if directory is None:
        raise ParamfileError(f"{shown(value)} names a file, but none is read here; write its content instead")
    try:
        path = _path(name, directory)
        if path is None:
            reason = f"is outside {shown(directory)}; name a file in that folder"
        else:
            data = read_bytes(path, Limits().bytes, raised_by="")
            return data if prefix == "fileb" else _text(data)
    except UnicodeDecodeError:
        reason = "is not UTF-8 text; name a binary file with fileb://"
    except UnreadableFileError as error:
        reason = f"can't be read: {error}"
    except (ValueError, OSError):  # a NUL in the name, a directory that is not there
        reason = "is not a usable file name"
    raise ParamfileError(f"{shown(value)} {reason}")


def _path(name: str, directory: str) -> str | None:
    """The file of that name, or None where it is outside the directory."""
    root = os.path.realpath(directory)
    path = os.path.realpath(os.path.join(root, os.path.expandvars(os.path.expanduser(name))))
    return path if os.path.commonpath([root, path]) == root else None


def _text(data: bytes) -> str:
    """The text of a file as Python opens it: every line end is a newline."""
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
