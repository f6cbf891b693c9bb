"""No command writes through a link that leads outside the repository, and none hides a file behind a link."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run
from jobs import JOB

COMMANDS = [
    ("compile job.yaml --out-dir build", "build/churn.json"),
    ("compile job.yaml --out-dir build", "build"),
    ("compile job.yaml --out-dir build/deep/er", "build"),
    ("compile job.yaml -o build/x.json", "build"),
    ("compile job.yaml -o x.json", "x.json"),
    ("compile job.yaml -o {repo}/x.json", "x.json"),
    ("compile job.yaml --config team.toml", "build/churn.json"),
    ("compile job.yaml --to command --style file -o x.json", "x.json"),
    ("convert job.yaml -o x.json", "x.json"),
    ("convert job.yaml --to yaml -o build/x.yaml", "build"),
    ("lint faulty.yaml --output-format sarif:x.sarif", "x.sarif"),
    ("lint faulty.yaml --output-format json:build/deep/x.json", "build"),
    ("baseline update faulty.yaml --baseline x.json", "x.json"),
    ("baseline prune faulty.yaml --baseline x.json", "x.json"),
    ("lint --fix build", "build/faulty.yaml"),
    ("lint --fix build", "build"),
    ("lint --fix build/faulty.yaml", "build/faulty.yaml"),
    ("lint --add-ignore build", "build/faulty.yaml"),
    ("new -o build/x.yaml", "build"),
    ("new --repo build", "build"),
    ("new --repo build/deep", "build"),
    ("convert job.yaml --to yaml --out-dir build", "build"),
    ("rules test rules --accept", "rules"),
]
FAULTY = JOB.replace("JobName", "jobName")
RULE = """\
id: tags-missing
severity: error
confidence: inferred
since: "1"
summary: Tags.
why: None.
source: {page: none}
assert: has(job.Tags)
message: no tags
good:
  - {name: some, manifest: "Tags: [{Key: a, Value: b}]"}
bad:
  - {name: none, manifest: "JobName: a", finds: ["1:1 other"]}
"""
"""A rule whose examples `--accept` changes."""
TARGETS = {
    "build": "",
    "rules": "rules",
    "rules/tags-missing.yaml": "rules/tags-missing.yaml",
    "build/faulty.yaml": "faulty.yaml",
    "build/churn.json": "churn.json",
}
KINDS = [
    *((line, link, "relative", True) for line, link in COMMANDS),
    *((line, link, "chain", False) for line, link in COMMANDS),
    ("rules test rules --accept", "rules/tags-missing.yaml", "chain", False),  # with a repository, it is not even read
    *((line, link, "absolute", True) for line, link in COMMANDS[:5]),
    *((line, link, "dangling", True) for line, link in COMMANDS[:5]),
]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the working directory, which has a valid and a faulty manifest."""
    repo, outside = tmp_path / "repo", tmp_path / "outside"
    (repo / "jobs").mkdir(parents=True)
    outside.mkdir()
    for name, text in (("faulty.yaml", FAULTY), ("x.json", '{"version": 1, "findings": []}'), ("churn.json", "old")):
        (outside / name).write_text(text)
    (outside / "rules").mkdir()
    (outside / "rules" / "tags-missing.yaml").write_text(RULE)
    (repo / "job.yaml").write_text(JOB)
    (repo / "faulty.yaml").write_text(FAULTY)
    (repo / "team.toml").write_text('[compile]\nout-dir = "build"\n')
    monkeypatch.chdir(repo)
    return outside


@pytest.mark.parametrize(("line", "link", "kind", "has_repository"), KINDS)
def test_nothing_is_written_outside(outside: Path, line: str, link: str, kind: str, *, has_repository: bool) -> None:
    name = "none" if kind == "dangling" else TARGETS.get(link, "x.json")
    target = outside / name if kind == "absolute" else Path("../" * link.count("/"), "../outside", name)
    if kind == "chain":
        Path("between").symlink_to(outside / name)
        target = Path("between").absolute()
    Path(link).parent.mkdir(exist_ok=True)
    Path(link).symlink_to(target)
    if has_repository:
        Path(".git").mkdir()
    before = files(outside.parent)
    printed = run(f"ircompile {line.format(repo=Path.cwd())}")
    assert (
        f"the link {link} leads outside {'the repository' if has_repository else 'its folder'}, to {outside}" in printed
    )
    assert printed.endswith("[exit 2]\n")
    assert files(outside.parent) == before


@pytest.mark.parametrize("table", ["compile", "environments.dev"])
@pytest.mark.parametrize("command", ["compile", "compile --prune", "compile --check", "lint ."])
def test_a_setting_that_leads_outside_is_refused(outside: Path, table: str, command: str) -> None:
    Path(".git").mkdir()
    Path("build").symlink_to("../outside")
    Path("ircompile.toml").write_text(f'[{table}]\nout-dir = "build/dev"\n')
    before = files(outside.parent)
    printed = run(f"ircompile {command}").replace(f"{Path.cwd()}/", "")
    assert printed.startswith("ircompile: error: ircompile.toml:2")
    assert printed.endswith("`out-dir` is outside of the repository: build/dev\n[exit 2]\n")
    assert files(outside.parent) == before
