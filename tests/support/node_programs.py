"""Programs from npm that tests run with Node.js."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from checkout import ROOT

PACKAGES = ROOT / "tests/editors/package.json"
"""The packages, with their versions."""
FOLDER = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / "ircompile-tests"
    / f"node-{hashlib.sha256(PACKAGES.read_bytes()).hexdigest()[:16]}"
)
"""Where they are installed; their modules are below."""
NODE = shutil.which("node") or ""
INSTALL = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]


@functools.cache
def why_missing() -> str:
    """Return why the packages can't be had, or ""; missing ones are installed if that is possible."""
    if not NODE or not shutil.which("npm"):
        return "Node.js and npm are not installed"
    if FOLDER.is_dir():
        return ""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=FOLDER.parent))
    shutil.copy(PACKAGES, made)
    done = subprocess.run(INSTALL, cwd=made, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        try:
            made.rename(FOLDER)
        except OSError:  # another process was faster
            done.returncode = int(not FOLDER.is_dir())
    shutil.rmtree(made, ignore_errors=True)
    return f"npm could not install {PACKAGES}: {done.stderr[-500:]}" if done.returncode else ""
