"""Build the site into `build/site`: make an environment for Sphinx, and turn `docs` into HTML.

Sphinx has an environment of its own, since it needs another version of docutils than awscli, which the tests need.
`python tools/build_site.py [FOLDER]` works in a fresh checkout with nothing installed.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / "build" / "site-environment"
SITE = ROOT / "build" / "site"


def environment(folder: Path = ENVIRONMENT) -> Path:
    """Return the Python of an environment with what the pages need, which is made if it is missing or out of date."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["docs"]]
    record, python = folder / "installed.txt", folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not record.exists() or record.read_text("utf-8").splitlines() != wanted:
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)  # noqa: S603  our own requirements
        record.write_text("\n".join(wanted), "utf-8")
    return python


def build(folder: Path = SITE) -> None:
    """Build the site into a folder; every warning is an error."""
    options = ("--quiet", "-W", "--keep-going", "-n", "-E")
    subprocess.run([environment(), "-m", "sphinx", *options, ROOT / "docs", folder], check=True)  # noqa: S603  Sphinx on our own pages


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:2]))
