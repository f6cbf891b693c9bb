"""Jobs in files of other languages, from the command line: what is found in them, and what is only unknown."""

from __future__ import annotations

import json
import os
import re
import textwrap
from pathlib import Path
from unittest import mock

import pytest
import yaml
from checkout import ROOT
from console import run
from jobs import FILES, JOB
from reach import reach
from scripts import rules

import ircompile
from ircompile.cli import inputs
from ircompile.hosts import HOSTS
from ircompile.hosts.search import OPERATIONS, file_names_operation
from ircompile.manifest import load
from ircompile.manifest.load import STATES
from ircompile.sources.files import ANCHOR, CHUNK, HOST_ENDINGS, RIGHT_SIZE, SEARCHED, walk

SCHEMAS = Path(ircompile.__file__).parent / "config" / "schemas"
SOUND = """\
import boto3

client = boto3.client("sagemaker")
REQUEST = {
    "JobName": "churn",
    "JobType": "Default",
    "RoleArn": ROLE,
    "InputConfig": {"ModelPackageVersionArn": package()},
}
client.create_inference_recommendations_job(**REQUEST)
"""
FAULTY = SOUND.replace('"churn"', '"a_b"')
FINDING = "job.py:5:16: error[bad-format] `a_b` is not a valid `JobName`\n"


def found(repository: Path, program: str) -> list[str]:
    """Return the findings in a program, as "line:column rule pointer"."""
    (repository / "job.py").write_text(program)
    printed = run("ircompile lint job.py --output-format json --isolated -q")
    report = json.loads(printed.removesuffix("[exit 1]\n"))
    return [f"{it['line']}:{it['column']} {it['rule']} {it['pointer']}" for it in report["diagnostics"]]


def test_the_schema_of_configurations_has_each_kind_of_file() -> None:
    hosts = json.loads((SCHEMAS / "config.json").read_text())["properties"]["hosts"]["properties"]
    assert [tuple(it["items"]["enum"]) for it in hosts.values()] == [tuple(HOST_ENDINGS)] * 2


def test_each_kind_of_file_has_a_module() -> None:
    assert HOSTS.keys() | {STATES} == HOST_ENDINGS.keys()


@pytest.mark.parametrize(
    ("program", "findings"),
    [
        (SOUND, []),
        (FAULTY, ["5:16 bad-format /JobName"]),
        ("# create_inference_recommendations_job\n" + SOUND, []),
        ("c.create_inference_recommendations_job(**request)", []),
        ("c.create_inference_recommendations_job(JobName=name, **request)", []),
        ("c.create_inference_recommendations_job(JobNam=name, **request)", ["1:40 unknown-field /JobNam"]),
        ("c.create_inference_recommendations_job(x=1, **request)", ["1:40 unknown-field /x"]),
        ("c.create_inference_recommendations_job(InputConfig={**common}, **request)", []),
        (
            "c.create_inference_recommendations_job(InputConfig={**common, 'Foo': 1}, **request)",
            ["1:63 unknown-field /InputConfig/Foo"],
        ),
        (
            "c.create_inference_recommendations_job(Tags=[{'Key': k, 'Value': 3}], **request)",
            ["1:66 wrong-type /Tags/0/Value"],
        ),
        (
            "c.create_inference_recommendations_job(JobType=None, **request)",
            ["1:48 null-value /JobType"],
        ),
        ("c.create_inference_recommendations_job(InputConfig='TrafficPattern={}', **r)", ["1:52 wrong-type /InputConfig"]),
    ],
)  # fmt: skip
def test_lint(repository: Path, program: str, findings: list[str]) -> None:
    assert found(repository, program) == findings


@pytest.mark.parametrize(
    ("setting", "findings"),
    [
        ("'JobType': 'Default', 'StoppingConditions': {'MaxInvocations': 9}", ["stopping-on-default"]),
        ("'JobType': kind, 'StoppingConditions': {'MaxInvocations': 9}", []),
        ("'JobType': 'Advanced', 'StoppingConditions': stop", ["traffic-missing"]),
        ("'JobType': 'Advanced', **more", []),
        ("'JobType': 'Default', 'StoppingConditions': stop", ["stopping-on-default"]),
    ],
)
def test_rules_rely_on_nothing_that_is_unknown(repository: Path, setting: str, findings: list[str]) -> None:
    program = f"""
        request = {{'JobName': name, 'RoleArn': role, 'InputConfig': {{'ModelName': model}}, {setting}}}
        c.create_inference_recommendations_job(**request)
    """
    rules = [it.split()[1] for it in found(repository, textwrap.dedent(program))]
    assert [it for it in rules if it in ("stopping-on-default", "traffic-missing", "stopping-missing")] == findings


@pytest.mark.parametrize(
    ("statement", "findings"),
    [
        ("request['JobType'] = 'Default'", ["stopping-on-default"]),
        ("if x:\n    request['JobType'] = 'Default'", []),
        ("if x:\n    del request['StoppingConditions']\nrequest['JobType'] = 'Default'", []),
        ("if x:\n    request['StoppingConditions']['MaxInvocations'] = 5\nrequest['JobType'] = 'Default'", ["stopping-on-default"]),
        ("del request['RoleArn']", ["missing-field", "missing-field"]),
        ("if x:\n    del request['RoleArn']", ["missing-field"]),
        ("change(request)", []),
    ],
)  # fmt: skip
def test_a_member_that_may_be_absent_is_neither_present_nor_missing(
    repository: Path, statement: str, findings: list[str]
) -> None:
    program = (
        "request = {'JobName': name, 'RoleArn': role, 'InputConfig': {'ModelName': model}}\n"
        f"request['StoppingConditions'] = {{'MaxInvocations': 9}}\n{statement}\n"
        "c.create_inference_recommendations_job(**request)\n"
    )
    wanted = ("missing-field", "stopping-on-default")
    assert [it for it in (line.split()[1] for line in found(repository, program)) if it in wanted] == findings


@pytest.mark.parametrize("file", sorted((ROOT / "tests" / "corpus").glob("[0-9]*.json")), ids=lambda file: file.stem)
def test_a_request_has_the_same_findings_in_every_form(file: Path) -> None:
    request = json.loads(file.read_text("utf-8"))
    manifests = {"a.json": json.dumps(request), "a.yaml": yaml.safe_dump(request)}
    found = [
        sorted(f"{it.severity}[{it.rule}] {it.pointer}" for it in ircompile.lint(text, name))
        for name, text in manifests.items()
    ]
    in_program = rules("a.py", f"client.create_inference_recommendations_job(**{request!r})")
    assert found == [in_program] * 2


def test_programs_are_found_in_folders(repository: Path) -> None:
    (repository / "sub").mkdir()
    (repository / "job.py").write_text(FAULTY)
    (repository / "sub" / "other.py").write_text("print('JobName')\nprint('RoleArn')\n")
    printed = run("ircompile lint --output-format concise")
    assert printed.startswith(FINDING)
    assert "in 1 of 2 files" in printed  # the other one is job.yaml


def test_jobs_are_found_without_a_path_in_every_kind_of_file(repository: Path) -> None:
    for name, text in FILES.items():
        (repository / "sub" / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / "sub" / name).write_text(text.format("a_b"))
    printed = run("ircompile lint --output-format concise")
    found = re.findall(r"^sub/(.+?):\d+:\d+: .*error\[bad-format\] `a_b`", printed, re.MULTILINE)
    assert sorted(found) == sorted(FILES)


def test_the_name_of_the_operation_is_found_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "large.py"
    name = b"create_inference_recommendations_job"
    for before in (0, CHUNK - 40, CHUNK - len(name) + 1, CHUNK - 1, CHUNK, 2 * CHUNK - 7):
        file.write_bytes(b"#" * before + name)
        assert file_names_operation(str(file))
        file.write_bytes(b"#" * before + name[:-1])
        assert not file_names_operation(str(file))
    assert not file_names_operation(str(tmp_path / "nowhere.py"))


def test_the_words_of_the_sdk_are_found_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "large.py"
    for hint in (b"sagemaker", b"sage"):
        file.write_bytes(b"model.right_size()\n" + b"#" * CHUNK + hint)
        assert file_names_operation(str(file)) == (hint == b"sagemaker")


def test_a_file_without_the_name_is_only_searched(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, or up to three times if it contains a part of a name."""
    texts = {"plain.py": "x = 1\n" * SEARCHED, "recommend.py": "# what we recommend\n", "size.py": "m.right_size()\n"}
    for name, text in {"job.py": FAULTY, **texts}.items():
        (repository / name).write_text(text)
    decoded = mock.Mock(wraps=load.decoded)
    monkeypatch.setattr(inputs, "decoded", decoded)
    with reach() as seen:
        run("ircompile lint . -q")
    opened = [path for event, path in seen if event == "open"]
    assert {name: opened.count(str(repository / name)) for name in texts} == {
        "plain.py": 1,
        "recommend.py": 2,
        "size.py": 3,
    }
    assert [name for name, *_ in (it.args for it in decoded.call_args_list) if name.endswith(".py")] == ["job.py"]


def test_every_name_of_the_operation_has_an_anchor() -> None:
    assert all(ANCHOR in name or RIGHT_SIZE in name for name in OPERATIONS)


@pytest.mark.parametrize("before", [0, *(SEARCHED - it for it in range(60)), 2 * SEARCHED - 45, CHUNK])
def test_a_walk_finds_the_name_anywhere(repository: Path, before: int) -> None:
    (repository / "job.py").write_bytes(b"#" * before + b"\n" + FAULTY.encode())
    (repository / "other.py").write_bytes(b"#" * (before + 50))
    assert [name for name, _ in walk(".", print, makes_jobs=lambda _: True)] == ["job.py", "job.yaml"]


def test_a_walk_reads_plain_files_and_links_to_them_only(repository: Path) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / "job.py").write_text(FAULTY)
    (repository / "link.py").symlink_to("sub/job.py")
    (repository / "lost.py").symlink_to("nowhere")
    (repository / "folder.py").symlink_to("sub")
    (repository / "zero.py").symlink_to("/dev/zero")
    if hasattr(os, "mkfifo"):
        os.mkfifo(repository / "pipe.py")
    printed = run("ircompile lint . --output-format concise -v")
    assert FINDING.replace("job.py", "sub/job.py") in printed
    assert "pipe" not in printed
    assert "zero" not in printed


@pytest.mark.parametrize(
    ("options", "configuration", "is_found"),
    [
        ("", "", True),
        ("--hosts all", "", True),
        ("--hosts python", "", True),
        ("--hosts none", "", False),
        ("", "[hosts]\nexclude = ['python']\n", False),
        ("", "[hosts]\ninclude = []\n", False),
        ("", "[hosts]\ninclude = ['python']\n", True),
        ("--hosts all", "[hosts]\nexclude = ['python']\n", True),
    ],
)
def test_hosts_can_be_chosen(repository: Path, options: str, configuration: str, *, is_found: bool) -> None:
    (repository / "job.py").write_text(FAULTY)
    (repository / "ircompile.toml").write_text(configuration)
    assert run(f"ircompile lint . --output-format concise {options}").startswith(FINDING) is is_found


def test_an_unknown_host_is_refused() -> None:
    assert run("ircompile lint --hosts perl,python") == (
        f"ircompile: error: --hosts: `perl` is none of {', '.join(('all', 'none', *HOST_ENDINGS))}\n[exit 2]\n"
    )


@pytest.mark.parametrize("text", ["print()\n", "# create_inference_recommendations_job\n"])
def test_a_named_program_without_a_job_is_an_error(repository: Path, text: str) -> None:
    (repository / "job.py").write_text(text)
    assert run("ircompile lint job.py -q") == "ircompile: error: job.py: no job is in this file\n[exit 2]\n"
    assert run("ircompile lint --only-manifests job.py job.yaml -q") == ""


def test_other_commands_read_no_programs(repository: Path) -> None:
    (repository / "job.py").write_text(FAULTY)
    assert "a_b" not in run("ircompile compile .")


def test_standard_input_may_be_a_program() -> None:
    printed = run(f"ircompile lint - --stdin-filename job.py --output-format concise <<< '{FAULTY}'")
    assert printed.startswith(FINDING)


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"c.create_inference_recommendations_job(\n", "1:39: warning[snippet-unread] {}: '(' was never closed"),
        (b"c.create_inference_recommendations_job(a=" + b"-" * 5000 + b"1)", "1:1: warning[snippet-unread] {}: "),
        (b"c.create_inference_recommendations_job(a='\0')\n", "1:1: warning[snippet-unread] {}: source code string"),
        (b"c.create_inference_recommendations_job(a='\xff')\n", "1:43: error[text-encoding] byte 0xff"),
        (b"# coding: latin-1\nc.create_inference_recommendations_job(JobName='\xff', **a)\n", "2:48: error[bad-format] "),
        (b"# coding: klingon\nc.create_inference_recommendations_job(JobName='_', **a)\n", "2:48: error[bad-format] "),
        (b"\xef\xbb\xbfc.create_inference_recommendations_job(JobName='_', **a)\r\n", "1:48: error[bad-format] "),
        ("c.create_inference_recommendations_job(**{'é': 1, 'JobName': '_'}, **a)".encode(), "1:43: error[unknown-field] "),
    ],
)  # fmt: skip
def test_programs_of_any_bytes(repository: Path, data: bytes, finding: str) -> None:
    (repository / "job.py").write_bytes(data)
    printed = run("ircompile lint job.py --output-format concise")
    wanted = finding.format("this names create_inference_recommendations_job, and can't be read")
    assert printed.startswith(f"job.py:{wanted}")


def test_a_text_that_grows_without_end_is_not_worked_out(repository: Path) -> None:
    program = "a = 'x'\n" + "a = a + a\n" * 60 + "c.create_inference_recommendations_job(JobName=a, **r)\n"
    assert found(repository, program) == []


def test_nothing_of_the_folder_is_imported(repository: Path) -> None:
    (repository / "ast.py").write_text("raise SystemExit('imported')\n")
    (repository / "boto3.py").write_text("raise SystemExit('imported')\n")
    assert found(repository, FAULTY) == ["5:16 bad-format /JobName"]


def test_names_of_jobs_in_programs_may_repeat(repository: Path) -> None:
    (repository / "job.py").write_text(SOUND + SOUND)
    (repository / "job.yaml").write_text(JOB)
    assert run("ircompile lint . -q") == ""
