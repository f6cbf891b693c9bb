"""Detection of the kind of input that `convert` is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run

from ircompile.manifest.convert_input import input_kind


@pytest.mark.parametrize(
    "text",
    ["  # c\n" * 20_000 + "sudo aws sagemaker x", " \n" * 100_000 + "aws", " " * 200_000 + "a=b", "sagemaker " * 20_000, "- " * 100_000],
    ids=["comments", "lines", "blanks", "words", "items"],
)  # fmt: skip
def test_the_kind_of_a_long_text_is_found_in_linear_time(text: str) -> None:
    input_kind("x", text)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("x", "aws", "command"),
        ("x.yaml", "# c\n\n$ aws sagemaker", "command"),
        ("x", "% aws\tx", "command"),
        ("x", "awsx: 1", "yaml"),
        ("x", "JobName:\n", "yaml"),
        ("x", "JobName:a", "value"),
        ("x", "# c\n---\n- 'JobName': a", "yaml"),
        ("x", "- a", "value"),
        ("x", "2a: b", "value"),
        ("x", "A=b", "value"),
        ("x.yaml", "A=b", "yaml"),
        ("X.YML", "A=b", "yaml"),
        ("x.json", "A=b", "json"),
        ("X.Json", "A=b", "json"),
        ("x", " {", "json"),
        ("x", "[", "json"),
        ("x", "", "value"),
        ("x.txt", "A=b", "value"),
        ("x", "#!/bin/sh\nA=b", "command"),
        ("x", "A=b\n sudo aws sagemaker  create-inference-recommendations-job", "command"),
        ("x", "A=b\nsagemaker-create-inference-recommendations-job", "value"),
        ("x", "A=create-inference-recommendations-job", "value"),
    ],
)
def test_the_kind_of_a_text(name: str, text: str, kind: str) -> None:
    assert input_kind(name, text) == kind


@pytest.mark.parametrize("options", ["--param stopping-conditions", ""])
def test_shorthand_is_read_up_to_the_limit(tmp_path: Path, options: str) -> None:
    (tmp_path / "text").write_text(",".join(f"k{number}=1" for number in range(600_000)))
    printed = run(f"ircompile convert {tmp_path / 'text'} {options}")
    assert printed.startswith("error[limit-exceeded]: the shorthand has 5888889 characters: the limit is 131071\n")
    assert "raise the limit with `--limit shorthand=N`" in printed
    (tmp_path / "text").write_text("MaxInvocations=300")
    assert "limit-exceeded" in run(f"ircompile convert {tmp_path / 'text'} {options} --limit shorthand=17")
    assert "limit-exceeded" not in run(f"ircompile convert {tmp_path / 'text'} {options} --limit shorthand=18")


@pytest.mark.parametrize(
    ("text", "options", "places"),
    [
        ("Key=a,Value=b\n\nKey=c,,x\n \n Key=d\r\nKey=e,Value=f,", "--param tags", ["3:8", "5:2", "6:15"]),
        ("[{\n  a", "--param tags", ["2:3"]),
        ("a=b,,c", "", ["1:6"]),
        ("a=b\n,,c", "", ["2:3"]),
        ("ModelName=a,\nb=c,,", "--param input-config", ["2:6"]),
    ],
)
def test_errors_in_values_have_their_places(tmp_path: Path, text: str, options: str, places: list[str]) -> None:
    (tmp_path / "text").write_bytes(text.encode())
    printed = run(f"ircompile convert {tmp_path / 'text'} {options} --output-format concise")
    assert [line.partition("text:")[2].partition(": error")[0] for line in printed.splitlines()[:-1]] == places
