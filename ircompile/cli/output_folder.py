"""The output folder as truth: what lies in it and belongs to no job any more."""

from __future__ import annotations

import json
import os
import re

from ircompile.emitting.json_body import canonical, json_body
from ircompile.sources.files import UnreadableFileError, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.model.shapes import Shape

PLACEHOLDER = re.compile(r"\{(\w*)\}")
LARGEST = 1 << 20
"""The most bytes of a compiled request; a larger file is not one."""


def orphans(folder: str, pattern: str, expected: Iterable[str], shape: Shape) -> Iterator[str]:
    """Yield the compiled requests in a folder that are not expected there, sorted.

    A file is one of ours only if it is the canonical form of a request whose name is that of the file. Links are not
    followed.

    Args:
        folder: The folder.
        pattern: The pattern of the names of its files, such as "{JobName}.json".
        expected: The files that belong there.
        shape: The shape of a request.
    """
    known = {os.path.normcase(os.path.abspath(name)) for name in expected}
    for name in _files(folder, pattern.count("/")):
        path = os.path.join(folder, name)
        if os.path.normcase(os.path.abspath(path)) not in known and _is_ours(path, name, pattern, shape):
            yield path


def _files(folder: str, depth: int) -> Iterator[str]:
    """Yield the names of the files some folders below a folder, with slashes, sorted."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # it does not exist, or can't be read
        return
    for entry in entries:
        if depth and entry.is_dir(follow_symlinks=False):
            yield from (f"{entry.name}/{name}" for name in _files(entry.path, depth - 1))
        elif not depth and entry.is_file(follow_symlinks=False):
            yield entry.name


def _is_ours(path: str, name: str, pattern: str, shape: Shape) -> bool:
    """Return whether a file is a compiled request that has the name of its job."""
    try:
        data = read_bytes(path, LARGEST)
        request = json.loads(data)
        if not isinstance(request, dict) or not isinstance(request.get("JobName"), str):
            return False
        is_canonical = json_body(canonical(request, shape)).encode() == data
    except (UnreadableFileError, ValueError, RecursionError):
        return False
    return is_canonical and _name_of(pattern, request["JobName"]).fullmatch(name) is not None


def _name_of(pattern: str, job: str) -> re.Pattern[str]:
    """Return an expression for the names that a pattern gives to the file of a job."""
    parts = PLACEHOLDER.split(pattern)
    fixed, names = parts[::2], parts[1::2]
    values = [re.escape(job) if name == "JobName" else "[^/]+" for name in names]
    return re.compile("".join(map("".join, zip(map(re.escape, fixed), [*values, ""], strict=True))))
