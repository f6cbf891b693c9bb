"""Build the site into `build/site`: the pages of `docs`, those that are made from the code, and the playground.

`python tools/build_site.py [FOLDER]` works in a fresh checkout; it needs npm for the playground, and leaves that out
with `--without-playground`. Sphinx gets an environment of its own, since it needs another version of docutils than
awscli, which the tests need.
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
    """Build the site without the playground into a folder; every warning is an error."""
    options = ("--quiet", "-W", "--keep-going", "-n", "-E")
    subprocess.run([environment(), "-m", "sphinx", *options, ROOT / "docs", folder], check=True)  # noqa: S603  Sphinx on our own pages


def main(words: list[str]) -> None:
    """Build the site, and the playground unless it is not wanted."""
    folder = next((Path(word) for word in words if not word.startswith("-")), SITE).absolute()
    build(folder)
    if "--without-playground" not in words:
        program, target = str(ROOT / "tools" / "build_playground.py"), str(folder / "playground")
        subprocess.run([sys.executable, program, target], check=True)  # noqa: S603  our own program


if __name__ == "__main__":
    main(sys.argv[1:])
