"""The parts of ARNs of which a program makes only some known."""

from __future__ import annotations

import pytest

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.rulebook.cel.values import CelError, UnknownValueError
from ircompile.rulebook.functions import arn, is_arn


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        (("arn:aws:iam::", None, ":role/x"), {"partition": "aws", "service": "iam", "region": ""}),
        (("arn:aws:iam::1", None, ":x"), {"partition": "aws", "service": "iam", "region": ""}),
        (("arn:aws:iam::1:role/", None), {"partition": "aws", "service": "iam", "region": "", "account": "1"}),
        (("arn:", None, ":a:b:c:d"), {}),
        (("arn:aws:iam:", None, ":1:role"), {"partition": "aws", "service": "iam"}),
    ],
)
def test_an_arn_is_known_up_to_its_first_gap(parts: tuple[str | None, ...], known: dict[str, str]) -> None:
    text = PartialText(parts)
    assert is_arn(text)
    found = arn(text)
    assert found.keys() == arn("arn:a:b:c:d:e").keys()
    assert {name: part for name, part in found.items() if part is not UNKNOWN} == known


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        (("s3://", None), False),
        (("arn", None, "n"), None),
        (("arn:aws:", None), None),
        ((None, "arn:a:b:c:d:e"), None),
        (("arn::::", None, ":"), True),
    ],
)
def test_what_may_be_an_arn_is_unknown(parts: tuple[str | None, ...], *, result: bool | None) -> None:
    text = PartialText(parts)
    if result is None:
        with pytest.raises(UnknownValueError):
            is_arn(text)
    else:
        assert is_arn(text) is result
    if result is False:
        with pytest.raises(CelError):
            arn(text)
