"""The generated modules with the facts of the model and the shape check."""

from __future__ import annotations

import json
from typing import Any

import yaml

from ircompile.codegen.patterns import is_within
from ircompile.model.model import SHIPPED
from ircompile.model.shape_check_code import shape_check
from ircompile.package import HERE


def data(_name: str) -> str:
    """Return a module with the `FACTS` of the service model and the `GUIDES` for its fields."""
    return f"FACTS = {facts()!r}\nGUIDES = {yaml.safe_load(text('guides.yaml'))['fields']!r}\n"


def fields(_name: str) -> str:
    """Return a module with the texts about `FIELDS`."""
    return f"FIELDS = {yaml.safe_load(text('fields.yaml'))['fields']!r}\n"


def checker(_name: str) -> str:
    """Return a module that checks requests against the shipped model."""
    return shape_check(SHIPPED.request, is_within)


def facts() -> Any:
    """Return the contents of `facts.json`, except what only `tools/snapshot_model.py` reads."""
    facts = json.loads(text("facts.json"))
    del facts["documentation"]
    return facts


def text(name: str) -> str:
    """Return the text of a file in `ircompile/model/`."""
    with open(f"{HERE}/model/{name}", encoding="utf-8") as file:
        return file.read()
