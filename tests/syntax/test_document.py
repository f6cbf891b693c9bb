"""No text breaks a reader, and findings lie within the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile import lint
from ircompile.config.settings import HIGHEST, Config, Limits
from ircompile.sources.source import decode
from ircompile.syntax.json_text import read_json
from ircompile.syntax.yaml.reader import read_yaml


@settings(max_examples=1000, deadline=None)
@given(
    st.text(
        st.sampled_from("ab: -[]{}\"'&*!|>%#,\n\t 1~<.é\x85\u2028") | st.characters(codec="utf-8"),
        max_size=40,
    )
)
def test_no_text_breaks_a_reader(text: str) -> None:
    for name, read in (("a.yaml", read_yaml), ("a.json", read_json)):
        source = decode(name, text.encode())
        for document in read(source, Limits()):
            for finding in document.findings:
                start, end = finding.blames[0].span or (0, 0)
                assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("text", [f'{{"JobName": {"9" * 5000}}}', "JobName: " + "9" * 5000, "JobName: 0x" + "f" * 3498])
def test_very_long_numbers_are_findings(text: str) -> None:
    config = Config(limits=Limits(digits=HIGHEST["digits"]))
    rules = {it.rule for it in lint(text, "a", config=config)}
    assert ("limit-exceeded" if "999" in text else "wrong-type") in rules
