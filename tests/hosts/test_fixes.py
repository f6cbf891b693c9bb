"""Fixes in Python programs: what they change, what they leave, and that the program sends what the fix means."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from console import run
from hypothesis import given
from hypothesis import strategies as st

from ircompile.config.settings import Config
from ircompile.findings.diagnostic import Fix
from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.values import get, put
from ircompile.linting.fix_apply import apply_edits
from ircompile.linting.fix_edits import fixes
from ircompile.manifest.load import read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text

CREATE = "client.create_inference_recommendations_job"

SERVERLESS = "CREATE(InputConfig={{'EndpointConfigurations': [{{'ServerlessConfig': {}}}]}})"


def fixed(repository: Path, program: bytes, options: str = "--fix") -> tuple[bytes, str]:
    """Return a program after its fixes, and what was printed."""
    (repository / "job.py").write_bytes(program.replace(b"CREATE", CREATE.encode()))
    printed = run(f"ircompile lint job.py --isolated --output-format concise {options}")
    return (repository / "job.py").read_bytes().replace(CREATE.encode(), b"CREATE"), printed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CREATE(JobType='DEFAULT')", "CREATE(JobType='Default')"),
        ('CREATE(JobType=r"DEFAULT")', 'CREATE(JobType=r"Default")'),
        ("CREATE(JobType=u'''DEFAULT''')", "CREATE(JobType=u'''Default''')"),
        ("CREATE(JobType=f'DEFAULT')", "CREATE(JobType=f'Default')"),
        ("CREATE(JobType=('DEFAULT'))", "CREATE(JobType=('Default'))"),
        ("CREATE(JobType='DEF' 'AULT')", None),
        ("CREATE(JobType='DEF' + 'AULT')", None),
        ("CREATE(JobType=f'DEF{\"AULT\"}')", None),
        ("CREATE(JobType='DEFAULT'.upper())", None),
        ("KIND = 'DEFAULT'  # ours\nCREATE(JobType=KIND)", "KIND = 'Default'  # ours\nCREATE(JobType=KIND)"),
        ("CREATE(InputConfig={'JobDurationInSeconds': 7_200.0})", "CREATE(InputConfig={'JobDurationInSeconds': 7200})"),
        ("CREATE(InputConfig={'JobDurationInSeconds': '7200'})", "CREATE(InputConfig={'JobDurationInSeconds': 7200})"),
        ("CREATE(Tags=[{'Key': 'k', 'Value': 3}])", "CREATE(Tags=[{'Key': 'k', 'Value': \"3\"}])"),
        ("CREATE(Tags=[{'Key': 'k', 'Value': 0x3}])", None),
        ("CREATE(jobName='x')", "CREATE(JobName='x')"),
        ("CREATE(**{'jobName': 'x'})", "CREATE(**{'JobName': 'x'})"),
        ("r = {}\nr['jobName'] = 'x'\nCREATE(**r)", "r = {}\nr['JobName'] = 'x'\nCREATE(**r)"),
        ("r = {'jobName': 'x'}\nr['jobName'] += 'y'\nCREATE(**r)", None),
        ("CREATE(jobName='x', JobName='y')", None),
        (
            "CREATE(InputConfig={'ContainerConfig': {'DataInputConfig': {'a': [1, 2]}}})",
            "CREATE(InputConfig={'ContainerConfig': {'DataInputConfig': '{\"a\": [1, 2]}'}})",
        ),
        ("CREATE(InputConfig={'ContainerConfig': {'DataInputConfig': {'a': [1, x]}}})", None),
        ("CREATE(InputConfig={'TrafficPattern': {'Stairs': [{'NumberOfSteps': 2}]}})", "CREATE(InputConfig={'TrafficPattern': {'Stairs': {'NumberOfSteps': 2}}})"),
        (SERVERLESS.format("{'MaxConcurrency': 5,\n 'ProvisionedConcurrency': 3,\n 'MemorySizeInMB': 2048}"), SERVERLESS.format("{'MaxConcurrency': 5,\n 'MemorySizeInMB': 2048}")),
        (SERVERLESS.format("{'MaxConcurrency': 5,\n 'ProvisionedConcurrency': 3,\n}"), SERVERLESS.format("{'MaxConcurrency': 5,\n}")),
        (SERVERLESS.format("{'MaxConcurrency': 5, 'ProvisionedConcurrency': int('3')}"), None),
        (SERVERLESS.format("{'MaxConcurrency': 5,  # five\n 'ProvisionedConcurrency': 3}"), None),
        (SERVERLESS.format("{'ProvisionedConcurrency': 3,  # three\n 'MaxConcurrency': 5}"), None),
    ],
)  # fmt: skip
def test_fixes_are_written_like_the_program(repository: Path, before: str, after: str | None) -> None:
    assert fixed(repository, before.encode(), "--fix --unsafe-fixes -q")[0].decode() == (after or before)


@pytest.mark.parametrize(
    "program",
    [
        "KIND = 'DEFAULT'\nprint(KIND)\nCREATE(JobType=KIND)\n",
        "KIND = 'DEFAULT'\nlog.info(KIND)\nCREATE(JobType=KIND)\n",
        "KIND = 'DEFAULT'\nif KIND == x: pass\nCREATE(JobType=KIND)\n",
        "KIND = 'DEFAULT'\nother(**{'a': [KIND]})\nCREATE(JobType=KIND)\n",
        "KIND = 'DEFAULT'\nname = f'{KIND}-1'\nCREATE(JobType=KIND)\n",
        "KIND = 'DEFAULT'\ndef f(): return KIND\nCREATE(JobType=KIND)\n",
        "r = {'JobType': 'DEFAULT'}\ns = {**r}\nsave(s['JobType'])\nCREATE(**r)\n",
    ],
)
def test_a_literal_that_is_used_elsewhere_has_an_unsafe_fix(repository: Path, program: str) -> None:
    after, printed = fixed(repository, program.encode())
    assert after == program.encode()
    assert "safe fix" not in printed
    assert (
        fixed(repository, program.encode(), "--fix --unsafe-fixes")[0] == program.replace("DEFAULT", "Default").encode()
    )


@pytest.mark.parametrize(
    "program",
    [
        "KIND = 'DEFAULT'\nCREATE(JobType=KIND)\nCREATE(JobType=KIND, RoleArn=r)\n",
        "[CREATE(JobType=kind) for kind in ['DEFAULT']]\n",
        "kinds = ['DEFAULT']\nr = {'JobType': kinds[0]}\nr.update(RoleArn=x)\ns = dict(r)\nCREATE(**s)\n",
        "r = {}\nr['JobType'] = 'DEFAULT'\nr |= {'RoleArn': x}\nCREATE(**r, **{'InputConfig': i})\n",
        "r = {'JobType': 'DEFAULT'}\nBotoConfig(method='create_inference_recommendations_job', config=r)\n",
        "t = SageMakerInferenceRecommenderJobTask(config={'JobType': 'DEFAULT'})  # CREATE\n",
        "r: dict = {'JobType': 'DEFAULT'}\ndel r['JobName']\nCREATE(**r.copy())\nr\n",
    ],
)
def test_a_literal_that_only_jobs_use_has_a_safe_fix(repository: Path, program: str) -> None:
    assert fixed(repository, program.encode())[0] == program.replace("DEFAULT", "Default").encode()


def test_a_literal_that_only_a_part_of_the_sdk_uses_has_a_safe_fix(repository: Path) -> None:
    program = b"""\
from sagemaker import inference_recommender as sdk
phase = sdk.Phase(duration_in_seconds='120', initial_number_of_users=1, spawn_rate=1)
m.right_size(sample_payload_url=u, supported_content_types=t, phases=[phase])
"""
    assert fixed(repository, program)[0] == program.replace(b"'120'", b"120")


def test_a_fix_that_another_job_does_not_want_is_not_offered(repository: Path) -> None:
    program = b"KIND = 'DEFAULT'\nCREATE(JobType=KIND)\nCREATE(JobName=KIND)\n"
    assert fixed(repository, program, "--fix --unsafe-fixes")[0] == program


@pytest.mark.parametrize(
    "around",
    [
        ("\n", "utf-8", b"", "# ä → \U0001f600\n"),
        ("\r\n", "utf-8", b"", "# ä\n"),
        ("\r", "utf-8", b"", "# ä\n"),
        ("\n", "utf-8", b"\xef\xbb\xbf", "# ä\n"),
        ("\r\n", "latin-1", b"", "# coding: latin-1 ä\n"),
        ("\n", "shift_jis", b"", "#!/usr/bin/python\n# -*- coding: shift_jis -*- 日本\n"),
        ("\n", "utf-8", b"", "\f\tif_ = '''\n# x'''\n".replace("\t", "")),
    ],
)
def test_nothing_else_changes(repository: Path, around: tuple[str, str, bytes, str]) -> None:
    line_end, encoding, mark, head = around
    text = f"{head}x = 'DEFAULT'; CREATE(JobType=x, # DEFAULT\n  Tags=t)  \n"
    program = mark + text.replace("\n", line_end).encode(encoding)
    after, printed = fixed(repository, program)
    assert after == program.replace(b"x = 'DEFAULT'", b"x = 'Default'"), printed
    assert fixed(repository, after)[0] == after
    assert "Fixed 1 finding in 1 file." in printed


# The law: a program that is run after a fix sends what the fix means, and does everything else as before.

BASE: dict[str, Any] = {
    "JobName": "a_b",
    "JobType": "DEFAULT",
    "Tags": [{"Key": "k", "Value": "v"}],
    "InputConfig": {"JobDurationInSeconds": 7200, "ResourceLimit": {"MaxNumberOfTests": 3}, "ModelName": "m"},
}
NAMES = [f"name_{number}" for number in range(4)]


class Writer:
    """Writes programs that make a value."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.lines: list[str] = []

    def one_of(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def expression(self, value: Any) -> str:
        """Return an expression with a value; other statements may come before it."""
        written = self._written(value)
        way = self.one_of("as it is", "as it is", "name", "name used elsewhere", "in brackets")
        if way == "name" or (way == "name used elsewhere" and isinstance(value, (int, str))):
            name = f"v{len(self.lines)}"
            self.lines.append(f"{name} = {written}")
            if way != "name":
                self.lines.append(self.one_of(f"other({name})", f"other([{name}])", f"other(f'{{{name}}}')"))
            return name
        return f"({written})" if way == "in brackets" else written

    def _written(self, value: Any) -> str:
        if isinstance(value, dict):
            return self._dictionary(value)
        if isinstance(value, list):
            return f"[{', '.join(map(self.expression, value))}]"
        if isinstance(value, int):
            return str(self.one_of(str(value), hex(value), f"{value:_}", f"{value} + 0"))
        quotes = self.one_of("'", '"', "'''", '"""')
        prefix = self.one_of("", "r", "u", "f")
        return str(
            self.one_of(f"{prefix}{quotes}{value}{quotes}", f"'{value[:1]}' '{value[1:]}'", f"'{value}'.strip()")
        )

    def _dictionary(self, value: dict[str, Any]) -> str:
        items = [f"{key!r}: {self.expression(item)}" for key, item in value.items()]
        if self.one_of("display", "items") == "display":
            return f"{{{self.one_of(', ', ',  ').join(items)}{self.one_of('', ',', ' ,')}}}"
        name = f"d{len(self.lines)}"
        self.lines.append(f"{name} = {{}}")
        for it in items:
            key, _, item = it.partition(": ")
            self.lines.append(self.one_of(f"{name}[{key}] = {item}", f"{name}.update({{{it}}})", f"{name} |= {{{it}}}"))
        return name


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Return a program that sends `BASE`."""
    writer = Writer(draw)
    if writer.one_of("dictionary", "arguments") == "dictionary":
        writer.lines.append(f"{CREATE}(**{writer.expression(BASE)})")
    else:
        arguments = ", ".join(f"{key}={writer.expression(value)}" for key, value in BASE.items())
        writer.lines.append(f"{CREATE}({arguments})")
    return "\n".join(writer.lines) + "\n"


def run_program(program: str) -> tuple[dict[str, Any], list[Any]]:
    """Return what a program sends, and what it passes to other functions."""
    sent: list[dict[str, Any]] = []
    others: list[Any] = []

    class Client:
        def create_inference_recommendations_job(self, **request: Any) -> None:
            sent.append(copy.deepcopy(request))

    exec(program, {"client": Client(), "other": lambda value: others.append(copy.deepcopy(value))})  # noqa: S102
    return sent[0], others


def changes() -> list[Change]:
    """Return changes of everything in `BASE`."""
    found = []
    waiting: list[tuple[str | int, ...]] = [()]
    for path in waiting:  # it grows during the loop
        value = get(BASE, path)
        waiting += (
            [(*path, step) for step in (value if isinstance(value, dict) else range(len(value)))]
            if isinstance(value, (dict, list))
            else []
        )
        if isinstance(value, (int, str)):
            found += [Change("replace", path, new, safe=True, title="") for new in ('it\'s "{x}"', 5)]
        if path and isinstance(path[-1], str):
            found.append(Change("rename", path, "Renamed", safe=True, title=""))
            found.append(Change("remove", path, None, safe=True, title=""))
    return found


def meant(change: Change) -> dict[str, Any]:
    """Return `BASE` after a change."""
    result = copy.deepcopy(BASE)
    if change.kind == "replace":
        changed: dict[str, Any] = put(result, change.path, change.new)
        return changed
    owner = get(result, change.path[:-1])
    value = owner.pop(change.path[-1])
    if change.kind == "rename":
        owner[change.new] = value
    return result


def offered(manifest: Manifest, change: Change) -> list[Fix]:
    """Return the fix for a change, if there is one."""
    finding = Finding("bad-format", [Blame(change.path)], message="", changes=[change])
    return list(fixes([finding], manifest)[0])


@given(programs(), st.sampled_from(changes()))
def test_a_fixed_program_sends_what_the_fix_means(program: str, change: Change) -> None:
    source = from_text("job.py", program, "python")
    (manifest,) = read(source, Config(), SHIPPED)
    sent, others = run_program(program)
    assert sent == BASE == manifest.value
    for fix in offered(manifest, change):
        after = apply_edits(program, fix.edits)
        if not fix.safe:
            continue
        assert run_program(after) == (meant(change), others), after
        (again,) = read(from_text("job.py", after, "python"), Config(), SHIPPED)
        assert again.value == meant(change)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [("# ä \U0001f600\n", "utf-8"), ("# coding: latin-1 ä\n", "latin-1"), ("\ufeff# ä\n", "utf-8")],
)
def test_reports_have_the_locations_of_edits(repository: Path, head: str, encoding: str) -> None:
    text = f"{head}é = '\U0001f600ä'[0:]; {CREATE}(JobType='DEFAULT', Tags=t)\n"
    data = text.encode(encoding, "replace")
    (repository / "job.py").write_bytes(data)
    line = data.splitlines()[1]
    start = line.index(b"'DEFAULT'")
    column = len(line[:start].decode(encoding)) + 1
    report = json.loads(reported("json"))
    (fix,) = [fix for it in report["diagnostics"] for fix in it["fixes"]]
    at = data.index(b"'DEFAULT'")
    expected = {
        "line": 2,
        "column": column,
        "end_line": 2,
        "end_column": column + 9,
        "offset": at,
        "end_offset": at + 9,
    }
    assert fix["edits"] == [{**expected, "text": "'Default'"}]
    assert fix["applicability"] == "safe"
    (suggestion,) = [it for found in json.loads(reported("rdjson"))["diagnostics"] for it in found["suggestions"]]
    bytes_before = len(line[:start].decode(encoding).encode())
    assert suggestion == {
        "range": {"start": {"line": 2, "column": bytes_before + 1}, "end": {"line": 2, "column": bytes_before + 10}},
        "text": "'Default'",
    }
    results = json.loads(reported("sarif"))["runs"][0]["results"]
    (replacement,) = [it["fixes"][0]["artifactChanges"][0]["replacements"][0] for it in results if "fixes" in it]
    assert replacement == {
        "deletedRegion": {"startLine": 2, "startColumn": column, "endLine": 2, "endColumn": column + 9},
        "insertedContent": {"text": "'Default'"},
    }


def reported(form: str) -> str:
    """Return the report on `job.py` in a format."""
    return run(f"ircompile lint job.py --isolated -q --output-format {form}").removesuffix("[exit 1]\n")
