"""Every example compiles to the request beside it, and every broken one has the report beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from checkout import ROOT

from ircompile import compile as compile_
from ircompile.cli.main import main
from ircompile.emitting.json_body import json_body

EXAMPLES = ROOT / "examples"
VALID = sorted([*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("*.json")])
INVALID = sorted(it for ending in ("yaml", "json", "sh") for it in EXAMPLES.glob(f"broken/*.{ending}"))


@pytest.fixture(scope="module")
def shape() -> Any:
    """Return the input shape of the operation in botocore."""
    model = botocore.session.get_session().get_service_model("sagemaker")
    return model.operation_model("CreateInferenceRecommendationsJob").input_shape


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.name)
def test_good_examples_compile(file: Path, shape: Any, golden: Any) -> None:
    requests = compile_(file.read_bytes(), file.name)
    for request in requests:
        assert not ParamValidator().validate(request, shape).has_errors()
    golden(file.with_suffix(".request"), "".join(map(json_body, requests)))


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.name)
def test_broken_examples_are_reported(file: Path, root: Path, golden: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(file.relative_to(root)), "--severity-floor", "info"]) == 1
    golden(file.with_suffix(".report"), capsys.readouterr().out)
