"""Byte offsets in JSON reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ircompile.cli.main import main


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_offsets_are_bytes_of_the_file(scene: Path, encoding: str, end: str, capsys: Any) -> None:
    text = f"# café 😀 \x85{end}JobDescription: é😀{end}JobName: {{é: 1}}{end}jobType: DEFAULT{end}"
    data = text.encode(encoding)
    (scene / "job.yaml").write_bytes(data)
    assert main(["lint", "job.yaml", "--output-format", "json"]) == 1
    found = {it["rule"]: it for it in json.loads(capsys.readouterr().out)["diagnostics"]}
    bare = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, "utf-8")
    for rule, blamed in (("wrong-type", "{é: 1}"), ("unknown-field", "jobType")):
        assert data[found[rule]["offset"] : found[rule]["end_offset"]].decode(bare) == blamed
    (edit,) = found["unknown-field"]["fixes"][0]["edits"]
    assert data[edit["offset"] : edit["end_offset"]].decode(bare) == "jobType"
