"""Rules, schemas and configurations of one's own: as CONTRIBUTING says, and refused with a place where they are wrong."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from console import run
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from ircompile.config.schema import schema, violation
from ircompile.config.settings import HIGHEST, Limits
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import BLAME_VARIABLES, shipped_rules
from ircompile.rulebook.functions import functions_of

ROOT = Path(__file__).parent.parent
JOB = """\
JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "job.yaml").write_text(JOB)
    return tmp_path


def test_contributing_shows_how(folder: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    block = re.search(r"   ```yaml\n(   id: cost-center-tag\n.*?)   ```", text, re.DOTALL)
    assert block
    (folder / "policies").mkdir()
    (folder / "policies" / "cost-center-tag.yaml").write_text(re.sub("^   ", "", block[1], flags=re.MULTILINE))
    assert run("ircompile rules test policies") == "1 rule tested, none failed.\n"
    line = "job.yaml:1:1: error[cost-center-tag] the tag `cost-center` is missing\n[exit 1]\n"
    assert run("ircompile lint job.yaml --rules policies --output-format concise -q") == line
    (folder / "ircompile.toml").write_text('[lint]\nrules = ["policies/"]\n')
    assert run("ircompile lint job.yaml --output-format concise -q") == line
    assert run("ircompile lint job.yaml --isolated -q") == ""


@pytest.mark.usefixtures("root")
def test_the_shipped_policies_prove_themselves() -> None:
    assert run("ircompile rules test examples/policies") == "4 rules tested, none failed.\n"


def test_a_broken_rule_is_shown_with_a_caret(folder: Path) -> None:
    (folder / "policies").mkdir()
    text = (ROOT / "examples/policies/cost-center-tag.yaml").read_text()
    (folder / "policies" / "cost-center-tag.yaml").write_text(text.replace("&& tag.Key", "&& tga.Key"))
    assert run("ircompile lint job.yaml --rules policies") == (
        "error: there is no variable `tga`; did you mean `tag`?\n"
        " --> policies/cost-center-tag.yaml:8:63\n"
        '8 | assert: has(job.Tags) && job.Tags.exists(tag, has(tag.Key) && tga.Key == "cost-center")\n'
        "  |                                                               ^\n"
        "[exit 2]\n"
    )


def test_a_rule_that_fails_on_a_manifest_stops_nobody_else(folder: Path) -> None:
    (folder / "policies").mkdir()
    text = (ROOT / "examples/policies/cost-center-tag.yaml").read_text()
    (folder / "policies" / "cost-center-tag.yaml").write_text(text.replace("has(tag.Key) && ", ""))
    (folder / "bare.yaml").write_text(JOB.replace("churn", "bare") + "Tags: [{Value: x}]\n")
    assert run("ircompile lint bare.yaml job.yaml --rules policies --output-format concise -q") == (
        "bare.yaml:5:8: error[missing-field] an element of `Tags` lacks `Key`\n"
        "job.yaml:1:1: error[cost-center-tag] the tag `cost-center` is missing\n"
        "ircompile: error: bare.yaml:1:1: policies/cost-center-tag.yaml:8:9: the rule's `assert` fails on a "
        "manifest that its `when` lets through: there is no field `Key`\n"
        "[exit 2]\n"
    )


KEY_ID = "AKIA234567ABCDEFGHIJ"
QUOTING = """\
id: quoting
severity: error
confidence: inferred
since: "1"
summary: Tags.
why: None.
source: {page: none}
assert: "!has(job.Tags)"
at:
  - Tags: "{job.Tags.map(tag, tag.Value)}"
message: "tags {job.Tags.map(tag, tag.Value)}"
help: "not {job.Tags.map(tag, tag.Value)}"
notes: ["{job.Tags[0].Value}"]
good:
  - {name: none, manifest: "JobName: good"}
bad:
  - {name: some, manifest: "Tags: [{Key: a, Value: b}]", finds: ["1:7 tags b"]}
"""


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "junit", "github"])
def test_nothing_that_is_said_shows_a_credential(folder: Path, form: str) -> None:
    (folder / "policies").mkdir()
    (folder / "policies" / "quoting.yaml").write_text(QUOTING)
    (folder / "s.json").write_text(json.dumps({"type": "array", "properties": {"Tags": {"maxItems": 0}}}))
    (folder / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\nschemas = ["s.json"]\n')
    tags = "".join(f"  - {{Key: k, Value: {value}}}\n" for value in ("x", KEY_ID))
    (folder / "job.yaml").write_text(f"{JOB}Tags:\n{tags}{KEY_ID}: 1\n")
    printed = run(f"ircompile lint job.yaml --output-format {form}")
    assert "quoting" in printed
    assert "schema-violation" in printed
    assert "AKIA" in printed
    assert KEY_ID[:12] not in printed


def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    assert (folder / "job.yaml").exists()
    assert run("ircompile lint job.yaml --rules nope") == (
        "error: no such file or directory\n --> nope:1:1\n[exit 2]\n"
    )


def test_an_element_that_does_not_fit_a_schema(folder: Path) -> None:
    (folder / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (folder / "s.json").write_text(json.dumps({"properties": {"Tags": {"items": {"required": ["Owner"]}}}}))
    (folder / "job.yaml").write_text(JOB + "Tags: [{Key: a, Value: b}]\n")
    assert "an element of `Tags` does not fit s.json: 'Owner' is a required" in run("ircompile lint job.yaml")


def test_an_id_of_the_book_is_taken(folder: Path) -> None:
    (folder / "policies").mkdir()
    source = ROOT / "rules" / "shape" / "empty-structure.yaml"
    (folder / "policies" / source.name).write_text(source.read_text())
    assert "the id empty-structure is taken by" in run("ircompile lint job.yaml --rules policies")


CONFIGS = [
    ('[lint]\nselct = ["ALL"]\n', "ircompile.toml:2: unknown key `selct`, did you mean `select`?"),
    ('[lint]\nselect = "ALL"\n', "ircompile.toml:2: `select`: 'ALL' is not of type 'array'"),
    ('[lint]\nselect = ["phase-exceed-job"]\n', "ircompile.toml:2: there is no rule and no topic `phase-exceed-job`, did you mean `phase-exceeds-job`?"),
    ('[lint]\nrules = ["/etc"]\n', "ircompile.toml:2: `rules` leads out of the repository: /etc"),
    ('[lint]\nrules = ["../x"]\n', "ircompile.toml:2: `rules` leads out of the repository: ../x"),
    ('extend = "nowhere.toml"\n', "nowhere.toml: the configuration can't be read: no such file or directory"),
    ('extend = "ircompile.toml"\n', "ircompile.toml:1: more than 8 files extend one another"),
    ('[limits]\ndepth = 9\n[lint]\nselect = [\n  "ALL",\n  "nope",\n]\n', "ircompile.toml:6: there is no rule and no topic `nope`"),
    ('lint.severity = {shap = "info"}\n', "ircompile.toml:1: there is no rule and no topic `shap`, did you mean `shape`?"),
    ('[lint]\nignore = ["bad-fromat"]\n', "ircompile.toml:2: there is no rule and no topic `bad-fromat`, did you mean `bad-format`?"),
    ('[lint.per-file-ignores]\n"a/*" = ["shape"]\n"old/" = ["trafic"]\n', "ircompile.toml:3: there is no rule and no topic `trafic`, did you mean `traffic`?"),
    ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\n\n[[ignore]]\npath = "b"\npointer = ""\nrules = ["ALL"]\n',
     "ircompile.toml:9: there is no rule and no topic `ALL`"),
    ("[limits]\ndepth = 1\n[lint]\ndepth = 1\n", "ircompile.toml:4: unknown key `depth`"),
    ('limits.depth = 1\nlint.fail-on = "x"\n', "ircompile.toml:2: `x` is none of error, warning, info, never"),
    ("[limits]\ndepth = 100000\n", "ircompile.toml:2: `depth`: 100000 is greater than the maximum of 200"),
    ("[limits]\nnodes = 999999999\n", "ircompile.toml:2: `nodes`: 999999999 is greater than the maximum of 10000000"),
    ('extend = "a\\u0000"\n', "ircompile.toml: it holds the character NUL, which stands in no path and no text of a manifest"),
    ('[lint]\nrules = ["\\u0000"]\n', "ircompile.toml: it holds the character NUL, which stands in no path and no text of a manifest"),
    ("[limits]\ndepth = 1e01\n", "ircompile.toml:2: `depth`: 10.0 is not of type 'integer'"),
    ("# [lint]\nlimits = {depth = 1, byte = 2}\n", "ircompile.toml:2: unknown key `byte`, did you mean `bytes`?"),
    ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = "2099-02-31"\n',
     "ircompile.toml:9: `2099-02-31` is no date"),
    ('[lint]\nrequire-reason = true\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\n',
     "ircompile.toml:3: this `[[ignore]]` lacks the `reason` that `require-reason` asks for"),
    ("[lint\n", "ircompile.toml: not TOML: Expected ']' at the end of a table declaration (at line 1, column 6)"),
    ('[lint]\nschemas = ["s.json"]\n', "s.json: no JSON Schema: no such file or directory"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), CONFIGS, ids=[text for text, _ in CONFIGS])
def test_a_wrong_configuration_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "ircompile.toml").write_text(text)
    printed = run("ircompile lint job.yaml").replace(f"{folder}/", "")
    assert printed == f"ircompile: error: {message}\n[exit 2]\n"


@pytest.mark.parametrize("name", ["ircompile.toml", ".ircompile.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (Path.mkdir, "it is no regular file"),
        (os.mkfifo, "it is no regular file"),
        (lambda path: path.symlink_to("nowhere"), "no such file or directory"),
        (lambda path: path.symlink_to(path), "too many levels of symbolic links"),
    ],
)
def test_a_configuration_that_is_no_file_is_refused(
    folder: Path, make: Callable[[Path], object], why: str, name: str
) -> None:
    make(folder / name)
    printed = run("ircompile lint job.yaml").replace(f"{folder}/", "")
    assert printed == f"ircompile: error: {name}: the configuration can't be read: {why}\n[exit 2]\n"


@pytest.mark.parametrize("name", ["ircompile.toml", "pyproject.toml"])
def test_a_configuration_leads_not_out_of_the_repository(folder: Path, name: str) -> None:
    text = '[tool.ircompile.lint]\nignore = ["ALL"]\n' if "py" in name else '[lint]\nignore = ["ALL"]\n'
    other = folder.parent / f"{folder.name}-other.toml"
    other.write_text(text)
    (folder / name).symlink_to("/dev/zero")
    assert "[exit 2]" in run("ircompile lint job.yaml")
    (folder / name).unlink()
    (folder / name).symlink_to(other)
    assert run("ircompile lint job.yaml").replace(f"{folder}/", "") == (
        f"ircompile: error: {name}: the configuration is a link that leads out of the repository\n[exit 2]\n"
    )
    (folder / name).unlink()
    (folder / "shared.toml").write_text(text)
    (folder / name).symlink_to("shared.toml")
    assert run("ircompile lint job.yaml -q") == ""


def test_of_many_unknown_names_only_the_first_are_compared(folder: Path) -> None:
    others = [f"own-rule-{number}" for number in range(20_000)]
    for names, is_refused in ((["bad-fromat", *others], True), ([*others, "bad-fromat"], False)):
        (folder / "ircompile.toml").write_text(f"[lint]\nignore = {json.dumps(names)}\n")
        assert ("did you mean `bad-format`?" in run("ircompile lint job.yaml -q")) == is_refused


HOSTILE = [
    ("a." * 40_000 + "a = 1", "a key of it has more than 16 steps"),
    ("[" + "a . " * 20 + "a]", "a key of it has more than 16 steps"),
    ("x = {" + "'a'.\"b\"." * 8 + "c = 1}", "a key of it has more than 16 steps"),
    ("a = " + "[" * 50_000, "its values are nested more than 64 levels deep"),
    ("a = " + "{b = " * 65 + "1" + "}" * 65, "its values are nested more than 64 levels deep"),
    ("#\n" * (1 << 18) + "#", "the configuration can't be read: it is larger than 524288 bytes, and no setting raises that limit"),
    ("limits.bytes = " + "9" * 5000, "not TOML: an integer of it has more than 64 bits"),
    ("limits.bytes = 0x" + "f" * 50_000, "not TOML: an integer of it has more than 64 bits"),
    ("limits.bytes = 9223372036854775808", "not TOML: an integer of it has more than 64 bits"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["ircompile.toml", "pyproject.toml"])
@pytest.mark.parametrize(("text", "message"), HOSTILE, ids=[text[:40] for text, _ in HOSTILE])
def test_a_hostile_configuration_is_refused_before_it_costs_anything(
    folder: Path, text: str, message: str, name: str
) -> None:
    if name == "pyproject.toml":
        text = f"# ircompile\n{text}{text if text[0] == '#' else ''}"
        message = message.replace("524288", "1048576")
    (folder / name).write_text(text)
    printed = run("ircompile lint job.yaml").replace(f"{folder}/", "")
    assert printed == f"ircompile: error: {name}: {message}\n[exit 2]\n"


@pytest.mark.parametrize(
    "text",
    [
        f"exclude = [\"{'a.' * 50}\", '{'[' * 99}'] # {'b.' * 50}{'{' * 99}\n",
        f'exclude = ["""\n{"a." * 50}\\"{"[" * 99}""""]\nregion = "eu-west-1" # "\n',
        f"exclude = ['''\n{'a.' * 50}{'[' * 99}''''', '''''']\n",
        "exclude = [" + "'a.b', " * 99 + "]\n",
    ],
)
def test_no_bound_of_a_configuration_is_about_its_texts(folder: Path, text: str) -> None:
    (folder / "ircompile.toml").write_text(text)
    assert run("ircompile lint job.yaml -q") == ""


def test_the_nearest_configuration_wins(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "job.yaml").write_text(JOB.replace("churn", "a_b"))
    (folder / "ircompile.toml").write_text('[lint]\nignore = ["bad-format"]\n')
    assert run("ircompile lint sub/job.yaml -q") == ""
    (folder / "sub" / "pyproject.toml").write_text("[tool.other]\n")
    assert run("ircompile lint sub/job.yaml -q") == ""
    (folder / "sub" / "pyproject.toml").write_text('[tool.ircompile]\nlint.select = ["bad-format"]\n')
    assert "bad-format" in run("ircompile lint sub/job.yaml -q")
    (folder / "sub" / "pyproject.toml").write_text('[tool.ircompile]\nextend = "../ircompile.toml"\n')
    assert run("ircompile lint sub/job.yaml -q") == ""


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("", ["error[bad-format]", "warning[file-uri-value]"]),
        ('select = ["commands"]', ["warning[file-uri-value]"]),
        ('ignore = ["shape"]', ["warning[file-uri-value]"]),
        ('select = ["bad-format"]\nignore = ["shape"]', ["error[bad-format]"]),
        ('min-confidence = "model"', ["error[bad-format]"]),
        ('severity = {shape = "warning", file-uri-value = "error"}', ["warning[bad-format]", "error[file-uri-value]"]),
        ('severity = {ALL = "info", shape = "error"}', ["error[bad-format]"]),
        ('severity = {ALL = "off", commands = "error"}', ["error[file-uri-value]"]),
        ('severity = {bad-format = "off"}', ["warning[file-uri-value]"]),
        ('ignore = ["a-rule-of-ones-own"]', ["error[bad-format]", "warning[file-uri-value]"]),
        ('per-file-ignores = {"*.yaml" = ["ALL"]}', []),
        ('per-file-ignores = {"old/*" = ["ALL"]}', ["error[bad-format]", "warning[file-uri-value]"]),
    ],
)
def test_findings_are_chosen(folder: Path, settings: str, found: list[str]) -> None:
    (folder / "job.yaml").write_text(JOB.replace("churn", "a_b") + "JobDescription: https://example.com\n")
    (folder / "ircompile.toml").write_text(f"[lint]\n{settings}\n")
    lines = run("ircompile lint job.yaml -q --output-format concise").splitlines()
    assert [line.split()[1] for line in lines if not line.startswith("[exit")] == found


@pytest.mark.parametrize(
    "settings",
    [
        'exclude = ["old/*"]',
        'exclude = ["sub/old"]',
        'exclude = ["o?d"]',
        'exclude = ["sub"]',
        'lint.per-file-ignores = {"sub/old/*" = ["ALL"]}',
        '[[ignore]]\npath = "sub/old/job.yaml"\npointer = ""\nrules = ["shape"]',
    ],
)
def test_globs_are_seen_from_the_folder_of_their_own_file(folder: Path, settings: str) -> None:
    (folder / "sub" / "old").mkdir(parents=True)
    (folder / "sub" / "old" / "job.yaml").write_text(JOB.replace("churn", "a_b"))
    base = "" if settings.startswith('exclude = ["old/') else "../"
    (folder / "sub" / "ircompile.toml").write_text('extend = "../ircompile.toml"\n' if base else settings + "\n")
    (folder / "ircompile.toml").write_text(settings + "\n")
    assert "bad-format" not in run("ircompile lint . -q")
    assert "bad-format" in run("ircompile lint sub --isolated -q")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("tool = 3\nircompile = 1\n", ""),
        ('tool.other = "[tool.ircompile]"\n', ""),
        ('tool = {ircompile = {lint = {ignore = ["ALL"]}}}\n', ""),
        ('["tool"."ircompile".lint]\nignore = ["ALL"]\n', ""),
        ("[tool.ircompile\n", "pyproject.toml: not TOML: Expected ']' at the end of a table declaration (at line 1, column 16)"),
        ("[project]\nname = 'x'\n[tool]\nircompile = 3\n", "pyproject.toml:4: the file: 3 is not of type 'object'"),
        ("[project]\nselct = 1\n[tool.ircompile.lint]\nselct = 1\n", "pyproject.toml:4: unknown key `selct`, did you mean `select`?"),
    ],
)  # fmt: skip
def test_a_pyproject_counts_where_it_has_our_table(folder: Path, text: str, printed: str) -> None:
    (folder / "pyproject.toml").write_text(text)
    expected = f"ircompile: error: {printed}\n[exit 2]\n" if printed else ""
    assert run("ircompile lint job.yaml -q").replace(f"{folder}/", "") == expected


def test_a_pyproject_that_is_named_has_our_table(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.other]\n")
    printed = run("ircompile lint job.yaml --config pyproject.toml")
    assert printed == "ircompile: error: pyproject.toml: there is no table `[tool.ircompile]`\n[exit 2]\n"


def test_one_configuration_or_none() -> None:
    printed = run("ircompile lint job.yaml --config c.toml --isolated")
    assert "argument --isolated: not allowed with argument --config" in printed
    assert printed.endswith("[exit 2]\n")


def test_standard_input_is_excluded_as_the_file_of_its_name(folder: Path) -> None:
    (folder / "ircompile.toml").write_text('exclude = ["old"]\n')
    bad = JOB.replace("churn", "a_b")
    command = "ircompile lint - --stdin-filename old/job.yaml -q --output-format concise"
    assert "bad-format" in run(f"{command} <<< '{bad}'")
    assert run(f"{command} --only-manifests <<< '{bad}'") == "0 files checked, nothing found.\n"


def test_instance_types_that_no_model_has(folder: Path) -> None:
    types = "EndpointConfigurations: [{InstanceType: ml.c99.large}], ContainerConfig: {SupportedInstanceTypes: [ml.c99.large]}"
    (folder / "job.yaml").write_text(JOB.replace("{Model", f"{{{types}, Model"))
    printed = run("ircompile lint job.yaml -q")
    assert printed.count("`extend-instance-types` in `[model]` of the configuration adds to it") == 2
    (folder / "ircompile.toml").write_text('[model]\nextend-instance-types = ["ml.c99.large"]\n')
    assert "not-allowed-value" not in run("ircompile lint job.yaml -q")
    (folder / "other.yaml").write_text(JOB.replace("JobName: churn", "JobName: ml.c99.large"))
    assert "bad-format" in run("ircompile lint job.yaml other.yaml -q")
    (folder / "job.yaml").write_text(JOB.replace("Type: Default", "Type: ml.c99.large"))
    assert "not-allowed-value" in run("ircompile lint job.yaml -q")


SETTINGS = """\
# for sub/job.yaml
# from sub/ircompile.toml, which extends base.toml
exclude = ["generated", "sub/old/*", "more"]

[model]
path = "sub/service-2.json"
extend-instance-types = ["ml.c99.large"]

[lint]
select = ["ALL"]
ignore = ["advice"]
min-confidence = "documented"
require-reason = false
baseline = ""
rules = ["policies"]
schemas = []
fail-on = "warning"

[lint.severity]
shape = "warning"
ALL = "info"

[lint.per-file-ignores]
"sub/a/*" = ["ALL"]

[compile]
out-dir = ""

[limits]
bytes = 8388608
depth = 9
digits = 1000
documents = 10000
findings = 200
nodes = 250000
shorthand = 131071

[[ignore]]
path = "sub/jü/*"
pointer = "/JobName"
rules = ["shape"]
until = "2099-01-31"

# for job.yaml, .
# from no configuration file
"""


def test_settings_are_shown(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "job.yaml").write_text(JOB)
    (folder / "base.toml").write_text(
        'lint = {ignore = ["advice"], severity = {shape = "warning"}, fail-on = "info"}\n'
    )
    (folder / "sub" / "ircompile.toml").write_text(
        'extend = "../base.toml"\nexclude = ["generated", "old/*"]\n[model]\npath = "service-2.json"\n'
        'extend-instance-types = ["ml.c99.large"]\n[lint]\nmin-confidence = "documented"\nseverity.ALL = "info"\n'
        '[lint.per-file-ignores]\n"a/*" = ["ALL"]\n[[ignore]]\npath = "j\\u00fc/*"\npointer = "/JobName"\n'
        'rules = ["shape"]\nuntil = 2099-01-31\n[limits]\ndepth = 3\n'
    )
    options = "--exclude more --fail-on warning --rules policies --limit depth=9"
    printed = run(f"ircompile lint --show-settings sub/job.yaml job.yaml . {options}")
    assert printed.startswith(SETTINGS)
    for part in printed.split("# for ")[1:]:
        assert violation(tomllib.loads(f"# {part}"), "config") is None
    assert (
        run("ircompile lint --show-settings nowhere")
        == "ircompile: error: nowhere: no such file or directory\n[exit 2]\n"
    )


def test_schemas_of_ones_own(folder: Path) -> None:
    (folder / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    wanted = {"properties": {"JobName": {"pattern": "^prod-"}}, "required": ["Tags"]}
    (folder / "s.json").write_text(json.dumps(wanted))
    assert run("ircompile lint job.yaml -q --output-format concise") == (
        "job.yaml:1:1: error[schema-violation] the job does not fit s.json: 'Tags' is a required property\n"
        "job.yaml:1:10: error[schema-violation] `JobName` does not fit s.json: 'churn' does not match '^prod-'\n"
        "[exit 1]\n"
    )


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"$ref": "http://127.0.0.1:9/x"}, "it refers to http://127.0.0.1:9/x, which is not in it; nothing is fetched"),
        ({"$ref": "file:///etc/passwd"}, "it refers to file:///etc/passwd, which is not in it; nothing is fetched"),
        ({"type": 5}, "no JSON Schema"),
    ],
)
def test_a_schema_fetches_nothing(folder: Path, wanted: object, message: str) -> None:
    (folder / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (folder / "s.json").write_text(json.dumps(wanted))
    printed = run("ircompile lint job.yaml")
    assert message in printed
    assert "[exit 2]" in printed


def doubling(keyword: str, end: object) -> dict[str, object]:
    """A schema in which each of 25 subschemas refers to the next one twice."""
    defs = {f"d{n}": {keyword: [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(25)}
    return {"$defs": {**defs, "d25": end}, "$ref": "#/$defs/d0"}


MUCH = "it takes more than 50000 steps for one request; the bound is fixed"
LABORIOUS = [
    (doubling("anyOf", {"type": "string"}), MUCH),
    ({**doubling("allOf", {"properties": {"JobName": True}}), "unevaluatedProperties": False}, MUCH),
    ({"properties": {"Tags": {"items": {"enum": [*range(20_000)]}}}}, MUCH),
    ({"patternProperties": {f"{n}(a|b)": True for n in range(5000)}}, MUCH),
    ({"properties": {"JobName": {"pattern": "(?=a)" + "b" * 500}}},
     f"the pattern '(?=a){'b' * 93}… is not one of RE2's: patterns have groups `(…)` and `(?:…)` only: no look-around"),
    ({"enum": [*range(50_000)]}, "no JSON Schema: it is larger than 262144 bytes, and no setting raises that limit"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "message"), LABORIOUS, ids=range(len(LABORIOUS)))
def test_a_schema_takes_so_many_steps_and_no_more(folder: Path, wanted: object, message: str) -> None:
    (folder / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (folder / "s.json").write_text(json.dumps(wanted))
    (folder / "job.yaml").write_text(JOB + "Tags: [" + "x," * 100 + "]\n")
    printed = run("ircompile lint job.yaml")
    assert printed.startswith(f"ircompile: error: s.json: {message}")
    assert printed.endswith("[exit 2]\n")


def test_what_is_too_long_for_a_pattern_does_not_match_it(folder: Path) -> None:
    (folder / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (folder / "job.yaml").write_text(JOB + "JobDescription: " + "a" * 10_001 + "\n")
    (folder / "s.json").write_text(json.dumps({"properties": {"JobDescription": {"pattern": "a"}}}))
    assert "schema-violation" in run("ircompile lint job.yaml")


def test_a_catastrophic_pattern_ends(folder: Path) -> None:
    (folder / "ircompile.toml").write_text('[lint]\nschemas = ["s.json"]\n')
    (folder / "job.yaml").write_text(JOB + "JobDescription: " + "a" * 100 + "!\n")
    (folder / "s.json").write_text(json.dumps({"properties": {"JobDescription": {"pattern": "^(a+)+$"}}}))
    assert "schema-violation" in run("ircompile lint job.yaml")


@pytest.mark.parametrize("name", ["rule", "config"])
def test_our_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_quick_check_agrees_with_jsonschema() -> None:
    for value in [
        {},
        {"lint": {}},
        {"lint": []},
        {"limits": {"bytes": True}},
        {"limits": {"bytes": 1}},
        *({"limits": {name: highest + more}} for name, highest in HIGHEST.items() for more in (0, 1)),
        {"exclude": [1]},
    ]:
        assert (violation(value, "config") is None) == Draft202012Validator(schema("config")).is_valid(value)


def test_the_pages_of_the_rules_are_fresh() -> None:
    spec = importlib.util.spec_from_file_location("write_rule_pages", ROOT / "tools" / "write_rule_pages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = {file.name: file.read_text("utf-8") for file in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == module.pages()


def test_the_book_is_listed_whole() -> None:
    listed = json.loads(run("ircompile rules --output-format json"))
    assert [rule["id"] for rule in listed] == list(shipped_rules())


def test_every_function_of_the_domain_is_documented() -> None:
    page = (ROOT / "docs" / "rule-language.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)\(", page, re.MULTILINE)) == set(functions_of(SHIPPED))


def test_every_key_and_variable_of_a_rule_is_documented() -> None:
    page = (ROOT / "docs" / "rule-language.md").read_text("utf-8")
    keys, variables = (page.partition(f"| {head} |")[2].partition("\n\n")[0] for head in ("key", "variable"))
    first = [row.split("|")[1] for row in keys.splitlines()[2:]]
    assert set(re.findall(r"`(\w+)`", " ".join(first))) == set(schema("rule")["properties"])
    assert set(re.findall(r"^\| `(\w+)` \|", variables, re.MULTILINE)) == BLAME_VARIABLES


def test_the_page_on_configuration_is_true() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    block = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert block
    settings = tomllib.loads(block[1])
    assert violation(settings, "config") is None
    assert settings["limits"] == {name: getattr(Limits(), name) for name in Limits.__slots__}
    limits = schema("config")["properties"]["limits"]["properties"]
    assert {name: limit["maximum"] for name, limit in limits.items()} == HIGHEST
    highest = re.findall(r"^(\w+) = \d+ +# .*?([0-9]+) at most$", block[1], re.MULTILINE)
    assert {name: int(number) for name, number in highest} == HIGHEST
    assert set(settings) == set(schema("config")["properties"])
    assert set(settings["model"]) == set(schema("config")["properties"]["model"]["properties"])
    assert set(settings["lint"]) == set(schema("config")["properties"]["lint"]["properties"])


RUNNER = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
"""What a CI runner obeys."""
FORGED = r"\u001b[31m\u202e ##[error]x ##vso[x]y [a](http://x) <b>x</b> `<i>` ``"
FORGING = rf"""
id: forging
severity: error
confidence: inferred
since: "1"
summary: "::error::{FORGED}"
why: "{"~~~ " * 50}{"``` " * 50}::error::{FORGED}"
source: {{page: "a\n::error::{FORGED}"}}
assert: "!has(job.Tags)"
at: Tags
message: tags
good:
  - name: "none\n::error::{FORGED}"
    manifest: "```\n::error::x\n  ::error::x\n<b>##[error]\nJobName: good\n````\n<b>"
bad:
  - {{name: some, manifest: "Tags: [{{Key: a, Value: b}}]", finds: ["1:7 {FORGED}"]}}
"""


@pytest.mark.parametrize(
    "command", ["explain forging", "rules", "rules --output-format json", "rules test policies", "lint job.yaml"]
)
def test_a_rule_of_a_stranger_says_nothing_but_its_words(folder: Path, command: str) -> None:
    (folder / "policies").mkdir()
    (folder / "policies" / "forging.yaml").write_text(FORGING)
    if not command.endswith("policies"):
        (folder / "ircompile.toml").write_text('[lint]\nrules = ["policies"]\n')
    (folder / "job.yaml").write_text(JOB + "Tags: [{Key: a, Value: b}]\n")
    printed = run(f"ircompile {command}{' --output-format sarif' if 'lint' in command else ''}")
    assert "forging" in printed
    assert "[exit 2]" not in printed
    assert printed.replace("\n", "").isprintable()
    assert not RUNNER.search(printed)
    if "json" in command:
        (rule,) = (rule for rule in json.loads(printed) if rule["id"] == "forging")
        assert rule["summary"].startswith("::error::\x1b[31m\u202e ##[error]x ##vso[x]y")


def test_a_rule_of_a_stranger_has_no_markup_but_code(folder: Path) -> None:
    (folder / "policies").mkdir()
    (folder / "policies" / "forging.yaml").write_text(FORGING)
    pages = [run("ircompile explain forging --rules policies")]
    log = json.loads(run("ircompile lint job.yaml --rules policies --output-format sarif -q --severity-floor info"))
    pages += [rule["help"]["markdown"] for rule in log["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "forging"]
    for page in pages:
        tokens = [part for token in MarkdownIt().parse(page) for part in (token, *(token.children or ()))]
        assert {token.type for token in tokens}.isdisjoint({"html_block", "html_inline", "link_open", "image"})
        assert [token.content for token in tokens if token.type == "code_inline"] == ["<i>"] * 4
        assert sum(token.type == "fence" for token in tokens) == 2
        assert sum(token.type == "heading_open" for token in tokens) == 3


@pytest.mark.parametrize("glob", ["##[error]x", "##vso[x]", "##teamcity[x]"])
def test_settings_are_no_commands_of_a_ci_runner(folder: Path, glob: str) -> None:
    (folder / "ircompile.toml").write_text(
        f'exclude = ["{glob}"]\n[lint.per-file-ignores]\n"{glob}" = ["bad-format"]\n'
        f'[[ignore]]\npath = "{glob}"\nrules = ["bad-format"]\npointer = "/{glob}"\nreason = "{glob}"\n'
    )
    printed = run(f"ircompile lint --show-settings . --exclude '{glob}'")
    assert not RUNNER.search(printed)
    assert tomllib.loads(printed)["exclude"] == [glob, glob]
