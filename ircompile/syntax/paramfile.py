"""Values that name a file to be replaced by its content: `file://` for text, `fileb://` for bytes."""

from __future__ import annotations

import os

from ircompile.config.settings import Limits
from ircompile.findings.messages import LONGEST, cut, escaped, shown
from ircompile.sources.files import UnreadableFileError, read_bytes
from ircompile.sources.repository import is_in


class ParamfileError(ValueError):
    """The file that a value names can't be read, or may not be; the message says why."""


def named_file(value: str) -> str:
    """Return the name of the file that a value names; "" if it names none."""
    prefix, found, name = value.partition("://")
    return name if found and prefix in ("file", "fileb") else ""


def location(name: str, text: str, offset: int) -> str:
    """Return a place in a file that a value names, as messages show it: "jobs/churn.json:2:24"."""
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return f"{escaped(cut(name, LONGEST))}:{line}:{column}"


def load(value: str, directory: str | None) -> str | bytes:
    """Return the content of the file that a value names, or the value itself if it names none.

    As in the AWS CLI, `~` and `$VAR` are expanded, nothing is URL-decoded, and all line ends of text become newlines.
    Unlike there, text is always UTF-8.

    Args:
        value: Any value; one that begins with "file://" or "fileb://" names a file.
        directory: Where relative paths start; files outside of it are not read. None if no file may be read.

    Raises:
        ParamfileError: The file can't be read, or may not be.
    """
    prefix, found, name = value.partition("://")
    if not found or prefix not in ("file", "fileb"):
        return value
    if directory is None:
        raise ParamfileError(f"{shown(value)} names a file, but no files are read here; write its content instead")
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
    except (ValueError, OSError):  # a NUL in the name, or a directory that doesn't exist
        reason = "is not a valid file name"
    raise ParamfileError(f"{shown(value)} {reason}")


def _path(name: str, directory: str) -> str | None:
    """Return the path of the file, or None if it is outside the directory."""
    root = os.path.realpath(directory)
    path = os.path.realpath(os.path.join(root, os.path.expandvars(os.path.expanduser(name))))
    return path if is_in(path, root) else None


def _text(data: bytes) -> str:
    """Return the text of a file as Python opens it: every line end is a newline."""
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
