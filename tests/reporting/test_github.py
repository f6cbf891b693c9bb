"""GitHub's runner reads one annotation for each finding and for each unreadable input."""

from __future__ import annotations

import re

from hypothesis import given, settings
from reports import hostile_reports, rendered

from ircompile.findings.messages import escaped
from ircompile.reporting.report import Report
from ircompile.sources.repository import repository_path


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_github_reads_one_command_for_each_finding_and_each_unreadable_input(report: Report) -> None:
    found = sorted(report.diagnostics, key=lambda it: it.severity.rank)
    commands = rendered(report, "github").splitlines()
    assert len(commands) == len(report.unread) + len(found)
    for line, (unread, why) in zip(commands, report.unread, strict=False):
        path = escaped(repository_path(unread))
        name, properties, message = read_command(line)
        assert (name, properties["file"], message) == ("error", path, f"{path}: {escaped(why)}")
    for line, it in zip(commands[len(report.unread) :], found, strict=True):
        name, properties, message = read_command(line)
        assert name == {"error": "error", "warning": "warning", "info": "notice"}[it.severity]
        assert properties["file"] == escaped(repository_path(it.filename))
        assert (int(properties["line"]), int(properties["endLine"])) == (it.line, it.end_line)
        assert ("col" in properties) == ("endColumn" in properties) == (it.line == it.end_line)
        assert message.startswith(f"{properties['file']}:{it.line}:{it.column}: {escaped(it.message)}")


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """Return the name, properties and message of a workflow command, parsed as by GitHub's runner."""
    assert line.startswith("::")
    head, _, message = line[2:].partition("::")
    name, _, written = head.partition(" ")
    properties = dict(part.split("=", 1) for part in written.split(","))
    marks = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    for key, value in properties.items():
        properties[key] = re.sub("%(?:0D|0A|3A|2C|25)", lambda mark: marks[mark[0]], value)
    return name, properties, re.sub("%(?:0D|0A|25)", lambda mark: marks[mark[0]], message)
