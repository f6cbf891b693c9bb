"""Values written as shorthand are read back unchanged, by our reader and by the AWS CLI's."""

from __future__ import annotations

from typing import Any

import pytest
from awscli.shorthand import ShorthandParser
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_to_send import SPECIAL, sendable
from strategies import flawed_requests

from ircompile.emitting.shorthand import NotShorthandError, shorthand, shorthand_words
from ircompile.emitting.words import RUNNER, is_printable_ascii
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.syntax.shorthand.coercion import coerce
from ircompile.syntax.shorthand.reader import parse_shorthand

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


def test_a_list_is_written_as_one_word_for_each_element() -> None:
    assert shorthand_words([{"Key": "a", "Value": "b c"}, {"Key": "d"}], TAGS) == ["Key=a,Value=b c", "Key=d"]
    assert shorthand_words([], TAGS) == []


NOT_SHORTHAND = [
    (OUTPUT, {}, (), "the value can't be written in shorthand: an empty structure has no shorthand; use JSON"),
    (OUTPUT, "a", (), "the value can't be written in shorthand: it is a string, not a structure; use JSON"),
    (OUTPUT, {"KmsKeyId": "é"}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: `é` is not printable ASCII, and shorthand has no escapes; use JSON"),
    (OUTPUT, {"KmsKeyId": "a\nb"}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: `a\\nb` is not printable ASCII, and shorthand has no escapes; use JSON"),
    (OUTPUT, {"KmsKeyId": None}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: null would be read as a string; use JSON"),
    (OUTPUT, {"KmsKeyId": 5}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: an integer would be read as a string; use JSON"),
    (OUTPUT, {"Other": [True]}, ("Other", 0), "`Other[0]` can't be written in shorthand: a boolean would be read as a string; use JSON"),
    (OUTPUT, {"a b": ""}, ("a b",), "`a b` can't be written in shorthand: keys may contain only letters, digits and - _ . # / :; use JSON"),
    (OUTPUT, {"file://a": ""}, ("file://a",), "`file://a` can't be written in shorthand: aws or a CI runner would read the name as something else; use JSON"),
    (OUTPUT, {"-a": ""}, ("-a",), "`-a` can't be written in shorthand: aws or a CI runner would read the name as something else; use JSON"),
    (OUTPUT, {"::error::k": "x"}, ("::error::k",), "`::error::k` can't be written in shorthand: aws or a CI runner would read the name as something else; use JSON"),
    (OUTPUT, {"KmsKeyId": "##[x"}, ("KmsKeyId",), "`KmsKeyId` can't be written in shorthand: a CI runner would read `#\\x23[x` as a command, and shorthand has no escapes; use JSON"),
    (INPUT, {"JobDurationInSeconds": "5"}, ("JobDurationInSeconds",), "`JobDurationInSeconds` can't be written in shorthand: a string would be read as an integer; use JSON"),
    (INPUT, {"JobDurationInSeconds": True}, ("JobDurationInSeconds",), "`JobDurationInSeconds` can't be written in shorthand: a boolean would be read as an integer; use JSON"),
    (INPUT, {"VpcConfig": {"Subnets": "a"}}, ("VpcConfig", "Subnets"), "`VpcConfig.Subnets` can't be written in shorthand: a string would be read as a list of one; use JSON"),
    (INPUT, {"VpcConfig": {"Subnets": ['",\\', '"', "'"]}}, ("VpcConfig", "Subnets", 0), "`VpcConfig.Subnets[0]` can't be written in shorthand: `\",\\` ends in a backslash, and text in quotes follows it; use JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "value", "path", "message"), NOT_SHORTHAND)
def test_values_without_shorthand_are_refused(
    shape: Shape, value: Any, path: tuple[str | int, ...], message: str
) -> None:
    with pytest.raises(NotShorthandError) as caught:
        shorthand(value, shape)
    assert (caught.value.path, str(caught.value)) == (path, message)
    with pytest.raises(NotShorthandError) as caught:
        shorthand(value, shape, ("Here",))
    assert caught.value.path == ("Here", *path)


def test_lists_without_shorthand_are_refused() -> None:
    for value, path in [({}, ("Tags",)), ([{"Key": "a"}, {}], ("Tags", 1)), ([{"Key": 1}], ("Tags", 0, "Key"))]:
        with pytest.raises(NotShorthandError) as caught:
            shorthand_words(value, TAGS, ("Tags",))
        assert caught.value.path == path


def check_shorthand(value: Any, shape: Shape) -> bool:
    """Return whether a value can be written; check that our reader and the CLI's parser read it back."""
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
def test_valid_values_round_trip(drawn: tuple[Any, Shape]) -> None:
    check_shorthand(*drawn)


@settings(max_examples=200, deadline=None)
@given(flawed_requests)
def test_flawed_values_round_trip(value: dict[str, Any]) -> None:
    for shape in PARAMETERS:
        check_shorthand(value.get(shape.path), shape)


printable = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=6) | st.text(
    "\\\\'\", =a]}", max_size=6
)


@settings(max_examples=500, deadline=None)
@given(st.lists(printable, max_size=4), printable, printable)
def test_printable_text_round_trips(items: list[str], first: str, last: str) -> None:
    value = {"A": first, "B": {"C": items, "D": first}, "E": items, "F": last}
    sayable = not any(text.endswith("\\") or RUNNER.search(text) for text in (*items, first, last))
    assert check_shorthand(value, OUTPUT) or not sayable


@pytest.mark.parametrize("text", [text for text in SPECIAL if is_printable_ascii(text) and not RUNNER.search(text)])
def test_special_printable_texts_can_be_written(text: str) -> None:
    for value in ({"A": text, "B": "b"}, {"A": {"B": text}}, {"A": [text, "b"]}, {"A": "b c", "B": text}):
        assert check_shorthand(value, OUTPUT)
