"""The data files of the model as one module, which loads without readers of JSON and YAML."""

from __future__ import annotations

import json

import yaml

from ircompile.shipped import HERE


def source(_name: str) -> str:
    """The module: what the files of `ircompile/model/` hold, and two tables made from it.

    `REGIONS` has the partition of every region, `INSTANCES` the family of every instance type.
    """
    texts = {}
    for name in ("facts.json", "guides.yaml", "instances.yaml"):
        with open(f"{HERE}/model/{name}", encoding="utf-8") as file:
            texts[name] = file.read()
    facts = json.loads(texts["facts.json"])
    tables = {
        "FACTS": facts,
        "GUIDES": yaml.safe_load(texts["guides.yaml"]),
        "FAMILIES": yaml.safe_load(texts["instances.yaml"]),
        "REGIONS": {region: name for name, regions in facts["partitions"].items() for region in regions},
        "INSTANCES": {name: name.split(".")[1] for name in facts["shapes"]["ProductionVariantInstanceType"]["enum"]},
    }
    return "".join(f"{name} = {table!r}\n" for name, table in tables.items())
