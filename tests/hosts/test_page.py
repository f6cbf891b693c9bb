"""The page on jobs in other files says what is known of its examples, and names all hosts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checkout import ROOT
from known_members import found_in

from ircompile.sources.files import HOST_ENDINGS

PAGE = (ROOT / "docs" / "hosts.md").read_text("utf-8")
FILES = {"python": "job.py", "sh": "job.sh", "json": "job.asl.json"}
EXAMPLES = re.findall(r"An example:\n\n(?:<!--.*?-->\n)?```(\w+)\n(.*?)```\n\n(\| member .*?)\n\n", PAGE, re.DOTALL)
"""The language, the text and the table of each example."""


def test_there_are_examples() -> None:
    assert [it[0] for it in EXAMPLES] == ["python", "sh", "json"]


@pytest.mark.parametrize(("language", "text", "table"), EXAMPLES, ids=FILES.values())
def test_what_is_known_of_an_example(tmp_path: Path, language: str, text: str, table: str) -> None:
    (tmp_path / FILES[language]).write_text(text)
    (job,) = found_in(tmp_path / FILES[language]).jobs
    rows = re.findall(r"^\| `(/\S+)` \| (.*) \|$", table, re.MULTILINE)
    said = {at: known.strip("`") if known.startswith("`") else "?" for at, known in rows}
    assert said == {at: member.value.removeprefix("~") for at, member in job.members.items()}


def test_each_host_is_named() -> None:
    for kind, endings in HOST_ENDINGS.items():
        assert f"| `{kind}` |" in PAGE
        for ending in endings:
            assert f"`{ending.removeprefix('/')}`" in PAGE.lower()
