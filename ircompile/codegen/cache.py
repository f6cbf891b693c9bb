"""The built modules of a checkout, which are made when first needed and cached until a source changes."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import types
from typing import TYPE_CHECKING, Any

from ircompile.codegen import source
from ircompile.package import BUILT, HERE
from ircompile.sources.atomic import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = (HERE, f"{os.path.dirname(HERE)}/grammar", f"{os.path.dirname(HERE)}/rules")
"""The folders of the sources that built modules depend on."""
FOLDER = f"{HERE}/{BUILT}"


def cached(name: str) -> Any:
    """Return a built module: the cached one if no source has changed since it was made, else a new one.

    If the folder of the cache can't be written to, the module is made in memory.

    Args:
        name: A key of `ircompile.codegen.MODULES`.
    """
    stamp = _stamp()
    file = f"{FOLDER}/{stamp}/{name}.py"
    if not os.path.exists(file):
        text = source(name)
        if not _write(file, text):  # pragma: no cover  a test runs it in a copy of the checkout
            unsaved = types.ModuleType(name)
            exec(compile(text, f"<built {name}>", "exec"), unsaved.__dict__)  # noqa: S102  we generated the text
            return unsaved
        _remove_outdated(stamp)
    spec = importlib.util.spec_from_file_location(f"ircompile._built.{name}", file)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018  it is a Python file
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def _stamp() -> str:
    """Return a hash of the names, sizes and modification times of the sources, as of the first call."""
    digest = hashlib.sha256()
    for name, status in sorted(_files()):
        digest.update(f"{name}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()[:16]


def _files() -> Iterator[tuple[str, os.stat_result]]:
    """Yield the paths of the sources and their status."""
    waiting = list(SOURCES)
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(("_built", "__pycache__")):
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat()


def _write(file: str, text: str) -> bool:
    """Write a module atomically and return whether that was possible."""
    try:
        replace(os.path.realpath(file), text.encode())  # a checkout may be used through links
    except OSError:  # pragma: no cover  a test runs it in a copy of the checkout
        return False
    return True


def _remove_outdated(stamp: str) -> None:
    """Remove the modules that were made from earlier sources."""
    import shutil

    for name in os.listdir(FOLDER):
        if name != stamp:
            shutil.rmtree(f"{FOLDER}/{name}", ignore_errors=True)  # another process may be removing it, too
