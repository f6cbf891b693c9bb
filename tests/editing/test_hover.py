"""What is shown about the place under the pointer: the character after `‸`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from checkout import ROOT
from fake_credentials import KEY_ID
from markdown_it import MarkdownIt
from requests_to_send import everywhere

from ircompile.config.environments import Environment
from ircompile.config.settings import Config
from ircompile.editing.hover import hover
from ircompile.editing.settings import Settings
from ircompile.model.model import SHIPPED

if TYPE_CHECKING:
    from ircompile.editing.answers import Hover

AWS = "https://docs.aws.amazon.com"
SITE = "https://ircompile.dev/"
RULES = f"{SITE}rules"
HEAD = "JobName: churn\nJobType: Advanced\nRoleArn: arn:aws:iam::123456789012:role/team/x\n"
ARN = """\
ARN, part by part:

- partition: `aws`
- service: `iam`
- region: none
- account: `123456789012`
- resource: `role/team/x`
"""
FIELDS = "https://ircompile.dev/reference/fields.html"
MEMORY = f"""\
`3072` is 3 GB

---

**`InputConfig.EndpointConfigurations[*].ServerlessConfig.MemorySizeInMB`** · integer

The memory of the endpoint in MB; its CPU grows with it.

- at least 1024 and at most 6144 (error; [service model]({AWS}/sagemaker/latest/APIReference/API_CreateInferenceRecommendationsJob.html), `MODEL`)
- at least 1024 and at most 6144, in steps of 1024 (error; [create-inference-recommendations-job, MemorySizeInMB]({AWS}/cli/latest/reference/sagemaker/create-inference-recommendations-job.html))

[More about `InputConfig.EndpointConfigurations[*].ServerlessConfig.MemorySizeInMB`]({FIELDS}#field-inputconfig-endpointconfigurations-each-serverlessconfig-memorysizeinmb)
"""
RULE = f"""\
**phase-adds-no-users**

info · documented · topic traffic · since 0.1

A phase that adds no users.

Why: SpawnRate is the number of new users per minute. With 0, which the developer guide allows, the
phase keeps the users that it starts with, and the load grows only from phase to phase.

Source: load-test, SpawnRate

[{RULES}/phase-adds-no-users]({RULES}/phase-adds-no-users)
"""
JOB = """\
client.create_inference_recommendations_job(
    JobName=f"job-{stamp}",
    Job‸Type="Advanced",  # ircompile: ignore[tr‸affic] on purpose
    InputConfig={"JobDurationInSeconds": 54‸01},
)
"""


def marked(text: str) -> tuple[str, list[int]]:
    """Return a text without marks, and the offsets of the marks."""
    parts = text.split("‸")
    return "".join(parts), [len("".join(parts[:count])) for count in range(1, len(parts))]


def shown(text: str, name: str = "job.yaml", config: Config | None = None) -> list[tuple[str, str]]:
    """Return what is shown at each mark: the characters that it is about, and the Markdown; ("", "") for nothing."""
    text, offsets = marked(text)
    settings = Settings(name, config or Config())
    found: list[Hover | None] = [hover(text, offset, settings) for offset in offsets]
    return [(text[slice(*it.span)], it.markdown) if it else ("", "") for it in found]


def first_lines(text: str, name: str = "job.yaml", config: Config | None = None) -> list[tuple[str, str]]:
    return [(about, markdown.partition("\n")[0]) for about, markdown in shown(text, name, config)]


def test_a_value_is_put_in_words_before_its_field_is_described() -> None:
    text = (
        HEAD
        + "InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: ‸3072, MaxConcurrency: 1}}]}\n"
    )
    ((about, markdown),) = shown(text)
    assert about == "3072"
    assert markdown == MEMORY.replace("MODEL", Settings("", Config()).model.snapshot)


@pytest.mark.parametrize(
    ("text", "about", "line"),
    [
        ("‸JobName: churn", "JobName", "**`JobName`** · string"),
        ("JobName‸: churn", "JobName", "**`JobName`** · string"),
        ("JobType: ‸Advanced", "Advanced", "`Advanced` is one of the values that are allowed, beside `Default`"),
        ("InputConfig: {JobDurationInSeconds: 540‸1}", "5401", "`5401` is 1 h 30 min 1 s"),
        ("InputConfig: {JobDurationInSeconds: ‸7200}", "7200", "`7200` is 2 h"),
        ("InputConfig: {JobDurationInSeconds: ‸45}", "45", "**`InputConfig.JobDurationInSeconds`** · integer"),
        ("StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: ‸1500}]}", "1500", "`1500` is 1.5 s"),
        ("StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: ‸90000}]}", "90000", "`90000` is 1 min 30 s"),
        (
            "InputConfig: {EndpointConfigurations: [{InstanceType: ‸ml.g5.xlarge}]}",
            "ml.g5.xlarge",
            "`ml.g5.xlarge`: family g5, processor x86_64, accelerator nvidia, local disks",
        ),
        (
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [‸ml.c6g.xlarge]}}",
            "ml.c6g.xlarge",
            "`ml.c6g.xlarge`: family c6g, processor arm64, no accelerator known",
        ),
        (
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: ‸s3://bucket/a/b.tar.gz}}}",
            "s3://bucket/a/b.tar.gz",
            "Amazon S3: bucket `bucket`, key `a/b.tar.gz`",
        ),
        ("InputConfig: {TrafficPattern: ‸{TrafficType: PHASES}}", "", ""),
        ("InputConfig: {Nothing: ‸1, ‸Nothing2: 1}", "", ""),
        ("  # a comment ‸here", "", ""),
    ],
)  # fmt: skip
def test_a_field_or_a_value_of_a_manifest_is_described(text: str, about: str, line: str) -> None:
    names = [line for line in HEAD.splitlines(keepends=True) if not text.replace("‸", "").startswith(line[:7])]
    assert first_lines("".join(names) + text + "\n")[0] == (about, line)


def test_an_arn_is_taken_apart() -> None:
    ((about, markdown),) = shown(HEAD.replace("arn:", "‸arn:"))
    assert about == "arn:aws:iam::123456789012:role/team/x"
    assert markdown.startswith(ARN)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD + "InputConfig: Traffic‸Pattern={TrafficType=PHA‸SES,Phases=[{SpawnRate=‸1}]},JobDurationInSeconds=7‸20\n", "job.yaml"),
        (HEAD + "InputConfig: 'Traffic‸Pattern={TrafficType=PHA‸SES,Phases=[{SpawnRate=‸1}]},JobDurationInSeconds=7‸20'\n", "job.yaml"),
        (
            json.dumps({"JobName": "a", "JobType": "Advanced", "InputConfig": "Traffic‸Pattern={TrafficType=PHA‸SES,Phases=[{SpawnRate=‸1}]},JobDurationInSeconds=7‸20"}, ensure_ascii=False),
            "job.json",
        ),
    ],
)  # fmt: skip
def test_the_key_or_value_in_shorthand_is_described(text: str, name: str) -> None:
    assert first_lines(text, name) == [
        ("TrafficPattern", "**`InputConfig.TrafficPattern`** · structure"),
        ("PHASES", "`PHASES` is one of the values that are allowed, beside `STAIRS`"),
        ("1", "**`InputConfig.TrafficPattern.Phases[*].SpawnRate`** · integer"),
        ("720", "`720` is 12 min"),
    ]


def test_the_known_parts_of_an_arn_are_shown() -> None:
    ((_, markdown),) = shown(
        "c.create_inference_recommendations_job(RoleArn=‸f'arn:aws:iam::{account}:role/x')\n", "job.py"
    )
    assert markdown.startswith(ARN.replace("`123456789012`", "not known").replace("`role/team/x`", "not known"))


def test_an_arn_whose_beginning_is_unknown_is_not_taken_apart() -> None:
    text = "c.create_inference_recommendations_job(RoleArn=f'{partition}:‸aws:iam::123456789012:role/x')\n"
    assert first_lines(text, "job.py") == [("f'{partition}:aws:iam::123456789012:role/x'", "**`RoleArn`** · string")]


def test_tags_in_one_string_are_a_list() -> None:
    assert first_lines(HEAD + "Tags: Key=te‸am,V‸alue=nlp\n") == [
        ("team", "**`Tags[*].Key`** · string"),
        ("Value", "**`Tags[*].Value`** · string"),
    ]


def test_an_alias_is_described_like_what_it_repeats() -> None:
    text = HEAD + "InputConfig:\n  EndpointConfigurations:\n  - &one {Instance‸Type: ml.c5.xlarge}\n  - ‸*one\n"
    assert first_lines(text) == [
        ("InstanceType", "**`InputConfig.EndpointConfigurations[*].InstanceType`** · string"),
        ("*one", "**`InputConfig.EndpointConfigurations[*]`** · structure"),
    ]


def test_a_quota_is_shown_with_the_instance_type() -> None:
    text = HEAD + "InputConfig: {EndpointConfigurations: [{InstanceType: ‸ml.g5.xlarge}]}\n"
    ((_, markdown),) = shown(text, config=Config(quotas={"ml.g5.xlarge": 2}))
    assert "\nThe quota of this account is 2.\n" in markdown
    ((_, markdown),) = shown('[quotas]\n"ml.g5.‸xlarge" = 2\n', "ircompile.toml")
    assert markdown.startswith("`ml.g5.xlarge`: family g5")
    assert "\n**`quotas.ml.g5.xlarge`** · integer\n" in markdown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD.replace("\n", "  # ircompile: ignore[shape, phase-‸adds-no-users] x\n", 1), "job.yaml"),
        ("# ircompile: file-ignore[phase-adds‸-no-users]\n", "other.yaml"),
        ('{"version": 1, "findings": [\n{"rule": "phase-adds-no-us‸ers", "fingerprint": "0"', "baseline.json"),
        ('[lint]\nignore = ["phase-adds-no-users‸"]\n', "ircompile.toml"),
        ('[tool.ircompile.lint.severity]\nphase-‸adds-no-users = "off"\n', "pyproject.toml"),
        ('[[ignore]]\nrules = [\n  "shape", # of all\n  "‸phase-adds-no-users"\n', "team/base.toml"),
    ],
)
def test_a_rule_is_described_where_it_is_named(text: str, name: str) -> None:
    ((about, markdown),) = shown(text, name, Config(files=("team/base.toml",)))
    assert (about.strip('"'), markdown) == ("phase-adds-no-users", RULE)


def test_a_topic_lists_its_rules() -> None:
    ((about, markdown),) = shown("JobName: a # ircompile: ignore[igno‸res]\n")
    assert about == "ignores"
    assert markdown.splitlines() == [
        "**`ignores`** · topic",
        "",
        f"- [`expired-ignore`]({RULES}/expired-ignore) · warning · An ignore that is past its last day.",
        f"- [`unknown-ignore`]({RULES}/unknown-ignore) · warning · An ignore comment that is not valid.",
        f"- [`unused-ignore`]({RULES}/unused-ignore) · warning · An ignore that silences nothing.",
    ]


def test_the_verb_of_an_ignore_comment_is_described() -> None:
    text = "JobName: a # ircompile: dis‸able[shape] x\n# ircompile: nothing‸[shape]\n"
    assert shown(text) == [("disable", "`disable`: suppress findings from here to `enable`\n"), ("", "")]


def notebook(code: str) -> str:
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": code,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    language = {"language_info": {"name": "python"}}
    return json.dumps({"cells": [cell], "metadata": language, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (JOB, "job.py"),
        (notebook(JOB), "job.ipynb"),
        (f"# Page\n\n> ```python\n> {'> '.join(JOB.splitlines(keepends=True))}> ```\n", "page.md"),
    ],
)
def test_jobs_in_files_of_other_languages_are_described(text: str, name: str) -> None:
    assert first_lines(text, name) == [
        ("JobType", "**`JobType`** · string"),
        ("traffic", "**`traffic`** · topic"),
        ("5401", "`5401` is 1 h 30 min 1 s"),
    ]


def test_a_rule_is_described_where_a_notebook_on_one_long_line_names_it() -> None:
    text = notebook(JOB.replace("‸", "").replace("traf", "traf‸") + "x = 1\n" * 2000)
    assert first_lines(text, "job.ipynb") == [("traffic", "**`traffic`** · topic")]


def test_what_a_call_of_the_sdk_gives_is_described_but_not_what_it_implies() -> None:
    before = "from sagemaker.model import Model\nmodel = Model(image_uri='x')\n"
    text = "model.‸right_size(sample_payload_url=x, frame‸work='XGB‸OOST', phases=[Phase(120, 1, 1)])\n"
    assert first_lines(before + text, "job.py") == [
        ("", ""),
        ("framework", "**`InputConfig.ContainerConfig.Framework`** · string"),
        (
            "'XGBOOST'",
            "`XGBOOST` is one of the values that are allowed, beside `TENSORFLOW`, `PYTORCH` and `SAGEMAKER-SCIKIT-LEARN`",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "about", "lines"),
    [
        ("re‸gion = 1", "region", ["**`region`** · string", "", "The AWS region of the jobs: ARNs of other regions are reported, and commands get --region."]),
        (
            '[lint]\nfail-on = "er‸ror"',
            '"error"',
            ["**`lint.fail-on`** · string", "", "The least severity of a finding that makes a run fail: `error`, if nothing is said.", "", "one of `error`, `warning`, `info` or `never`"],
        ),
        ("[limits]\ndep‸th = ", "depth", ["**`limits.depth`** · integer", "", "Levels of nesting.", "", "at least 1 and at most 200"]),
        (
            "[environments.pr‸od]",
            "prod",
            ["**`environments.prod`** · table", "", "Named sets of overlays: every job is checked and compiled as each of its environments has it."],
        ),
        (
            "[environments]\nprod = {re‸gion = 'eu-west-1', overlay = ['a.yaml']}",
            "region",
            ["**`environments.prod.region`** · string", "", "The AWS region of the jobs, instead of the general one."],
        ),
        (
            '[environments.prod]\noverlay = ["a.yaml", \n"b.y‸aml"]',
            '"b.yaml"',
            [
                "**`environments.prod.overlay`** · string",
                "",
                "Partial manifests that are merged over each job, in this order. {stem} is the name of the job's file without its ending; such a file may be missing.",
            ],
        ),
        ("[compile]\nno‸pe = 1", "", [""]),
        ("[other]\nregi‸on = 1", "", [""]),
    ],
)  # fmt: skip
def test_a_setting_is_described(text: str, about: str, lines: list[str]) -> None:
    ((found, markdown),) = shown(text, ".ircompile.toml")
    assert (found, markdown.rstrip("\n").split("\n")) == (about, lines)


def test_other_tables_of_pyproject_are_not_ours() -> None:
    assert shown("[lint]\nfail-‸on = 1\n[tool.ircompile.lint]\nfail-on = 2", "pyproject.toml") == [("", "")]
    assert first_lines("[tool.ircompile.lint]\nfail-‸on = 2", "pyproject.toml") == [
        ("fail-on", "**`lint.fail-on`** · string")
    ]


def test_values_of_the_text_add_no_markup_and_credentials_are_masked() -> None:
    bucket = "s3://a`b**c**<img>[x](y)/AKIA" + "IOSFODNN7EXAMPLE"
    ((_, markdown),) = shown(HEAD + f"OutputConfig: {{CompiledOutputConfig: {{S3OutputUri: '‸{bucket}'}}}}\n")
    assert markdown.partition("\n")[0] == "Amazon S3: bucket ``a`b**c**<img>[x](y)``, key `AKIA…`"
    ((_, markdown),) = shown(f"RoleArn: ‸arn:aws:iam::123456789012:role/{KEY_ID}\nJobName: a\n")
    assert "- resource: `role/AKIA…`\n" in markdown


def test_credentials_that_overlays_set_are_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prod.yaml").write_text(f"JobDescription: the key {KEY_ID}\n")
    config = Config(environments={"prod": Environment("prod", overlay=("prod.yaml",))})
    ((_, markdown),) = shown(HEAD + "JobDescription: ‸nothing\n", config=config)
    assert "`the key AKIA…`" in markdown
    assert KEY_ID not in markdown


HOSTILE = [
    "`",
    "``` x",
    "</code><script>alert(1)</script>",
    "[a](javascript:b)",
    "![a](http://b)",
    "<http://b>",
    "\n\n# h",
    "|a|b|",
    "**b**",
    "::error::x",
    "\x1b[31m",
    "\u202e",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("value", ["arn:aws:iam::1:role/{}", "s3://a{}/b", "{}"])
def test_no_value_can_add_markup(value: str, hostile: str) -> None:
    request = {
        "JobName": value.format(hostile),
        "JobType": hostile,
        "OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": value.format(hostile)}},
    }
    text = json.dumps(request, indent=1)
    settings = Settings("job.json", Config())
    for value_start in re.finditer(r': "', text):
        found = hover(text, value_start.end(), settings)
        if found:
            for token in MarkdownIt("gfm-like", {"linkify": False}).parse(found.markdown):
                for inner in token.children or [token]:
                    assert inner.type not in (
                        "html_inline",
                        "html_block",
                        "image",
                        "heading_open",
                        "fence",
                        "table_open",
                    )
                    assert str(inner.attrs.get("href", AWS)).startswith((AWS, SITE))


def test_every_field_is_described() -> None:
    request = everywhere("a", SHIPPED.request)
    text = json.dumps(request, indent=1)
    paths = set()
    for key in re.finditer(r'"(\w+)":', text):
        found = hover(text, key.start(), Settings("job.json", Config()))
        assert found, key
        paths.add(found.markdown.partition("`")[2].partition("`")[0])
    assert paths == {shape.path for shape in SHIPPED.request.walk() if shape.path and not shape.path.endswith("]")}


def test_a_file_of_another_kind_has_nothing_to_show() -> None:
    assert shown("Resources: {‸JobName: x}\n", "template.yaml") == [("", "")]
    assert shown("print(‸1)\n", "job.py", Config(hosts=())) == [("", "")]


@pytest.mark.parametrize(
    "name",
    ["examples/load-test-phases.yaml", "examples/existing-endpoint.json", "examples/broken/recommend-churn.yaml"],
)
def test_what_precedes_a_fault_is_described_as_in_the_text_without_it(name: str) -> None:
    text, settings = (ROOT / name).read_text("utf-8"), Settings(name, Config())
    broken = f'{text}\n["' if name.endswith(".yaml") else text.rstrip("}\n ") + ', "'
    for word in re.finditer(r"[A-Za-z0-9][\w.:/-]*", text.removesuffix("\n")):
        intact = hover(text, word.start(), settings)
        found = hover(broken, word.start(), settings)
        if intact:
            assert found is not None, word
            assert found.markdown == intact.markdown
            assert text[slice(*found.span)].strip('"') == text[slice(*intact.span)].strip('"')


def test_a_word_in_a_text_that_cannot_be_read_is_described() -> None:
    text = (
        HEAD
        + "InputConfig:\n  Res‸ourceLimit: MaxNumber‸OfTests=3\n  TrafficPattern:\n    Traf‸fic\n  EndpointConfigurations: [{InstanceType: ‸ml.g5.xlarge"
    )
    assert first_lines(text) == [
        ("ResourceLimit", "**`InputConfig.ResourceLimit`** · structure"),
        ("MaxNumberOfTests", "**`InputConfig.ResourceLimit.MaxNumberOfTests`** · integer"),
        ("Traffic", "**`InputConfig.TrafficPattern`** · structure"),
        ("ml.g5.xlarge", "`ml.g5.xlarge`: family g5, processor x86_64, accelerator nvidia, local disks"),
    ]


def test_the_name_of_a_member_in_a_program_that_cannot_be_read_is_described() -> None:
    text = (
        JOB.replace("‸", "")
        .replace("Job" + "Duration", "Job‸Duration")
        .replace("InputConfig={", "Input‸Config={")
        .replace("},", ", 'Duration‸InSeconds': 1")
    )
    assert first_lines(text, "job.py") == [
        ("InputConfig", "**`InputConfig`** · structure"),
        ("JobDurationInSeconds", "**`InputConfig.JobDurationInSeconds`** · integer"),
        ("", ""),
    ]


def test_overlays_are_described_like_jobs() -> None:
    config = Config(environments={"prod": Environment("prod", overlay=("env/prod.yaml",))})
    text = "InputConfig:\n  Job‸DurationInSeconds: ‸5400\n"
    assert first_lines(text, "env/prod.yaml", config) == [
        ("JobDurationInSeconds", "**`InputConfig.JobDurationInSeconds`** · integer"),
        ("5400", "`5400` is 1 h 30 min"),
    ]
    assert first_lines(f"Name: x\n{text.replace('InputConfig', 'Input')}", "env/other.yaml", config) == [
        ("", ""),
        ("", ""),
    ]


def test_what_may_become_a_job_is_described() -> None:
    assert first_lines("InputConfig:\n  JobDurationInSeconds: ‸5400\n", "new.yaml") == [
        ("5400", "`5400` is 1 h 30 min")
    ]
    assert first_lines("Tags‸: 1\nOther: 2\n", "new.inference-recommender.yaml") == [
        ("Tags", "**`Tags`** · list of structures")
    ]
    assert first_lines("Tags‸: 1\nOther: 2\n", "new.yaml") == [("", "")]


def test_other_files_of_toml_are_not_described() -> None:
    assert shown("[lint]\nse‸lect = ['ALL']\n", "ruff.toml") == [("", "")]
    assert first_lines("[lint]\nse‸lect = ['ALL']\n", "team.toml", Config(files=("team.toml",)))[0][0] == "select"


OVERLAY = """\
JobDescription: null
InputConfig:
  JobDurationInSeconds: 5400
  TrafficPattern: null
  EndpointConfigurations:
    - {InstanceType: ml.m5.xlarge, InferenceSpecificationName: fast}
"""
BASE = """\
InputConfig:
  JobDurationIn‸Seconds: ‸7200
  TrafficPattern: TrafficType=PHA‸SES
  EndpointConfigurations:
    - InstanceType: ‸ml.c5.xlarge
    - {InstanceType: ml.m5.xlarge, InferenceSpecificationName: sl‸ow}
JobDesc‸ription: about it
"""


def test_what_environments_make_of_a_value_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prod.yaml").write_text(OVERLAY)
    names = {"dev": (), "staging": ("prod.yaml",), "prod": ("prod.yaml",)}
    config = Config(environments={name: Environment(name, overlay=files) for name, files in names.items()})
    found = [
        [line for line in markdown.splitlines() if line.startswith("- in ")]
        for _, markdown in shown(HEAD + BASE, config=config)
    ]
    assert found == [
        ["- in `staging` and `prod`: `5400` (`prod.yaml:3`)"],
        ["- in `staging` and `prod`: `5400` (`prod.yaml:3`)"],
        ["- in `staging` and `prod`: removed"],
        [],
        ["- in `staging` and `prod`: `fast` (`prod.yaml:6`)"],
        ["- in `staging` and `prod`: removed (`prod.yaml:1`)"],
    ]
    for broken in ("InputConfig: [", None):
        (tmp_path / "prod.yaml").write_text(broken) if broken else (tmp_path / "prod.yaml").unlink()
        assert all("- in " not in markdown and markdown for _, markdown in shown(HEAD + BASE, config=config))
