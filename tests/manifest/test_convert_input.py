"""Detection of the kind of input that `convert` is given."""

from __future__ import annotations

import pytest

from ircompile.manifest.convert_input import input_kind


@pytest.mark.parametrize(
    "text",
    ["  # c\n" * 20_000 + "sudo aws sagemaker x", " \n" * 100_000 + "aws", " " * 200_000 + "a=b", "sagemaker " * 20_000, "- " * 100_000],
    ids=["comments", "lines", "blanks", "words", "items"],
)  # fmt: skip
def test_the_kind_of_a_long_text_is_found_in_linear_time(text: str) -> None:
    input_kind("x", text)
