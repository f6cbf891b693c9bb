"""Odd repositories through every command and format: what is reported is valid, and nothing else is written or run.

`ODD_REPOSITORIES=1000 python -m pytest tests/cli/test_odd_repositories.py` tries a thousand.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from console import run
from odd_repositories import CANARY, OUTSIDE, OddRepository, content
from reach import beyond, reach
from reports import schema_errors

from ircompile.reporting import FORMATS

NUMBER = int(os.environ.get("ODD_REPOSITORIES", "12"))
READING = (
    *(f"lint . --output-format {form}" for form in FORMATS),
    "lint . --diff --unsafe-fixes",
    "lint . --add-ignore --diff",
    "lint . --jobs 1 --env dev",
    "compile --check --diff",
    "plan .",
    "plan . --output-format markdown",
    "plan . --output-format json",
    "plan . --output-format svg",
    "diff {file} {other}",
    "diff {file} {other} --env dev --output-format json",
    "diff {file} {other} --output-format markdown",
    "convert {file} --to shorthand",
    "convert {file} --to command",
    "explain {file}:1",
    "convert {file} --to yaml",
    "explain {file}#/JobName",
    "explain --failure {file}",
    "lint . --show-settings",
    "lint . --statistics --severity-floor info --set JobName=x",
    "lint {file} --payload {other}",
    "rules test jobs",
    "explain --failure 'a b'",
    "baseline show",
)
WRITING = (
    "compile {file} --set JobName=x --set Tags=Key=a,Value=b",
    "compile . --prune",
    "compile . --out-dir made",
    "compile . --to command --out-dir made --style file",
    "baseline update .",
    "lint . --fix --unsafe-fixes",
    "lint . --add-ignore",
    "compile --prune",
    "baseline prune .",
    "convert {file} --out-dir converted",
    "convert {file} --to yaml -o converted/one.yaml",
    "lint . --output-format sarif:reports/one.sarif --output-format junit:reports/one.xml",
    "new --repo fresh",
    "new --repo .",
    "new -o jobs/new.yaml",
)
GITHUB = re.compile(r"::(?:error|warning|notice) title=[^:\n]+(?:,[a-zA-Z]+=[^:,\n]*)*::[^\n]*")
"""A workflow command."""
VALIDATED = ("json", "json-lines", "sarif", "gitlab", "rdjson", "junit", "checkstyle")
SUMMARY = re.compile(r"^(?:\[exit \d\]|Found |.*error|.*warning|Nothing|\d+ |No )", re.MULTILINE)


@pytest.mark.parametrize("seed", range(int(os.environ.get("ODD_FIRST", "0")), NUMBER))
def test_every_command(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    made = OddRepository(tmp_path, seed)
    monkeypatch.chdir(made.root)
    outside, inside = content(made.outside), content(made.root)
    files = sorted(name for name, data in inside.items() if isinstance(data, bytes) and not name.endswith(".toml"))
    names = {"file": _quoted(files[0]), "other": _quoted(files[-1])} if files else {"file": "none", "other": "none"}
    for command in READING:
        _run(command.format(**names), made.root)
        assert content(made.root) == inside, command
    for command in WRITING:
        before = content(made.root)
        _run(command.format(**names), made.root)
        after = content(made.root)
        gone = before.keys() - after.keys()
        assert all("prune" in command and _is_request(before[name]) for name in gone), (command, gone)
        links = {name for name, data in before.items() if isinstance(data, str)}
        assert {name: after.get(name) for name in links} == {name: before[name] for name in links}, command
        assert not [name for name in after if ".ircompile-" in name]
        for form, name in (("sarif", "one.sarif"), ("junit", "one.xml")):
            written = after.get(f"reports/{name}")
            assert not isinstance(written, bytes) or schema_errors(form, written.decode()) == []
    assert content(made.outside) == outside
    assert sorted(it.name for it in tmp_path.iterdir()) == ["outside", "repository"]
    assert not [*tmp_path.rglob(CANARY)]
    assert not os.path.lexists(OUTSIDE)
    capfd.readouterr()


def _run(command: str, root: Path) -> None:
    """Run a command; it ends as it should, reaches nothing outside of the repository, and a report is valid."""
    with reach() as seen:
        printed = run(f"ircompile {command}")
    assert beyond(root, seen) == [], command
    code = int(end[1]) if (end := re.search(r"\[exit (\d+)\]\n\Z", printed)) else 0
    assert code in (0, 1, 2), printed
    assert "internal error" not in printed, (command, printed[-2000:])
    assert "Traceback" not in printed, (command, printed[-2000:])
    form = command.rpartition("--output-format ")[2]
    if form == "github" and command.startswith("lint"):
        commands = [it for it in printed.split("\n") if it.startswith("::")]
        assert all(GITHUB.fullmatch(it) for it in commands), printed
    if "diff" not in command and "--to" not in command:  # these print texts as they are
        assert all(line.isprintable() for line in printed.split("\n")), (command, printed)
    if form in VALIDATED and command.startswith("lint"):
        _check_report(form, printed)
    elif command.endswith("plan . --output-format svg") and code == 0 and printed.startswith("<"):
        ET.fromstring(printed[: printed.rindex(">") + 1])  # noqa: S314  we have written it ourselves


def _check_report(form: str, printed: str) -> None:
    """Check what a report format prints, before the messages on standard error."""
    report, rest = _split(form, printed)
    if report:
        assert schema_errors(form, report) == []
    assert not rest or SUMMARY.search(rest), rest


def _split(form: str, printed: str) -> tuple[str, str]:
    """Return the report, and what follows it."""
    if form in ("junit", "checkstyle"):
        end = printed.rfind(">\n") + 2 if printed.startswith("<?xml") else 0
    elif form == "json-lines":
        lines = printed.splitlines(keepends=True)
        end = sum(len(it) for it in lines if it.startswith("{"))
    else:
        end = json.JSONDecoder().raw_decode(printed)[1] if printed.startswith(("{", "[\n", "[{", "[]")) else 0
    return printed[:end], printed[end:].lstrip("\n")


def _is_request(data: bytes | str) -> bool:
    return isinstance(data, bytes) and "JobName" in json.loads(data)


def _quoted(name: str) -> str:
    return "'" + ("./" + name).replace("'", "'\\''") + "'"
