"""The JSON in DataInputConfig, beside the examples of its rules."""

from __future__ import annotations

import json

import pytest
from jobs import JOB

from ircompile import lint

ROWS = [
    ('{"a": [1, 3], "a": [1]}', ["`DataInputConfig` is not JSON: duplicate key `a`"]),
    ('{"a": [[1, 3], [0]]}', ["`DataInputConfig` has the dimension `0`, which is not positive"]),
    ("[[[1, 3], [2]]]", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_is_wrong_with_the_shapes_of_inputs(text: str, expected: list[str]) -> None:
    container = {"Framework": "PYTORCH", "DataInputConfig": text}
    head = JOB.partition("InputConfig:")[0]
    found = lint(f"{head}InputConfig: {json.dumps({'ContainerConfig': container})}\n", "job.yaml")
    assert [it.message for it in found if it.rule.startswith("data-input-config")] == expected
