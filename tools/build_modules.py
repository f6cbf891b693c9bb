"""The build hook for Hatch that adds the built modules to a wheel (see `ircompile.codegen`)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltModules(BuildHookInterface[Any]):
    """Writes every built module and adds it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the modules before Hatch packs a wheel; an editable install runs from the checkout and needs none."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from ircompile.codegen import MODULES, source

        self._folder = tempfile.TemporaryDirectory(prefix="ircompile-built-")
        folder = Path(self._folder.name)
        (folder / "__init__.py").write_text('"""Made by ircompile.codegen."""\n', "utf-8")
        for name in MODULES:
            (folder / f"{name}.py").write_text(source(name), "utf-8")
        for file in folder.iterdir():
            build_data["force_include"][str(file)] = f"ircompile/_built/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  the signature is Hatch's
        """Remove the modules after Hatch has packed the wheel."""
        if version != "editable":
            self._folder.cleanup()
