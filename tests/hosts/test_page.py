"""The page on jobs in other files says what is known of its example, and names all hosts."""

from __future__ import annotations

import re
from pathlib import Path

from checkout import ROOT
from known_members import found_in

from ircompile.sources.files import HOST_ENDINGS

PAGE = (ROOT / "docs" / "hosts.md").read_text("utf-8")


def test_what_is_known_of_the_example(tmp_path: Path) -> None:
    example = re.search(r"An example:\n\n```python\n(.*?)```\n\n\| member .*?\n\n", PAGE, re.DOTALL)
    assert example
    (tmp_path / "job.py").write_text(example[1])
    (job,) = found_in(tmp_path / "job.py").jobs
    rows = re.findall(r"^\| `(/\S+)` \| (.*) \|$", example[0], re.MULTILINE)
    said = {at: known.strip("`") if known.startswith("`") else "?" for at, known in rows}
    assert said == {at: member.value.removeprefix("~") for at, member in job.members.items()}


def test_each_host_is_named() -> None:
    for kind, endings in HOST_ENDINGS.items():
        assert f"| `{kind}` |" in PAGE
        for ending in endings:
            assert f"`{ending.removeprefix('/')}`" in PAGE.lower()
