"""Environments on the command line: findings in layers, `--env`, `--set`, and compiled requests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import run

from ircompile.cli import jobs, workers

CONFIG = """\
[environments.dev]
overlay = ["env/dev.yaml"]
out-dir = "build/dev"

[environments.prod]
overlay = ["env/prod.yaml", "env/prod/{stem}.yaml"]
job-name = "{JobName}-prod"
out-dir = "build/prod"
include = ["jobs/*"]
"""
JOB = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
Tags:
  - {Key: team, Value: ml}
"""
DEV = "JobDescription: in development\n"
PROD = "Tags: [{Key: stage, Value: prod}]\n"


@pytest.fixture
def repository(repository: Path) -> Path:
    """A repository with one job in two environments."""
    for folder in ("jobs", "env/prod"):
        (repository / folder).mkdir(parents=True)
    (repository / "job.yaml").unlink(missing_ok=True)
    (repository / "ircompile.toml").write_text(CONFIG)
    (repository / "jobs" / "churn.yaml").write_text(JOB)
    (repository / "env" / "dev.yaml").write_text(DEV)
    (repository / "env" / "prod.yaml").write_text(PROD)
    return repository


def lint(options: str = "") -> list[str]:
    """Return the findings of the repository, one a line."""
    return [
        line.replace("error[", "[").replace("warning[", "[").rstrip()
        for line in run(f"ircompile lint -q --output-format concise {options}").splitlines()
    ]


def write(repository: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text)


def test_every_environment_is_compiled_into_its_folder(repository: Path) -> None:
    assert run("ircompile compile") == "build/dev, build/prod: 2 written\n"
    dev, prod = (
        json.loads((repository / name).read_text()) for name in ("build/dev/churn.json", "build/prod/churn-prod.json")
    )
    assert dev["JobDescription"] == "in development"
    assert prod["Tags"] == [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "prod"}]
    assert prod["JobName"] == "churn-prod"
    assert run("ircompile compile --check") == "build/dev, build/prod: 2 unchanged\n"
    assert run("ircompile lint") == "1 file checked, nothing found.\n"  # neither overlays nor compiled requests


def test_names_of_jobs_and_files_have_placeholders_and_commands_the_region_of_the_environment(repository: Path) -> None:
    settings = '[lint]\nignore = ["arn-region-mismatch"]\n[compile]\nfile-name = "{env}/{stem}/{JobName}.json"\n'
    config = CONFIG.replace('"{JobName}-prod"', '"{env}-{stem}-{JobName}"\nregion = "us-east-1"')
    write(repository, {"ircompile.toml": f'region = "eu-west-1"\n{settings}{config}', "jobs/a.yaml": JOB})
    (repository / "jobs" / "churn.yaml").unlink()
    assert run("ircompile compile") == "build/dev/dev/a, build/prod/prod/a: 2 written\n"
    prod = repository / "build" / "prod" / "prod" / "a" / "prod-a-churn.json"
    assert json.loads(prod.read_text())["JobName"] == "prod-a-churn"
    assert (repository / "build" / "dev" / "dev" / "a" / "churn.json").exists()
    for name, region in (("dev", "eu-west-1"), ("prod", "us-east-1")):
        printed = run(f"ircompile compile --env {name} --to command -o - -q")
        assert f" --region {region} " in printed


def test_nothing_is_written_if_one_environment_has_an_error(repository: Path) -> None:
    (repository / "env" / "prod.yaml").write_text("JobType: Defalt\n")
    assert "env/prod.yaml:1:10: error[not-allowed-value] `Defalt` is not a valid `JobType` [prod]" in run(
        "ircompile compile --output-format concise"
    )
    assert not (repository / "build").exists()
    assert run("ircompile compile --env dev") == "build/dev: 1 written\n"


def test_jobs_that_would_share_a_file_are_refused(repository: Path) -> None:
    (repository / "ircompile.toml").write_text(
        CONFIG.replace("build/prod", "build/dev").replace("{JobName}-prod", "Churn")
    )
    printed = run("ircompile compile")
    both = "jobs/churn.yaml in `dev` and jobs/churn.yaml in `prod`"
    assert f"error: {both} both contain a job named Churn (ignoring case); nothing was written" in printed
    assert not (repository / "build").exists()


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, []),
        # in the job, in all environments and in one
        (
            {"jobs/churn.yaml": JOB.replace("Default", "Defalt")},
            ["jobs/churn.yaml:2:10: [not-allowed-value] `Defalt` is not a valid `JobType`"],
        ),
        (
            {"jobs/churn.yaml": JOB.replace("Default", "Defalt"), "env/dev.yaml": "JobType: Default\n"},
            ["jobs/churn.yaml:2:10: [not-allowed-value] `Defalt` is not a valid `JobType` [prod]"],
        ),
        # in overlays: of one environment, of one job, in a list that is merged, in shorthand, in JSON
        (
            {"env/dev.yaml": "RoleArn: arn:aws:iam::1:role/x\n"},
            ["env/dev.yaml:1:10: [bad-format] `arn:aws:iam::1:role/x` is not a valid `RoleArn` [dev]"],
        ),
        (
            {"env/prod/churn.yaml": "RoleArn: arn:aws:iam::1:role/x\n"},
            ["env/prod/churn.yaml:1:10: [bad-format] `arn:aws:iam::1:role/x` is not a valid `RoleArn` [prod]"],
        ),
        (
            {"env/prod.yaml": "Tags:\n  - {Key: team, Value: prod}\n  - {Key: 'aws:x', Value: prod}\n"},
            [
                "env/prod.yaml:3:11: [tag-key-reserved] the tag key `aws:x` begins with `aws:`, which is reserved for AWS [prod]"
            ],
        ),
        (
            {"env/prod.yaml": "StoppingConditions: MaxInvocations=0\n"},
            [
                "env/prod.yaml:1:21: [stopping-on-default] `StoppingConditions` is set in a Default job [prod]",
                "env/prod.yaml:1:36: [skeleton-residue] `MaxInvocations` is `0`, a placeholder of `--generate-cli-skeleton` [prod]",
            ],
        ),
        (
            {
                "ircompile.toml": CONFIG.replace("env/prod.yaml", "env/prod.json"),
                "env/prod.json": '{"Tags": ["Key=stage,Value=prod"],\n "RoleArn": "arn:aws:iam::1:role/x"}',
            },
            ["env/prod.json:2:13: [bad-format] `arn:aws:iam::1:role/x` is not a valid `RoleArn` [prod]"],
        ),
        # what an overlay removes is missing there
        (
            {"env/prod.yaml": "JobName: prod\nRoleArn: null\n"},
            ["env/prod.yaml:2:10: [missing-field] the job has no `RoleArn` [prod]"],
        ),
        # texts that can't be read as overlays
        ({"env/prod.yaml": "- a\n"}, ["env/prod.yaml:1:1: [root-not-mapping] the overlay is a list, but must be a mapping [prod]"]),
        ({"env/prod.yaml": "Tags: {"}, ["env/prod.yaml:1:8: [parse-error] not YAML: did not find expected node content (while parsing a flow node) [prod]"]),
        (
            {"env/prod.yaml": f"{PROD}---\n{PROD}"},
            ["env/prod.yaml:1:1: [root-not-mapping] an overlay is one document, but there are 2 documents [prod]"],
        ),
        # texts without members
        *(
            (
                {"env/dev.yaml": text},
                ["ircompile.toml:2:1: [overlay-without-effect] the overlay env/dev.yaml of `dev` changes nothing in any job that it is merged over"],
            )
            for text in ("", "# later\n", "---\n", "null\n", "{}\n")
        ),
        # names of jobs
        (
            {"ircompile.toml": CONFIG.replace('"{JobName}-prod"', '"{JobName}_prod"')},
            ["jobs/churn.yaml:1:10: [bad-format] `churn_prod` is not a valid `JobName` [prod]"],
        ),
        (
            {"ircompile.toml": CONFIG.replace('"{JobName}-prod"', '"all_prod"')},
            ["ircompile.toml:7:1: [bad-format] `all_prod` is not a valid `JobName` [prod]"],
        ),
        (
            {"ircompile.toml": CONFIG.replace("job-name", "# job-name")},
            ["jobs/churn.yaml:1:10: [job-name-duplicate] `churn` is also the name of the job in jobs/churn.yaml:1 in `dev` [prod]"],
        ),
        ({"ircompile.toml": CONFIG.replace("job-name", 'region = "eu-central-1"\n# job-name')}, ["jobs/churn.yaml:5:27: [arn-region-mismatch] `ModelPackageVersionArn` is in eu-west-1, but jobs are created in eu-central-1 [prod]"]),
        # the configuration
        (
            {"env/dev.yaml": "JobType: Default\n"},
            ["ircompile.toml:2:1: [overlay-without-effect] the overlay env/dev.yaml of `dev` changes nothing in any job that it is merged over"],
        ),
        (
            {"env/prod/churn.yaml": "{}\n"},
            ["ircompile.toml:6:1: [overlay-without-effect] the overlay env/prod/churn.yaml of `prod` changes nothing in the job that it is merged over"],
        ),
        (
            {"ircompile.toml": CONFIG.replace("jobs/*", "jbos/*")},
            ["ircompile.toml:9:1: [environment-without-jobs] the environment `prod` includes no job"],
        ),
    ],
)  # fmt: skip
def test_findings_are_in_the_layer_at_fault(repository: Path, files: dict[str, str], found: list[str]) -> None:
    write(repository, files)
    assert [line for line in lint() if not line.startswith("[exit")] == found
    first = [line for line in lint("--jobs 2") if not line.startswith("[exit")]
    assert first == found


def test_an_overlay_that_can_not_be_read_is_named_with_its_setting(repository: Path) -> None:
    (repository / "env" / "prod" / "churn.yaml").write_text(f"# {'x' * 1000}\n")
    why = "the overlay env/prod/churn.yaml can't be read: it is larger than the limit of 1000 bytes; raise it with `--limit bytes=N`"
    assert lint("--limit bytes=1000") == [f"ircompile: error: {repository}/ircompile.toml:6: {why}", "[exit 2]"]


def test_a_shared_overlay_is_reported_once(repository: Path) -> None:
    for number in range(3):
        (repository / "jobs" / f"{number}.yaml").write_text(JOB.replace("churn", f"churn-{number}"))
    (repository / "env" / "prod.yaml").write_text("RoleArn: arn:aws:iam::1:role/x\n")
    assert lint() == [
        "env/prod.yaml:1:10: [bad-format] `arn:aws:iam::1:role/x` is not a valid `RoleArn` [prod]",
        "[exit 1]",
    ]


def test_what_other_layers_say_is_related(repository: Path) -> None:
    (repository / "env" / "prod.yaml").write_text("RoleArn: arn:aws:iam::1:role/x\n")
    (found,) = json.loads(run("ircompile lint --output-format json -q").rpartition("[exit")[0])["diagnostics"]
    assert found["environments"] == ["prod"]
    (repository / "env" / "dev.yaml").write_text("RoleArn: arn:aws:iam::1:role/x\n")
    (repository / "jobs" / "churn.yaml").write_text(JOB.replace("Default", "Defalt"))
    both = json.loads(run("ircompile lint --output-format json -q").rpartition("[exit")[0])["diagnostics"]
    assert {it["file"]: it["environments"] for it in both} == {
        "jobs/churn.yaml": [],
        "env/dev.yaml": ["dev"],
        "env/prod.yaml": ["prod"],
    }
    (repository / "env" / "dev.yaml").write_text(DEV)
    (repository / "jobs" / "churn.yaml").write_text(JOB)
    assert [(it["file"], it["line"], it["label"]) for it in found["related"]] == [
        ("jobs/churn.yaml", 3, "replaced by the overlay")
    ]
    assert (
        run("ircompile lint -q")
        == """\
error[bad-format]: `arn:aws:iam::1:role/x` is not a valid `RoleArn` [prod]
 --> env/prod.yaml:1:10
  |
1 | RoleArn: arn:aws:iam::1:role/x
  |          ^^^^^^^^^^^^^^^^^^^^^ invalid format
  |
 --> jobs/churn.yaml:3:10
  |
3 | RoleArn: arn:aws:iam::123456789012:role/recommender
  |          ------------------------------------------ replaced by the overlay
  |
  = help: use arn:aws:iam::<12 digits>:role/<name>; not a user, an assumed role or a bare role name
  = note: the AWS CLI would send this: it does not check enums or patterns
  = pointer: /RoleArn

[exit 1]
"""
    )


@pytest.mark.parametrize(
    "form", ["sarif", "markdown", "json-lines", "github", "gitlab", "junit", "checkstyle", "rdjson", "grouped"]
)
def test_every_format_has_the_environments(repository: Path, form: str) -> None:
    (repository / "env" / "prod.yaml").write_text("RoleArn: arn:aws:iam::1:role/x\n")
    printed = run(f"ircompile lint -q --output-format {form}")
    expected: Any = {
        "sarif": '"properties": {\n            "environments": [\n              "prod"\n            ]\n          }',
        "json-lines": '"environments": ["prod"]',
    }
    assert expected.get(form, "[prod]") in printed


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        ("--env prd", "ircompile: error: --env: unknown environment prd, did you mean `prod`?\n[exit 2]\n"),
        ("--env x", "ircompile: error: --env: unknown environment x; choose from `dev` and `prod`\n[exit 2]\n"),
        ("env/prod.yaml", "ircompile: error: env/prod.yaml: this is an overlay of `prod`, not a job: name the jobs that it is merged over\n[exit 2]\n"),
        ("env/prod.yaml --only-manifests", ""),
        ("other.yaml --env prod", "ircompile: error: other.yaml: it is in none of the environments of `--env`: `prod`\n[exit 2]\n"),
        ("--env prod", ""),
        ("--env prod --env dev jobs", ""),
        ("--set JobType=Defalt --env prod", "<--set>:1:9: error[not-allowed-value] `Defalt` is not a valid `JobType`\n[exit 1]\n"),
        ("--set Jobtype=x", "ircompile: error: --set Jobtype=x: a job has no member `Jobtype`, did you mean `JobType`?\n[exit 2]\n"),
        ("--set JobType", "ircompile: error: --set JobType: write MEMBER.PATH=VALUE, such as InputConfig.JobDurationInSeconds=3600\n[exit 2]\n"),
        ("--set InputConfig.JobDurationInSeconds=1h", "ircompile: error: --set InputConfig.JobDurationInSeconds=1h: JobDurationInSeconds: '1h' is not an integer\n[exit 2]\n"),
        ("--set Tags.Key=a", "ircompile: error: --set Tags.Key=a: `Tags` is a list: give the whole list\n[exit 2]\n"),
        ("--set JobType.a=b", "ircompile: error: --set JobType.a=b: `JobType` is of the type string: it has no members\n[exit 2]\n"),
    ],
)  # fmt: skip
def test_options(repository: Path, options: str, printed: str) -> None:
    (repository / "other.yaml").write_text(JOB.replace("churn", "other"))
    assert (
        run(f"ircompile lint -q --output-format concise {options}")
        .replace("0 files checked, nothing found.\n", "")
        .replace("0 files checked, not everything could be read.\n", "")
        == printed
    )


def test_a_job_in_no_environment_is_read_alone(repository: Path) -> None:
    (repository / "ircompile.toml").write_text(
        CONFIG.replace("[environments.dev]", '[environments.dev]\ninclude = ["jobs"]')
    )
    (repository / "other.yaml").write_text(JOB.replace("churn", "o_r"))
    assert lint() == ["other.yaml:1:10: [bad-format] `o_r` is not a valid `JobName`", "[exit 1]"]


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        ({"JobName=churn-77": "churn-77"}, {"JobName": "churn-77"}),
        ({"Tags=Key=stage,Value=x": ""}, {"Tags": [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "x"}]}),
        ({'Tags=[{"Key": "team", "Value": "x"}]': ""}, {"Tags": [{"Key": "team", "Value": "x"}, {"Key": "stage", "Value": "prod"}]}),
        ({"InputConfig.JobDurationInSeconds=3600": ""}, {"JobDurationInSeconds": 3600}),
        ({"StoppingConditions=MaxInvocations=300,FlatInvocations=Stop": ""}, {"StoppingConditions": {"MaxInvocations": 300, "FlatInvocations": "Stop"}}),
        ({"InputConfig.VpcConfig.Subnets=subnet-12345678,subnet-12345679": "", "InputConfig.VpcConfig.SecurityGroupIds=sg-12345678": ""},
         {"VpcConfig": {"SecurityGroupIds": ["sg-12345678"], "Subnets": ["subnet-12345678", "subnet-12345679"]}}),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("repository")
def test_set_is_the_highest_layer(assignments: dict[str, str], expected: dict[str, Any]) -> None:
    options = " ".join(f"--set '{it}'" for it in assignments)
    printed = run(f"ircompile compile --env prod -o - -q --output-format concise {options}")
    request = json.loads(printed[: printed.rindex("}") + 1])
    assert {**request, **request["InputConfig"]}.items() >= expected.items()


def test_set_works_without_environments(repository: Path) -> None:
    line, place, *_ = run("ircompile plan --env prod --set JobName=new").splitlines()
    assert (line.partition(":")[0], place) == ("new", "jobs/churn.yaml:1 [prod]")
    (repository / "ircompile.toml").unlink()
    assert json.loads(run("ircompile compile jobs/churn.yaml --set JobName=new -q"))["JobName"] == "new"
    assert run("ircompile plan jobs/churn.yaml --set JobName=new").startswith("new: Default job")
    assert lint("--set JobName=a_b --set InputConfig.JobDurationInSeconds=20000") == [
        "<--set>:1:9: [bad-format] `a_b` is not a valid `JobName`",
        "<--set>:2:34: [out-of-range] `JobDurationInSeconds` is 20000, but the maximum is 18000",
        "[exit 1]",
    ]


@pytest.mark.parametrize("comment", ["jobs/churn.yaml", "env/prod.yaml"])
def test_ignores_work_in_the_job_and_in_overlays(repository: Path, comment: str) -> None:
    (repository / "env" / "prod.yaml").write_text("RoleArn: arn:aws:iam::1:role/x\n")
    text = (repository / comment).read_text()
    line = next(line for line in text.splitlines() if line.startswith("RoleArn"))
    (repository / comment).write_text(text.replace(line, f"{line}  # ircompile: ignore[bad-format]"))
    assert lint() == []


def test_an_ignore_that_no_environment_needs_is_reported(repository: Path) -> None:
    (repository / "jobs" / "churn.yaml").write_text(JOB.replace("churn\n", "churn  # ircompile: ignore[bad-format]\n"))
    unused = "jobs/churn.yaml:1:37: [unused-ignore] the `ignore` of `bad-format` suppresses nothing"
    assert lint() == [unused]
    assert lint("--env dev") == []


def test_an_ignore_that_one_job_does_not_need_is_unused_only_in_an_overlay_of_its_own(repository: Path) -> None:
    overlays = ("env/prod.yaml", "env/prod/churn.yaml")
    write(
        repository, {name: f"Tags: [{{Key: {name}, Value: x}}]  # ircompile: ignore[bad-format]\n" for name in overlays}
    )
    unused = "env/prod/churn.yaml:1:67: [unused-ignore] the `ignore` of `bad-format` suppresses nothing [prod]"
    assert lint() == [unused]


def test_jobs_in_programs_have_no_environments(repository: Path) -> None:
    call = "client.create_inference_recommendations_job(JobName='a_b', JobType='Default', **others)\n"
    write(repository, {"env/prod.yaml": "JobName: c_d\n", "jobs/run.py": call})
    assert [line for line in lint() if "bad-format" in line] == [
        "env/prod.yaml:1:10: [bad-format] `c_d-prod` is not a valid `JobName` [prod]",
        "jobs/run.py:1:53: [bad-format] `a_b` is not a valid `JobName`",
    ]


def test_the_baseline_knows_findings_in_overlays(repository: Path) -> None:
    for number in range(2):
        (repository / "jobs" / f"{number}.yaml").write_text(JOB.replace("churn", f"churn-{number}"))
    (repository / "env" / "prod.yaml").write_text("RoleArn: arn:aws:iam::1:role/x\n")
    assert run("ircompile baseline update --baseline known.json") == "known.json: 1 finding recorded, 0 before.\n"
    assert lint("--baseline known.json") == []


def test_a_fix_goes_to_the_layer_in_which_the_value_is_written(repository: Path) -> None:
    for number in range(2):
        (repository / "jobs" / f"{number}.yaml").write_text(JOB.replace("churn", f"churn-{number}"))
    overlay = "# production\nTags:\n  - {Key: stage, Value: 12}\n"
    write(repository, {"env/prod.yaml": overlay, "jobs/churn.yaml": JOB.replace("Default", "default")})
    printed = run("ircompile lint --diff -q")
    assert [line for line in printed.splitlines() if line[:1] in "+-"] == [
        "--- jobs/churn.yaml",
        "+++ jobs/churn.yaml",
        "-JobType: default",
        "+JobType: Default",
        "--- env/prod.yaml",
        "+++ env/prod.yaml",
        "-  - {Key: stage, Value: 12}",
        '+  - {Key: stage, Value: "12"}',
    ]
    assert (repository / "env" / "prod.yaml").read_text() == overlay
    assert run("ircompile lint --fix") == ("Fixed 2 findings in 2 files.\n3 files checked, nothing found.\n")
    assert (repository / "env" / "prod.yaml").read_text() == overlay.replace("12", '"12"')
    assert (repository / "jobs" / "churn.yaml").read_text() == JOB


def test_ignore_comments_are_added_to_the_layer_at_fault(repository: Path) -> None:
    for number in range(2):
        (repository / "jobs" / f"{number}.yaml").write_text(JOB.replace("churn", f"churn-{number}"))
    (repository / "env" / "prod.yaml").write_text(f"RoleArn: nobody\n{PROD}")
    assert "Silenced 1 finding in 1 file." in run("ircompile lint --add-ignore=later")
    assert (
        repository / "env" / "prod.yaml"
    ).read_text() == f"RoleArn: nobody  # ircompile: ignore[bad-length] later\n{PROD}"
    assert lint() == []


def test_convert_takes_an_environment(repository: Path) -> None:
    assert "JobName: churn-prod\n" in run("ircompile convert jobs/churn.yaml --to yaml --env prod")
    unknown = "ircompile: error: --env: unknown environment prd, did you mean `prod`?\n[exit 2]\n"
    assert run("ircompile convert jobs/churn.yaml --env prd") == unknown
    several = "ircompile: error: --env: one environment can be converted at a time\n[exit 2]\n"
    assert run("ircompile convert jobs/churn.yaml --env prod --env dev") == several
    (repository / "ircompile.toml").write_text(
        CONFIG.replace("[environments.dev]", '[environments.dev]\ninclude = ["x"]')
    )
    absent = "ircompile: error: jobs/churn.yaml: the environment `dev` does not have the jobs in it\n[exit 2]\n"
    assert run("ircompile convert jobs/churn.yaml --env dev") == absent
    (repository / "env" / "prod.yaml").write_text("RoleArn: nobody\n")
    assert "env/prod.yaml:1:10: error[bad-length]" in run(
        "ircompile convert jobs/churn.yaml --env prod --output-format concise"
    )


def test_other_processes_find_the_same(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SAMPLE", 5)
    monkeypatch.setattr(workers, "FEWEST_FILES", 5)
    for number in range(20):
        (repository / "jobs" / f"{number}.yaml").write_text(JOB.replace("churn", f"churn-{number}"))
    write(
        repository,
        {
            "env/dev.yaml": "JobType: Default\n",
            "env/prod.yaml": "RoleArn: nobody\n",
            "env/prod/7.yaml": "JobName: churn-8\n",
        },
    )
    found = lint("--jobs 1")
    assert found == [
        "env/prod.yaml:1:10: [bad-length] `RoleArn` has 6 characters, but the minimum is 20 [prod]",
        "jobs/8.yaml:1:10: [job-name-duplicate] `churn-8-prod` is also the name of the job in jobs/7.yaml:1 in `prod` [prod]",
        "ircompile.toml:2:1: [overlay-without-effect] the overlay env/dev.yaml of `dev` changes nothing in any job that it is merged over",
        "[exit 1]",
    ]
    assert lint("--jobs 2") == found
