"""Comments and fixes in shell scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from console import run

from ircompile.hosts.shell.layout import layout

CREATE = "aws sagemaker create-inference-recommendations-job --role-arn $R"
CONFIG = "--input-config ModelPackageVersionArn=$M"


def written(script: str) -> str:
    return script.replace("CREATE", CREATE).replace("CONFIG", CONFIG)


def found(repository: Path, script: str, options: str = "") -> list[str]:
    """Return the findings in a script, as "line rule"."""
    (repository / "job.sh").write_text(written(script))
    printed = run(f"ircompile lint job.sh --output-format json --isolated -q {options}")
    return [f"{it['line']} {it['rule']}" for it in json.loads(printed.removesuffix("[exit 1]\n"))["diagnostics"]]


@pytest.mark.parametrize(
    ("script", "comments"),
    [
        ("# a\nb # c\nd#e \\# f '# g' \"# h\"", ["# a", "# c"]),
        ("a \\\n  # b\n", ["# b"]),
        ("a 'b\n# c\nd' # e\r\n", ["# e"]),
        ("cat <<E # a\n# b\nE\n# c", ["# a", "# c"]),
        ("x=$(a # b\n) # c\n", ["# b", "# c"]),
        ("x=(a # b\n c) # d", ["# b", "# d"]),
        ("a <role> # b\n", ["# b"]),
        ("a 'b # c\n", []),
        ("a ( # b\nc 'd\n# e\n", ["# b", "# e"]),
    ],
)
def test_comments(script: str, comments: list[str]) -> None:
    assert [script[it.start : it.end] for it in layout(script).comments] == comments


@pytest.mark.parametrize(
    ("script", "findings"),
    [
        ("CREATE CONFIG --job-type t --job-name a_b # ircompile: ignore[bad-format, not-allowed-value]", []),
        ("# ircompile: ignore[bad-format]\nCREATE CONFIG --job-type Default \\\n  --job-name a_b\n", []),
        ("# ircompile: ignore[bad-format]\nif CREATE CONFIG --job-type Default --job-name a_b; then x; fi", []),
        ("CREATE CONFIG --job-type Default --job-name '# ircompile: ignore[bad-format]'", ["1 bad-format"]),
        ("# ircompile: ignore[bad-format]\nx\nCREATE CONFIG --job-type Default --job-name a_b", ["1 unused-ignore", "3 bad-format"]),
        ("args=(\n CREATE CONFIG --job-type Default\n # ircompile: ignore[bad-format]\n --job-name a_b\n)\n", []),
        ("x=$(\n # ircompile: ignore[bad-format]\n CREATE CONFIG --job-type Default --job-name a_b)\n", []),
    ],
)  # fmt: skip
def test_comments_silence_findings(repository: Path, script: str, findings: list[str]) -> None:
    assert found(repository, script) == findings


@pytest.mark.parametrize(
    "script",
    [
        "CREATE CONFIG --job-type DEFAULT --job-name a_b\n",
        "\tCREATE CONFIG --job-type DEFAULT \\\n  --job-name a_b --tags '\n'\n",
        "x && CREATE CONFIG --job-type DEFAULT \\\n  --job-name a_b && \\\n y\n",
        'x=$(CREATE CONFIG --job-name "a_b\n")\n',
        "CREATE CONFIG --job-name a_b --job-type Default <<EOF\n# x\nEOF\n",
        "args=(CREATE CONFIG\n  --job-name a_b\n  --job-type X # y\n)\n",
        "CREATE --job-name a_b --input-config '{\n \"Foo\": 1 }' # x\n",
    ],
)  # fmt: skip
def test_added_comments_silence_all(repository: Path, script: str) -> None:
    assert found(repository, script)
    run("ircompile lint job.sh --isolated -q --add-ignore=why")
    after = (repository / "job.sh").read_text()
    assert found(repository, after) == []
    words = [line.partition("# ircompile")[0].rstrip() for line in after.splitlines()]
    assert [it for it in words if it] == [line.rstrip() for line in written(script).splitlines()]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("--job-type DEFAULT", "--job-type Default"),
        ("--job-type 'DEFAULT'", "--job-type 'Default'"),
        ('--job-type "DEFAULT" \\\n --tags "$T"', '--job-type "Default" \\\n --tags "$T"'),
        ("--job-type=DEFAULT", "--job-type=Default"),
        ("--job-type D'EFAULT'", None),
        ('--job-type "$X"DEFAULT', None),
        ("--input-config jobDurationInSeconds=9", "--input-config JobDurationInSeconds=9"),
        ("--input-config '{\"jobDurationInSeconds\": 9}'", "--input-config '{\"JobDurationInSeconds\": 9}'"),
        ('--input-config "{\\"jobDurationInSeconds\\": 9}"', '--input-config "{\\"JobDurationInSeconds\\": 9}"'),
        ("--input-config '{\"JobDurationInSeconds\": \"9\"}'", None),
    ],
)  # fmt: skip
def test_fixes_keep_the_quotes(repository: Path, before: str, after: str | None) -> None:
    found(repository, f"CREATE {before}\n", "--fix")
    assert (repository / "job.sh").read_text() == written(f"CREATE {after or before}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"--job-type", "DEFAULT"', '"--job-type", "Default"'),
        ('"--input-config", "{\\"modelName\\": \\"m\\"}"', '"--input-config", "{\\"ModelName\\": \\"m\\"}"'),
        ('"--tags", "key=a,Value=b"', '"--tags", "Key=a,Value=b"'),
        ('"--tags", "Key=a,Value=it\'s", "--job-type", "DEFAULT"', '"--tags", "Key=a,Value=it\'s", "--job-type", "Default"'),
    ],
)  # fmt: skip
def test_fixes_in_lists_of_arguments(repository: Path, before: str, after: str) -> None:
    start = '["aws", "sagemaker", "create-inference-recommendations-job", '
    (repository / "Dockerfile").write_text(f"CMD {start}{before}]\n")
    run("ircompile lint Dockerfile --isolated -q --fix")
    assert (repository / "Dockerfile").read_text() == f"CMD {start}{after}]\n"
