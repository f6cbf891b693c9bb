"""Where the values of a manifest are written."""

from __future__ import annotations

from typing import Any

import pytest

from ircompile.config.settings import Config
from ircompile.manifest.load import read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text

TEXT = """\
JobName: a
Tags: [{Key: b}, "Key=c,Value=d"]
InputConfig: ModelName=m,VpcConfig={Subnets=[s]}
OutputConfig:
  KmsKeyId: &k e
JobDescription: *k
"""


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    (found,) = read(from_text("a.yaml", TEXT), Config(), SHIPPED)
    return found


@pytest.mark.parametrize(
    ("path", "scalar", "node", "written"),
    [
        (("JobName",), "a", "a", "a"),
        (("JobName", "x"), None, "a", "a"),
        (("Nope",), None, TEXT.rstrip("\n"), TEXT.rstrip("\n")),
        (("Tags",), None, '[{Key: b}, "Key=c,Value=d"]', '[{Key: b}, "Key=c,Value=d"]'),
        (("Tags", 0), None, "{Key: b}", "{Key: b}"),
        (("Tags", 0, "Key"), "b", "b", "b"),
        (("Tags", 2), None, '[{Key: b}, "Key=c,Value=d"]', '[{Key: b}, "Key=c,Value=d"]'),
        (("Tags", 1, "Value"), "d", "d", "d"),
        (("Tags", 1), None, "Key=c,Value=d", '"Key=c,Value=d"'),
        (("InputConfig",), None, "ModelName=m,VpcConfig={Subnets=[s]}", "ModelName=m,VpcConfig={Subnets=[s]}"),
        (("InputConfig", "VpcConfig", "Subnets", 0), "s", "s", "s"),
        (("OutputConfig", "KmsKeyId"), "e", "e", "e"),
    ],
)
def test_values_are_found_in_the_text(manifest: Manifest, path: Any, scalar: Any, node: str, written: str) -> None:
    def text(node: Any) -> str:
        return TEXT[node.start : node.end].rstrip("\n")

    found = manifest.scalar(path)
    assert (text(found) if found else None) == scalar
    assert text(manifest.node(path)) == node
    assert text(manifest.written(path)[-1]) == written


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), TEXT.rstrip("\n"), TEXT.rstrip("\n")),
        (("JobName",), "JobName", "a"),
        (("Tags", 0, "Key"), "Key", "b"),
        (("Tags", 1, "Value"), "Value", "d"),
        (("OutputConfig",), "OutputConfig", "OutputConfig"),  # which is on later lines
        (("JobDescription",), "JobDescription", "e"),
        (("InputConfig", "VpcConfig"), "VpcConfig", "{Subnets=[s]}"),
    ],
)
def test_spans(manifest: Manifest, path: Any, key: str, value: str) -> None:
    assert TEXT[slice(*manifest.span(path, "key"))].rstrip("\n") == key
    assert TEXT[slice(*manifest.span(path))].rstrip("\n") == value


def test_the_string_that_a_value_is_in(manifest: Manifest) -> None:
    for path, expected in (
        (("Tags", 1, "Key"), '"Key=c,Value=d"'),
        (("InputConfig", "VpcConfig", "Subnets", 0), "ModelName=m,VpcConfig={Subnets=[s]}"),
        (("Tags", 0, "Key"), None),
        (("JobName",), None),
    ):
        found = manifest.shorthand_string(path)
        assert (TEXT[found.start : found.end] if found else None) == expected


def test_what_is_around_a_value_is_as_it_is_written(manifest: Manifest) -> None:
    found = [TEXT[it.start : it.end].rstrip("\n") for it in manifest.written(("Tags", 1, "Value"))]
    assert found == [TEXT.rstrip("\n"), '[{Key: b}, "Key=c,Value=d"]', '"Key=c,Value=d"', "d"]
