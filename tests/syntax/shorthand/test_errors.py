"""Advice on shorthand syntax errors."""

from __future__ import annotations

import pytest

from ircompile.syntax.shorthand.errors import ShorthandError, advise, split_structures
from ircompile.syntax.shorthand.reader import parse_shorthand


@pytest.mark.parametrize(
    ("text", "message", "corrected"),
    [
        ("a={b=}", "an empty value before `}` must be quoted", "a={b=''}"),
        ("[{P=P95,V=}]".replace("[", "a=[", 1), "an empty value before `}` must be quoted", "a=[{P=P95,V=''}]"),
        ("C={S=a,b}", "a list inside `{…}` or `[…]` needs brackets", "C={S=[a,b]}"),
        ("V={S=a,b,T=c,d}", "a list inside `{…}` or `[…]` needs brackets", "V={S=[a,b],T=[c,d]}"),
        ("a=[b] ", "nothing, not even a space, may follow the last bracket", "a=[b]"),
        ("a={b=c}\n", "nothing, not even a space, may follow the last bracket", "a={b=c}"),
        ("a=b,", "the text ends with a comma", "a=b"),
        ("a=don't", "a value that contains a quote must be quoted", 'a="don\'t"'),
        ("a=[x,don't]", "a value that contains a quote must be quoted", 'a=[x,"don\'t"]'),
        ('D={"i":[1,2]},F=x', "JSON inside shorthand must be quoted", "D='{\"i\":[1,2]}',F=x"),
        ("a=[x, 😀 y],b=c", "a value that contains an emoji, or another character beyond U+FFFF, must be quoted", "a=[x,' 😀 y'],b=c"),
        ("sub/job.json", "this looks like a file name; to load the file, file:// is required", "file://sub/job.json"),
        ("a=[“b”", 'expected "," or the end after this value; put text that contains quotes or brackets in quotes', ""),
    ],
)  # fmt: skip
def test_advice_on_shorthand(text: str, message: str, corrected: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    assert advise(text, caught.value, parse_shorthand) == (message, corrected)


@pytest.mark.parametrize(
    ("text", "structures"),
    [
        ("Key=a,Value=b,Key=c,Value=d", ["Key=a,Value=b", "Key=c,Value=d"]),
        ("Key=a,Key=b,Value=[c", []),
    ],
)
def test_repeated_keys_are_split_into_structures(text: str, structures: list[str]) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)
    assert split_structures(text, caught.value, parse_shorthand) == structures
