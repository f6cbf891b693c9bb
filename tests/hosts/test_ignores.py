"""Comments that suppress findings in files of other languages, and `lint --add-ignore`, which writes them."""

from __future__ import annotations

import ast
import json
import textwrap
from pathlib import Path

import pytest
from console import run

pytestmark = pytest.mark.usefixtures("fixed_today")

CREATE = "client.create_inference_recommendations_job"
REST = "JobType=t, RoleArn=r, InputConfig=i"


def found(options: str = "") -> list[str]:
    """Return the findings in `job.py`, as "line:column rule"."""
    printed = run(f"ircompile lint job.py --output-format json --isolated -q {options}")
    report = json.loads(printed.removesuffix("[exit 1]\n"))
    return [f"{it['line']}:{it['column']} {it['rule']}" for it in report["diagnostics"]]


def written(program: str) -> str:
    """Return a program without its indentation, in which CREATE and REST stand for what is in every call."""
    return textwrap.dedent(program).lstrip("\n").replace("CREATE", CREATE).replace("REST", REST)


@pytest.mark.parametrize(
    ("program", "findings"),
    [
        pytest.param("CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format]", [], id="at the end of the line"),
        pytest.param("# ircompile: ignore[bad-format]\nCREATE(JobName='a_b', REST)", [], id="above the statement"),
        pytest.param("# ircompile: ignore[bad-format]\nx = 1; CREATE(JobName='a_b', REST)", [], id="above the line"),
        pytest.param(
            "# ircompile: ignore[bad-format]\nx = 1\nCREATE(JobName='a_b', REST)",
            ["1:21 unused-ignore", "3:53 bad-format"],
            id="above another statement",
        ),
        *(
            pytest.param(
                f"# ircompile: ignore[bad-format]\n{block}:\n    CREATE(JobName='a_b', REST)",
                ["1:21 unused-ignore", "3:57 bad-format"],
                id=f"above {block.split()[0]}, which is about that line only",
            )
            for block in ("def f()", "class A", "if x", "for x in y", "with x")
        ),
        pytest.param("# ircompile: ignore[bad-format]\nwith CREATE(JobName='a_b', REST):\n    pass", [], id="in that line"),
        pytest.param("CREATE(\n  REST,\n  # ircompile: ignore[bad-format]\n  JobName='a_b')", [], id="above an argument"),
        pytest.param("CREATE(\n  # ircompile: ignore[bad-format]\n  REST, JobName='a_b')", [], id="above its line"),
        pytest.param("CREATE(JobName=(\n  # ircompile: ignore[bad-format]\n  'a_b'), REST)", [], id="above a literal"),
        pytest.param("CREATE(REST, JobName='a'\n  '_b')  # ircompile: ignore[bad-format]", [], id="on its last line"),
        pytest.param('CREATE(REST, JobName="""\na_b""")  # ircompile: ignore[bad-format]', [], id="after its last line"),
        pytest.param(
            "NAME = 'a_b'  # ircompile: ignore[bad-format]\nCREATE(JobName=NAME, REST)", [], id="at an assignment"
        ),
        pytest.param("NAME = 'a_b'\nCREATE(JobName=NAME, REST)  # ircompile: ignore[bad-format]", [], id="at the call"),
        pytest.param(
            "NAME = 'a_b'\n# ircompile: ignore[bad-format]\nCREATE(JobName=NAME, REST)\nCREATE(JobName=NAME, REST)",
            ["1:8 bad-format"],
            id="at one of two calls",
        ),
        pytest.param(
            "CREATE(\n  JobName='a_b',\n  Foo=1, REST\n)  # ircompile: ignore[shape]",
            ["2:11 bad-format", "3:3 unknown-field", "4:24 unused-ignore"],
            id="after a bracket, which is about the whole call only",
        ),
        pytest.param("CREATE(\n  JobName='ab', JobType=t\n)  # ircompile: ignore[shape, model]", [], id="of the whole"),
        pytest.param("# ircompile: file-ignore[bad-format]\nCREATE(JobName='a_b', REST)", [], id="for the file"),
        pytest.param(
            "# ircompile: disable[bad-format]\nCREATE(JobName='a_b', REST)\n# ircompile: enable[bad-format]\n"
            "CREATE(JobName='a_b', REST)",
            ["4:53 bad-format"],
            id="for a range",
        ),
        pytest.param(
            "CREATE(JobName='a_b', JobDescription='# ircompile: ignore[bad-format]', REST)",
            ["1:53 bad-format"],
            id="in a string",
        ),
        pytest.param(
            '"""\n# ircompile: ignore[bad-format]\n"""\nCREATE(JobName="a_b", REST)', ["4:53 bad-format"], id="docstring"
        ),
        pytest.param(
            "CREATE(JobName='a_b', REST)  # pragma  # ircompile: ignore[bad-format]", [], id="after another comment"
        ),
        pytest.param(
            "CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-formt]",
            ["1:53 bad-format", "1:118 unknown-ignore"],
            id="a misspelt name",
        ),
        pytest.param(
            "CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format] until=2020-01-01",
            ["1:53 bad-format", "1:130 expired-ignore"],
            id="expired",
        ),
        pytest.param("CREATE(JobName='a_b' REST)  # ircompile: ignore[snippet-unread]", [], id="a program with errors"),
        pytest.param(
            "def f():\n\tx = 'ä'; CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format]\n", [], id="not ASCII"
        ),
    ],
)  # fmt: skip
def test_comments_in_programs(repository: Path, program: str, findings: list[str]) -> None:
    for line_end in ("\n", "\r\n"):
        (repository / "job.py").write_text(written(program), newline=line_end)
        assert found() == findings


def test_comments_need_the_reason_that_is_required(repository: Path) -> None:
    (repository / "ircompile.toml").write_text("[lint]\nrequire-reason = true\n")
    (repository / "job.py").write_text(written("CREATE(JobName='a_b', REST)  # ircompile: ignore[bad-format]"))
    assert run("ircompile lint job.py -q --output-format concise") == (
        "job.py:1:53: error[bad-format] `a_b` is not a valid `JobName`\n"
        "job.py:1:98: warning[unknown-ignore] the `ignore` has no reason\n"
        "[exit 1]\n"
    )


PROGRAM = """
    # ircompile: ignore[bad-format] not needed
    NAME = "ab"
    request = {
        # ircompile: ignore[bad-format] not needed
        "JobName": NAME,  # ours; ircompile: ignore[bad-format]
        "JobType": t,  # ours  # ircompile: ignore[shape, not-allowed-value] not needed
        "RoleArn": r,  # ircompile: ignore[not-a-rule, unknown-fields]
        "Foo": 1,
    }
    CREATE(**request, InputConfig=i)
"""
CLEANED = """
    NAME = "ab"
    request = {
        "JobName": NAME,  # ours; ircompile: ignore[bad-format]
        "JobType": t,  # ours
        "RoleArn": r,  # ircompile: ignore[unknown-field]
        "Foo": 1,  # ircompile: ignore[unknown-field]
    }
    CREATE(**request, InputConfig=i)
"""


def test_comments_without_effect_are_removed(repository: Path) -> None:
    (repository / "job.py").write_text(
        written(PROGRAM).replace('"Foo": 1,', '"Foo": 1,  # ircompile: ignore[unknown-field]')
    )
    run("ircompile lint job.py --fix -q")
    assert (repository / "job.py").read_text() == written(CLEANED).replace(
        "  # ircompile: ignore[unknown-field]\n", "\n", 1
    )


LAYOUTS = [
    "CREATE(JobName='a_b', Foo=1, REST)\n",
    "CREATE(JobName='a_b', Foo=1, REST)",
    "CREATE(JobName='a_b', Foo=1, REST)  # a comment\n",
    "CREATE(JobName='a_b', Foo=1, REST)  # ircompile: ignore[bad-format]\n",
    "CREATE(JobName='a_b', Foo=1, REST)  # ircompile: ignore[bad-format] until=2020-01-01\n",
    "if x:\n\tCREATE(JobName='a_b',\n\t\tFoo=1, REST)\n",
    'x = """\n"""; CREATE(JobName="""a_b\n""", Foo=1, REST)\n',
    'CREATE(JobName="""a_b\n""", REST, Foo="""\n""")\n',
    'CREATE(\n  JobName="""a_b\n""" """\n""", REST)\n',
    "NAME = \\\n  'a_b'\nCREATE(JobName=NAME, REST)\n",
    "NAME = \\\n  'a_b' \\\n  .lower()\nCREATE(JobName=NAME, REST)\n",
    "request = {'JobName': 'a_b', \\\n  'Foo': 1}\nCREATE(JobType=t, RoleArn=r, InputConfig=i, **request)\n",
    "request = {\n  'JobName':\n    'a_b'\n  , 'Foo': 1}\nCREATE(JobType=t, RoleArn=r, InputConfig=i, **request)\n",
    "CREATE(JobName=(\n  'a_' # x\n  'b'), REST)\n",
    "CREATE(JobName=f'''{'a'}\n_b''', Foo=1, REST)\n",
    "CREATE(JobName='a_b' '''\n'''\\\n'', REST)\n",
    "CREATE(\n  JobName='ab')\n",
    "def f(): return CREATE(JobName='a_b', Foo=1, REST)\n",
    "x = lambda: CREATE(JobName='a_b', Foo=1, REST); y = '''\n'''\n",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_added_comments_silence_all_and_change_nothing_else(repository: Path, layout: str, line_end: str) -> None:
    program = written(layout)
    (repository / "job.py").write_bytes(program.replace("\n", line_end).encode())
    before = found()
    assert before
    run("ircompile lint job.py --isolated -q --add-ignore=why")
    after = (repository / "job.py").read_bytes()
    assert found("--ignore expired-ignore") == []
    assert after.count(b"\n") == after.count(line_end.encode())
    assert ast.dump(ast.parse(after)) == ast.dump(ast.parse(program))


def test_comments_are_not_added_where_there_is_no_place(repository: Path) -> None:
    (repository / "job.py").write_text(written("CREATE(JobName='a_b', REST) if (1\n"))
    assert "job.py" in run("ircompile lint job.py --isolated -q --add-ignore=why --output-format concise")
    assert (repository / "job.py").read_text() == written("CREATE(JobName='a_b', REST) if (1\n")


def test_added_comments_keep_the_encoding(repository: Path) -> None:
    program = written("# coding: latin-1\nx = 'ä'\nCREATE(JobName='a_b', REST)\n")
    (repository / "job.py").write_bytes(program.encode("latin-1"))
    assert "can't encode" in run("ircompile lint job.py --isolated -q --add-ignore=→")
    assert (repository / "job.py").read_bytes() == program.encode("latin-1")
    run("ircompile lint job.py --isolated -q --add-ignore=für")
    changed = program.replace("REST)\n", "REST)").rstrip("\n") + "  # ircompile: ignore[bad-format] für\n"
    assert (repository / "job.py").read_bytes() == changed.encode("latin-1")


@pytest.mark.parametrize("encoding", ["ascii", "hex", "undefined", "utf-7", "idna"])
def test_texts_that_are_not_in_their_encoding_are_findings(repository: Path, encoding: str) -> None:
    (repository / "job.py").write_bytes(f"# coding: {encoding}\n{CREATE}(JobName='a_ä+-')\n".encode())
    assert found() == ["1:1 text-encoding"]


def baseline(repository: Path, program: str) -> list[str]:
    """Return the findings in `job.py` with a program that the baseline does not know."""
    (repository / "job.py").write_text(written(program))
    return found("--baseline known.json")


def test_baselines_know_findings_by_member_and_message(repository: Path) -> None:
    one, two = "CREATE(JobName='a_b', REST)\n", "CREATE(JobName='c_d', REST)\n"
    (repository / "job.py").write_text(written(one + two))
    assert "2 findings recorded" in run("ircompile baseline update job.py --baseline known.json --isolated")
    assert baseline(repository, one + two) == []
    assert baseline(repository, "import boto3\n\n\n" + two + "NAME = 'a_b'\nCREATE(JobName=NAME, REST)\n") == []
    assert baseline(repository, one + two + one) == ["3:53 bad-format"]
    assert baseline(repository, one + "CREATE(JobName='c_d', Foo=1, REST)") == ["2:60 unknown-field"]
    assert baseline(repository, "NAME = 'a_b'\nCREATE(JobName=NAME, REST)\nCREATE(JobName=NAME, REST)\n") == []


def test_settings_that_ignore_work_for_programs(repository: Path) -> None:
    (repository / "job.py").write_text(written("CREATE(JobName='a_b', Foo=1, REST)\n"))
    settings = {
        '[lint.per-file-ignores]\n"*.py" = ["bad-format"]\n': ["unknown-field"],
        '[[ignore]]\npath = "job.py"\npointer = "/Foo"\nrules = ["shape"]\nreason = "x"\n': ["bad-format"],
        '[[ignore]]\npath = "job.py"\npointer = ""\nrules = ["shape"]\nreason = "x"\n': [],
        '[[ignore]]\npath = "job.py"\npointer = "/JobType"\nrules = ["shape"]\nreason = "x"\n': [
            "bad-format",
            "unknown-field",
            "unused-ignore",
        ],
    }
    for text, rules in settings.items():
        (repository / "ircompile.toml").write_text(text)
        printed = run("ircompile lint job.py --output-format json -q")
        assert [it["rule"] for it in json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"]] == rules
