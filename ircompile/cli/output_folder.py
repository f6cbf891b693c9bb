"""The output folder as truth: what lies in it and belongs to no job any more."""

from __future__ import annotations

import json
import os
from contextlib import suppress

from ircompile.cli.exclusion import covers
from ircompile.config.file_names import DEFAULT, names_of
from ircompile.emitting.json_body import canonical, json_body
from ircompile.sources.atomic import blaming
from ircompile.sources.destination import destination
from ircompile.sources.files import UnreadableFileError, read_bytes
from ircompile.sources.folder import Folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from ircompile.config.settings import Config
    from ircompile.model.shapes import Shape

LARGEST = 1 << 20
"""The most bytes of a compiled request; a larger file is not one."""


def whole_folders(configs: Iterable[Config], arguments: argparse.Namespace) -> dict[str, str]:
    """Return the output folders all of whose jobs are in the run, each with the pattern of the names of its files.

    A run with `--set` has none, since it gives jobs other members, and so may give them other names.

    Args:
        configs: The configurations of the run.
        arguments: The arguments of the command.
    """
    found: dict[str, str] = {}
    if arguments.output or arguments.assignments:
        return found
    for config in configs:
        root = "" if arguments.config or not config.files else os.path.dirname(config.files[0])
        if covers(root or os.curdir, arguments):
            found |= dict.fromkeys(_folders(config, arguments), config.file_name or DEFAULT)
    return found


def _folders(config: Config, arguments: argparse.Namespace) -> list[str]:
    """Return the output folders of a configuration that are those of the chosen environments alone."""
    if arguments.out_dir:
        return [] if arguments.env else [arguments.out_dir]
    chosen = arguments.env or [*config.environments, ""]
    own = {it.name: it.out_dir or config.out_dir for it in config.environments.values()} | {"": config.out_dir}
    others = {folder for name, folder in own.items() if name not in chosen}
    return [folder for name, folder in own.items() if name in chosen and folder and folder not in others]


def remove(names: Iterable[str]) -> None:
    """Delete files; no link is followed but those within the repository.

    Raises:
        OSError: One, its `filename`, can't be deleted.
    """
    for name in names:
        with blaming(name), suppress(FileNotFoundError):  # another run has deleted it meanwhile
            folder, base = os.path.split(destination(name))
            with Folder(folder) as opened:
                opened.unlink(base)


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
    return is_canonical and names_of(pattern, request["JobName"]).fullmatch(name) is not None
