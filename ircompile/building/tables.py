"""The tables that the functions of the rule language look into, as a module."""

from __future__ import annotations

from ircompile.building.data import facts, families


def source(_name: str) -> str:
    """The module: `FAMILIES`; the family of each of the `INSTANCES`; the partition of each of the `REGIONS`."""
    known = facts()
    types = known["shapes"]["ProductionVariantInstanceType"]["enum"]
    instances = {name: name.split(".")[1] for name in types}
    regions = {region: name for name, regions in known["partitions"].items() for region in regions}
    return f"FAMILIES = {families()!r}\nINSTANCES = {instances!r}\nREGIONS = {regions!r}\n"
