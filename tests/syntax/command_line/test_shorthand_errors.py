"""Findings on shorthand that the AWS CLI refuses."""

from __future__ import annotations

import pytest

from ircompile.model.shapes import Shape
from ircompile.syntax.command_line.shorthand_errors import syntax_finding
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand

SHAPE = Shape(
    "structure",
    "A",
    members={"Flag": Shape("other", "A.Flag"), "Flags": Shape("list", "A.Flags", element=Shape("other", "A.Flags[*]"))},
)
STEP = Shape(
    "structure", "A[*]", members={"Name": Shape("string", "A[*].Name"), "Users": Shape("integer", "A[*].Users")}
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("B={Flag=a,b}", ["read as a key: expected `=` after it"]),
        ("B={Flags=a,b}", ["read as a key: expected `=` after it", "this member is a list"]),
        ("B={Flag=}", ["expected `,` or the end"]),
    ],
)
def test_members_of_types_that_are_not_checked(text: str, labels: list[str]) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    finding = syntax_finding(text, caught.value, SHAPE, ("A",), range(len(text) + 1))
    assert [blame.label for blame in finding.blames] == labels


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "Name=a,Users=1,Name=b",
            """write [{"Name": "a", "Users": 1}, {"Name": "b"}], or in a command 'Name=a,Users=1' 'Name=b'""",
        ),
        ("Name=a,Users=x,Name=b", "write 'Name=a,Users=x' 'Name=b'"),
    ],
)
def test_structures_of_a_list_are_written_as_json_if_their_integers_can_be_read(text: str, advice: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    assert syntax_finding(text, caught.value, STEP, ("A", 0), range(len(text) + 1)).help == advice
