"""Prepare and check a release; CONTRIBUTING.md says when to run what.

`python tools/release.py prepare VERSION` writes the version and its date where they belong.
`python tools/release.py check TAG` fails if the checkout is not what the tag says.
`python tools/release.py packages FOLDER` checks the packages in `FOLDER/packages`, and writes the SBOM of what they
install to `FOLDER/sbom.cdx.json`; it needs the dependency group `release`.
`python tools/release.py notes` prints what the changelog says about the version.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ircompile" / "package.py"
CHANGELOG = ROOT / "CHANGELOG.md"
UNRELEASED = "## [Unreleased]\n"
RELEASED = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)
"""The heading of a released version in the changelog."""
VERSION = re.compile(r'(?<=^__version__ = ").*(?="$)', re.MULTILINE)
NOTE = "> **Not released yet.** Until ircompile is on PyPI, [install it from a checkout](install.md)."
"""What a page says that shows how to install a release, as long as there is none."""
INSTALLS = re.compile(r"pip install [^\n`]*(?<![./])ircompile\b|@v\d+\.\d+\.\d+")
"""A command or a reference that only works if there is a release."""


def version() -> str:
    """Return the version of the package."""
    return "".join(VERSION.findall(PACKAGE.read_text("utf-8")))


def pages() -> list[Path]:
    """Return the pages of the documentation that people write."""
    return sorted((ROOT / "docs").glob("*.md"))


def prepare(number: str) -> None:
    """Write a version and its date where they belong, and remove the notes that there is no release."""
    PACKAGE.write_text(VERSION.sub(number, PACKAGE.read_text("utf-8")), "utf-8")
    heading = f"{UNRELEASED}\n## [{number}] - {datetime.now(UTC):%Y-%m-%d}\n"
    CHANGELOG.write_text(CHANGELOG.read_text("utf-8").replace(UNRELEASED, heading, 1), "utf-8")
    for page in pages():
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"(?<=@v)\d+\.\d+\.\d+", number, text.replace(f"{NOTE}\n\n", "")), "utf-8")


def problems(tag: str) -> list[str]:
    """Return why the checkout can't be released under a tag."""
    number, released = version(), RELEASED.findall(CHANGELOG.read_text("utf-8"))
    found = []
    if tag != f"v{number}":
        found.append(f"the tag is {tag}, but ircompile/package.py has version {number}")
    if released[:1] != [number]:
        found.append(f"CHANGELOG.md has no section `## [{number}] - DATE` below `## [Unreleased]`")
    noted = [page.name for page in pages() if NOTE in page.read_text("utf-8")]
    return found + [f"docs/{name} says that there is no release" for name in noted]


def notes() -> str:
    """Return the section of the changelog about the version."""
    _, *parts = RELEASED.split(CHANGELOG.read_text("utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))[version()].strip() + "\n"


def packages(folder: Path) -> None:
    """Check the sdist and the wheel in `packages` of a folder, and write the SBOM beside it."""
    files = sorted(map(str, (folder / "packages").iterdir()))
    wheel = next(file for file in files if file.endswith(".whl"))
    _python("-m", "twine", "check", "--strict", *files)
    _python("-m", "check_wheel_contents", wheel)
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=False)  # so that pip is not listed
        _python("-m", "pip", "--python", scratch, "install", "--quiet", wheel)
        project = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
        _python("-m", "cyclonedx_py", "environment", *project, "-o", str(folder / "sbom.cdx.json"), scratch)


def _python(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True)  # noqa: S603  our own command lines


def main(action: str, *words: str) -> None:
    """Run one of the actions that the module's docstring lists."""
    if action == "prepare":
        prepare(*words)
    elif action == "check":
        sys.exit("\n".join(problems(*words)) or None)
    elif action == "packages":
        packages(*map(Path, words))
    else:
        sys.stdout.write(notes())


if __name__ == "__main__":
    main(*sys.argv[1:])
