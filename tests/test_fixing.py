"""Fixes: every offered one does what it says, all together never do harm, and all else stays as it was."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import manifests

from ircompile.cli.main import main
from ircompile.config.settings import Config
from ircompile.emitting.shorthand import NotShorthandError, shorthand
from ircompile.findings import messages as wording
from ircompile.findings.diagnostic import Diagnostic, Edit, Fix, Severity
from ircompile.findings.finding import Change, Finding
from ircompile.findings.messages import same_but_spelling
from ircompile.findings.values import get, put
from ircompile.linting import fix_apply as applying
from ircompile.linting.fix_apply import Fixer, FixResult, apply_edits, select_fixes
from ircompile.linting.fix_edits import fixes
from ircompile.linting.linter import Linter
from ircompile.linting.manifest_check import ManifestCheck
from ircompile.manifest.load import read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape
from ircompile.reporting.diff import _hunks
from ircompile.rulebook.book import shipped_rules
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.sources.source import decode

ROLE = "arn:aws:iam::123456789012:role/x"
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
HERE = Path(__file__).parent
BEFORE = sorted((HERE / "fixes").glob("*.before.*"))
CORPUS = [json.loads(file.read_text("utf-8")) for file in sorted((HERE / "corpus").glob("[0-9]*.json"))]
HEAD = """\
JobName: a
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/x
InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3'}
"""
FAULTY = HEAD.replace("JobType: Default", "jobType: DEFAULT  # the value is seen when the key is mended")
FIXED = FAULTY.replace("jobType: DEFAULT", "JobType: Default")


def manifests_of(data: bytes | str, name: str = "a.yaml") -> list[Manifest]:
    return read(decode(name, data.encode() if isinstance(data, str) else data), Config(), SHIPPED)


def mend(data: bytes | str, name: str = "a.yaml", *, unsafe: bool = False, config: Config | None = None) -> FixResult:
    jobs = manifests_of(data, name)
    return Fixer(config or Config(), unsafe=unsafe).fix(jobs[0].source, jobs)


def mended(data: bytes | str, name: str = "a.yaml", *, unsafe: bool = False) -> bytes | None:
    """The new content of a file, None if it stays as it is."""
    return mend(data, name, unsafe=unsafe).after.data


def errors(data: bytes | str, name: str = "a.yaml") -> list[Diagnostic]:
    jobs = manifests_of(data, name)
    return [it for it in Linter(Config()).lint(jobs[0].source, jobs) if it.severity == "error"]


SOUND = [job for job in CORPUS if not errors(json.dumps(job), "a.json")]


class Hand:
    """Writes requests as people might: in blocks, flow and shorthand, with any quotes, and a comment a line."""

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


def spoilt(value: Any, shape: Shape, random: Random) -> Any:
    """A value with faults that safe fixes mend: names and words in other letters, numbers in quotes, and the reverse."""
    if isinstance(value, dict):
        return {
            _respelt(key, random): spoilt(item, shape.members[key], random) if random.random() < 0.9 else item
            for key, item in value.items()
        }
    if shape.element:
        return [spoilt(item, shape.element, random) for item in value]
    if random.random() < 0.5:
        return value
    if shape.kind == "integer":
        return str(value)
    if any(fact.kind == "values" for fact in shape.facts):
        return random.choice([value.upper(), value.lower()])
    return int(value) if value.isascii() and value.isdigit() and str(int(value)) == value else value


def _respelt(key: str, random: Random) -> str:
    hyphened = "".join("-" * (place > 0 and c.isupper()) + c for place, c in enumerate(key)).lower()
    return random.choice([key, key, key, key[0].lower() + key[1:], key.lower(), hyphened, hyphened.replace("-", "_")])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """Manifests with all kinds of faults, as a text and the name of a file."""
    random = draw(st.randoms(use_true_random=False))
    form = draw(st.sampled_from(["json", "yaml"]))
    value = draw(
        manifests(SHIPPED.request) | st.sampled_from(SOUND).map(lambda job: spoilt(job, SHIPPED.request, random))
    )
    return Hand(random).text(value, form) if isinstance(value, dict) else json.dumps(value), f"a.{form}"


# Each fix


def findings_of(manifest: Manifest) -> list[Finding]:
    check = ManifestCheck(Config(), shipped_rules(), JobNames(), "info")
    return [*manifest.source.findings, *check.findings(manifest, has_signs=True)[0]]


def said(manifest: Manifest, change: Change) -> Any:
    """The values of a manifest as they are written: those of shorthand, which gets types by the names, as text."""
    return manifest.document.value if manifest.string(change.path) is None else _spelt(manifest.value)


def _spelt(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spelt(item) for key, item in value.items()}
    return [_spelt(item) for item in value] if isinstance(value, list) else str(value)


def promised(manifest: Manifest, change: Change) -> Any:
    """What a manifest is to say after a change."""
    value = said(manifest, change)
    inside = manifest.string(change.path) is not None
    if change.kind == "rename":
        *above, last = change.path
        both = {change.new if key == last else key: item for key, item in get(value, tuple(above)).items()}
        return put(value, tuple(above), both)
    node = manifest.node(change.path)
    new = manifest.source.text[node.start : node.end] if change.kind == "quote" else change.new
    return put(value, change.path, str(new) if inside else new)


@settings(max_examples=150, deadline=None)
@given(texts())
def test_a_fix_does_what_it_says_and_nothing_else(written: tuple[str, str]) -> None:
    text, name = written
    (manifest,) = manifests_of(text, name)
    findings = findings_of(manifest)
    for finding, offered in zip(findings, fixes(findings, manifest), strict=True):
        for fix in offered:
            (change,) = (it for it in finding.changes if it.title == fix.title)
            (after,) = manifests_of(apply_edits(text, fix.edits), name)
            assert said(after, change) == promised(manifest, change)
            left = {(it.rule, it.blames[0].path) for it in findings_of(after)}
            assert (finding.rule, finding.blames[0].path) not in left


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SOUND), st.sampled_from(["json", "yaml"]), st.randoms(use_true_random=False))
def test_what_was_spoilt_is_as_it_was_and_all_else_stays(job: dict[str, Any], form: str, random: Random) -> None:
    text = Hand(random).text(spoilt(job, SHIPPED.request, random), form)
    after = (mended(text, f"a.{form}") or text.encode()).decode()
    (manifest,) = manifests_of(after, f"a.{form}")
    assert manifest.value == job
    for line, new in zip(text.split("\n"), after.split("\n"), strict=True):
        assert new.partition("  #")[2] == line.partition("  #")[2]
        assert len(new) - len(new.lstrip()) == len(line) - len(line.lstrip())


# All of them


@settings(max_examples=100, deadline=None)
@given(texts(), st.booleans())
def test_fixing_never_makes_worse_and_ends(written: tuple[str, str], unsafe: bool) -> None:  # noqa: FBT001  hypothesis gives it so
    text, name = written
    done = mend(text, name, unsafe=unsafe)
    assert done.after.badness <= done.before.badness
    if done.after.data is not None:
        assert len(errors(done.after.data, name)) <= len(errors(text, name))
        assert mended(done.after.data, name, unsafe=unsafe) is None


@settings(max_examples=40, deadline=None)
@given(texts())
def test_ends_of_lines_and_marks_stay(written: tuple[str, str]) -> None:
    text, name = written
    after = mended(text, name) or text.encode()
    data = text.replace("\n", "\r\n").encode()
    assert (mended(data, name) or data) == after.replace(b"\n", b"\r\n")
    marked = b"\xef\xbb\xbf" + text.encode()
    kept = mend(marked, name, config=Config(ignore=("text-encoding",))).after.data or marked
    assert kept == b"\xef\xbb\xbf" + after


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3)), max_size=6))
def test_every_character_outside_of_edits_stays(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits = [Edit(start, start + length, new) for start, length, new in wanted if start + length <= len(text)]
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
def test_golden(before: Path, golden: Any, *, unsafe: bool) -> None:
    data = before.read_bytes()
    after = mended(data, before.name, unsafe=unsafe) or data
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
def test_shorthand_is_mended_inside_of_its_string(text: str, after: str | None) -> None:
    assert mended(text) == (None if after is None else after.encode())


def test_what_hides_is_mended_pass_after_pass() -> None:
    done = mend(FAULTY)
    assert (done.after.data, done.fixed, done.rejected) == (FIXED.encode(), 2, 0)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8-sig", ""), ("utf-16", ""), ("utf-16-be", "\ufeff"), ("utf-32", "")],
)
def test_a_text_is_saved_as_utf_8(encoding: str, mark: str) -> None:
    text = FAULTY.replace("\n", "\r\n") + "JobDescription: café 😀\r\n"
    assert mended((mark + text).encode(encoding)) == text.replace("jobType: DEFAULT", "JobType: Default").encode()


# The command line


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with something to fix, in the working directory."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "job.yaml"
    file.write_bytes(FAULTY.encode())
    return file


def test_fix_writes_and_says_so(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "job.yaml", "--fix"]) == 0
    assert job.read_bytes() == FIXED.encode()
    assert capfd.readouterr() == ("", "Fixed 2 findings in 1 file.\n1 file checked, nothing found.\n")
    before = job.stat().st_mtime_ns
    assert main(["lint", "job.yaml", "--fix", "-q"]) == 0
    assert job.stat().st_mtime_ns == before


def test_a_link_is_followed_and_a_mode_kept(job: Path) -> None:
    (job.parent / "link.yaml").symlink_to("job.yaml")
    job.chmod(0o640)
    assert main(["lint", "link.yaml", "--fix"]) == 0
    assert (job.parent / "link.yaml").is_symlink()
    assert (job.read_bytes(), job.stat().st_mode & 0o777) == (FIXED.encode(), 0o640)
    assert sorted(file.name for file in job.parent.iterdir()) == ["job.yaml", "link.yaml"]


def test_a_file_that_comes_by_two_names_is_mended_once(job: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Though what is mended is another file to the system."""
    (job.parent / "link.yaml").symlink_to("job.yaml")
    for paths in (["."], ["job.yaml", "."], ["link.yaml", "job.yaml"]):
        job.write_bytes(FAULTY.encode())
        assert main(["lint", *paths, "--fix"]) == 0
        assert capfd.readouterr().err == "Fixed 2 findings in 1 file.\n1 file checked, nothing found.\n"


def test_unsafe_fixes_are_made_only_when_asked_for(job: Path) -> None:
    before = HERE / "fixes" / "limits.before.yaml"
    for options, after in ((["--fix"], "after"), (["--fix", "--unsafe-fixes"], "unsafe")):
        job.write_bytes(before.read_bytes())
        main(["lint", "job.yaml", "-q", *options])
        assert job.read_bytes() == before.with_name(f"limits.{after}.yaml").read_bytes()


@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["LF", "CRLF", "none"])
def test_a_diff_changes_nothing_and_can_be_applied(job: Path, end: str, capfdbinary: Any) -> None:
    before, after = (text.rstrip("\n").replace("\n", end or "\n") + end for text in (FAULTY, FIXED))
    job.write_bytes(before.encode())
    assert main(["lint", "job.yaml", "--diff"]) == 1
    assert job.read_bytes() == before.encode()
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"--- job.yaml\n+++ job.yaml\n@@ -1,4 +1,4 @@\n")
    assert err == b"Would fix 2 findings in 1 file.\n"
    subprocess.run(["patch", "-p0", "--binary", "-s"], input=out, check=True, timeout=20)  # noqa: S607  anybody's
    assert job.read_bytes() == after.encode()
    assert main(["lint", "job.yaml", "--diff"]) == 0
    assert capfdbinary.readouterr() == (b"", b"")


@pytest.mark.parametrize(
    ("data", "after"),
    [
        (FAULTY.encode(), FIXED.encode()),
        (FIXED.encode(), FIXED.encode()),
        (FAULTY.encode("utf-16"), FIXED.encode()),
        (b"services: {web: {image: nginx}}\r\n", b"services: {web: {image: nginx}}\r\n"),
        (b"\xff\xfe\xffnothing", b"\xff\xfe\xffnothing"),
    ],
)
def test_standard_input_goes_to_standard_output(
    data: bytes, after: bytes, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    main(["lint", "-", "--fix", "--only-manifests"])
    assert capfdbinary.readouterr().out == after


def edited(count: int, *, longer: bool) -> tuple[list[str], list[str]]:
    before = [f"line {number % 7}\n" for number in range(count)]
    after = [f"new {number}\n" if number % 5 == 0 else line for number, line in enumerate(before)]
    return before, after + ["more\n"] * longer


def applied(before: list[str], hunks: list[str]) -> list[str]:
    """What a diff makes of lines."""
    after, at = [], 0
    for line in hunks:
        if line.startswith("@@"):
            start = int(line.split()[1][1:].split(",")[0])
            after += before[at : start - 1]
            at = start - 1
            continue
        if line[0] != "+":
            assert before[at] == line[1:]
            at += 1
        if line[0] != "-":
            after.append(line[1:])
    return after + before[at:]


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("count", [4, 100, 5000])
def test_a_diff_makes_the_one_text_of_the_other(count: int, *, longer: bool) -> None:
    before, after = edited(count, longer=longer)
    assert applied(before, list(_hunks(before, after))) == after


@pytest.mark.parametrize("longer", [False, True])
def test_no_longest_match_is_looked_for_in_long_texts(monkeypatch: pytest.MonkeyPatch, *, longer: bool) -> None:
    monkeypatch.setattr(SequenceMatcher, "find_longest_match", None)
    assert list(_hunks(*edited(5000, longer=longer)))


def test_all_candidates_are_respelled_once() -> None:
    wording._spellings.clear()
    candidates = [f"ml.c{number}.large" for number in range(300)]
    assert [wording.same_but_spelling(f"ML.C{number}.LARGE", candidates) for number in range(300)] == candidates
    assert len(wording._spellings) == 1


def test_what_is_too_much_for_one_run_is_left_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    after = Fixer._apply

    def count(fixer: Fixer, linted: Any, fixes: list[Fix]) -> Any:
        texts.append(linted.source.text)
        return after(fixer, linted, fixes)

    monkeypatch.setattr(Fixer, "_apply", count)
    monkeypatch.setattr(applying, "MIN_FINDINGS_LIMIT", 3)
    head = f"JobName: a\nJobType: Default\nRoleArn: {ROLE}\nInputConfig: {{ModelPackageVersionArn: '{PACKAGE}'}}\n"
    text = f"{head}Tags:\n" + "".join(f"- {{Key: a{number}, Value: 1}}\n" for number in range(20))
    for characters, passes in ((len(text), 1), (len(text) + 1, 2), (2**20, None)):
        texts.clear()
        monkeypatch.setattr(applying, "MAX_CHARACTERS", characters)
        config = Config()
        config.limits.findings = 1
        source = decode("a.yaml", text.encode())
        mended = Fixer(config).fix(source, read(source, config, SHIPPED))
        assert len(texts) == passes or passes is None
        assert bool(mended.pending) == (passes is not None)
        assert mended.after.source.text.count('"1"') == mended.fixed == (20 if passes is None else 3 * passes)
