"""Scalars that YAML readers read differently are findings, up to a limit."""

from __future__ import annotations

import pytest

from ircompile.config.settings import Limits
from ircompile.model.model import SHIPPED
from ircompile.rulebook.checks.ambiguity import ambiguities
from ircompile.sources.source import decode
from ircompile.syntax.yaml.reader import read_yaml


@pytest.mark.parametrize(
    ("count", "rules"), [(2000, {"yaml-ambiguous-scalar"}), (2001, {"yaml-ambiguous-scalar", "limit-exceeded"})]
)
def test_too_many_ambiguous_scalars_are_a_finding(count: int, rules: set[str]) -> None:
    text = "Tags:\n" + "".join(f"- {{Key: 1_{number}}}\n" for number in range(count))
    (document,) = read_yaml(decode("a.yaml", text.encode()), Limits())
    found = list(ambiguities(document.root, text, SHIPPED.request))
    assert {it.rule for it in found} == rules
