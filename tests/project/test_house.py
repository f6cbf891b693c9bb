"""Style, types and imports of the code, and the content of the wheel and the sdist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import manifests
import pytest
from checkout import ROOT

import ircompile

README = (ROOT / "README.md").read_text("utf-8")
SCRIPTS = Path(sysconfig.get_path("scripts"))


@pytest.mark.parametrize(
    "command",
    ["ruff check", "ruff format --check", "mypy", "lint-imports"],
)
def test_linters_and_type_checker_pass(command: str) -> None:
    program, *arguments = command.split()
    done = subprocess.run([str(SCRIPTS / program), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel built from it."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def shipped(name: str) -> set[str]:
    return {file.relative_to(ROOT).as_posix() for file in (ROOT / name).rglob("*") if file.is_file()}


def test_the_wheel_carries_grammar_and_rules(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"ircompile/_shipped/{name}" for name in shipped("rules") | shipped("grammar")} <= names
    assert {"ircompile/py.typed", "ircompile/model/facts.json", "ircompile/model/guides.yaml"} <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"ircompile", f"ircompile-{ircompile.__version__}.dist-info"}


def test_the_sdist_carries_what_tests_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = shipped("rules") | shipped("grammar") | shipped("examples") | {"README.md", "LICENSE", "pyproject.toml"}
    assert needed <= names


IMPORTS = """
import os, sys
before = set(sys.modules)
sys.path += sys.argv[1:3]
data = []
sys.addaudithook(lambda event, seen: event == "open" and data.append(str(seen[0])))
texts = ".yaml", ".yml", ".lark", ".json"
os._exit = lambda code: print(
    code, [it for it in data if it.endswith(texts) and sys.argv[2] not in it], *sorted({*sys.modules} - before), sep="\\n"
)
sys.argv[1:] = ["lint", sys.argv[3]]
from ircompile.__main__ import run
run()
"""
"""A program that lints a folder and prints the exit code, the other texts that are read, and all imported modules."""


CLEAN = {
    "imports.txt": [manifests.block(manifests.job(0))],
    "imports_unusual.txt": [manifests.with_block_scalar(manifests.job(0))],
    "imports_many.txt": [manifests.block(manifests.job(number)) for number in range(101)],
}
"""Texts to lint, by the golden file of what that imports: plain YAML, YAML that is not plain, and many files."""


@pytest.mark.parametrize("name", CLEAN)
def test_linting_clean_manifests_imports_few_modules(built: Path, tmp_path: Path, name: str, golden: Any) -> None:
    (wheel,) = built.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "package", "zip")
    (tmp_path / "jobs").mkdir()
    for number, text in enumerate(CLEAN[name]):
        (tmp_path / "jobs" / f"{number}.yaml").write_text(text)
    paths = [str(tmp_path / "package"), sysconfig.get_path("platlib"), str(tmp_path / "jobs")]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORTS, *paths], capture_output=True, text=True, check=True
    )
    code, texts, *names = done.stdout.splitlines()
    assert (code, texts, done.stderr.split(" ", 1)[0]) == ("0", "[]", f"{len(CLEAN[name])}")
    modules = [module for module in names if not module.startswith("_cython_")]  # its name holds a version
    golden(ROOT / "tests" / name, "".join(f"{module}\n" for module in modules))


def pythons() -> list[str]:
    """Return the installed Pythons that the package supports, the running one first."""
    found = [sys.executable]
    for version in ("3.11", "3.12", "3.13", "3.14"):
        other = shutil.which(f"python{version}")
        ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
        if (
            other
            and version != ours
            and subprocess.run([other, "-V"], capture_output=True, check=False).returncode == 0
        ):
            found.append(other)
    return found


@pytest.mark.parametrize("python", pythons())
def test_the_wheel_works_in_an_empty_environment(built: Path, tmp_path: Path, python: str) -> None:
    (wheel,) = built.glob("*.whl")
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True, capture_output=True)
    here = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([here / "python", "-m", "pip", "install", "-q", wheel], check=True, capture_output=True)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    command = [str(here / "ircompile"), "lint", "examples", "--exclude", "broken"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "5 files checked, nothing found.\n")
    (shown,) = re.findall(r"<!-- try -->\n```sh\n.*? && \.venv/bin/ircompile (.*?) && ls build\n```", README)
    subprocess.run([str(here / "ircompile"), *shown.split()], cwd=tmp_path, capture_output=True, check=True)
    assert len([*(tmp_path / "build").iterdir()]) == 6
    version = subprocess.run([here / "ircompile", "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith(f"ircompile {ircompile.__version__} (model: botocore ")
