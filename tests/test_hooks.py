"""Where the tool runs: as hooks of the real pre-commit, as a GitHub action, and with completions in real shells."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    script = "\n".join(blocks).replace("~/src/ircompile", str(hooks))
    assert str(hooks) in script
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


SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How GitHub runs a step whose shell is bash; the name of its file follows."""


@pytest.fixture
def lint_step(action: dict[str, str], jobs: Path) -> Callable[..., tuple[int, str, dict[str, str]]]:
    """Runs the step that lints: its exit code, what it prints, its outputs."""
    (jobs / "runner" / "ircompile" / "bin").mkdir(parents=True)
    program = jobs / "runner" / "ircompile" / "bin" / "ircompile"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ircompile "$@"\n')
    program.chmod(0o755)
    (jobs / "sub").mkdir()
    for folder in (jobs, jobs / "sub"):
        (folder / "bad, one.yaml").write_text(GOOD.replace("existing-endpoint", "existing_endpoint"))
    (jobs / "step.sh").write_text(action["lint"])

    def run(folder: str = ".", **inputs: str) -> tuple[int, str, dict[str, str]]:
        env = {
            "RUNNER_TEMP": str(jobs / "runner"), "GITHUB_OUTPUT": str(jobs / "output"), "GITHUB_WORKSPACE": str(jobs),
            "GITHUB_STEP_SUMMARY": str(jobs / "summary.md"), "PYTHONPATH": str(ROOT),
            "PATHS": "bad, one.yaml\n", "ARGS": "", "ANNOTATIONS": "true", "SARIF": "", "SUMMARY": "true",
        }  # fmt: skip
        done = sh(*SHELL, str(jobs / "step.sh"), cwd=jobs / folder, **{**env, **inputs})
        outputs = dict(line.split("=", 1) for line in (jobs / "output").read_text().splitlines())
        return done.returncode, done.stdout + done.stderr, outputs

    return run


def test_the_action_annotates_and_reports(lint_step: Any, jobs: Path) -> None:
    code, printed, outputs = lint_step(PATHS="bad, one.yaml\ngood.json\n", SARIF="out.sarif")
    assert (code, outputs) == (1, {"exit-code": "1", "sarif-file": "out.sarif"}), printed
    assert printed.startswith("::error ")
    assert "file=bad%2C one.yaml" in printed
    assert "bad-format" in (jobs / "out.sarif").read_text()
    assert "bad-format" in (jobs / "summary.md").read_text()


@pytest.mark.parametrize("sarif", ["out.sarif", "reports/out.sarif", "{jobs}/sub/out.sarif"])
def test_the_action_names_the_sarif_file_from_the_workspace(lint_step: Any, jobs: Path, sarif: str) -> None:
    code, printed, outputs = lint_step("sub", SARIF=sarif.format(jobs=jobs))
    assert code == 1, printed
    assert outputs["sarif-file"].startswith("sub/")
    assert "bad-format" in (jobs / outputs["sarif-file"]).read_text()


@pytest.mark.parametrize(("paths", "code"), [("good.json", 0), ("bad, one.yaml", 1), ("nowhere.yaml", 2)])
def test_the_action_exits_as_the_linter_does(lint_step: Any, paths: str, code: int) -> None:
    exit_code, printed, outputs = lint_step(PATHS=paths)
    assert (exit_code, outputs) == (code, {"exit-code": str(code)}), printed


@pytest.mark.parametrize("annotations", ["true", "false"])
@pytest.mark.parametrize("summary", ["true", "false"])
def test_the_action_has_a_summary_and_annotations_apart(
    lint_step: Any, jobs: Path, annotations: str, summary: str
) -> None:
    code, printed, _ = lint_step(ANNOTATIONS=annotations, SUMMARY=summary)
    assert code == 1
    assert ("::error" in printed) == (annotations == "true")
    assert ("error[bad-format]" in printed) == (annotations == "false")
    assert (jobs / "summary.md").exists() == (summary == "true")


SHELLS = {
    "bash": """
        source ./script
        COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _shtab_ircompile 2>/dev/null  # compopt has a word to say where no line is edited
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "fish": "source ./script; complete -C 'ircompile {last}' | string split -f1 \\t",
    "zsh": """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1=; fpath=($PWD \\$fpath); autoload -Uz compinit; compinit -u -d ./dump; print rea''dy"
        zpty -r shell line '*ready*'
        zpty -w -n shell $'ircompile {last}\\t'
        zpty -r shell line '*{word}*'
        print -r -- $line
    """,
}
"""Scripts that have a shell complete the last word of a line, and print what it may become."""
COMPLETED = [
    ("li", "lint"),
    ("lint bad.", "bad.yaml"),
    ("lint other.json bad.", "bad.yaml"),
    ("lint --config bad.", "bad.yaml"),
    ("lint --add-ignore bad.", "bad.yaml"),
    ("lint --output-format sar", "sarif"),
    ("lint --severity-floor war", "warning"),
    ("lint --rules poli", "policies"),
    ("baseline update bad.", "bad.yaml"),
    ("rules test poli", "policies"),
]


@pytest.fixture(scope="module", params=SHELLS)
def completing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A shell, and a folder with its completions and some files."""
    shell = request.param
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not on this machine")
    folder = tmp_path_factory.mktemp(shell)
    printed = sh(sys.executable, "-m", "ircompile", "completions", shell, cwd=ROOT)
    assert printed.returncode == 0, printed.stderr
    (folder / ("_ircompile" if shell == "zsh" else "script")).write_text(printed.stdout)
    (folder / "bad.yaml").touch()
    (folder / "policies").mkdir()
    return shell, folder


@pytest.mark.parametrize(("line", "word"), COMPLETED)
def test_completions(completing: tuple[str, Path], line: str, word: str) -> None:
    shell, folder = completing
    script = SHELLS[shell].format(words=f"ircompile {line}", last=line, word=word)
    done = subprocess.run([shell, "-c", script], cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert word in re.split(r"[\s/\x1b]+", done.stdout), done


def test_our_own_hook_passes_on_our_own_files() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    hook = next(hook for hook in config["repos"][0]["hooks"] if hook["id"] == "ircompile-lint")
    listed = sh("git", "ls-files", "*.yaml", "*.yml", "*.json", cwd=ROOT).stdout.splitlines()
    names = [name for name in listed if not re.search(hook["exclude"], name)]
    done = sh(*hook["entry"].replace("ircompile", f"{sys.executable} -m ircompile", 1).split(), *names, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
