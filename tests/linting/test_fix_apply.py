"""A fix does what its title says, fixes together do no harm, and everything else stays as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from checkout import TESTS
from fixable import FAULTY, FIXED
from hypothesis import given, settings
from hypothesis import strategies as st
from jobs import SMALL_JOB
from strategies import flawed_values

from ircompile.config.settings import Config
from ircompile.emitting.shorthand import NotShorthandError, shorthand
from ircompile.findings.diagnostic import Diagnostic, Edit, Fix, Severity
from ircompile.findings.finding import Change, Finding
from ircompile.findings.suggestions import same_but_spelling
from ircompile.findings.values import get, put
from ircompile.linting import fix_apply
from ircompile.linting.fix_apply import Fixer, FixResult, apply_edits, select_fixes
from ircompile.linting.fix_edits import fixes
from ircompile.linting.linter import Linter
from ircompile.linting.manifest_check import ManifestCheck
from ircompile.manifest.load import decoded, read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.sources.source import decode

BEFORE = sorted((TESTS / "fixes").glob("*.before.*"))
CORPUS = [json.loads(file.read_text("utf-8")) for file in sorted((TESTS / "corpus").glob("[0-9]*.json"))]


def manifests_of(data: bytes | str, name: str = "a.yaml") -> list[Manifest]:
    return read(decode(name, data.encode() if isinstance(data, str) else data), Config(), SHIPPED)


def run_fixer(
    data: bytes | str, name: str = "a.yaml", *, unsafe: bool = False, config: Config | None = None
) -> FixResult:
    jobs = manifests_of(data, name)
    return Fixer(config or Config(), unsafe=unsafe).fix(jobs[0].source, jobs)


def fixed(data: bytes | str, name: str = "a.yaml", *, unsafe: bool = False) -> bytes | None:
    """Return the fixed content of a file, None if nothing was fixed."""
    return run_fixer(data, name, unsafe=unsafe).after.data


def errors(data: bytes | str, name: str = "a.yaml") -> list[Diagnostic]:
    jobs = manifests_of(data, name)
    return [it for it in Linter(Config()).lint(jobs[0].source, jobs) if it.severity == "error"]


VALID = [job for job in CORPUS if not errors(json.dumps(job), "a.json")]


class Writer:
    """Writes requests as people might: in block style, flow style and shorthand, with varied quotes, and comments."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def text(self, value: dict[str, Any], form: str) -> str:
        if form == "json":
            return json.dumps(value, indent=self._random.choice([None, 1, 2, "\t"]))
        return "".join(self._block(value, SHIPPED.request, ""))

    def _block(self, value: dict[str, Any], shape: Shape | None, indent: str) -> Iterator[str]:
        for key, item in value.items():
            below = shape and shape.members.get(same_but_spelling(key, shape.members) or key)
            head = f"{indent}{self._scalar(key)}:"
            if isinstance(item, dict) and item and self._random.random() < 0.5:
                yield f"{head}  # {key}\n"
                yield from self._block(item, below, indent + "  ")
            else:
                yield f"{head} {self._shorthand(item, below) or self._flow(item)}  # {key}\n"

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self._scalar(key)}: {self._flow(item)}" for key, item in value.items()) + "}"
        return "[" + ", ".join(map(self._flow, value)) + "]" if isinstance(value, list) else self._scalar(value)

    def _scalar(self, value: Any) -> str:
        style = self._random.choice(["plain", "'", '"'])
        if not isinstance(value, str) or (style == "plain" and value.isalpha() and value.isascii() and len(value) > 5):
            return str(value) if isinstance(value, str) else json.dumps(value)
        return f"'{value}'" if style == "'" and value.isprintable() and "'" not in value else json.dumps(value)

    def _shorthand(self, value: Any, shape: Shape | None) -> str | None:
        if shape is None or shape.kind != "structure" or self._random.random() < 0.5:
            return None
        try:
            return self._scalar(shorthand(value, shape))
        except NotShorthandError:
            return None


def damaged(value: Any, shape: Shape, random: Random) -> Any:
    """Return a value with violations that have safe fixes: other spellings, quoted numbers, unquoted strings of digits."""
    if isinstance(value, dict):
        return {
            _respelled(key, random): damaged(item, shape.members[key], random) if random.random() < 0.9 else item
            for key, item in value.items()
        }
    if shape.element:
        return [damaged(item, shape.element, random) for item in value]
    if random.random() < 0.5:
        return value
    if shape.kind == "integer":
        return str(value)
    if any(fact.kind == "values" for fact in shape.facts):
        return random.choice([value.upper(), value.lower()])
    return int(value) if value.isascii() and value.isdigit() and str(int(value)) == value else value


def _respelled(key: str, random: Random) -> str:
    hyphened = "".join("-" * (index > 0 and c.isupper()) + c for index, c in enumerate(key)).lower()
    return random.choice([key, key, key, key[0].lower() + key[1:], key.lower(), hyphened, hyphened.replace("-", "_")])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """Return the text and the file name of a manifest with violations of all kinds."""
    random = draw(st.randoms(use_true_random=False))
    form = draw(st.sampled_from(["json", "yaml"]))
    value = draw(
        flawed_values(SHIPPED.request) | st.sampled_from(VALID).map(lambda job: damaged(job, SHIPPED.request, random))
    )
    return Writer(random).text(value, form) if isinstance(value, dict) else json.dumps(value), f"a.{form}"


def findings_of(manifest: Manifest) -> list[Finding]:
    check = ManifestCheck(Config(), shipped_rules(SHIPPED), JobNames(), "info")
    return [*manifest.source.findings, *check.findings(manifest, has_signs=True)[0]]


def written_value(manifest: Manifest, change: Change) -> Any:
    """Return the value of a manifest as written: inside shorthand, where text has no types, all scalars are strings."""
    return manifest.document.value if manifest.shorthand_string(change.path) is None else _as_strings(manifest.value)


def _as_strings(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_strings(item) for key, item in value.items()}
    return [_as_strings(item) for item in value] if isinstance(value, list) else str(value)


def expected_value(manifest: Manifest, change: Change) -> Any:
    """Return the value that a manifest should have after a change."""
    value = written_value(manifest, change)
    inside = manifest.shorthand_string(change.path) is not None
    if change.kind == "rename":
        *above, last = change.path
        both = {change.new if key == last else key: item for key, item in get(value, tuple(above)).items()}
        return put(value, tuple(above), both)
    if change.kind == "remove":
        *above, last = change.path
        others = {key: item for key, item in get(value, tuple(above)).items() if key != last}
        return put(value, tuple(above), others)
    if change.kind == "unwrap":
        return put(value, change.path, get(value, change.path)[0])
    if change.kind == "json":
        return put(value, change.path, json.dumps(change.new))
    node = manifest.node(change.path)
    new = manifest.source.text[node.start : node.end] if change.kind == "quote" else change.new
    return put(value, change.path, str(new) if inside else new)


@settings(max_examples=150, deadline=None)
@given(texts())
def test_a_fix_makes_its_change_and_no_other(written: tuple[str, str]) -> None:
    text, name = written
    (manifest,) = manifests_of(text, name)
    findings = findings_of(manifest)
    for finding, offered in zip(findings, fixes(findings, manifest), strict=True):
        for fix in offered:
            (change,) = (it for it in finding.changes if it.title == fix.title)
            (after,) = manifests_of(apply_edits(text, fix.edits), name)
            assert written_value(after, change) == expected_value(manifest, change)
            left = {(it.rule, it.blames[0].path) for it in findings_of(after)}
            assert (finding.rule, finding.blames[0].path) not in left


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(VALID), st.sampled_from(["json", "yaml"]), st.randoms(use_true_random=False))
def test_safe_fixes_restore_the_values_and_keep_layout_and_comments(
    job: dict[str, Any], form: str, random: Random
) -> None:
    text = Writer(random).text(damaged(job, SHIPPED.request, random), form)
    after = (fixed(text, f"a.{form}") or text.encode()).decode()
    (manifest,) = manifests_of(after, f"a.{form}")
    assert manifest.value == job
    for line, new in zip(text.split("\n"), after.split("\n"), strict=True):
        assert new.partition("  #")[2] == line.partition("  #")[2]
        assert len(new) - len(new.lstrip()) == len(line) - len(line.lstrip())


@settings(max_examples=100, deadline=None)
@given(texts(), st.booleans())
def test_fixing_adds_no_error_and_terminates(written: tuple[str, str], unsafe: bool) -> None:  # noqa: FBT001  passed by hypothesis
    text, name = written
    done = run_fixer(text, name, unsafe=unsafe)
    assert done.after.badness <= done.before.badness
    if done.after.data is not None:
        assert len(errors(done.after.data, name)) <= len(errors(text, name))
        assert fixed(done.after.data, name, unsafe=unsafe) is None


@settings(max_examples=40, deadline=None)
@given(texts())
def test_line_ends_and_byte_order_marks_are_kept(written: tuple[str, str]) -> None:
    text, name = written
    after = fixed(text, name) or text.encode()
    data = text.replace("\n", "\r\n").encode()
    assert (fixed(data, name) or data) == after.replace(b"\n", b"\r\n")
    marked = b"\xef\xbb\xbf" + text.encode()
    kept = run_fixer(marked, name, config=Config(ignore=("text-encoding",))).after.data or marked
    assert kept == b"\xef\xbb\xbf" + after


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3)), max_size=6))
def test_characters_outside_of_edits_are_kept(text: str, replacements: list[tuple[int, int, str]]) -> None:
    edits = [Edit(start, start + length, new) for start, length, new in replacements if start + length <= len(text)]
    found = [
        Diagnostic(
            "a", "r", Severity.ERROR, "model", "m", "", "", 1, 1, 1, 1, fixes=(Fix("t", safe=True, edits=(it,)),)
        )
        for it in edits
    ]
    made = sorted({it for fix in select_fixes(found, unsafe=False) for it in fix.edits}, key=lambda it: it.start)
    assert bool(made) == bool(edits)
    assert all(one.end < other.start for one, other in pairwise(made))
    after, at = apply_edits(text, made), 0
    for number, edit in enumerate(made):
        before = text[made[number - 1].end if number else 0 : edit.start]
        assert after[at : at + len(before) + len(edit.text)] == before + edit.text
        at += len(before) + len(edit.text)
    assert after[at:] == text[made[-1].end if made else 0 :]


@pytest.mark.parametrize("before", BEFORE, ids=lambda file: file.stem.removesuffix(".before"))
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixed_manifests_are_the_golden_ones(before: Path, golden: Any, *, unsafe: bool) -> None:
    data = before.read_bytes()
    after = fixed(data, before.name, unsafe=unsafe) or data
    kind = "unsafe" if unsafe else "after"
    golden(before.with_name(before.name.replace(".before.", f".{kind}.")), after.decode())


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("InputConfig: 'modelName=m'\n", "InputConfig: 'ModelName=m'\n"),
        ('OutputConfig: "kms_key_id=\\"a\\""\n', 'OutputConfig: "KmsKeyId=\\"a\\""\n'),
        ("OutputConfig: 'kms_key_id=''a'''\n", "OutputConfig: 'KmsKeyId=''a'''\n"),
        ("OutputConfig: |\n  kms_key_id=a\n", "OutputConfig: |\n  KmsKeyId=a\n"),
        ("Tags: [ key=a , 'key=b,value=c']\n", "Tags: [ Key=a , 'Key=b,Value=c']\n"),
        ('OutputConfig: "kms\\u005fkey_id=a"\n', None),
    ],
)
def test_shorthand_is_fixed_inside_its_string(text: str, after: str | None) -> None:
    assert fixed(text) == (None if after is None else after.encode())


ENDPOINT = "InputConfig: {EndpointConfigurations: [%s]}\n"
SERVERLESS = "{MaxConcurrency: 1, MemorySizeInMB: 1024, ProvisionedConcurrency: %s}"
CONTAINER = "InputConfig:\n  ContainerConfig: {DataInputConfig: %s}\n"


@pytest.mark.parametrize(
    "text",
    [
        ENDPOINT % f"{{ServerlessConfig: &a {SERVERLESS % 5}}}, {{ServerlessConfig: *a}}",
        ENDPOINT % f"{{ServerlessConfig: {SERVERLESS.replace('1024', '&n 2048') % '*n'}}}",
        "x: &a [{MaxNumberOfTests: 3}]\nInputConfig: {ResourceLimit: *a}\n",
        CONTAINER % "{a: .nan}",
        CONTAINER % "&a {a: [1]}",
        "InputConfig: {ContainerConfig: 'DataInputConfig={a=[1]}'}\n",
        "&a jobName: churn\n",
        'OutputConfig: {CompiledOutputConfig: {S3OutputUri: "S3://bucket/\\u2028"}}\n',
    ],
)
def test_nothing_is_fixed_that_would_change_the_meaning_of_an_anchor_or_can_not_be_written(text: str) -> None:
    assert fixed(text, unsafe=True) is None


def test_findings_behind_other_findings_are_fixed_in_later_passes() -> None:
    done = run_fixer(FAULTY)
    assert (done.after.data, done.fixed, done.rejected) == (FIXED.encode(), 2, 0)


def test_of_fixes_that_together_reveal_more_errors_only_those_that_do_not_are_applied() -> None:
    hidden = "stopping_conditions: {MaxInvocations: 0, ModelLatencyThresholds: 3, FlatInvocations: x}\n"
    text = SMALL_JOB.replace("JobType: Default", "JobType: default") + hidden
    assert fixed(text) == f"{SMALL_JOB}{hidden}".encode()


CALL = """\
import boto3
sent = {"Modelname": "churn"}
%sboto3.client("sagemaker").create_inference_recommendations_job(JobName="a", InputConfig=%s)
"""


@pytest.mark.parametrize(
    "code",
    [
        CALL % ('print(sent["Modelname"])\n', "sent"),
        CALL % ("", '{"OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": "S3://bucket/\\u2028"}}}'),
        CALL % ("", '{"ContainerConfig": {"PayloadConfig": {"SamplePayloadUrl": "S3://bucket/\\u2028"}}}'),
    ],
)
def test_nothing_is_fixed_in_a_program_that_it_reads_elsewhere_or_that_can_not_be_written(code: str) -> None:
    source = decoded("job.py", code.encode(), Config().hosts)
    assert Fixer(Config(), unsafe=True).fix(source, read(source, Config(), SHIPPED)).after.data is None


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8-sig", ""), ("utf-16", ""), ("utf-16-be", "\ufeff"), ("utf-32", "")],
)
def test_fixed_files_are_saved_as_utf_8(encoding: str, mark: str) -> None:
    text = FAULTY.replace("\n", "\r\n") + "JobDescription: café 😀\r\n"
    assert fixed((mark + text).encode(encoding)) == text.replace("jobType: DEFAULT", "JobType: Default").encode()


def test_fixes_beyond_the_limit_of_a_run_are_left_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    after = Fixer._apply

    def count(fixer: Fixer, linted: Any, fixes: list[Fix]) -> Any:
        texts.append(linted.source.text)
        return after(fixer, linted, fixes)

    monkeypatch.setattr(Fixer, "_apply", count)
    monkeypatch.setattr(fix_apply, "MIN_FINDINGS_LIMIT", 3)
    text = f"{SMALL_JOB}Tags:\n" + "".join(f"- {{Key: a{number}, Value: 1}}\n" for number in range(20))
    for characters, passes in ((len(text), 1), (len(text) + 1, 2), (2**20, None)):
        texts.clear()
        monkeypatch.setattr(fix_apply, "MAX_CHARACTERS", characters)
        config = Config()
        config.limits.findings = 1
        source = decode("a.yaml", text.encode())
        fixed = Fixer(config).fix(source, read(source, config, SHIPPED))
        assert len(texts) == passes or passes is None
        assert bool(fixed.pending) == (passes is not None)
        assert fixed.after.source.text.count('"1"') == fixed.fixed == (20 if passes is None else 3 * passes)
