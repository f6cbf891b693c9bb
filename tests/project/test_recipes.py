"""The commands in pages with recipes print what the pages say; `pytest --accept` rewrites them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from console import rerun

PAGES = [ROOT / "docs" / "to-manifests.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_is_up_to_date(page: Path, golden: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text("utf-8")
    for name, content in re.findall(r"^<!-- (\S+) -->\n```\w+\n(.*?)```$", text, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    golden(page, re.sub(r"(?<=```console\n).*?(?=```\n)", lambda block: rerun(block[0]), text, flags=re.DOTALL))
