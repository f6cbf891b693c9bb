"""The checkout that is tested: its folders, and a manifest without findings."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
GOOD = (ROOT / "examples" / "existing-endpoint.json").read_text("utf-8")
"""A manifest, as JSON, in which nothing is found."""
