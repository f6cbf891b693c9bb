"""Commands in files that are no scripts: Makefiles, Dockerfiles, workflows, and files without an ending."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run
from scripts import findings

AWS = "aws sagemaker create-inference-recommendations-job"
FAULTY = f"{AWS} --job-name a_b $X"
WORDS = '["aws", "sagemaker", "create-inference-recommendations-job", "--job-name", "a_b", "--cli-input-json", "$X"]'
UNREAD = "this names create-inference-recommendations-job, and can't be read"
FINDING = "error[bad-format] `a_b` is not a valid `JobName`"
MISSING = [f"error[missing-field] the job has no `{name}`" for name in ("JobType", "RoleArn", "InputConfig")]


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("Makefile", f"job: a.json\n\t@-{FAULTY}\n", "2:66"),
        ("sub/makefile", f"job:\n\t{AWS} \\\n\t\t--job-name a_b \\\n\t\t$(ARGS)\n", "3:14"),
        ("x.mk", f"job: ; @{FAULTY.replace('a_b', 'a_$$b')}", "1:71"),
        ("x.mk", "define run\n" + FAULTY + "\nendef\n", "2:63"),
        ("x.mk", f"ARN = $(shell {FAULTY} | jq)\n", "1:77"),
        ("x.mk", f"job:\n\t${{AWS}} {FAULTY.removeprefix('aws ')}\n", "2:67"),
        ("x.mk", f"job:\n\t{FAULTY} $(Y\n", "2:64"),
        ("x.mk", f"# {FAULTY}\njob:\n\t@echo {FAULTY}\n", ""),
        ("x.mk", f"NAME = {FAULTY}\n", ""),
        ("Dockerfile", f"FROM x\nRUN {FAULTY}\n", "2:67"),
        ("Dockerfile.gpu", f"run --mount=type=x,y=z a && \\\n  # it's\n\n  {AWS} \\\n  --job-name a_b $X\n", "5:14"),
        ("a.dockerfile", f"RUN <<'EOF'\n{FAULTY}\nEOF\nRUN {FAULTY}", "2:63 4:67"),
        ("a.dockerfile", f"RUN <<A bash\n{FAULTY}\nA\n", "2:63"),
        ("Containerfile", f"HEALTHCHECK --interval=5m CMD {FAULTY}", "1:93"),
        ("Dockerfile", f"CMD {WORDS}", "1:81"),
        ("Dockerfile", f'ENTRYPOINT ["sh", "-c", "{FAULTY}"]', "1:88"),
        ("Dockerfile", f"CMD [ -f job ] && {FAULTY}", "1:81"),
        ("Dockerfile", f"# RUN {FAULTY}\nLABEL run='{FAULTY}'\n", ""),
        (".github/workflows/a.yml", f"jobs:\n  a:\n    steps:\n      - run: |\n          set -e\n          {FAULTY}\n", "6:73"),
        (".github/workflows/a.yml", f"jobs: {{a: {{steps: [{{run: '{FAULTY.replace('a_b', 'a_${{ x }}')}'}}]}}}}", "1:89"),
        (".gitlab-ci.yml", f"job:\n  script:\n    - echo '{AWS}'\n    - if true; then {FAULTY}; fi\n", "4:83"),
        ("buildspec.yaml", f"phases:\n  build:\n    commands:\n      - >-\n        {AWS}\n        --job-name a_b\n        $X\n", "6:20"),
        ("package.json", f'{{"scripts": {{"job": "{FAULTY}"}}}}', "1:84"),
        ("pod.yaml", f"spec:\n  containers:\n    - command: {WORDS}\n", "3:92"),
        ("pod.yaml", f"args: [{WORDS[8:]}\n", "1:76"),
        ("pod.yaml", f"a: &a\n  run: {FAULTY}\nb: *a\nc: [*a]\n", "2:70"),
        ("stack.yaml", f"Resources:\n  A:\n    UserData: !Sub |\n      {FAULTY} ${{X}}\n", "4:69"),
        ("job.yaml", f"JobDescription: {FAULTY}\n", None),
        ("notes.yaml", f"a: don't use {AWS} for it\nb: Use `{AWS}` to begin\n", None),
        ("notes.yaml", f"# {FAULTY}\na: create-inference-recommendations-job\n", None),
    ],
)  # fmt: skip
def test_commands_are_found_in_files(name: str, text: str, places: str | None) -> None:
    found = findings(name, text)
    if places is None:  # what the file is as a manifest
        assert [it for it in found if "bad-format" in it and "JobName" in it] == []
    else:
        assert [it.partition(": ")[0] for it in found] == places.split()
        assert {it.partition(": ")[2] for it in found} <= {
            FINDING,
            "error[bad-format] `a_…` is not a valid `JobName`, whatever `…` is",
            "error[bad-format] `a_$b` is not a valid `JobName`",
        }


@pytest.mark.parametrize(
    ("first", "is_found"),
    [
        ("#!/bin/sh", True),
        ("#!/usr/bin/env bash", True),
        ("#! /bin/zsh -e", True),
        ("#!/usr/bin/perl", False),
        ("", False),
    ],
)
def test_scripts_without_an_ending_are_known_by_their_first_line(
    repository: Path, first: str, *, is_found: bool
) -> None:
    (repository / "job").write_text(f"{first}\n{FAULTY}\n")
    expected = f"job:2:63: {FINDING}\n" if is_found else ""
    assert run("ircompile lint . --output-format concise -q --isolated").partition("[")[0] == expected.partition("[")[0]
    printed = run("ircompile lint . --hosts python --output-format concise -q --isolated")
    assert FINDING not in printed


def test_programs_without_an_ending_are_read(repository: Path) -> None:
    program = "client.create_inference_recommendations_job(JobName='a_b', **request)\n"
    (repository / "job").write_text(f"#!/usr/bin/env python3\n{program}")
    printed = run("ircompile lint . --output-format concise -q --isolated")
    assert printed == f"job:2:53: {FINDING}\n[exit 1]\n"


def test_a_document_beside_a_workflow_is_still_a_manifest() -> None:
    text = f"run: {FAULTY}\n---\nJobName: c_d\nJobType: Default\n"
    assert [it.partition(" is")[0] for it in findings("a.yaml", text) if "bad-format" in it] == [
        "1:68: error[bad-format] `a_b`",
        "3:10: error[bad-format] `c_d`",
    ]


def test_a_workflow_that_cant_be_parsed_is_reported() -> None:
    (found,) = [it for it in findings("a.yaml", f"a:\n{{{{- if x }}}}\n  - {FAULTY}\n") if "snippet-unread" in it]
    assert found.startswith("3:3: warning[snippet-unread] this names create-inference-recommendations-job")
    assert findings("a.yaml", f"run: {FAULTY} 'x\n") == [
        f"1:75: warning[snippet-unread] {UNREAD}: this quote is never closed"
    ]
    assert [it for it in findings("a.yaml", f"# {AWS} --job-name x\nJobName: [\n") if "snippet-unread" in it] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Dockerfile", f"CMD {WORDS}\n"),
        ("Dockerfile", f"RUN x && \\\n  {FAULTY} && \\\n  y\n"),
    ],
)
def test_no_comment_is_written_where_it_would_change_the_command(repository: Path, name: str, text: str) -> None:
    (repository / name).write_text(text)
    printed = run(f"ircompile lint {name} --add-ignore --isolated")
    assert "No comment can silence" in printed
    assert (repository / name).read_text() == text


CALL = "boto3.client('sagemaker').create_inference_recommendations_job(JobName='a_b', **more)"
PROGRAM = f"import boto3\n{CALL}\n"


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("a.sh", f"set -e\npython3 - <<'EOF'\n{PROGRAM}EOF\n", "4:72"),
        ("a.sh", f"sudo /usr/bin/python3.11 -u - x <<EOF 2>&1 | tee log\n{PROGRAM}EOF\n", "3:72"),
        ("a.sh", f"if x; then\n\tpoetry run python <<-EOF\n\t\timport boto3\n\t\t{CALL}\n\tEOF\nfi\n", "4:74"),
        ("a.sh", f'python -uc "import boto3; {CALL}"\n', "1:98"),
        ("a.sh", f"cat > job.py <<EOF\n{PROGRAM}EOF\npython job.py\n", "3:72"),
        ("a.sh", f"tee -a sub/job.py <<EOF\n{PROGRAM}EOF\n", "3:72"),
        ("a.sh", f"cat <<'A' > run.sh\npython - <<'B'\n{PROGRAM}B\n{FAULTY}\nA\n", "4:72 6:63"),
        ("a.sh", f"python - <<EOF\n{PROGRAM.replace('a_b', 'a_$X')}EOF\n", "3:72"),
        ("a.sh", f"python - <<EOF\nx = 'a\\\\n \\$'\n{PROGRAM}EOF\n", "4:72"),
        ("a.sh", f"python - <<EOF\n{PROGRAM.replace('a_b', 'a_${X:-$(date)}`id`')}EOF\n", "3:72"),
        ("a.sh", f"python program.py <<EOF\n{PROGRAM}EOF\ncat notes.txt <<EOF\n{PROGRAM}EOF\npython -m a - <<EOF\n{PROGRAM}EOF\n", ""),
        ("a.sh", f"echo \"python -c '{CALL}'\"\n", ""),
        ("Makefile", f'job:\n\tpython -c "{CALL}"\n', "2:84"),
        ("Dockerfile", f"FROM x\nRUN python3 - <<EOF\n{PROGRAM}EOF\n", "4:72"),
        ("a.yml", f"steps:\n  - shell: python\n    run: |\n      import boto3\n      {CALL}\n", "5:78"),
        ("a.yml", f"steps:\n  - run: |\n      python <<EOF\n      import boto3\n      {CALL}\n      EOF\n", "5:78"),
        ("a.yml", f"Code:\n  ZipFile: |\n    import boto3\n    def handler(event, context):\n        {CALL}\n", "5:80"),
        ("a.json", f'{{"Code": {{"ZipFile": "{CALL}"}}}}', "1:94"),
        ("a.yml", "Description: a call of create_inference_recommendations_job(JobName='a_b') begins\n", None),
        ("a.md", f"```sh\npython - <<EOF\n{PROGRAM}EOF\n```\n", "4:72"),
        ("a.md", f"```yaml\nrun: |\n  {CALL}\n```\n", None),
    ],
)  # fmt: skip
def test_programs_are_found_in_scripts(name: str, text: str, places: str | None) -> None:
    found = [it for it in findings(name, text) if "`JobName`" in it]
    if places is None:
        assert found == []
    else:
        assert [it.partition(": ")[0] for it in found] == places.split()
        assert all("error[bad-format] `a_" in it for it in found)


def test_a_program_in_a_script_that_cant_be_parsed_is_reported() -> None:
    (found,) = findings("a.sh", f"python - <<EOF\n{PROGRAM.replace('(', '[', 2)}EOF\n")
    assert found.startswith("3:25: warning[snippet-unread] this names create_inference_recommendations_job, and can't")


@pytest.mark.usefixtures("repository")
def test_comments_in_a_program_in_a_script_silence_findings() -> None:
    text = f"python - <<EOF\n{PROGRAM.replace('**more)', '**more)  # ircompile: ignore[bad-format]')}EOF\n"
    Path("a.sh").write_text(text)
    assert run("ircompile lint a.sh --output-format concise -q --isolated") == ""


@pytest.mark.parametrize("name", ["a.sh", "Makefile"])
def test_findings_in_a_program_in_a_script_have_no_fixes(repository: Path, name: str) -> None:
    text = 'job:\n\tpython -c "CALL"\n' if name == "Makefile" else "python - <<EOF\nCALL\nEOF\n"
    text = text.replace("CALL", CALL.replace("**more", "JobType='DEFAULT', **more"))
    (repository / name).write_text(text)
    printed = run(f"ircompile lint {name} --fix --unsafe-fixes -q --isolated --output-format concise")
    assert "error[not-allowed-value] `DEFAULT`" in printed
    assert (repository / name).read_text() == text
