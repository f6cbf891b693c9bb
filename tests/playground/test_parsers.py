"""The playground reads YAML with PyYAML's own parser: only the words and the fixes of syntax errors differ."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from checkout import ROOT

from ircompile.model.model import SHIPPED
from ircompile.rulebook.book import shipped_rules

ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import answers
json.dump([answers.check(text, "")["findings"] for text in json.load(sys.stdin)], sys.stdout)
"""


def findings(folder: Path, texts: list[str], *flags: str) -> list[list[dict[str, Any]]]:
    """Return what `answers.py` in a folder finds in each text."""
    command = [sys.executable, *flags, "-c", ASK, str(folder)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def comparable(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings; of a syntax error, at which the parsers may stop, only its rule and where it begins."""
    if found and found[0]["rule"] == "parse-error":
        return [{key: found[0][key] for key in ("rule", "severity", "start", "line", "column")}]
    return found


def test_both_parsers_lead_to_the_same_findings(playground: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(playground / "playground" / "packages.zip") as archive:
        archive.extractall(tmp_path)
    assert not (tmp_path / "yaml" / "_yaml").exists()
    files = sorted((ROOT / "examples").rglob("*"))
    texts = [file.read_text("utf-8") for file in files if file.suffix in (".yaml", ".json", ".sh")]
    texts += [bad.text for rule in shipped_rules(SHIPPED).values() for bad in rule.body.bad if bad.kind == "manifest"]
    pure = findings(tmp_path, texts, "-I", "-S")
    native = findings(ROOT / "docs" / "playground", texts)
    assert len(texts) > 100
    assert list(map(comparable, pure)) == list(map(comparable, native))
    assert pure != native  # so that this page, and this test, can go once they are the same
