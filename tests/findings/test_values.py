"""JSON Pointers."""

from __future__ import annotations

import pytest

from ircompile.findings.values import pointer


@pytest.mark.parametrize(("path", "text"), [((), ""), (("a", 0, "b/c~d"), "/a/0/b~1c~0d"), (("",), "/")])
def test_pointers_are_those_of_rfc_6901(path: tuple[str | int, ...], text: str) -> None:
    assert pointer(path) == text
