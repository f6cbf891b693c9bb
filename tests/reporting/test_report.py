"""All report formats: their golden files, their schemas, and that no text breaks out of them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest
from checkout import TESTS
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import JSON_FORMATS, hostile_reports, rendered, report_on_scene, schema_errors, without_surrogates

from ircompile.cli.main import main
from ircompile.cli.output import printed_lines
from ircompile.findings.messages import escaped
from ircompile.reporting import FOR_PEOPLE, FORMATS
from ircompile.reporting.report import Report
from ircompile.reporting.style import Style
from ircompile.sources.repository import repository_path


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_prints_its_golden_file(form: str, golden: Any, capsys: pytest.CaptureFixture[str]) -> None:
    text = report_on_scene(form, capsys)
    if form == "sarif":  # the list of rules has its own tests
        value = json.loads(text)
        value["runs"][0]["tool"]["driver"]["rules"] = []
        for result in value["runs"][0]["results"]:
            del result["ruleIndex"]
        text = json.dumps(value, indent=2) + "\n"
    golden(TESTS / "reports" / f"{form}.txt", text)


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", ["json", "json-lines", "sarif", "gitlab", "rdjson", "junit", "checkstyle"])
def test_a_format_fits_its_schema(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert schema_errors(form, report_on_scene(form, capsys)) == []
    assert main(["lint", "jobs/clean.yaml", "--output-format", form, "-q"]) == 0
    assert schema_errors(form, capsys.readouterr().out) == []
    assert main(["lint", "nowhere", "--output-format", form, "-q"]) == 2
    assert schema_errors(form, capsys.readouterr().out) == []


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", FORMATS)
def test_a_report_names_what_could_not_be_read(form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "report"
    name = "no where.yaml"
    for options in (f"{form}:{file}", form):
        assert main(["lint", "jobs/clean.yaml", name, "--output-format", options]) == 2
    printed = capsys.readouterr().out
    if form in FOR_PEOPLE:  # on a stream, standard error has the message
        assert name not in printed
    else:
        assert printed == file.read_text("utf-8")
    assert "no such file or directory" in file.read_text("utf-8")
    assert name.replace(" ", "%20" if form == "sarif" else " ") in file.read_text("utf-8")
    marks = {"json": '"complete": false', "sarif": '"executionSuccessful": false', "junit": 'errors="1"'}
    assert marks.get(form, "") in file.read_text("utf-8")


@settings(max_examples=150, deadline=None)
@given(hostile_reports(), st.sampled_from(list(FORMATS)), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_no_text_breaks_out_of_a_format(report: Report, form: str, encoding: str) -> None:
    report.style = Style(encoding=encoding)
    for line in printed_lines(report, form):
        assert all(part.isprintable() for part in line.removesuffix("\n").split("\n" if form in JSON_FORMATS else "\0"))
        assert not line.lstrip().startswith("::") or form == "github"
        assert not re.search(r"##\w*\[", line)
        line.encode(encoding)


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_json_formats_contain_all_findings(report: Report) -> None:
    messages = [without_surrogates(it.message) for it in report.diagnostics]
    reasons = [without_surrogates(why) for _, why in report.unread]
    for form in ("json", "json-lines", "gitlab", "rdjson", "sarif"):
        text = rendered(report, form)
        assert text.isascii()
        assert "##" not in text
        assert schema_errors(form, text) == []
    value = json.loads(rendered(report, "json"))
    assert [it["message"] for it in value["diagnostics"]] == messages
    assert [it["error"] for it in value["unread"]] == reasons
    lines = [json.loads(line) for line in rendered(report, "json-lines").splitlines()]
    assert lines == value["diagnostics"] + value["unread"]
    assert [it["message"] for it in json.loads(rendered(report, "rdjson"))["diagnostics"]] == messages + reasons
    described = [it["description"].partition(": ")[2] for it in json.loads(rendered(report, "gitlab"))]
    assert described == messages + reasons
    for result in json.loads(rendered(report, "sarif"))["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        path = unquote_to_bytes(uri.removeprefix("file://"))
        assert re.fullmatch(r"(file:///)?[A-Za-z0-9._~/%-]+", uri)
        assert path in {os.fsencode(repository_path(name)) for name in report.sources}
        links = re.findall(r"(?<!\\)(?:\\\\)*\]\((.*?)\)", result["message"]["text"])
        assert links == [str(number) for number in range(1, len(result.get("relatedLocations", ())) + 1)]


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_xml_formats_contain_all_findings(report: Report) -> None:
    def kept(text: str) -> str:
        return "##".join(map(escaped, text.split("##")))

    found = [it for group in report.by_file().values() for it in group]
    for form in ("junit", "checkstyle"):
        text = rendered(report, form)
        assert text.isascii()
        assert "##" not in text
        assert schema_errors(form, text) == []
    errors = ET.fromstring(rendered(report, "checkstyle")).iter("error")  # noqa: S314  we wrote it
    reasons = [kept(why) for _, why in report.unread]
    assert [error.get("message") for error in errors] == [kept(it.message) for it in found] + reasons
    cases = list(ET.fromstring(rendered(report, "junit")).iter("testcase"))  # noqa: S314  we wrote it
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(found) + len(reasons)
    failures = [failure.get("message") for case in cases for failure in case.iter("failure")]
    assert failures == [kept(it.message) for it in found if it.severity == "error"]
