"""Where the tool runs: as hooks of the real pre-commit, as a GitHub action, and with completions in real shells."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
GOOD = (ROOT / "examples" / "existing-endpoint.json").read_text("utf-8")
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@t",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@t",
}


def sh(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=cwd, env={**os.environ, **GIT, **env}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository that holds what git would see of it now, and a home for pre-commit."""
    target = tmp_path_factory.mktemp("hooks") / "ircompile"
    listed = sh("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "now"]):
        assert sh("git", *words, cwd=target).returncode == 0
    return target


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    assert sh("git", "init", "-q", cwd=tmp_path).returncode == 0
    (tmp_path / "good.json").write_text(GOOD)
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    return tmp_path


def try_repo(hooks: Path, jobs: Path, hook: str) -> tuple[int, str]:
    assert sh("git", "add", ".", cwd=jobs).returncode == 0
    words = [str(SCRIPTS / "pre-commit"), "try-repo", str(hooks), hook, "--all-files", "--verbose"]
    done = sh(*words, cwd=jobs, PRE_COMMIT_HOME=str(hooks.parent / "home"))
    return done.returncode, done.stdout + done.stderr


def test_lint_fails_on_a_bad_manifest_and_skips_what_is_none(hooks: Path, jobs: Path) -> None:
    code, printed = try_repo(hooks, jobs, "ircompile-lint")
    assert (code, "Passed" in printed, "1 file checked" in printed) == (0, True, True), printed
    (jobs / "bad.yaml").write_text(GOOD.replace("existing-endpoint", "existing_endpoint"))
    code, printed = try_repo(hooks, jobs, "ircompile-lint")
    assert code == 1
    assert "error[bad-format]" in printed


def test_fix_mends(hooks: Path, jobs: Path) -> None:
    other = GOOD.replace('"JobName": "', '"JobName": "another-')
    (jobs / "bad.yaml").write_text(other.replace("Default", "default"))
    code, printed = try_repo(hooks, jobs, "ircompile-fix")
    assert code == 1, printed  # pre-commit fails where a hook changes files
    assert (jobs / "bad.yaml").read_text() == other
    assert try_repo(hooks, jobs, "ircompile-fix")[0] == 0


def test_compile_sees_what_is_stale(hooks: Path, jobs: Path) -> None:
    (jobs / "ircompile.toml").write_text('exclude = ["build"]\n[compile]\nout-dir = "build"\n')
    code, printed = try_repo(hooks, jobs, "ircompile-compile")
    assert code == 1
    assert "stale: build/existing-endpoint.json" in printed
    (jobs / "build").mkdir()
    shutil.copy(ROOT / "examples" / "existing-endpoint.request", jobs / "build" / "existing-endpoint.json")
    code, printed = try_repo(hooks, jobs, "ircompile-compile")
    assert code == 0, printed


def test_the_page_leads_from_red_to_green(hooks: Path, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "pre-commit.md").read_text("utf-8")
    blocks = [
        re.sub("^   ", "", block, flags=re.MULTILINE) for block in re.findall(r"   ```sh\n(.*?)   ```", page, re.DOTALL)
    ]
    rev = sh("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    script = "\n".join(blocks).replace("<the address of ircompile's repository>", str(hooks)).replace("v0.1.0", rev)
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    done = sh("bash", "-c", script, cwd=tmp_path, PRE_COMMIT_HOME=str(hooks.parent / "home"), PATH=path)
    red, _, green = done.stdout.rpartition("ircompile lint")
    assert "Failed" in red, done.stdout + done.stderr
    assert "a load test takes the percentile P95, not P99" in red
    assert "Passed" in green


def test_every_entry_ends_with_two_dashes() -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        assert hook["entry"].endswith(" --")
        assert "args" not in hook


@pytest.fixture(scope="module")
def action() -> dict[str, str]:
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    return {step["id"]: step["run"] for step in steps}


def test_the_action_annotates_and_reports(action: dict[str, str], jobs: Path) -> None:
    (jobs / "runner" / "ircompile" / "bin").mkdir(parents=True)
    program = jobs / "runner" / "ircompile" / "bin" / "ircompile"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ircompile "$@"\n')
    program.chmod(0o755)
    (jobs / "bad, one.yaml").write_text(GOOD.replace("existing-endpoint", "existing_endpoint"))
    env = {
        "RUNNER_TEMP": str(jobs / "runner"), "GITHUB_OUTPUT": str(jobs / "output"), "GITHUB_WORKSPACE": str(jobs),
        "GITHUB_STEP_SUMMARY": str(jobs / "summary.md"), "PYTHONPATH": str(ROOT),
        "PATHS": "bad, one.yaml\ngood.json\n", "ARGS": "", "ANNOTATIONS": "true", "SARIF": "out.sarif", "SUMMARY": "true",
    }  # fmt: skip
    done = sh("bash", "-c", action["lint"], cwd=jobs, **env)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error ")
    assert "file=bad%2C one.yaml" in done.stdout
    assert (jobs / "output").read_text() == "exit-code=1\nsarif-file=out.sarif\n"
    assert "bad-format" in (jobs / "out.sarif").read_text()
    assert "bad-format" in (jobs / "summary.md").read_text()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_read_by_the_shell(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not on this machine")
    printed = sh(sys.executable, "-m", "ircompile", "completions", shell, cwd=ROOT)
    assert printed.returncode == 0, printed.stderr
    (tmp_path / "script").write_text(printed.stdout)
    ask = {
        "bash": "source ./script; complete -p ircompile",
        "zsh": "autoload -Uz compinit; compinit -u -d ./dump; source ./script; whence -w _shtab_ircompile",
        "fish": 'source ./script; complete -C "ircompile lint --severity-f"',
    }
    done = sh(shell, "-c", ask[shell], cwd=tmp_path)
    assert (done.returncode, "ircompile" in done.stdout or "--severity-floor" in done.stdout) == (0, True), done


def test_our_own_hook_passes_on_our_own_files() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    hook = next(hook for hook in config["repos"][0]["hooks"] if hook["id"] == "ircompile-lint")
    listed = sh("git", "ls-files", "*.yaml", "*.yml", "*.json", cwd=ROOT).stdout.splitlines()
    names = [name for name in listed if not re.search(hook["exclude"], name)]
    done = sh(*hook["entry"].replace("ircompile", f"{sys.executable} -m ircompile", 1).split(), *names, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
