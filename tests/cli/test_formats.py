"""Invalid and conflicting `--output-format` and `--color` options."""

from __future__ import annotations

import pytest
from console import run

from ircompile.reporting import FORMATS

USAGE = "ircompile lint: error: argument --output-format: {}\ntry `ircompile lint --help`\n[exit 2]\n"


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--output-format sarfi", USAGE.format("unknown format sarfi, did you mean `sarif`?")),
        ("--output-format x", USAGE.format(f"unknown format x; choose from {', '.join(FORMATS)}")),
        ("--output-format json:", USAGE.format("json: has no file name")),
        (
            "--output-format json --output-format full",
            USAGE.format("two reports for the same stream; write one of them to another file"),
        ),
        (
            "--output-format json:x --output-format full:x",
            USAGE.format("two reports for x; write one of them to another file"),
        ),
        (
            "--output-format json:x --output-format sarif:./jobs/../x",
            USAGE.format("two reports for ./jobs/../x; write one of them to another file"),
        ),
        (
            "--output-format json:- --output-format full",
            USAGE.format("two reports for the same stream; write one of them to another file"),
        ),
        (
            "--output-format json:jobs/../jobs/clean.yaml",
            "ircompile: error: the report would replace jobs/../jobs/clean.yaml, which is one of the manifests\n[exit 2]\n",
        ),
        ("--output-format json:jobs", "ircompile: error: jobs: Is a directory; the report was not written\n[exit 2]\n"),
    ],
)
def test_invalid_options_are_refused(options: str, message: str) -> None:
    assert run(f"ircompile lint jobs/clean.yaml {options}") == message
