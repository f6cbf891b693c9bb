"""The facts of the model as a module, which loads without readers of JSON and YAML."""

from __future__ import annotations

import json
from typing import Any

import yaml

from ircompile.shipped import HERE


def facts() -> Any:
    """What `facts.json` holds."""
    return json.loads(_text("facts.json"))


def guides() -> Any:
    """What `guides.yaml` says of fields."""
    return yaml.safe_load(_text("guides.yaml"))["fields"]


def families() -> Any:
    """What `instances.yaml` holds."""
    return yaml.safe_load(_text("instances.yaml"))


def _text(name: str) -> str:
    with open(f"{HERE}/model/{name}", encoding="utf-8") as file:
        return file.read()


def source(_name: str) -> str:
    """The module: `FACTS` and `GUIDES`."""
    return f"FACTS = {facts()!r}\nGUIDES = {guides()!r}\n"
