"""Jobs in shell scripts: which findings are on them, and what is only unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run
from scripts import findings

AWS = "aws sagemaker create-inference-recommendations-job"
ROLE = "arn:aws:iam::123456789012:role/recommender"
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
REQUIRED = f"--job-name churn --job-type Default --role-arn {ROLE} --input-config ModelPackageVersionArn={PACKAGE}"
SOUND = f"{AWS} {REQUIRED}"
FAULTY = SOUND.replace("churn --job", "a_b --job")
FINDING = "error[bad-format] `a_b` is not a valid `JobName`"


def lint(script: str) -> list[str]:
    """Return the findings in a script."""
    return findings("job.sh", script)


@pytest.mark.parametrize(
    ("script", "place"),
    [
        ("{}", "1:63"),
        ("#!/bin/sh\nset -eu\n\n{} | jq -r .JobArn > arn.txt 2>&1", "4:63"),
        ("ARN=$({} --query JobArn --output text)", "1:69"),
        ('echo "$({})"', "1:71"),
        ("if ! {}; then\n  exit 1\nfi", "1:68"),
        ("while true; do {} && break; done", "1:78"),
        ("run() {{\n  {} &\n}}", "2:65"),
        ("case $1 in\n  start) {} ;;\nesac", "2:72"),
        ("(cd jobs; {})", "1:73"),
        ("A=b env C=d sudo -u me timeout 10 {}", "1:97"),
        ("X=`{}`", "1:66"),
        ("cat <<EOF\nit's\nEOF\n{}", "4:63"),
        ("bash -c '{}'", "1:72"),
        ('ssh host "cd x && {}"', "1:81"),
        ("bash <<EOF\n{}\nEOF", "2:63"),
        ("$ {}", "1:65"),
        ("JOB=({})", "1:68"),
        ("docker run --rm amazon/{}", None),
    ],
)
def test_commands_are_found_whatever_is_around_them(script: str, place: str | None) -> None:
    if place is None:
        script = script.replace("amazon/{}", "amazon/aws-cli " + FAULTY.removeprefix("aws "))
        place = "1:90"
    assert lint(script.format(FAULTY)) == [f"{place}: {FINDING}"]


@pytest.mark.parametrize(
    "script",
    [
        f"# {FAULTY}",
        f"echo {FAULTY}",
        f'echo "{FAULTY}"',
        f"cat <<EOF\n{FAULTY}\nEOF",
        f"usage() {{ printf '%s\\n' '{FAULTY}'; }}",
        f"{AWS} help",
        f"{AWS} | jq",
        f"echo 'don't {AWS} again",
        f"{AWS} --generate-cli-skeleton > job.json",
        "aws sagemaker describe-inference-recommendations-job # create-inference-recommendations-job",
        f"alias job='{FAULTY}'",
    ],
)
def test_what_makes_no_job_has_no_findings(script: str) -> None:
    assert lint(script) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--job-name $NAME", []),
        ('--job-name "job-$NAME"', []),
        ('--job-name="$NAME" --job-type "${TYPE:-Default}" --role-arn "$(cat role)"', []),
        ("--job-name my_$NAME", ["1:63: error[bad-format] `my_…` is not a valid `JobName`, whatever `…` is"]),
        ("--role-arn arn:aws:iam::<account>:role/x", []),
        ("--job-type $TYPE --stopping-conditions MaxInvocations=9", []),
        ("--job-typ Default", ["1:52: warning[option-abbreviated] `--job-typ` is short for `--job-type`"]),
        (
            "--job-kind x",
            [
                "1:52: error[command-refused] aws has no option for --job-kind, x: it may be misspelled, or a value: write --option=value"
            ],
        ),
        (
            "--job-kind=$X",
            [
                "1:52: error[command-refused] aws has no option for --job-kind=…: it may be misspelled, or a value: write --option=value"
            ],
        ),
        ("--job-name", ["1:52: error[command-refused] --job-name needs a value after it"]),
        ("--tags Key=a,Value=$X Key=$Y,Value=3", []),
        ("--tags Key=a,Valu=$X", ["1:65: error[unknown-field] unknown member `Valu` in an element of `Tags`"]),
        ("--tags $TAGS", []),
        ("--output $FORMAT --region $REGION --profile=$P", []),
        (
            "--profile $P --foo x",
            [
                "1:65: error[command-refused] aws has no option for --foo, x: it may be misspelled, or a value: write --option=value"
            ],
        ),
        ("$OPTION x --tags Key=a,Value=b", []),
        ("--output $X --output", ["1:64: error[command-refused] --output needs a value after it"]),
        ("--input-config file://input.json", []),
        ("--no-cli-pager", []),
        ("--tags Key={a,b},Value=c", []),
        (
            '--tags {\\"Key\\":\\"a\\",\\"Value\\":\\"b\\"}',
            ["1:59: error[command-needs-shell] bash and zsh expand unquoted braces with `,` or `..`"],
        ),
    ],
)
def test_words_that_are_not_known(words: str, expected: list[str]) -> None:
    given = {word.partition("=")[0] for word in words.split() if word.startswith("--")} | {"--job-kind"}
    pairs = zip(REQUIRED.split()[::2], REQUIRED.split()[1::2], strict=True)
    others = " ".join(f"{name} {value}" for name, value in pairs if not any(name.startswith(it) for it in given))
    assert lint(f"{AWS} {words} {others}") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ModelPackageVersionArn=$ARN,JobDurationInSecond=9", ["JobDurationInSecond"]),
        ('"ModelPackageVersionArn=$ARN,EndpointConfigurations=[{InstanceTyp=x,InferenceSpecificationName=$Y}]"', ["InstanceTyp"]),
        ('"$PAIRS,JobDurationInSecond=9"', []),
        ('"ModelPackageVersionArn=$ARN,$PAIRS"', []),
        ('"{\\"ModelPackageVersionArn\\": \\"$NAME\\", \\"Foo\\": $N}"', ["Foo"]),
        ("'{\"ModelPackageVersionArn\": \"'\"$NAME\"'\", \"Foo\": 1}'", ["Foo"]),
        ("'{\"ModelPackageVersionArn\": \"'$NAME'\", \"JobDurationInSeconds\": '$N', \"Foo\": 1}'", ["Foo"]),
        ('"{\\"ModelPackageVersionArn\\": \\"$A\\", $REST, \\"Foo\\": 1}"', ["Foo"]),
        ('"{\\"$KEY\\": 1, \\"Foo\\": 1}"', ["Foo"]),
        ('"{$ALL}"', []),
        ('"{\\"ModelPackageVersionArn\\": \\"$A\\" $REST}"', []),
        ("$INPUT", []),
        ('"$(jq -n ...)"', []),
    ],
)  # fmt: skip
def test_members_around_gaps(value: str, expected: list[str]) -> None:
    command = f"{AWS} --job-name a --job-type $TYPE --role-arn {ROLE} --input-config {value}"
    printed = lint(command)
    assert [line.split("`")[1] for line in printed if "unknown-field" in line] == expected
    assert [line for line in printed if "unknown-field" not in line] == []


@pytest.mark.parametrize(
    ("rest", "is_reported"),
    [
        ("", True),
        ("$EXTRA", False),
        ('"${args[@]}"', False),
        ('"$@"', False),
        ('--"$OPTION" x', False),
        ("${ROLE:+--role-arn $ROLE}", False),
        ('--cli-input-json "$JSON"', False),
        ("--cli-input-json file://job.json", False),
        ("--cli-input-yaml file://job.yaml", False),
        ("...", False),
        ("\\\n# a comment\n  --role-arn x", False),
        ('--tags "${tags[@]}"', False),
        ("--tags Key=a,Value=$B", True),
    ],
)  # fmt: skip
def test_options_that_may_be_given_are_not_missing(rest: str, *, is_reported: bool) -> None:
    command = f"{AWS} --job-name a --job-type Default --input-config ModelPackageVersionArn={PACKAGE} {rest}"
    missing = [line for line in lint(command) if "missing-field" in line]
    assert missing == (["1:1: error[missing-field] the job has no `RoleArn`"] if is_reported else [])


def test_an_array_or_a_program_may_add_options() -> None:
    assert lint(f"args=({AWS} --job-name a)\nargs+=(--role-arn x)") == []
    assert lint(f"echo x | xargs {AWS} --job-name") == []
    assert lint(f"ls | xargs -I X {AWS} --job-name job-X") == []
    assert lint(f"ls | xargs -IX {AWS} --job-name job-X") == []
    assert lint(f"find . -exec {AWS} --job-name {{}} \\;") == []
    assert lint(f"parallel {AWS} --job-name {{}} ::: a b") == []


UNREAD = "this names create-inference-recommendations-job, and can't be read"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (f"{SOUND} --tags 'a\n{FAULTY}", [f"1:250: warning[snippet-unread] {UNREAD}: this quote is never closed", f"2:63: {FINDING}"]),
        (f"{SOUND} (a)\n{FAULTY}", [f"1:243: warning[snippet-unread] {UNREAD}: unquoted `(` is a shell operator", f"2:63: {FINDING}"]),
        (f"X=$({FAULTY}\n", [f"1:4: warning[snippet-unread] {UNREAD}: `(` is never closed", f"1:67: {FINDING}"]),
        ("`x \\`create-inference-recommendations-job\\``", []),
        (f"{AWS}\n{FAULTY}", [f"2:63: {FINDING}"]),
    ],
)  # fmt: skip
def test_a_command_that_cant_be_read_hides_no_other(script: str, expected: list[str]) -> None:
    assert lint(script) == expected


def test_a_script_that_is_too_long_is_not_read() -> None:
    assert lint(f"# {'x' * 2**21}\n{FAULTY} # ircompile: ignore[bad-format]") == [
        f"1:1: warning[snippet-unread] {UNREAD}: the text has more than 2097152 characters, too many for one command"
    ]


@pytest.mark.parametrize(
    ("rest", "help_"),
    [
        (f"\n  --job-type Default --role-arn {ROLE}", "if it belongs to the command, end the line before it with a backslash"),
        ("\\\n  # a\n  --job-type Default", "move the comment before or after the whole command: it ends the command"),
        ("\\ \n  --job-type Default", "remove the space after the backslash on the line before"),
    ],
)  # fmt: skip
def test_options_in_a_line_of_their_own_are_reported(repository: Path, rest: str, help_: str) -> None:
    (repository / "job.sh").write_text(f"{AWS} --job-name a {rest}")
    printed = run("ircompile lint job.sh --isolated")
    assert "the command ends in the line before, so that this is no option of it" in printed
    assert help_ in " ".join(printed.split())


FAULT = '{"JobName": "a_b", "JobType": "$TYPE"}'
JOB = f"{AWS} --cli-input-json file://job.json $X"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (f"cat > job.json <<EOF\n{FAULT}\nEOF\n{JOB}", [f"2:13: {FINDING}"]),
        (f"cat <<'EOF' >./job.json\n{FAULT}\nEOF\n{JOB}", ["2:13: " + FINDING, "2:31: error[not-allowed-value] `$TYPE` is not a valid `JobType`"]),
        (f"tee job.json <<EOF >/dev/null\n{FAULT}\nEOF\n{JOB}", [f"2:13: {FINDING}"]),
        (f"cat > job.json <<EOF\n{FAULT}\nEOF\nsed -i s/a/b/ job.json\n{JOB}", []),
        (f"cat > job.json <<EOF\n{FAULT}\nEOF\ncat > job.json <<EOF\n{{}}\nEOF\n{JOB}", []),
        (f"cat > job.json <<EOF\n{FAULT}\nEOF\njq . x > job.json\n{JOB}", []),
        (f"cat > $D/job.json <<EOF\n{FAULT}\nEOF\n{AWS} --cli-input-json file://$D/job.json", []),
        (f"{JOB}\ncat > job.json <<EOF\n{FAULT}\nEOF\n", []),
        (f"> job.json <<EOF\n{FAULT}\nEOF\n{JOB}", []),
        (f"<<EOF\n{FAULT}\nEOF\n{JOB}", []),
    ],
)  # fmt: skip
def test_a_file_that_the_script_writes_once_is_known(script: str, expected: list[str]) -> None:
    assert lint(script) == expected
