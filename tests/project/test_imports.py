"""The layout of the package: imports point down the floors without circles, modules are short, the root holds folders."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.machinery import PathFinder
from itertools import pairwise
from pathlib import Path

import pytest
from checkout import ROOT

from ircompile.__main__ import Finder

PACKAGE = ROOT / "ircompile"
GENERATED = {"_built", "_shipped", "__pycache__"}
AT_THE_ROOT = {"__init__.py", "__main__.py", "api.py", "package.py", "py.typed"}
LONGEST = 300
"""Lines of a module."""

Imports = dict[str, set[str]]
"""The modules of a package, each with the modules that it imports."""


def modules(package: Path) -> dict[str, Path]:
    """Return the source files of a package by the names of their modules."""
    found = {}
    for file in sorted(package.rglob("*.py")):
        path = file.relative_to(package.parent).with_suffix("")
        if not GENERATED.intersection(path.parts):
            found[".".join(path.parts).removesuffix(".__init__")] = file
    return found


def imports(package: Path) -> Imports:
    """Return the imports between the modules of a package, those inside functions and for type checkers included."""
    files = modules(package)
    found = {}
    for name, file in files.items():
        tree = ast.parse(file.read_text("utf-8"))
        here = name if file.name == "__init__.py" else name.rpartition(".")[0]
        resolved = {
            module for node in ast.walk(tree) for target in _targets(node, here) if (module := _resolved(target, files))
        }
        found[name] = {ran for module in resolved for ran in _ran(module, name)} & files.keys() - {name}
    return found


def _targets(node: ast.AST, here: str) -> Iterator[str]:
    """Yield the absolute names that a statement in the package `here` imports, be they modules or parts of modules."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parts = here.split(".")
        above = parts[: len(parts) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        yield from (f"{base}.{alias.name}" for alias in node.names)


def _resolved(target: str, files: dict[str, Path]) -> str:
    """Return the module that a name is or is a part of; "" for a name outside the package."""
    while target and target not in files:
        target = target.rpartition(".")[0]
    return target


def _ran(module: str, importer: str) -> Iterator[str]:
    """Yield a module and the packages around it that an import runs, other than the root and those around the importer."""
    yield module
    parts = module.split(".")
    parents = (".".join(parts[:end]) for end in range(2, len(parts)))
    yield from (parent for parent in parents if not importer.startswith(f"{parent}."))


def circle(graph: Imports) -> list[str]:
    """Return modules of which each imports the next one and the last one is the first; an empty list if there are none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]  # graphlib gives each module before those that import it
    return []


def upward(graph: Imports, floors: list[str]) -> list[str]:
    """Return the imports from a floor to one above it, and the modules that are on no floor.

    The root module is on no floor: it exports names of many, and imports them when they are used.

    Args:
        graph: The imports.
        floors: The names of the folders and modules at the root, from the top.
    """
    found = []
    for importer in sorted(graph):
        if "." not in importer:
            continue
        floor = importer.split(".")[1]
        if floor not in floors:
            found.append(f"{importer} is on no floor")
            continue
        above = floors[: floors.index(floor)]
        found += [
            f"{importer} -> {module}" for module in sorted(graph[importer]) if [*module.split("."), ""][1] in above
        ]
    return found


def stray(package: Path) -> list[str]:
    """Return the files at the root of a package that Git tracks and that belong into a folder."""
    command = ["git", "ls-files"]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if "/" not in name and name not in AT_THE_ROOT]


def long(package: Path) -> list[str]:
    """Return the modules that are too long, with their numbers of lines."""
    lengths = {name: file.read_text("utf-8").count("\n") for name, file in modules(package).items()}
    return [f"{name} has {length} lines" for name, length in lengths.items() if length > LONGEST]


def contract() -> list[str]:
    """Return the floors in the contract of import-linter, from the top."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (layers,) = (contract["layers"] for contract in settings["contracts"] if contract["type"] == "layers")
    return list(layers)


def test_no_module_imports_itself_through_others() -> None:
    assert circle(imports(PACKAGE)) == []


def test_imports_point_down_the_floors() -> None:
    assert upward(imports(PACKAGE), contract()) == []


def test_every_folder_is_a_floor() -> None:
    entries = {name.split(".")[1] for name in modules(PACKAGE) if "." in name}
    assert entries == set(contract())


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="Git tells which files are tracked")
def test_the_root_holds_folders_and_the_main_modules_only() -> None:
    assert stray(PACKAGE) == []


def test_modules_are_short() -> None:
    assert long(PACKAGE) == []


# --- The checks find what they look for ------------------------------------------------------------------------------


def made(folder: Path, sources: dict[str, str]) -> Path:
    """Write a package `made` with the floors `top` and `low`, whose packages are empty, and return its folder."""
    package = folder / "made"
    for name, text in {"__init__.py": "", "top/__init__.py": "", "low/__init__.py": "", **sources}.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text)
    return package


CLEAN = {
    "__init__.py": "def __getattr__(name):\n    from made.top.a import name\n",
    "top/a.py": "import ast\nfrom made.top import b\nfrom made.low.c import C\n",
    "top/b.py": "import made.low.c\n",
    "low/c.py": "def f():\n    from ..low import d\n",
    "low/d.py": "",
}
CIRCLES = {
    "two modules": ({"low/d.py": "from made.low.c import f\n"}, {"made.low.c", "made.low.d"}),
    "in a function": ({"low/d.py": "def g():\n    import made.low.c\n"}, {"made.low.c", "made.low.d"}),
    "for type checkers": (
        {"low/d.py": "if TYPE_CHECKING:\n    from made.low.c import f\n"},
        {"made.low.c", "made.low.d"},
    ),
    "relative": ({"low/d.py": "from . import c\n"}, {"made.low.c", "made.low.d"}),
    "through a package": (
        {"low/__init__.py": "from made.top.b import x\n"},
        {"made.low", "made.top.b"},
    ),
    "through the root": ({"low/d.py": "from made import name\n"}, {"made", "made.top.a", "made.low.c", "made.low.d"}),
}
UPWARD = {
    "a module": ({"low/d.py": "from made.top import b\n"}, "made.low.d -> made.top.b"),
    "in a function": ({"low/d.py": "def g():\n    from made.top.b import x\n"}, "made.low.d -> made.top.b"),
    "for type checkers": ({"low/d.py": "if TYPE_CHECKING:\n    import made.top.a\n"}, "made.low.d -> made.top.a"),
    "relative": ({"low/d.py": "from ..top.a import x\n"}, "made.low.d -> made.top.a"),
    "a package": ({"low/d.py": "from made.top import x\n"}, "made.low.d -> made.top"),
    "no floor": ({"other.py": ""}, "made.other is on no floor"),
}


def test_nothing_is_found_in_a_clean_package(tmp_path: Path) -> None:
    package = made(tmp_path, CLEAN)
    graph = imports(package)
    assert graph["made.top.a"] == {"made.top.b", "made.low", "made.low.c"}
    assert graph["made.low.c"] == {"made.low.d"}
    assert (circle(graph), upward(graph, ["top", "low"]), long(package)) == ([], [], [])


@pytest.mark.parametrize(("changed", "members"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_is_found(tmp_path: Path, changed: dict[str, str], members: set[str]) -> None:
    graph = imports(made(tmp_path, CLEAN | changed))
    found = circle(graph)
    assert found[0] == found[-1]
    assert set(found) <= members
    assert all(module in graph[importer] for importer, module in pairwise(found))


@pytest.mark.parametrize(("changed", "expected"), UPWARD.values(), ids=UPWARD)
def test_an_upward_import_is_found(tmp_path: Path, changed: dict[str, str], expected: str) -> None:
    assert expected in upward(imports(made(tmp_path, CLEAN | changed)), ["top", "low"])


def test_a_stray_file_is_found(tmp_path: Path) -> None:
    package = made(tmp_path, {"api.py": "", "extra.py": "", "facts.json": "{}", "untracked.py": ""})
    names = [f"made/{name}" for name in ("__init__.py", "api.py", "extra.py", "facts.json", "low/__init__.py")]
    for words in (["git", "init", "-q"], ["git", "add", *names]):
        subprocess.run(words, cwd=tmp_path, check=True)
    assert stray(package) == ["extra.py", "facts.json"]


def test_a_long_module_is_found(tmp_path: Path) -> None:
    package = made(tmp_path, {"low/a.py": "x = 1\n" * LONGEST, "low/b.py": "x = 1\n" * (LONGEST + 1)})
    (package / "_built").mkdir()
    (package / "_built" / "screen.py").write_text("x = 1\n" * 1000)
    assert long(package) == ["made.low.b has 301 lines"]


def test_the_map_of_the_package_names_every_folder() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text[text.index("## The package") :]
    folders = {path.name for path in (ROOT / "ircompile").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert {name for name in folders if f"`{name}/`" not in section} == set()
    (contract,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = re.search(r"which `lint-imports` checks: (.*?)\.", section)
    assert named is not None
    assert ["__main__", *re.findall(r"`(\w+)`", named[1])] == contract["layers"]
    for path in re.findall(r"`(ircompile/[\w/.]+|rules/|grammar/|tools/\w+\.py)`", section):
        assert (ROOT / path).exists(), path


def test_the_finder_of_the_program_finds_what_python_finds() -> None:
    for name, file in modules(PACKAGE).items():
        if name != "ircompile":
            folder = file.parent.parent if file.name == "__init__.py" else file.parent
            ours, pythons = Finder.find_spec(name, [str(folder)]), PathFinder.find_spec(name, [str(folder)])
            assert ours is not None
            assert pythons is not None
            assert ours == pythons
            assert (ours.cached, type(ours.loader)) == (pythons.cached, type(pythons.loader))


@pytest.mark.parametrize("name", ["ircompile", "ircompile.missing", "ircompiler.cli", "json.decoder"])
def test_the_finder_of_the_program_leaves_other_modules_to_python(name: str) -> None:
    assert Finder.find_spec(name, None if name == "ircompile" else [str(PACKAGE)]) is None
