"""What rules can call: parts of ARNs of which a program makes only some known, users, and lists."""

from __future__ import annotations

import pytest

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.rulebook.cel.values import CelError, UnknownValueError
from ircompile.rulebook.functions import arn, before, distinct, is_arn, users_at_end


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        (("arn:aws:iam::", None, ":role/x"), {"partition": "aws", "service": "iam", "region": ""}),
        (("arn:aws:iam::1", None, ":x"), {"partition": "aws", "service": "iam", "region": ""}),
        (("arn:aws:iam::1:role/", None), {"partition": "aws", "service": "iam", "region": "", "account": "1"}),
        (("arn:", None, ":a:b:c:d"), {}),
        (("arn:aws:iam::1:role:x/", None), {"partition": "aws", "service": "iam", "region": "", "account": "1"}),
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


@pytest.mark.parametrize(
    ("initial", "rate", "seconds", "users"),
    [(1, 1, 60, 2.0), (1, 1, 20, 1.33), (1, 1, 50, 1.83), (0, 0, 120, 0.0), (2, 3, 121, 8.05)],
)
def test_users_at_the_end_of_a_phase(initial: int, rate: int, seconds: int, users: float) -> None:
    phase = {"InitialNumberOfUsers": initial, "SpawnRate": rate, "DurationInSeconds": seconds}
    assert users_at_end(phase) == users
    with pytest.raises(UnknownValueError):
        users_at_end({**phase, "SpawnRate": UNKNOWN})
    with pytest.raises(CelError, match="a member of the phase is missing or is not an integer"):
        users_at_end({**phase, "SpawnRate": True})


def test_lists() -> None:
    assert [before([1, 2, 3], index) for index in (-1, 0, 2, 9)] == [[], [], [1, 2], [1, 2, 3]]
    assert distinct(["b", "a", "b"]) == ["b", "a"]
    with pytest.raises(UnknownValueError):
        distinct(["a", UNKNOWN, 1])
    with pytest.raises(CelError, match="`distinct` needs a list of strings"):
        distinct(["a", 1])
