"""The emitters: whole texts in tables, and the law that what is written is read back as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from awscli.shorthand import ShorthandParser
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_to_send import BODY, ROLE, TROUBLE, everywhere, requests, sendable, texts, troubled
from ruamel.yaml import YAML
from test_model import manifests

from ircompile.api import parse_command
from ircompile.config.settings import LONGEST_ARGUMENT, Limits
from ircompile.emitting.command import command
from ircompile.emitting.shorthand import NotShorthandError, shorthand, shorthand_words
from ircompile.emitting.words import RUNNER, EmitError, is_printable_ascii
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.sources.source import decode
from ircompile.syntax.shorthand.coercion import coerce
from ircompile.syntax.shorthand.reader import parse_shorthand
from ircompile.syntax.yaml.reader import read_yaml

INPUT = SHIPPED.request.members["InputConfig"]
STOPPING = SHIPPED.request.members["StoppingConditions"]
OUTPUT = SHIPPED.request.members["OutputConfig"]
TAGS = SHIPPED.request.members["Tags"]
PARAMETERS = [INPUT, STOPPING, OUTPUT, TAGS]

SHORTHAND = [
    (INPUT, {"ModelName": "churn", "JobDurationInSeconds": 7200}, "ModelName=churn,JobDurationInSeconds=7200"),
    (INPUT, {"TrafficPattern": {"TrafficType": "PHASES", "Phases": [{"SpawnRate": 0}, {"SpawnRate": 1, "DurationInSeconds": 60}]}}, "TrafficPattern={TrafficType=PHASES,Phases=[{SpawnRate=0},{SpawnRate=1,DurationInSeconds=60}]}"),
    (INPUT, {"VpcConfig": {"Subnets": ["a", "b"], "SecurityGroupIds": []}, "ResourceLimit": {}}, "VpcConfig={Subnets=[a,b],SecurityGroupIds=[]},ResourceLimit={}"),
    (INPUT, {"ContainerConfig": {"SupportedInstanceTypes": ["", "a,b", "]"]}}, 'ContainerConfig={SupportedInstanceTypes=["","a,b","]"]}'),
    (INPUT, {"ResourceLimit": {"MaxNumberOfTests": -5}}, "ResourceLimit={MaxNumberOfTests=-5}"),
    (OUTPUT, {"KmsKeyId": ""}, 'KmsKeyId=""'),
    (OUTPUT, {"KmsKeyId": "a=b [c] {"}, '''KmsKeyId="a=b [c] {"'''),
    (OUTPUT, {"KmsKeyId": "a=b {[c"}, "KmsKeyId=a=b {[c"),
    (OUTPUT, {"KmsKeyId": " a"}, 'KmsKeyId=" a"'),
    (OUTPUT, {"KmsKeyId": "it's"}, '''KmsKeyId="it's"'''),
    (OUTPUT, {"KmsKeyId": 'say "hi"'}, """KmsKeyId='say "hi"'"""),
    (OUTPUT, {"KmsKeyId": "'\\\""}, r'''KmsKeyId="'\\\""'''),
    (OUTPUT, {"KmsKeyId": "C:\\", "CompiledOutputConfig": {"S3OutputUri": "D:\\a"}}, r"KmsKeyId=C:\ ,CompiledOutputConfig={S3OutputUri=D:\a}"),
    (OUTPUT, {"KmsKeyId": "a,\\", "CompiledOutputConfig": {"S3OutputUri": "b,"}}, r"""KmsKeyId='a,\\',CompiledOutputConfig={S3OutputUri="b,"}"""),
    (OUTPUT, {"a/b:c": {"d": ["e", {"f": "g"}]}}, "a/b:c={d=[e,{f=g}]}"),
    (OUTPUT, {"KmsKeyId": ["a"]}, "KmsKeyId=[a]"),
    (OUTPUT, {"KmsKeyId": "file://a"}, "KmsKeyId=file://a"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "value", "text"), SHORTHAND)
def test_shorthand(shape: Shape, value: Any, text: str) -> None:
    assert shorthand(value, shape) == text
    assert coerce(parse_shorthand(text), shape) == value
    assert coerce(ShorthandParser().parse(text), shape) == value


def test_a_list_is_one_word_an_element() -> None:
    assert shorthand_words([{"Key": "a", "Value": "b c"}, {"Key": "d"}], TAGS) == ["Key=a,Value=b c", "Key=d"]
    assert shorthand_words([], TAGS) == []


NOT_SHORTHAND = [
    (OUTPUT, {}, (), "the value can't be written in shorthand: an empty structure has no text; use JSON"),
    (OUTPUT, "a", (), "the value can't be written in shorthand: it is a string, not a structure; use JSON"),
    (OUTPUT, {"KmsKeyId": "é"}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: `é` is not printable ASCII, and shorthand has no escapes; use JSON"),
    (OUTPUT, {"KmsKeyId": "a\nb"}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: `a\\nb` is not printable ASCII, and shorthand has no escapes; use JSON"),
    (OUTPUT, {"KmsKeyId": None}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: null would be read as a string; use JSON"),
    (OUTPUT, {"KmsKeyId": 5}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: an integer would be read as a string; use JSON"),
    (OUTPUT, {"Other": [True]}, ("Other", 0), "`Other[0]` can't be written in shorthand: a boolean would be read as a string; use JSON"),
    (OUTPUT, {"a b": ""}, ("a b",), "`a b` can't be written in shorthand: keys are made of letters, digits and - _ . # / : only; use JSON"),
    (OUTPUT, {"file://a": ""}, ("file://a",), "`file://a` can't be written in shorthand: aws, or who reads a log, would take the name for another; use JSON"),
    (OUTPUT, {"-a": ""}, ("-a",), "`-a` can't be written in shorthand: aws, or who reads a log, would take the name for another; use JSON"),
    (OUTPUT, {"::error::k": "x"}, ("::error::k",), "`::error::k` can't be written in shorthand: aws, or who reads a log, would take the name for another; use JSON"),
    (OUTPUT, {"KmsKeyId": "##[x"}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: a CI runner would take `#\\x23[x` for a command, and shorthand has no escapes; use JSON"),
    (INPUT, {"JobDurationInSeconds": "5"}, ("JobDurationInSeconds",), "`JobDurationInSeconds` can't be written in shorthand: a string would be read as an integer; use JSON"),
    (INPUT, {"JobDurationInSeconds": True}, ("JobDurationInSeconds",), "`JobDurationInSeconds` can't be written in shorthand: a boolean would be read as an integer; use JSON"),
    (INPUT, {"VpcConfig": {"Subnets": "a"}}, ("VpcConfig", "Subnets"), "`VpcConfig.Subnets` can't be written in shorthand: a string would be read as a list of one; use JSON"),
    (INPUT, {"VpcConfig": {"Subnets": ['",\\', '"', "'"]}}, ("VpcConfig", "Subnets", 0), "`VpcConfig.Subnets[0]` can't be written in shorthand: `\",\\` ends in a backslash, and text in quotes follows it; use JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "value", "path", "message"), NOT_SHORTHAND)
def test_what_shorthand_can_not_say(shape: Shape, value: Any, path: tuple[str | int, ...], message: str) -> None:
    with pytest.raises(NotShorthandError) as caught:
        shorthand(value, shape)
    assert (caught.value.path, str(caught.value)) == (path, message)
    with pytest.raises(NotShorthandError) as caught:
        shorthand(value, shape, ("Here",))
    assert caught.value.path == ("Here", *path)


def test_a_list_that_shorthand_can_not_say() -> None:
    for value, path in [({}, ("Tags",)), ([{"Key": "a"}, {}], ("Tags", 1)), ([{"Key": 1}], ("Tags", 0, "Key"))]:
        with pytest.raises(NotShorthandError) as caught:
            shorthand_words(value, TAGS, ("Tags",))
        assert caught.value.path == path


def check_shorthand(value: Any, shape: Shape) -> bool:
    """Whether a value of a parameter can be written; if so, it must be read back, by the CLI's own parser too."""
    try:
        written = shorthand_words(value, shape) if shape.element else [shorthand(value, shape)]
    except NotShorthandError:
        return False
    assert all(text.isascii() and text.isprintable() for text in written)
    for parse in (parse_shorthand, ShorthandParser().parse):
        values = [parse(text) for text in written]
        assert repr(coerce(values if shape.element else values[0], shape)) == repr(value), written
    return True


@settings(max_examples=300, deadline=None)
@given(st.one_of([st.tuples(sendable(shape), st.just(shape)) for shape in PARAMETERS]))
def test_right_values_there_and_back(drawn: tuple[Any, Shape]) -> None:
    check_shorthand(*drawn)


wrong_requests = manifests(SHIPPED.request).filter(lambda value: isinstance(value, dict))


@settings(max_examples=200, deadline=None)
@given(wrong_requests)
def test_wrong_values_there_and_back(value: dict[str, Any]) -> None:
    for shape in PARAMETERS:
        check_shorthand(value.get(shape.path), shape)


printable = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=6) | st.text(
    "\\\\'\", =a]}", max_size=6
)


@settings(max_examples=500, deadline=None)
@given(st.lists(printable, max_size=4), printable, printable)
def test_printable_text_there_and_back(items: list[str], first: str, last: str) -> None:
    value = {"A": first, "B": {"C": items, "D": first}, "E": items, "F": last}
    sayable = not any(text.endswith("\\") or RUNNER.search(text) for text in (*items, first, last))
    assert check_shorthand(value, OUTPUT) or not sayable


@pytest.mark.parametrize("text", [text for text in TROUBLE if is_printable_ascii(text) and not RUNNER.search(text)])
def test_every_printable_trouble_can_be_said(text: str) -> None:
    for value in ({"A": text, "B": "b"}, {"A": {"B": text}}, {"A": [text, "b"]}, {"A": "b c", "B": text}):
        assert check_shorthand(value, OUTPUT)


COMMANDS: list[tuple[dict[str, Any], str, list[str]]] = [
    (BODY, "json", ["--job-name", "churn", "--job-type", "Default", "--role-arn", ROLE, "--input-config", '{"ModelName": "churn"}']),
    (BODY, "shorthand", ["--job-name", "churn", "--job-type", "Default", "--role-arn", ROLE, "--input-config", "ModelName=churn"]),
    ({"InputConfig": {}, "JobName": "a"}, "shorthand", ["--job-name", "a", "--input-config", "{}"]),
    ({"Tags": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": ""}]}, "shorthand", ["--tags", "Key=a,Value=b", 'Key=c,Value=""']),
    ({"Tags": [{"Key": "a", "Value": "é"}]}, "shorthand", ["--tags", '[{"Key": "a", "Value": "\\u00e9"}]']),
    ({"Tags": []}, "json", ["--tags", "[]"]),
    ({"Tags": []}, "shorthand", ["--tags"]),
    ({"JobName": "", "JobDescription": "it's 5 $"}, "json", ["--job-name", "", "--job-description", "it's 5 $"]),
    ({"JobName": "-a", "JobDescription": "file://a"}, "json", ["--cli-input-json", '{"JobName": "-a", "JobDescription": "file://a"}']),
    ({"JobDescription": "\x7f😀", "JobName": "https://a"}, "shorthand", ["--cli-input-json", '{"JobDescription": "\\u007f\\ud83d\\ude00", "JobName": "https://a"}']),
    ({"JobName": 5, "Other": None, "InputConfig": [], "Tags": {}}, "shorthand", ["--cli-input-json", '{"JobName": 5, "Other": null, "InputConfig": [], "Tags": {}}']),
    ({"OutputConfig": {"KmsKeyId": "file://a"}}, "shorthand", ["--output-config", "KmsKeyId=file://a"]),
    ({"JobDescription": "##[x] ##", "Tags": [{"Key": "##vso[x"}]}, "shorthand", ["--tags", '[{"Key": "#\\u0023vso[x"}]', "--cli-input-json", '{"JobDescription": "#\\u0023[x] #\\u0023"}']),
    ({"JobDescription": "## no command"}, "json", ["--job-description", "## no command"]),
    ({"OutputConfig": {"file://a": "b"}}, "shorthand", ["--output-config", '{"file://a": "b"}']),
]  # fmt: skip


@pytest.mark.parametrize(("value", "style", "words"), COMMANDS)
def test_command(value: dict[str, Any], style: Any, words: list[str]) -> None:
    assert command(value, SHIPPED.request, style=style) == [
        "aws",
        "sagemaker",
        "create-inference-recommendations-job",
        *words,
    ]


@pytest.mark.parametrize(
    ("file", "word"),
    [("job.json", "file://job.json"), ("a b/it's.json", "file://a b/it's.json"), ("~/job.json", "file://./~/job.json"), ("-x", "file://-x"), ("/x", "file:///x")],
)  # fmt: skip
def test_command_with_a_file(file: str, word: str) -> None:
    assert command(BODY, SHIPPED.request, style="file", file=file)[3:] == ["--cli-input-json", word]


@pytest.mark.parametrize("file", [None, "", "$HOME/job.json", "%TEMP%.json", "Größe.json", "a\nb"])
def test_files_that_a_command_can_not_name(file: str | None) -> None:
    with pytest.raises(EmitError, match=r"the request can't be put into the file .+; use printable ASCII"):
        command(BODY, SHIPPED.request, style="file", file=file)


def test_the_longest_word() -> None:
    longest = "x" * LONGEST_ARGUMENT
    assert command({"JobName": longest}, SHIPPED.request)[-1] == longest
    with pytest.raises(EmitError) as caught:
        command({"JobName": longest + "x"}, SHIPPED.request)
    assert (
        str(caught.value)
        == "a word of the command has 131,072 bytes, and a program can be given 131,071; use the style file"
    )


def check_command(value: dict[str, Any], directory: Any) -> None:
    (directory / "job.json").write_text(json.dumps(value), "utf-8")
    for style in ("json", "shorthand", "file"):
        words = command(value, SHIPPED.request, style=style, file="job.json")
        assert all(is_printable_ascii(word) and not RUNNER.search(word) for word in words)
        for version in (1, 2):
            assert parse_command(words, cli_version=version, directory=str(directory)) == value


@pytest.mark.parametrize("text", TROUBLE)
def test_trouble_everywhere_there_and_back(text: str, tmp_path: Any) -> None:
    check_command(everywhere(text, SHIPPED.request), tmp_path)


def test_trouble_in_each_string_there_and_back() -> None:
    for value in troubled():
        assert parse_command(command(value, SHIPPED.request, style="shorthand")) == value


def test_requests_there_and_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("requests")

    @settings(max_examples=200, deadline=None)
    @given(requests)
    def law(value: dict[str, Any]) -> None:
        check_command(value, directory)

    law()


YAML_TEXTS = [
    ({}, "{}\n"),
    (
        {"Tags": [{"Value": "1.7", "Key": "größe 😀"}], "Extra": None, "JobName": "a: b"},
        'JobName: "a: b"\nTags:\n  - Key: größe 😀\n    Value: "1.7"\nExtra: null\n',
    ),
    (
        {"InputConfig": {"VpcConfig": {"Subnets": ["a", "b:c", "d,e"], "SecurityGroupIds": ["x" * 80]}, "ResourceLimit": {}, "Endpoints": []}},
        f'InputConfig:\n  ResourceLimit: {{}}\n  Endpoints: []\n  VpcConfig:\n    SecurityGroupIds:\n      - {"x" * 80}\n    Subnets: [a, "b:c", "d,e"]\n',
    ),
    ({"a": [[1, [2, {}]], {"b": [{}]}]}, "a:\n  - - 1\n    - - 2\n      - {}\n  - b:\n      - {}\n"),
    ({"a": [True, 1.5, 1e22, -7, float("inf"), "yes", "y", ""]}, 'a: [true, 1.5, 1.0e+22, -7, .inf, "yes", "y", ""]\n'),
    ({"<<": "=", "a#": "b #c", "d": 'e\\\u2028"\x00\U000e0001', "-": "a:b"}, '"<<": "="\na#: "b #c"\nd: "e\\\\\\u2028\\"\\x00\\U000e0001"\n"-": a:b\n'),
    ({"a": ["b?", "c"], "d": "e?"}, 'a: ["b?", c]\nd: e?\n'),
    ({"a##[": "b##vso[x"}, '"a#\\x23[": "b#\\x23vso[x"\n'),
    ({"k" * 1001: [{"a": 1}]}, f"? {'k' * 1001}\n:\n  - a: 1\n"),
    ({"JobDescription": "word " * 40 + "x"}, f"JobDescription: {'word ' * 40}x\n"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), YAML_TEXTS)
def test_yaml(value: dict[str, Any], text: str) -> None:
    assert yaml_manifest(value, SHIPPED.request) == text
    check_yaml(value)


def test_yaml_refuses_half_a_character() -> None:
    with pytest.raises(EmitError) as caught:
        yaml_manifest({"JobName": "a\ud800"}, SHIPPED.request)
    assert str(caught.value) == "`a\\ud800` can't be written in YAML: it holds half of a surrogate pair; use JSON"


def check_yaml(value: dict[str, Any]) -> None:
    text = yaml_manifest(value, SHIPPED.request)
    (document,) = read_yaml(decode("a.yaml", text.encode()), Limits())
    assert not document.findings
    readings = [
        document.value,
        yaml.safe_load(text),
        yaml.load(text, yaml.CSafeLoader),
        YAML(typ="safe", pure=True).load(text),
    ]
    assert [canonical(reading) for reading in readings] == [canonical(value)] * 4, text


def canonical(value: Any) -> str:
    """A text that tells 1 from True and 1.0, but not one order of members from another."""
    return json.dumps(value, sort_keys=True)


@settings(max_examples=100, deadline=None)
@given(requests)
def test_requests_are_the_same_to_all_readers_of_yaml(value: dict[str, Any]) -> None:
    check_yaml(value)


@settings(max_examples=100, deadline=None)
@given(wrong_requests)
def test_wrong_requests_are_the_same_to_all_readers_of_yaml(value: dict[str, Any]) -> None:
    check_yaml(value)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(texts, trees, max_size=3))
def test_anything_is_the_same_to_all_readers_of_yaml(value: dict[str, Any]) -> None:
    check_yaml(value)


@pytest.mark.parametrize("start", range(0, len(TROUBLE), 20))
def test_trouble_is_the_same_to_all_readers_of_yaml(start: int) -> None:
    some = TROUBLE[start : start + 20]
    check_yaml(
        {
            "JobName": some,
            "InputConfig": {text: text for text in some},
            "Tags": [{text: [text, [text]]} for text in some],
        }
    )


@pytest.mark.parametrize("style", ["json", "shorthand"])
def test_no_word_holds_what_a_shell_can_not_write(style: Any) -> None:
    job = BODY | {"JobDescription": "100%", "InputConfig": {"ModelName": "50%"}}
    words = command(job, SHIPPED.request, style=style, without="%")
    assert "%" not in "".join(words)
    assert parse_command([*words, "--cli-input-json", words[-1]]) == job


def test_a_command_that_no_kernel_runs_is_refused() -> None:
    tags = [{"Key": "k" * 100, "Value": str(number)} for number in range(20_000)]
    with pytest.raises(EmitError, match=r"the command takes .* and a program can be given 1,966,080; use"):
        command({"Tags": tags}, SHIPPED.request, style="shorthand")
