"""`[[ignore]]` entries of the configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from console import run
from jobs import PACKAGE, SMALL_JOB
from suppressions import found

from ircompile.config.settings import Config, Ignored
from ircompile.sources.globs import Glob

pytestmark = pytest.mark.usefixtures("fixed_today")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, []),
        ({"pointer": ""}, []),
        ({"rules": ("shape",)}, []),
        ({"path": Glob("jobs/*"), "rules": ("traffic", "shape")}, []),
        ({"until": "2026-06-15"}, []),
        ({"path": Glob("other.json")}, ["1:13 bad-format"]),
        ({"pointer": "/Job"}, ["1:1 unused-ignore", "1:13 bad-format"]),
        ({"pointer": "/JobName/x"}, ["1:13 bad-format", "1:13 unused-ignore"]),
        ({"rules": ("bad-format", "traffic")}, ["1:13 unused-ignore"]),
        ({"until": "2026-06-14"}, ["1:13 bad-format", "1:13 expired-ignore"]),
    ],
)
def test_entries_of_the_configuration(entry: dict[str, Any], expected: list[str]) -> None:
    defaults: dict[str, Any] = {"path": Glob("jobs/a.json"), "pointer": "/JobName", "rules": ("bad-format",)}
    text = json.dumps(
        {"JobName": "a_b", "JobType": "Default", "RoleArn": "arn:aws:iam::123456789012:role/x"}
        | {"InputConfig": {"ModelPackageVersionArn": PACKAGE}}
    )
    assert found(text, "jobs/a.json", Config(ignored=(Ignored(**defaults | entry),))) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[ignore]]\npath = "a"\nrules = ["shape"]\n', "ircompile.toml:1: the key `pointer` is missing"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shpe"]\n', "there is no rule and no topic `shpe`, did you mean `shape`?"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["ALL"]\n', "there is no rule and no topic `ALL`"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = "soon"\n', "ircompile.toml:5: `until`: 'soon' does not match"),
        ('[lint]\nrequire-reason = true\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = 2027-01-31\n', "lacks the `reason`"),
    ],
)  # fmt: skip
def test_an_invalid_entry_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ircompile.toml").write_text(text)
    (tmp_path / "job.yaml").write_text(SMALL_JOB)
    printed = run("ircompile lint job.yaml")
    assert message in printed
    assert printed.endswith("[exit 2]\n")
