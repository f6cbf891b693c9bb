"""Plain scalars of YAML by the 1.2 core schema, and those that readers read differently."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ircompile import lint
from ircompile.syntax.yaml import scalars
from ircompile.syntax.yaml.core import core
from ircompile.syntax.yaml.scalars import readings

SCALARS = [
    ("yes", "yes"), ("on", "on"), ("12:30", "12:30"), ("2020-01-01", "2020-01-01"), ("1_000", "1_000"),
    ("010", 10), ("0o10", 8), ("0x1F", 31), ("-7", -7), ("+7", 7), ("0b11", "0b11"), ("08", 8),
    ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-.inf", -math.inf), (".INF", math.inf),
    ("true", True), ("TRUE", True), ("tRUE", "tRUE"), ("null", None), ("~", None), ("", None), ("Null", None),
    ("<<", "<<"), ("=", "="), ("-", "-"), (".", "."), ("0o8", "0o8"), ("0xg", "0xg"), ("1 2", "1 2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_plain_scalars_follow_the_core_schema(text: str, value: Any) -> None:
    assert core(text) == value
    assert type(core(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "same"),
    [("300", True), ("abc", True), ("300.0", True), ("~", True), ("2023-05-23-x", True), ("y", True),
     ("010", False), ("1_000", False), ("1:30", False), ("no", False), ("0o17", False), ("08", False),
     ("2026-01-31", False), ("2026-13-45", False), ("0b1", False), ("=", False), ("3e2", False)],
)  # fmt: skip
def test_scalars_that_readers_read_alike(text: str, *, same: bool) -> None:
    assert bool(readings(text)) != same


def test_other_readers_are_made_once_and_asked_once_for_each_scalar(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    pyyaml = scalars._pyyaml

    def count(text: str) -> Any:
        read.append(text)
        return pyyaml(text)

    monkeypatch.setattr(scalars, "_pyyaml", count)
    scalars.readings.cache_clear()
    lint("Tags:\n" + "- {Key: 0664, Value: 0755}\n" * 50, "a.yaml")
    assert read == ["0664", "0755"]
    for reader in (scalars._pyyaml_reader, scalars._ruamel_reader):
        assert reader() is reader()
        assert not reader().constructor.constructed_objects
