"""Where the package finds its data."""

from __future__ import annotations

from checkout import ROOT

from ircompile.package import folder


def test_a_checkout_uses_its_own_folders() -> None:
    assert folder("rules") == ROOT / "rules"
    assert folder("grammar") == ROOT / "grammar"
