"""Requests as people write them: the errors and warnings found are exactly those a careful reader expects."""

from __future__ import annotations

import json

import pytest
from checkout import TESTS

from ircompile import lint
from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules

CORPUS = TESTS / "corpus"
INDEX = json.loads((CORPUS / "index.json").read_text("utf-8"))


@pytest.mark.parametrize("entry", INDEX, ids=[entry["file"] for entry in INDEX])
def test_errors_and_warnings_are_the_expected_ones(entry: dict[str, list[str]]) -> None:
    name = str(entry["file"])
    found = {it.rule for it in lint((CORPUS / name).read_bytes(), name) if it.severity != "info"}
    assert found == set(entry["errors_and_warnings"]) & set(shipped_rules(SHIPPED))
