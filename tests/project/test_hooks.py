"""The hooks, run by the real pre-commit."""

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from checkout import GOOD, ROOT
from identify.identify import ALL_TAGS, tags_from_filename, tags_from_path
from jobs import FILES
from processes import sh

from ircompile.sources.files import ENDINGS, HOST_ENDINGS

SCRIPTS = Path(sysconfig.get_path("scripts"))


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a repository with the files of the working tree, beside a home for pre-commit."""
    target = tmp_path_factory.mktemp("hooks") / "origin"
    listed = sh("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "now"]):
        assert sh("git", *words, cwd=target).returncode == 0
    assert sh("git", "clone", "-q", str(target), "ircompile", cwd=target.parent).returncode == 0
    return target.parent / "ircompile"


def run_hook(hooks: Path, jobs: Path, hook: str, **settings: object) -> tuple[int, str]:
    """Return the exit code and the output of a hook that a repository configures, on what is staged there."""
    revision = sh("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    repo = {"repo": str(hooks), "rev": revision, "hooks": [{"id": hook, **settings}]}
    (jobs / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repo]}))
    assert sh("git", "add", ".", cwd=jobs).returncode == 0
    words = [str(SCRIPTS / "pre-commit"), "run", "--verbose", "--color=never"]
    done = sh(*words, cwd=jobs, PRE_COMMIT_HOME=str(hooks.parent / "home"))
    return done.returncode, done.stdout + done.stderr


def try_repo(hooks: Path, jobs: Path, hook: str) -> tuple[int, str]:
    assert sh("git", "add", ".", cwd=jobs).returncode == 0
    words = [str(SCRIPTS / "pre-commit"), "try-repo", str(hooks), hook, "--all-files", "--verbose"]
    done = sh(*words, cwd=jobs, PRE_COMMIT_HOME=str(hooks.parent / "home"))
    return done.returncode, done.stdout + done.stderr


def test_the_lint_hook_fails_on_an_invalid_manifest_and_skips_other_files(hooks: Path, jobs: Path) -> None:
    code, printed = try_repo(hooks, jobs, "ircompile-lint")
    assert (code, "Passed" in printed, "1 file checked" in printed) == (0, True, True), printed
    (jobs / "bad.yaml").write_text(GOOD.replace("existing-endpoint", "existing_endpoint"))
    code, printed = try_repo(hooks, jobs, "ircompile-lint")
    assert code == 1
    assert "error[bad-format]" in printed


@pytest.mark.parametrize("hook", ["ircompile-lint", "ircompile-fix"])
def test_the_hooks_take_every_kind_of_file_with_jobs(hook: str) -> None:
    types = next(it for it in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()) if it["id"] == hook)[
        "types_or"
    ]
    names = ["x" + it if it.startswith(".") else it.strip("/") for endings in HOST_ENDINGS.values() for it in endings]
    for name in (*names, *("x" + it for it in ENDINGS)):
        tags = tags_from_filename(name)  # none if it does not know the name
        assert not tags or tags & {*types}, name
    assert {*types} <= ALL_TAGS


def test_the_lint_hook_finds_jobs_in_files_of_other_languages(hooks: Path, jobs: Path) -> None:
    (jobs / "other.py").write_text("print('JobName')\n")
    (jobs / "other.ipynb").write_text('{"cells": []}')
    (jobs / "README.md").write_text("# create_inference_recommendations_job\n")
    for name, text in FILES.items():
        (jobs / name).parent.mkdir(parents=True, exist_ok=True)
        (jobs / name).write_text(text.format("a-b"))
    code, printed = try_repo(hooks, jobs, "ircompile-lint")
    assert (code, f"{1 + len(FILES)} files checked" in printed) == (0, True), printed
    for name, text in FILES.items():
        (jobs / name).write_text(text.format("a_b"))
    code, printed = try_repo(hooks, jobs, "ircompile-lint")
    assert (code, printed.count("error[bad-format]: `a_b`")) == (1, len(FILES)), printed


def test_the_lint_hook_takes_other_endings_as_the_page_says(hooks: Path, jobs: Path) -> None:
    page = (ROOT / "docs" / "pre-commit.md").read_text("utf-8")
    (settings,) = re.findall(r"with `(types_or: .*?)` and `(files: .*?)`", page)
    for name in ("a.asl", "a.template", "a.asl.txt"):
        (jobs / name).write_text(FILES["a.asl.json"].format("a_b"))
    code, printed = run_hook(hooks, jobs, "ircompile-lint", **yaml.safe_load("\n".join(settings)))
    assert (code, printed.count("error[bad-format]: `a_b`"), "in 2 of 2 files" in printed) == (1, 2, True), printed


def test_the_fix_hook_fixes_files(hooks: Path, jobs: Path) -> None:
    other = GOOD.replace('"JobName": "', '"JobName": "another-')
    (jobs / "bad.yaml").write_text(other.replace("Default", "default"))
    unsafe = "JobName: unsafe\nJobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P99}]}\n"
    (jobs / "unsafe.yaml").write_text(unsafe)
    code, printed = run_hook(hooks, jobs, "ircompile-fix")
    assert (code, "files were modified by this hook" in printed) == (1, True), printed
    assert (jobs / "bad.yaml").read_text() == other
    assert "unsafe.yaml:3:60" in printed, printed
    assert (jobs / "unsafe.yaml").read_text() == unsafe
    (jobs / "unsafe.yaml").unlink()
    assert run_hook(hooks, jobs, "ircompile-fix")[0] == 0


def test_the_compile_hook_fails_on_stale_files(hooks: Path, jobs: Path) -> None:
    (jobs / "ircompile.toml").write_text('exclude = ["old"]\n[compile]\nout-dir = "build"\n')
    (jobs / "old").mkdir()
    (jobs / "old" / "job.json").write_text(GOOD.replace("existing-endpoint", "old", 1))
    code, printed = run_hook(hooks, jobs, "ircompile-compile")
    assert code == 1
    assert "missing: build/existing-endpoint.json" in printed
    (jobs / "build").mkdir()
    shutil.copy(ROOT / "examples" / "existing-endpoint.request", jobs / "build" / "existing-endpoint.json")
    code, printed = run_hook(hooks, jobs, "ircompile-compile")
    assert code == 0, printed


def test_the_compile_hook_sees_what_no_manifest_of_the_commit_shows(hooks: Path, jobs: Path) -> None:
    """An edited request, one that was deleted, a renamed job and one that was deleted."""
    (jobs / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n')
    (jobs / "no-jobs").mkdir()
    (jobs / "no-jobs" / "compose.yaml").write_text("services: {}\n")
    request = jobs / "build" / "existing-endpoint.json"
    request.parent.mkdir()
    request.write_text((ROOT / "examples" / "existing-endpoint.request").read_text("utf-8"))
    assert run_hook(hooks, jobs, "ircompile-compile")[0] == 0
    assert sh("git", "commit", "-qm", "jobs", cwd=jobs).returncode == 0
    compiled = request.read_text("utf-8")
    for edit, listed in (
        (lambda: request.write_text(compiled.replace("Default", "Advanced")), ["stale: build/existing-endpoint.json"]),
        (request.unlink, ["missing: build/existing-endpoint.json"]),
        (
            lambda: (jobs / "good.json").write_text(GOOD.replace("existing-endpoint", "renamed", 1)),
            ["missing: build/renamed.json", "orphaned: build/existing-endpoint.json"],
        ),
        ((jobs / "good.json").unlink, ["orphaned: build/existing-endpoint.json"]),
    ):
        edit()
        code, printed = run_hook(hooks, jobs, "ircompile-compile")
        assert (code, [line for line in listed if line not in printed]) == (1, []), printed
        assert sh("git", "reset", "-q", "--hard", cwd=jobs).returncode == 0
    request.unlink()
    assert run_hook(hooks, jobs, "ircompile-compile", args=["no-jobs"])[0] == 0


@pytest.mark.parametrize("hook", ["ircompile-lint", "ircompile-fix", "ircompile-compile"])
def test_options_can_be_passed_to_every_hook(hooks: Path, jobs: Path, hook: str) -> None:
    """Beside files whose names begin with dashes."""
    (jobs / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n')
    (jobs / "build").mkdir()
    shutil.copy(ROOT / "examples" / "existing-endpoint.request", jobs / "build" / "existing-endpoint.json")
    (jobs / "good.json").rename(jobs / "-good.json")
    args = ["--fail-on", "warning", "--output-format=concise"]
    for words in ({}, {"args": args}, {"args": [*args, "--"]}, {"args": ["--fail-on=info"]}):
        code, printed = run_hook(hooks, jobs, hook, **words)
        assert code == (words == {"args": ["--fail-on=info"]}), printed
    (jobs / "--exclude=*.json").write_text("{}")
    if hook != "ircompile-compile":
        assert run_hook(hooks, jobs, hook, args=[*args, "--"])[0] == 0
        code, printed = run_hook(hooks, jobs, hook, args=args)
        assert code == 1
        assert "--exclude=*.json is both an option and the name of a file" in printed


def test_the_steps_of_the_pre_commit_page_work(hooks: Path, tmp_path: Path) -> None:
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
    assert "`Percentile` is `P99`, but a load test allows only `P95`" in red
    assert "Passed" in green


def test_the_lint_hook_passes_on_the_files_of_this_repository() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    hook = next(hook for hook in config["repos"][0]["hooks"] if hook["id"] == "ircompile-lint")
    listed = sh("git", "ls-files", cwd=ROOT).stdout.splitlines()
    of_type = [name for name in listed if tags_from_path(str(ROOT / name)) & {*hook["types_or"]}]
    names = [name for name in of_type if not re.search(hook["exclude"], name)]
    assert {"README.md", "docs/hosts.md", "examples/recommend-churn.yaml", "ircompile/api.py"} <= {*names}
    done = sh(*hook["entry"].replace("ircompile", f"{sys.executable} -m ircompile", 1).split(), *names, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
