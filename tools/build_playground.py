"""Build the playground: a page that runs ircompile in the browser, with all that it loads.

It needs npm. `python tools/build_playground.py [FOLDER]` writes it to build/site/playground.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SOURCES: Final = ROOT / "docs" / "playground"
EXAMPLES: Final = ROOT / "examples"
WORK: Final = ROOT / "build" / "playground"
"""The folder with the npm packages and the wheels, which the next build uses again."""
TARGET: Final = ROOT / "build" / "site" / "playground"

PAGE: Final = ("index.html", "style.css")
SCRIPTS: Final = ("main.js", "worker.js")
RUNTIME: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""The files of Pyodide that a browser loads."""
ENDINGS: Final = (".yaml", ".json", ".sh")
"""How the names of the examples end."""
FIRST: Final = "broken/load-test.yaml"
"""The example that is shown first."""


def build(target: Path = TARGET, work: Path = WORK) -> None:
    """Build the playground.

    Args:
        target: The folder to write; what is in it is removed.
        work: The folder for what is downloaded.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    modules = _npm_packages(work)
    _bundle(target, work, modules)
    for name in PAGE:
        shutil.copy(SOURCES / name, target)
    (target / "pyodide").mkdir()
    for name in RUNTIME:
        shutil.copyfile(modules / "pyodide" / name, target / "pyodide" / name)
    _archive(target / "packages.zip", _wheels(work))


def examples() -> list[dict[str, str]]:
    """Return the texts of the picker: the one that is shown first, and then those with mistakes before others."""
    files = [EXAMPLES / FIRST, *sorted(EXAMPLES.glob("broken/*")), *sorted(EXAMPLES.glob("*"))]
    named = {file.relative_to(EXAMPLES).as_posix(): file for file in files if file.suffix in ENDINGS}
    return [{"name": name, "text": file.read_text("utf-8")} for name, file in named.items()]


def _npm_packages(work: Path) -> Path:
    """Install the npm packages of the lock file, unless they are there, and return their folder."""
    work.mkdir(parents=True, exist_ok=True)
    lock, installed = SOURCES / "package-lock.json", work / "package-lock.json"
    stamp = work / "node_modules" / ".installed"
    if not stamp.exists() or installed.read_bytes() != lock.read_bytes():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCES / name, work)
        _run([_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], work)
        stamp.touch()
    return work / "node_modules"


def _bundle(target: Path, work: Path, modules: Path) -> None:
    """Write the scripts, each as one file with all that it imports but Pyodide."""
    staging = work / "scripts"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    for script in SOURCES.glob("*.js"):
        shutil.copy(script, staging)
    (staging / "examples.json").write_text(json.dumps(examples()), "utf-8")
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--external:./pyodide/*",
        f"--outdir={target}",
    ]
    _run([_program("node"), str(modules / "esbuild" / "bin" / "esbuild"), *SCRIPTS, *options], staging)


def _wheels(work: Path) -> list[Path]:
    """Build the wheels that run in the browser, all of pure Python, and return their files."""
    folder = work / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "wheel",
        "--no-deps",
        "-w",
        str(folder),
    ]
    libraries = ["--no-binary", "PyYAML", "-r", str(SOURCES / "requirements.txt")]
    _run([*pip, *libraries, str(ROOT)], work, PYYAML_FORCE_LIBYAML="0")
    return sorted(folder.glob("*-none-any.whl"))


def _archive(target: Path, wheels: list[Path]) -> None:
    """Write the content of wheels, and the functions that the page calls, to one archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as packed:
                for name in packed.namelist():
                    archive.writestr(name, packed.read(name))
        archive.write(SOURCES / "answers.py", "answers.py")


def _program(name: str) -> str:
    """Return the path of a program."""
    found = shutil.which(name)
    if not found:
        raise SystemExit(f"the playground is built with {name}, which is not installed: install Node.js 20 or newer")
    return found


def _run(command: list[str], folder: Path, **variables: str) -> None:
    """Run a program; what it prints is shown only if it fails."""
    env = os.environ | variables
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603  ours
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:2]))
