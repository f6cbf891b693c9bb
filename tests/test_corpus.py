"""Requests as people really write them: exactly what a careful reader finds in each is reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ircompile import lint
from ircompile.rulebook.book import shipped_rules

CORPUS = Path(__file__).parent / "corpus"
INDEX = json.loads((CORPUS / "index.json").read_text("utf-8"))


@pytest.mark.parametrize("entry", INDEX, ids=[entry["file"] for entry in INDEX])
def test_errors_and_warnings(entry: dict[str, list[str]]) -> None:
    name = str(entry["file"])
    found = {it.rule for it in lint((CORPUS / name).read_bytes(), name) if it.severity != "info"}
    assert found == set(entry["errors_and_warnings"]) & set(shipped_rules())
