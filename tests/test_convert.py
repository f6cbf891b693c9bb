"""`convert`: what it takes, where its findings point, and the advice for what people get wrong."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from console import run

from ircompile.config.settings import Config
from ircompile.findings.diagnostic import Severity
from ircompile.linting.linter import Linter
from ircompile.manifest.command import read_command
from ircompile.manifest.convert_input import written_in
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text
from ircompile.syntax.shorthand.advice import advise, structures
from ircompile.syntax.shorthand.error import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand

ROLE = "arn:aws:iam::123456789012:role/x"
HEAD = f"aws sagemaker create-inference-recommendations-job --job-name a --job-type Default --role-arn {ROLE}"
PACKAGE = "ModelPackageVersionArn=arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1"


@pytest.mark.parametrize(
    ("text", "message", "mended"),
    [
        ("a={b=}", "an empty value before `}` must be quoted", "a={b=''}"),
        ("[{P=P95,V=}]".replace("[", "a=[", 1), "an empty value before `}` must be quoted", "a=[{P=P95,V=''}]"),
        ("C={S=a,b}", "a list inside `{…}` or `[…]` needs brackets", "C={S=[a,b]}"),
        ("V={S=a,b,T=c,d}", "a list inside `{…}` or `[…]` needs brackets", "V={S=[a,b],T=[c,d]}"),
        ("a=[b] ", "nothing, not even a blank, may follow the last bracket", "a=[b]"),
        ("a={b=c}\n", "nothing, not even a blank, may follow the last bracket", "a={b=c}"),
        ("a=b,", "the text ends with a comma", "a=b"),
        ("a=don't", "a text that holds a quote must be quoted itself", 'a="don\'t"'),
        ("a=[x,don't]", "a text that holds a quote must be quoted itself", 'a=[x,"don\'t"]'),
        ('D={"i":[1,2]},F=x', "JSON inside of shorthand must be quoted", "D='{\"i\":[1,2]}',F=x"),
        ("a=[x, 😀 y],b=c", "a text that holds an emoji, or another character beyond U+FFFF, must be quoted", "a=[x,' 😀 y'],b=c"),
        ("a=[“b”", 'only "," or the end may follow this value; put text that holds quotes or brackets in quotes', ""),
    ],
)  # fmt: skip
def test_advice_on_shorthand(text: str, message: str, mended: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    assert advise(text, caught.value) == (message, mended)


def test_several_structures_are_several_words() -> None:
    text = "Key=a,Value=b,Key=c,Value=d"
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    assert structures(text, caught.value) == ["Key=a,Value=b", "Key=c,Value=d"]


def found(text: str, *, cli_version: int | None = None, floor: str = "warning") -> list[str]:
    source = from_text("x", text, "command")
    manifest = read_command(source, SHIPPED, cli_version=cli_version)
    diagnostics = Linter(Config()).lint(source, [manifest])
    return [
        f"{it.line}:{it.column}-{it.end_line}:{it.end_column} {it.rule}"
        for it in diagnostics
        if it.severity.rank <= Severity(floor).rank
    ]


def place(text: str, part: str) -> str:
    start = text.index(part) + 1
    return f"1:{start}-1:{start + len(part)}"


@pytest.mark.parametrize(
    ("rest", "part", "rule"),
    [
        (f" --input-config {PACKAGE},JobDurationInSeconds=20000", "20000", "out-of-range"),
        (f" --input-config={PACKAGE},JobDurationInSeconds=20000", "20000", "out-of-range"),
        (f""" --input-config '{{"{PACKAGE.replace("=", '": "')}", "JobDurationInSeconds": 20000}}'""", "20000", "out-of-range"),
        (f" --input-config {PACKAGE} --tags Key=a,Value=b 'Key=c!,Value=d'", "c!", "bad-format"),
        (f""" --input-config {PACKAGE} --tags '[{{"Key": "c!", "Value": "d"}}]'""", '"c!"', "bad-format"),
        (f""" --cli-input-json '{{"InputConfig": {{"{PACKAGE.replace("=", '": "')}", "JobDurationInSeconds": 20000}}}}'""", "20000", "out-of-range"),
        (f" --input-config {PACKAGE} --tags Key=a,Value=b --tags", "--tags Key"[:6], "option-repeated"),
        (f" --input-config {PACKAGE},TrafficPattern={{Stairs={{NumberOfSteps=1_0}}}}", "1_0", "shorthand-integer"),
        (f" --input-config '{PACKAGE},TrafficPattern={{TrafficType=A,TrafficType=B}}'", "TrafficType", "shorthand-duplicate-key"),
        (f" --input-config {PACKAGE},JobDurationInSeconds=20x", "20x", "wrong-type"),
        (f" --input-config {PACKAGE},", "", "shorthand-syntax"),
        (f" --input-config '{PACKAGE}' --job-d $X", "$X", "command-needs-shell"),
        (f" --input-config '{PACKAGE}' --nope", "--nope", "command-refused"),
    ],
)  # fmt: skip
def test_findings_point_into_words(rest: str, part: str, rule: str) -> None:
    text = HEAD + rest
    lines = [line for line in found(text) if line.endswith(" " + rule)]
    assert lines
    if rule == "shorthand-duplicate-key":
        start = text.rindex(part) + 1
        assert lines == [f"1:{start}-1:{start + len(part)} {rule}"]
    elif part:
        assert lines == [f"{place(text, part)} {rule}"]


@pytest.mark.parametrize(
    ("rest", "advice"),
    [
        (" --input-config '{ModelName:m}'", "the shell removed the quotes of the JSON"),
        (" --cli-input-json job.json", "write file://job.json"),
        (" --input-config ModelName=m,A=b ModelName=m,A=c", "the shell took apart"),
        (" --input-config '{“a”:1}'", "an editor or a web page replaced"),
    ],
)
def test_advice_on_commands(rest: str, advice: str) -> None:
    source = from_text("x", HEAD + rest, "command")
    diagnostics = Linter(Config()).lint(source, [read_command(source, SHIPPED)])
    assert [advice in it.help for it in diagnostics] == [True]


def test_yaml_needs_version_2() -> None:
    text = HEAD + " --cli-input-yaml 'InputConfig: {ModelName: m}'"
    assert "1:" + place(text, "--cli-input-yaml")[2:] + " cli-yaml-needs-v2" in found(text, floor="info")
    assert [line.split()[-1] for line in found(text, cli_version=1)] == ["command-refused"]


def test_a_script_is_read_as_people_write_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    script = f"#!/bin/sh\n# starts the job\n{HEAD} \\\n  --input-config \"{PACKAGE}\" \\\n  --tags Key=a,Value='b c'  # who pays\n"
    (tmp_path / "run.sh").write_text(script)
    body = json.loads(run("ircompile convert run.sh --no-lint"))
    assert body["Tags"] == [{"Key": "a", "Value": "b c"}]


def test_files_are_read_in_the_working_directory_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    (here / "jobs").mkdir(parents=True)
    monkeypatch.chdir(here)
    (here / "tags.json").write_text('[{"Key": "a", "Value": "b"}]')
    (tmp_path / "outside.json").write_text("[]")
    for name, code in (("tags.json", 0), ("../outside.json", 2)):
        (here / "jobs/run.sh").write_text(f"{HEAD} --input-config {PACKAGE} --tags file://{name}")
        printed = run("ircompile convert jobs/run.sh --no-lint")
        assert printed.endswith("[exit 2]\n") == bool(code)


def test_what_is_wrong_is_translated_all_the_same() -> None:
    printed = run("""ircompile convert '{"JobName": 5, "Nope": [1]}' --no-lint""")
    assert json.loads(printed) == {"JobName": 5, "Nope": [1]}


@pytest.mark.parametrize("name", ["::error::x", " ::error::x", "##[error]x"])
@pytest.mark.parametrize("to", ["shorthand --param job-name", "shorthand", "json", "yaml", "command --wrap"])
def test_a_line_that_is_printed_is_no_command_of_a_ci_runner(name: str, to: str) -> None:
    text = json.dumps({"JobName": name, "InputConfig": {name: "x"}})
    for form in (to, to.replace("job-name", "input-config")):
        printed = run(f"ircompile convert - --no-lint --to {form} <<< {shlex.quote(text)}")
        assert printed
        assert not re.search(r"^\s*::|##\[", printed, re.MULTILINE)


def test_the_file_style_writes_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = run(
        """ircompile convert '{"JobName": "a", "JobType": "Default"}' --to command --style file -o job.json --no-lint"""
    )
    assert printed == "aws sagemaker create-inference-recommendations-job --cli-input-json file://job.json\n"
    assert json.loads((tmp_path / "job.json").read_text()) == {"JobName": "a", "JobType": "Default"}


@pytest.mark.parametrize(
    "text",
    ["  # c\n" * 20_000 + "sudo aws sagemaker x", " \n" * 100_000 + "aws", " " * 200_000 + "a=b", "sagemaker " * 20_000, "- " * 100_000],
    ids=["comments", "lines", "blanks", "words", "items"],
)  # fmt: skip
def test_the_kind_of_a_long_text_is_found_at_once(text: str) -> None:
    written_in("x", text)


ODD = "x\x01y\u2028\ufeff\x7f\rz"


@pytest.mark.parametrize(
    ("text", "rest", "value"),
    [
        (f"{HEAD} --input-config {PACKAGE} --job-description '{ODD}'", "", ODD),
        (f"ModelName='{ODD}'", "--param input-config", {"ModelName": ODD}),
        (f"ModelName='{ODD}'", "", {"ModelName": ODD}),
        (ODD, "--param job-description", ODD),
        (json.dumps({"JobDescription": "a\u2028\ufeff"}, ensure_ascii=False), "", "a\u2028\ufeff"),
    ],
)  # fmt: skip
def test_every_character_is_translated(
    text: str, rest: str, value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input").write_bytes(text.encode())
    read_back = json.loads(run(f"ircompile convert input --no-lint {rest}"))
    assert read_back.get("JobDescription", read_back) == value if isinstance(read_back, dict) else read_back == value


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"ModelName=abc\xffdef,JobDurationInSeconds=5", "input:1:14"),
        (b"a=b\n,c=\xff", "input:2:4"),
        (HEAD.encode() + b" --job-description \xe9", f"input:1:{len(HEAD) + 20}"),
        (b'JobName: "a\x01b"', "input:1:12"),
        (b'{"JobName": "a\x01b"}', "input:1:15"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(
    data: bytes, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input").write_bytes(data)
    for rest in ("", "--param input-config") if data.startswith(b"Model") else ("",):
        printed = run(f"ircompile convert input --no-lint {rest}")
        assert "error[text-encoding]: " in printed
        assert f" --> {place}\n" in printed
        assert printed.endswith("[exit 2]\n")


VALUES = [
    ("JSON.json", "input-config", {"ModelName": "f"}),
    ("value.yaml", "input-config", {"ModelName": "f", "JobDurationInSeconds": 5}),
    ("job.yaml", "input-config", {"ModelName": "g"}),
    ("tags.json", "tags", [{"Key": "a", "Value": "b"}]),
    ("lines", "tags", [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}]),
    ("crlf", "job-description", "5"),
    ("""'{"Key":"a","Value":"b"}'""", "tags", [{"Key": "a", "Value": "b"}]),
    ("Key=a,Value=b", "tags", [{"Key": "a", "Value": "b"}]),
    ("file://tags.json", "tags", [{"Key": "a", "Value": "b"}]),
    ("file://JSON.json", "input-config", {"ModelName": "f"}),
    ("JobDurationInSeconds@=fileb://crlf", "input-config", {"JobDurationInSeconds": 5}),
    ("file://crlf", "job-description", "5\n"),
    ("""'{"a": 1}'""", "job-description", '{"a": 1}'),
    ("'note: this'", "job-description", "note: this"),
    ("'x\n'", "job-description", "x\n"),
    ("''", "job-description", ""),
    (f"a={'[' * 450}{']' * 450}", "input-config", json.loads(f'{{"a": {"[" * 450}{"]" * 450}}}')),
]
REFUSED = [
    ("JobDurationInSeconds=[5]", "input-config", "error[wrong-type]: ", "int() argument must be a string, a bytes-like object or a real number, not 'list'"),
    ("JobDurationInSeconds=5,6", "input-config", "error[wrong-type]: ", "int() argument must be a string, a bytes-like object or a real number, not 'list'"),
    ("[]", "input-config", "error[command-refused]: ", "Error parsing parameter '--input-config': Invalid JSON:\\n[]"),
    ("file://../x", "input-config", "error[command-refused]: ", "is outside `.`; name a file in that folder"),
    ("http://x", "job-description", "error[command-refused]: ", "nothing is fetched here"),
    ("ModelName@=fileb://crlf", "input-config", "ircompile: error: ", "bytes, which JSON can't hold"),
    ("'ModelName@=fileb://crlf' --to yaml", "input-config", "ircompile: error: ", "bytes, which YAML can't hold"),
    ("'a@=fileb://crlf' --to yaml", "", "ircompile: error: ", "bytes, which YAML can't hold"),
    ("'a={b=c}\n'", "input-config", "error[shorthand-syntax]: ", "nothing, not even a blank, may follow the last bracket"),
    ("list.json", "", "error[root-not-mapping]: ", "a manifest is a mapping"),
    ("''", "", "ircompile: error: ", "the text is empty"),
    (f"a={'[' * 450}{']' * 450} --to yaml", "", "ircompile: error: ", "nested too deeply for readers of YAML; use JSON"),
]  # fmt: skip


@pytest.fixture
def values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with values of options."""
    monkeypatch.chdir(tmp_path)
    files = {
        "JSON.json": '{"ModelName": "f"}',
        "value.yaml": "ModelName: f\nJobDurationInSeconds: 5\n",
        "job.yaml": "JobName: a\nInputConfig: {ModelName: g}\n",
        "tags.json": '[{"Key": "a", "Value": "b"}]',
        "list.json": "[]",
        "lines": "Key=a,Value=b\nKey=c,Value=d\n",
        "crlf": "5\r\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())


@pytest.mark.usefixtures("values")
@pytest.mark.parametrize(("text", "option", "value"), VALUES)
def test_a_value_is_read_as_its_option_reads_it(text: str, option: str, value: Any) -> None:
    assert json.loads(run(f"ircompile convert {text} --no-lint --param {option}")) == value


@pytest.mark.usefixtures("values")
@pytest.mark.parametrize(("text", "option", "begin", "part"), REFUSED)
def test_a_value_that_its_option_refuses(text: str, option: str, begin: str, part: str) -> None:
    printed = run(f"ircompile convert {text} --no-lint" + (f" --param {option}" if option else ""))
    assert printed.startswith(begin)
    assert part in printed
    assert printed.endswith("[exit 2]\n")


TRAPS = [
    ("stopping-conditions", "ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=}]", ["`ValueInMilliseconds` is an integer, and nothing stands before `}`", "this member is an integer", "write ValueInMilliseconds=1, say"]),
    ("input-config", "VpcConfig={Subnets=}", ["`Subnets` is a list, and nothing stands before `}`", "this member is a list of strings", "write VpcConfig={Subnets=[]}"]),
    ("output-config", "CompiledOutputConfig={S3OutputUri=}", ["an empty value before `}` must be quoted", "this member is a string", "write CompiledOutputConfig={S3OutputUri=''}"]),
    ("input-config", "Endpoints={EndpointName=a},{EndpointName=b},ModelName=m", ["several structures are a list, which needs brackets", "write Endpoints=[{EndpointName=a},{EndpointName=b}],ModelName=m"]),
    ("input-config", '“{"ModelName":“m”}”', ["typographic quotes are no quotes", 'write {"ModelName":"m"}']),
    ("input-config", "{“ModelName”:“m”}", ["an editor or a web page replaced"]),
    ("input-config", "VpcConfig={Subnets=a,b}", ["VpcConfig={Subnets=[a,b]}", "comma lists without brackets work only at the top level of shorthand"]),
    ("input-config", "JobDurationInSeconds@=file://odd", ['must be an integer, not `[{"Key": "a", "Key": "b", "Value": "c"}]`']),
    ("output-config", "KmsKeyId=“m”", ["`KmsKeyId` is in typographic quotes, which quote nothing", "write KmsKeyId=m"]),
    ("output-config", "KmsKeyId=a,b", ["`KmsKeyId` is a string, and the comma in it makes it a list", "write KmsKeyId='a,b'"]),
    ("tags", "file://odd", ["[duplicate-key]", " --> --tags:1:1\n"]),
]  # fmt: skip


@pytest.mark.parametrize(("option", "text", "parts"), TRAPS)
def test_a_trap_has_one_error_with_its_own_help(
    option: str, text: str, parts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd").write_text('[{"Key": "a", "Key": "b", "Value": "c"}]')
    printed = run(f"ircompile convert '{text}' --param {option}")
    assert printed.count("error[") + printed.count("warning[") == 1
    assert [part for part in parts if part not in printed] == []


def test_a_tag_that_the_shell_took_apart() -> None:
    printed = run(f"ircompile convert -- {HEAD} --input-config {PACKAGE} --tags Key=a,Value=my tag")
    assert "put both in quotes, as one word: 'Key=a,Value=my tag'" in printed
    assert printed.count("error[") == 1


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("depth=120", '{"Tags": ' + "[" * 110 + "]" * 110 + "}"),
        ("digits=2000", '{"Tags": [' + "9" * 1500 + "]}"),
        ("nodes=300000", '{"Tags": [' + "1," * 260_000 + "1]}"),
        ("depth=120", "Tags: " + "[" * 110 + "]" * 110),
    ],
)
def test_every_bound_that_a_message_names_can_be_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").write_text(text)
    name = limit.partition("=")[0]
    assert f"raise it with `--limit {name}=N`" in run("ircompile convert a --no-lint")
    printed = run(f"ircompile convert a --no-lint --limit {limit}")
    assert json.loads(printed)["Tags"]
