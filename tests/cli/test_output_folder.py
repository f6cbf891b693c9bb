"""What lies in an output folder and belongs to no job: ours only if it is a canonical request with the file's name."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from console import run

from ircompile.cli import artifacts
from ircompile.cli.output_folder import orphans, remove
from ircompile.emitting.json_body import json_body
from ircompile.model.model import SHIPPED


def body(name: str) -> str:
    return json_body({"JobName": name, "JobType": "Default"})


OTHERS = {
    "other-name.json": body("churn"),
    "pretty.json": '{"JobName": "pretty"}',
    "unordered.json": json_body({"JobType": "Default", "JobName": "unordered"}),
    "list.json": "[]\n",
    "nameless.json": json_body({"JobType": "Default"}),
    "broken.json": "{",
    "notes.txt": "notes",
    "text": body("text"),
    "script.sh": "aws sagemaker create-inference-recommendations-job --job-name script --job-type Default\n",
    "deep.json": "[" * 100_000,
}


def test_what_another_run_has_deleted_is_deleted_and_an_error_names_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.json").touch()
    remove(["none/a.json", "out/a.json", "out/b.json"])
    assert [*(tmp_path / "out").iterdir()] == []
    (tmp_path / "out" / "c.json").mkdir()
    with pytest.raises(OSError, match=r": 'out/c\.json'$"):
        remove(["out/c.json"])


@pytest.mark.parametrize("pattern", ["{JobName}.json", "{env}/{JobName}.json", "x-{stem}-{JobName}.json"])
def test_only_canonical_requests_with_the_name_of_the_file_are_ours(tmp_path: Path, pattern: str) -> None:
    def place(name: str) -> Path:
        file = tmp_path / pattern.format(JobName=name, env="prod", stem="jobs")
        file.parent.mkdir(exist_ok=True)
        return file

    for name, text in OTHERS.items():
        (place("a").parent / name).write_text(text, "utf-8")
    for name in ("gone", "kept"):
        place(name).write_text(body(name), "utf-8")
    (tmp_path / "link").symlink_to(place("gone").parent, target_is_directory=True)
    (place("a").parent / "linked.json").symlink_to(place("gone"))
    found = orphans(str(tmp_path), pattern, [str(place("kept"))], SHIPPED.request)
    assert list(found) == [str(place("gone"))]


def test_a_folder_that_does_not_exist_has_none() -> None:
    assert list(orphans("no such folder", "{JobName}.json", [], SHIPPED.request)) == []


JOB = """\
JobName: {name}
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig: {{ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}}
"""


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two jobs and a configured output folder, as the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "ircompile.toml").write_text('[compile]\nout-dir = "build"\n', "utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(JOB.format(name=name), "utf-8")
    return tmp_path


def test_what_is_missing_stale_or_orphaned_is_listed(jobs: Path) -> None:
    assert run("ircompile compile --check") == "missing: build/a.json\nmissing: build/b.json\n[exit 1]\n"
    assert run("ircompile compile") == "build: 2 written\n"
    assert run("ircompile compile") == "build: 2 unchanged\n"
    assert run("ircompile compile -q") == ""
    assert run("ircompile compile --check") == "build: 2 unchanged\n"
    (jobs / "b.yaml").unlink()
    stale = "stale: build/a.json\norphaned: build/b.json\n[exit 1]\n"
    (jobs / "a.yaml").write_text(JOB.format(name="a").replace("role/", "role/x/"), "utf-8")
    assert run("ircompile compile --check") == stale
    assert run("ircompile compile --check --diff") == (
        "--- build/a.json\n"
        "+++ build/a.json (compiled)\n"
        '~ /RoleArn: "arn:aws:iam::123456789012:role/recommender" -> "arn:aws:iam::123456789012:role/x/recommender"\n'
        "1 difference\n" + stale
    )


@pytest.mark.usefixtures("jobs")
def test_compiled_requests_are_not_read_as_jobs() -> None:
    """Those in a folder of an earlier run that nothing names are."""
    assert run("ircompile compile") == "build: 2 written\n"
    assert run("ircompile compile --out-dir other") == "2 written\n"
    assert run("ircompile compile --out-dir other") == "2 unchanged\n"
    assert run("ircompile lint --exclude other") == "2 files checked, nothing found.\n"
    assert "other/a.json:2:14: error[job-name-duplicate]" in run("ircompile lint --output-format concise")


def test_orphans_are_deleted_only_on_request(jobs: Path) -> None:
    run("ircompile compile")
    (jobs / "b.yaml").unlink()
    assert run("ircompile compile") == "build: 1 unchanged, 1 orphaned; `--prune` deletes what is orphaned\n"
    assert run("ircompile compile --prune") == "build: 1 unchanged, 1 deleted\n"
    assert [it.name for it in (jobs / "build").iterdir()] == ["a.json"]


def test_an_orphan_that_can_not_be_deleted_is_an_error(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(names: list[str]) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", names[0])

    run("ircompile compile")
    (jobs / "b.yaml").unlink()
    monkeypatch.setattr(artifacts, "remove", refuse)
    error = "ircompile: error: build/b.json: Permission denied; not deleted\n[exit 2]\n"
    assert run("ircompile compile --prune") == error


def test_the_artifact_of_the_last_job_is_orphaned(jobs: Path) -> None:
    run("ircompile compile")
    for name in ("a.yaml", "b.yaml"):
        (jobs / name).unlink()
    nothing = "0 files checked, nothing found.\n"
    orphaned = "orphaned: build/a.json\norphaned: build/b.json\n[exit 1]\n"
    assert sorted(run("ircompile compile --check").splitlines()) == sorted((nothing + orphaned).splitlines())
    assert "no manifests in this folder" in run("ircompile compile")
    assert "no manifests in this folder" in run("ircompile compile --prune")
    assert len(list((jobs / "build").iterdir())) == 2


def test_nothing_is_deleted_while_a_job_has_an_error(jobs: Path) -> None:
    run("ircompile compile")
    (jobs / "b.yaml").unlink()
    (jobs / "a.yaml").write_text("JobName: a\nJobType: nothing\n", "utf-8")
    assert run("ircompile compile --prune").endswith("[exit 1]\n")
    (jobs / "a.yaml").write_text("JobName: [", "utf-8")
    assert "[exit" in run("ircompile compile --prune")
    (jobs / "a.yaml").write_text("# caf\xe9\n" + JOB.format(name="c"), "latin-1")
    assert "byte 0xe9 is not valid UTF-8" in run("ircompile compile --prune")
    assert len(list((jobs / "build").iterdir())) == 2


@pytest.mark.parametrize(
    "arguments", ["a.yaml", ". --exclude b.yaml", "jobs", ". --set JobName=c", "a.yaml --out-dir build"]
)
def test_a_run_over_some_jobs_calls_no_others_orphaned(jobs: Path, arguments: str) -> None:
    (jobs / "jobs").mkdir()
    (jobs / "jobs" / "c.yaml").write_text(JOB.format(name="c"), "utf-8")
    run("ircompile compile")
    if "--set" in arguments:
        for name in ("b.yaml", "jobs/c.yaml"):
            (jobs / name).unlink()
    run(f"ircompile compile {arguments} --prune")
    assert {it.name for it in (jobs / "build").iterdir()} == {"a.json", "b.json", "c.json"}


def test_jobs_that_the_configuration_excludes_are_not_compiled(jobs: Path) -> None:
    (jobs / "ircompile.toml").write_text('[compile]\nout-dir = "build"\nexclude = ["b.yaml"]\n', "utf-8")
    (jobs / "b.yaml").write_text(JOB.format(name="b").replace("Default", "Defalt"), "utf-8")
    assert run("ircompile compile") == "build: 1 written\n"
    assert "b.yaml:2:10: error[not-allowed-value]" in run("ircompile lint --output-format concise")


def test_environments_keep_their_folders_apart(jobs: Path) -> None:
    (jobs / "ircompile.toml").write_text(
        '[environments.dev]\nout-dir = "build/dev"\n'
        '[environments.prod]\njob-name = "{JobName}-prod"\nout-dir = "build/prod"\n',
        "utf-8",
    )
    assert run("ircompile compile") == "build/dev, build/prod: 4 written\n"
    (jobs / "b.yaml").unlink()
    assert run("ircompile compile --env dev --check") == "orphaned: build/dev/b.json\n[exit 1]\n"
    assert run("ircompile compile --env dev --prune") == "build/dev: 1 unchanged, 1 deleted\n"
    assert (jobs / "build" / "prod" / "b-prod.json").exists()


def test_a_folder_that_environments_share_is_whole_only_with_all_of_them(jobs: Path) -> None:
    (jobs / "ircompile.toml").write_text(
        '[compile]\nout-dir = "build"\nfile-name = "{env}-{stem}.json"\n[environments.dev]\n'
        '[environments.prod]\njob-name = "{JobName}-prod"\n',
        "utf-8",
    )
    assert run("ircompile compile") == "build: 4 written\n"
    (jobs / "b.yaml").unlink()
    assert run("ircompile compile --env dev --check") == "build: 1 unchanged\n"
    assert run("ircompile compile --prune") == "build: 2 unchanged, 2 deleted\n"


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("../{JobName}.json", "it leads out of the output folder, or has an empty step"),
        ("/{JobName}.json", "it leads out of the output folder, or has an empty step"),
        ("x//{JobName}.json", "it leads out of the output folder, or has an empty step"),
        ("{Job}.json", "unknown placeholder `{Job}`, did you mean `{JobName}`?"),
        ("{}{JobName}.json", "unknown placeholder `{}`, choose from `{JobName}`, `{stem}` or `{env}`"),
        ("all.json", "it gives all jobs one name: add `{JobName}` or `{stem}`"),
        ("{JobName}.yaml", "the names of compiled requests end in .json"),
        ("{JobName}?.json", "it has a character that can't be in the names of files"),
        ("{JobName}{.json", "it has a character that can't be in the names of files"),
    ],
)
def test_a_pattern_that_can_not_be_used_is_refused(jobs: Path, pattern: str, problem: str) -> None:
    (jobs / "ircompile.toml").write_text(f'[compile]\nout-dir = "build"\nfile-name = "{pattern}"\n', "utf-8")
    assert f":3: `file-name`: {problem}\n[exit 2]\n" in run("ircompile compile")
    assert not (jobs / "build").exists()


def test_two_jobs_never_share_a_file(jobs: Path) -> None:
    (jobs / "ircompile.toml").write_text('[compile]\nout-dir = "build"\nfile-name = "{stem}.json"\n', "utf-8")
    (jobs / "x").mkdir()
    (jobs / "x" / "a.yaml").write_text(JOB.format(name="c"), "utf-8")
    assert run("ircompile compile") == (
        "ircompile: error: a.yaml and x/a.yaml would both be written to build/a.json; nothing was written\n[exit 1]\n"
    )
    (jobs / "ircompile.toml").write_text('[compile]\nout-dir = "build"\nfile-name = "{env}/{stem}.json"\n', "utf-8")
    assert "`file-name` has `{env}`, but the job is in no environment" in run("ircompile compile")
    assert not (jobs / "build").exists()


def test_a_link_in_the_folder_is_not_followed(jobs: Path) -> None:
    run("ircompile compile")
    (jobs / "kept.txt").write_text(body("gone"), "utf-8")
    (jobs / "build" / "gone.json").symlink_to(jobs / "kept.txt")
    assert run("ircompile compile --prune") == "build: 2 unchanged\n"
