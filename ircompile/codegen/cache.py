"""Built modules of a checkout: made when they are first needed, and kept until a source changes."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import shutil
import types
from typing import TYPE_CHECKING, Any

from ircompile.codegen import source
from ircompile.package import BUILT, HERE
from ircompile.sources.atomic import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = (HERE, f"{os.path.dirname(HERE)}/grammar", f"{os.path.dirname(HERE)}/rules")
"""The folders in which a change may change what is built."""


def cached(name: str, folder: str = f"{HERE}/{BUILT}") -> Any:
    """Return a built module: the cached one if no source has changed since it was made, else a new one."""
    stamp = _stamp()
    file = f"{folder}/{stamp}/{name}.py"
    if not os.path.exists(file):
        text = source(name)
        if not _keep(file, text):
            made = types.ModuleType(name)
            exec(compile(text, f"<built {name}>", "exec"), made.__dict__)  # noqa: S102  our own text
            return made
        _remove_others(folder, stamp)
    spec = importlib.util.spec_from_file_location(f"ircompile._built.{name}", file)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018  it is a Python file
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def _stamp() -> str:
    """What tells this state of the sources from any other."""
    digest = hashlib.sha256()
    for name, status in sorted(_files()):
        digest.update(f"{name}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()[:16]


def _files() -> Iterator[tuple[str, os.stat_result]]:
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


def _keep(file: str, text: str) -> bool:
    """Write a module, whole or not at all; False where that can't be done."""
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        replace(file, text.encode())
    except OSError:
        return False
    return True


def _remove_others(folder: str, stamp: str) -> None:
    """What was made of earlier sources; another process may be doing the same."""
    for name in os.listdir(folder):
        if name != stamp:
            shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
