"""Values for readers of JSON and YAML, and the findings of a document as text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ircompile.syntax.yaml.scalars import readings


def located_findings(document: Any, source: Any) -> list[str]:
    """Return the findings of a document as "line:column rule: message"."""
    found = []
    for finding in document.findings:
        start, end = finding.blames[0].span
        assert start <= end <= len(source.text)
        line, column = source.location(start)
        found.append(f"{line}:{column} {finding.rule}: {finding.message}")
    return found


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: not readings(text))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
