"""The programs in `tools/`, as modules."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from checkout import ROOT


def tool(name: str) -> ModuleType:
    """Return the module of a program in `tools/`."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
