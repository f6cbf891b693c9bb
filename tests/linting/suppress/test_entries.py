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


ENTRIES = """\
[[ignore]]
path = "jobs/a.yaml"
pointer = ""
rules = ["bad-format"]
until = 2026-06-14

[[ignore]]
path = "jobs/gone.yaml"
pointer = ""
rules = ["shape"]

[[ignore]]
path = "old/*"
pointer = ""
rules = ["shape", "traffic"]

[[ignore]]
path = "a.yaml"
pointer = ""
rules = ["traffic"]
"""
EXPIRED = (
    "ircompile.toml:5:1: warning[expired-ignore] the configuration's `[[ignore]]` of `bad-format` expired on 2026-06-14"
)
GONE = "ircompile.toml:8:1: warning[unused-ignore] the `[[ignore]]` of `shape` matches no file: `jobs/gone.yaml`"
OLD = "ircompile.toml:13:1: warning[unused-ignore] the `[[ignore]]` of `shape` and `traffic` matches no file: `old/*`"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (".", [EXPIRED, GONE, OLD]),
        ("", [EXPIRED, GONE, OLD]),
        ("jobs", [EXPIRED, GONE]),
        ("jobs/a.yaml", [EXPIRED, GONE]),
        ("jobs/b.yaml", [GONE]),
        (". --exclude x", [EXPIRED, GONE]),
        (". --ignore ignores", []),
        (". --severity-floor error", []),
    ],
)
def test_problems_of_entries_are_reported_at_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: str, expected: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs").mkdir()
    (tmp_path / "ircompile.toml").write_text(ENTRIES)
    for name in "ab":
        (tmp_path / "jobs" / f"{name}.yaml").write_text(SMALL_JOB.replace("a\n", f"{name}\n", 1))
    printed = run(f"ircompile lint {paths} --output-format concise -q").splitlines()
    assert [line for line in printed if line.startswith("ircompile.toml")] == expected
    unused = [line for line in printed if line.startswith("jobs/") and "unused-ignore" in line]
    is_reported = "a.yaml" in paths or (expected and "b.yaml" not in paths)
    assert len(unused) == bool(is_reported)


def test_an_entry_of_an_extended_file_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.toml").write_text('[[ignore]]\npath = "two/*"\npointer = ""\nrules = ["shape"]\n')
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ircompile.toml").write_text('extend = "../base.toml"\n')
        (tmp_path / name / "job.yaml").write_text(SMALL_JOB.replace("a\n", f"{name}\n", 1))
    assert "base.toml" not in run("ircompile lint")
    (tmp_path / "two" / "job.yaml").unlink()
    (tmp_path / "one" / "other").mkdir()
    assert run("ircompile lint -q --output-format concise").count("base.toml:2:1: warning[unused-ignore]") == 1


def test_the_summary_counts_what_is_suppressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    job = SMALL_JOB.replace("a\n", "a_b  # ircompile: ignore[bad-format]\n", 1) + "Unknown: 1\nOther: 2\n"
    (tmp_path / "a.yaml").write_text(job)
    assert "2 findings recorded" in run("ircompile baseline update --baseline known.json")
    options = "--baseline known.json"
    assert run(f"ircompile lint {options}") == "1 file checked, nothing found (2 in the baseline, 1 ignored).\n"
    (tmp_path / "a.yaml").write_text(job + "Third: 3\n")
    printed = run(f"ircompile lint {options} --output-format json")
    assert json.loads(printed[: printed.rindex("}") + 1])["summary"]["suppressed"] == {"baseline": 2, "ignored": 1}
    assert "Found 1 error in 1 of 1 file (2 in the baseline, 1 ignored)." in printed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[ignore]]\npath = "a"\nrules = ["shape"]\n', "ircompile.toml:1: the key `pointer` is missing"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shpe"]\n', "unknown rule or topic `shpe`, did you mean `shape`?"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["ALL"]\n', "unknown rule or topic `ALL`"),
        ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = "soon"\n', "ircompile.toml:5: `until`: 'soon' does not match"),
        ('[lint]\nrequire-reason = true\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = 2027-01-31\n', "has no `reason`"),
    ],
)  # fmt: skip
def test_an_invalid_entry_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ircompile.toml").write_text(text)
    (tmp_path / "job.yaml").write_text(SMALL_JOB)
    printed = run("ircompile lint job.yaml")
    assert message in printed
    assert printed.endswith("[exit 2]\n")
