"""The functions that the package exports."""

from __future__ import annotations

import pytest

from ircompile import lint


@pytest.mark.parametrize("text", [None, 5, bytearray(b"x"), ["x"]])
def test_lint_refuses_values_that_are_no_text(text: object) -> None:
    with pytest.raises(TypeError, match="text must be str or bytes"):
        lint(text, "a.yaml")  # type: ignore[arg-type]  # the wrong type is the test
