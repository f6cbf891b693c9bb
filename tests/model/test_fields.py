"""The descriptions of the fields: each field has one, in whole sentences, and defaults are values that it takes."""

from __future__ import annotations

import re
from functools import reduce
from typing import Any

import pytest

from ircompile.model.fields import field
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check import check
from ircompile.package import module

SHAPES = {shape.path: shape for shape in SHIPPED.request.walk() if shape.path and not shape.path.endswith("[*]")}


def test_every_field_is_described_and_nothing_else() -> None:
    assert module("fields").FIELDS.keys() == SHAPES.keys()


@pytest.mark.parametrize("path", SHAPES)
def test_a_description_is_one_or_more_short_sentences(path: str) -> None:
    described = field(path)
    assert re.fullmatch(r"[A-Z`].{10,160}\.", described.about)
    assert bool(described.source) == bool(described.missing)


@pytest.mark.parametrize("path", [path for path in SHAPES if field(path).default is not None])
def test_a_default_is_a_value_that_the_field_takes(path: str) -> None:
    request: dict[str, Any] = {}
    *above, name = path.split(".")
    reduce(lambda below, step: below.setdefault(step, {}), above, request)[name] = field(path).default
    assert [found for found in check(request, SHIPPED) if found.blames[0].path == (*above, name)] == []
