"""Manifests read under different models in one process do not influence each other, and models can be pickled."""

from __future__ import annotations

import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from console import run
from convert_commands import PACKAGE
from jobs import JOB
from model_steps import all_steps, steps
from service_models import INPUT_SHAPE, newer, service_2, without

from ircompile import lint
from ircompile.config.settings import Config
from ircompile.linting.rule_tests import example_problems
from ircompile.model.model import SHIPPED, Model, load_model, model_of
from ircompile.model.schema import json_schema
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.rule import Rule

HEAD = JOB.partition("InputConfig:")[0]
TRAFFIC = "TrafficPattern={TrafficType=PHASES,Phases=[{InitialNumberOfUsers=1,SpawnRate=1,DurationInSeconds=600}]}"
LOAD_TEST = (
    f"{HEAD.replace('Default', 'Advanced')}StoppingConditions: MaxInvocations=300\nInputConfig: {PACKAGE},{TRAFFIC}"
)
TEXTS = {
    "valid under both": JOB,
    "with an instance type that was added": f"{LOAD_TEST},EndpointConfigurations=[{{InstanceType=ml.c99.large}}]\n",
    "with a member that was removed": f"{HEAD}InputConfig: {PACKAGE},JobDurationInSeconds=3600\n",
    "with members that were added": f"Share: 0.7\nDryRun: true\n{JOB}",
    "invalid under both": f"{JOB.replace('churn', 'a_b')}Tags: Key=a\n",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A service model with another instance type, other members, and without JobDurationInSeconds."""
    value = service_2()
    newer(value)
    without("JobDurationInSeconds")(value)
    written = tmp_path_factory.mktemp("model") / "service-2.json"
    written.write_text(json.dumps(value))
    return str(written)


@pytest.fixture(scope="module")
def configs(file: str) -> list[Config]:
    """The configurations of the shipped model and of the other one."""
    return [Config(), Config(model=file)]


@pytest.fixture(scope="module")
def alone(configs: list[Config]) -> list[dict[str, list[str]]]:
    """For each configuration, the results for every text, from a process that knows no other model."""
    spawn = multiprocessing.get_context("spawn")
    found = []
    for config in configs:
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            results = pool.map(all_steps, TEXTS.values(), [config] * len(TEXTS))
            found.append(dict(zip(TEXTS, results, strict=True)))
    return found


def interleaved(text: str, first: Config, second: Config) -> tuple[list[str], list[str]]:
    """Return the results under two models, of which each step is taken under one after the other."""
    pairs = list(zip(steps(text, first), steps(text, second), strict=True))
    return [one for one, _ in pairs], [other for _, other in pairs]


@pytest.mark.parametrize("name", TEXTS)
def test_steps_under_two_models_do_not_influence_each_other(
    configs: list[Config], alone: list[dict[str, list[str]]], name: str
) -> None:
    shipped, other = (results[name] for results in alone)
    assert interleaved(TEXTS[name], *configs) == (shipped, other)
    assert interleaved(TEXTS[name], *reversed(configs)) == (other, shipped)
    assert interleaved(TEXTS[name], *configs) == (shipped, other)


@pytest.mark.parametrize("step", range(1, 5))
def test_the_models_differ_in_every_step(alone: list[dict[str, list[str]]], step: int) -> None:
    """Else the other tests would show nothing."""
    shipped, other = ([results[name][step] for name in TEXTS] for results in alone)
    assert shipped != other


def test_threads_with_different_models_do_not_influence_each_other(
    configs: list[Config], alone: list[dict[str, list[str]]]
) -> None:
    tasks = [(text, config) for text in TEXTS.values() for config in configs]
    expected = [results[name] for name in TEXTS for results in alone]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            assert list(pool.map(lambda task: all_steps(*task), tasks)) == expected
            assert list(pool.map(lambda task: all_steps(*task), reversed(tasks))) == expected[::-1]


def test_threads_may_use_a_new_model(file: str, tmp_path: Path) -> None:
    """Its shapes and its check are made when they are first used, by whichever thread comes first."""
    text = TEXTS["with an instance type that was added"]
    (tmp_path / "service-2.json").write_text(Path(file).read_text())
    config = Config(model=str(tmp_path / "service-2.json"))
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: all_steps(text, config), range(16)))
    assert results == [all_steps(text, config)] * 16


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_models_can_be_pickled(file: str, protocol: int) -> None:
    types = ("ml.c98.large",)
    for model in (SHIPPED, load_model(file), load_model("", types), load_model(file, types)):
        same: Model = pickle.loads(pickle.dumps(model, protocol))  # noqa: S301  our own
        assert (same.file, same.instance_types, same.snapshot) == (model.file, model.instance_types, model.snapshot)
        assert same.facts == model.facts
        assert json_schema(same) == json_schema(model)
    assert pickle.loads(pickle.dumps(SHIPPED, protocol)) is SHIPPED  # noqa: S301  our own


def test_a_configuration_has_one_model(file: str) -> None:
    assert model_of(Config()) is model_of(Config()) is SHIPPED
    assert model_of(Config(model=file)) is model_of(Config(model=file)) is not SHIPPED


def test_rules_do_not_read_members_that_were_removed(configs: list[Config]) -> None:
    """As shorthand without a type, the number stays a string, on which the rules' arithmetic fails."""
    text = f"{LOAD_TEST},EndpointConfigurations=[{{InstanceType=ml.c5.large}}],JobDurationInSeconds=3600\n"
    assert [it.rule for it in lint(text, "job.yaml", config=configs[1]) if it.severity == "error"] == ["unknown-field"]


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The configuration of a model file with the facts that ship."""
    written = tmp_path_factory.mktemp("same") / "service-2.json"
    written.write_text(json.dumps(service_2()))
    return Config(model=str(written))


@pytest.mark.parametrize("rule", shipped_rules(SHIPPED).values(), ids=shipped_rules(SHIPPED))
def test_rules_find_the_same_with_a_file_of_the_facts_that_ship(same: Config, rule: Rule) -> None:
    assert list(example_problems(rule, same)) == []


def test_members_in_the_wrong_case_count_as_present_with_any_model(same: Config) -> None:
    configurations = "EndpointConfigurations=[{instanceType=ml.c5.large},{instanceType=ml.c5.large}]"
    text = f"{LOAD_TEST},{configurations}\n"
    expected = lint(text, "job.yaml")
    assert [it.rule for it in expected if it.severity == "error"] == ["unknown-field", "unknown-field"]
    assert lint(text, "job.yaml", config=same) == expected


# --- Commands --------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["option", "configuration"])
def option(request: pytest.FixtureRequest, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The option of a command by which it uses the other model, or "" where the configuration names that."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "service-2.json").write_text(Path(file).read_text())
    if request.param == "option":
        return "--model service-2.json"
    (tmp_path / "ircompile.toml").write_text('[model]\npath = "service-2.json"\n')
    return ""


@pytest.mark.parametrize("what", ["request", "manifest"])
def test_schema_uses_the_model(option: str, what: str) -> None:
    printed = _without_links(json.loads(run(f"ircompile schema {what} {option}")))
    assert printed == json_schema(load_model("service-2.json"), shorthand=what == "manifest")
    shipped = _without_links(json.loads(run(f"ircompile schema {what} --isolated")))
    assert shipped == json_schema(SHIPPED, shorthand=what == "manifest")
    assert ("DryRun" in printed["properties"], "DryRun" in shipped["properties"]) == (True, False)


def _without_links(schema: Any) -> Any:
    """Return a schema without the descriptions in Markdown, which name rules, too."""
    if isinstance(schema, dict):
        return {name: _without_links(value) for name, value in schema.items() if name != "markdownDescription"}
    return [_without_links(value) for value in schema] if isinstance(schema, list) else schema


def test_explain_uses_the_model(option: str) -> None:
    assert run(f"ircompile explain DryRun {option}").startswith("DryRun: ")
    assert "unknown rule, topic or field DryRun" in run("ircompile explain DryRun --isolated")
    assert run(f"ircompile explain JobDurationInSeconds {option}").endswith("[exit 2]\n")
    assert run("ircompile explain JobDurationInSeconds --isolated").startswith(
        "InputConfig.JobDurationInSeconds: integer\n"
    )


def test_convert_uses_the_model(option: str, tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(TEXTS["with members that were added"])
    text = run(f"ircompile convert job.yaml -q {option}")
    assert list(json.loads(text)) == ["JobName", "JobType", "RoleArn", "InputConfig", "DryRun", "Share"]
    assert '"DryRun": true' in run(f"ircompile convert job.yaml -q --to command {option}")
    assert "unknown-field" in run("ircompile convert job.yaml --isolated")
    shorthand = "ircompile convert JobDurationInSeconds=5 --param input-config --no-lint"
    assert json.loads(run(f"{shorthand} --isolated")) == {"JobDurationInSeconds": 5}
    assert json.loads(run(f"{shorthand} {option}")) == {"JobDurationInSeconds": "5"}  # a member without a type


POLICY = f"""\
id: no-dry-run
severity: error
confidence: inferred
since: "1"
summary: No job is a dry run.
why: A dry run measures nothing.
source: {{page: our own decision}}
assert: "!has(job.DryRun) || !job.DryRun"
at: DryRun
message: this job is a dry run
good:
  - {{name: none, manifest: {json.dumps(JOB)}}}
bad:
  - {{name: some, manifest: "DryRun: true", finds: ["1:9 this job is a dry run"]}}
"""


def test_own_rules_use_the_model(option: str, tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "no-dry-run.yaml").write_text(POLICY)
    assert run(f"ircompile rules test policies {option}") == "1 rule tested, none failed.\n"
    assert "[exit 2]" in run("ircompile rules test policies --isolated")
    (tmp_path / "job.yaml").write_text(TEXTS["with members that were added"])
    report = "--output-format sarif -q --fail-on never"
    (result,) = json.loads(run(f"ircompile lint job.yaml --rules policies {report} {option}"))["runs"]
    assert "no-dry-run" in [rule["id"] for rule in result["tool"]["driver"]["rules"]]
    assert "no-dry-run" in [it["ruleId"] for it in result["results"]]


def test_a_model_is_shown_as_it_was_made() -> None:
    assert repr(Model(instance_types=("ml.c99.large",))) == "Model(file='', instance_types=('ml.c99.large',))"


ACTION = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"
HOSTS = [
    ("job.py", "c.create_inference_recommendations_job(DryRun=True, **more)\n"),
    ("job.md", "```python\nc.create_inference_recommendations_job(DryRun=True, **more)\n```\n"),
    ("m.asl.json", f'{{"Type": "Task", "Resource": "{ACTION}", "Parameters": {{"DryRun": true}}}}'),
    ("m.yaml", f"A:\n  Type: Task\n  Resource: {ACTION}\n  Parameters: {{DryRun: true}}\n"),
    ("job.sh", "aws sagemaker create-inference-recommendations-job --cli-input-json '{\"DryRun\": true}'\n"),
    ("job.yml", "run: |\n  aws sagemaker create-inference-recommendations-job --cli-input-json '{\"DryRun\": true}'\n"),
]


@pytest.mark.parametrize(("name", "text"), HOSTS, ids=[name for name, _ in HOSTS])
def test_jobs_in_files_of_other_languages_use_the_model(file: str, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    for option, is_found in (("", True), (f"--model {file}", False)):
        printed = run(f"ircompile lint {tmp_path / name} --isolated --output-format concise {option}")
        assert ("unknown member `DryRun`" in printed) == is_found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("job.py", "c.create_inference_recommendations_job(JobName='a', **more)\n"),
        ("job.sh", 'aws sagemaker create-inference-recommendations-job --job-name a "${more[@]}"\n'),
        ("m.asl.json", f'{{"Type": "Task", "Resource": "{ACTION}"}}'),
    ],
)
def test_what_a_program_may_add_are_members_of_the_model(tmp_path: Path, name: str, text: str) -> None:
    value = service_2()
    newer(value)
    value["shapes"][INPUT_SHAPE]["required"].append("DryRun")
    (tmp_path / "service-2.json").write_text(json.dumps(value))
    (tmp_path / name).write_text(text)
    (tmp_path / "job.yaml").write_text(JOB)
    options = f"--isolated --output-format concise --model {tmp_path / 'service-2.json'}"
    assert "the job has no `DryRun`" in run(f"ircompile lint {tmp_path / 'job.yaml'} {options}")
    assert "has no `" not in run(f"ircompile lint {tmp_path / name} {options}")
