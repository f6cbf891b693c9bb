"""The span of a member's name is what is written: an option may be short or in quotes, an argument in another form."""

from __future__ import annotations

import pytest
from scripts import jobs

from ircompile.manifest.command import read_command
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text

AWS = "aws sagemaker create-inference-recommendations-job --role-arn r --input-config a=b --job-type t"
CALL = "boto3.client('sagemaker').create_inference_recommendations_job(**request, "


@pytest.mark.parametrize(
    ("command", "member", "written"),
    [
        (f"{AWS} --job-name a", "JobName", "--job-name"),
        (f"{AWS} --job-name=a", "JobName", "--job-name"),
        (f"{AWS} --job-n a", "JobName", "--job-n"),
        (f"{AWS} '--job-name' a", "JobName", "--job-name"),
        (f'{AWS} "--job-name" a', "JobName", "--job-name"),
        (f"{AWS} --'job-name'=a", "JobName", "--'job-name'"),
        (f'{AWS} --job-name a --"stop" a=b', "StoppingConditions", '--"stop'),
        (f"{AWS} --job-name a --job-des ''", "JobDescription", "--job-des"),
        (f"{AWS} --job-name a --ta", "Tags", "--ta"),
        (f"{AWS} --job-name a --output-c=KmsKeyId=k", "OutputConfig", "--output-c"),
    ],
)
def test_options(command: str, member: str, written: str) -> None:
    alone = read_command(from_text("x", command, "command"), SHIPPED).document
    for document in (alone, *jobs("a.sh", command)):
        if document.is_complete or document is not alone:  # the AWS CLI refuses some
            start, end = (document.root.keys or {})[member]
            assert command[start:end] == written


@pytest.mark.parametrize(
    ("argument", "member", "written"),
    [
        ("JobName='a')", "JobName", "JobName"),
        ("JobName\\\n = 'a')", "JobName", "JobName"),
        ("JobNam\N{FULLWIDTH LATIN SMALL LETTER E}# x\n='a')", "JobName", "JobNam\N{FULLWIDTH LATIN SMALL LETTER E}"),
        (
            "\N{LATIN SMALL LIGATURE FFI}\N{LATIN SMALL LIGATURE FFI}=1)",
            "ffiffi",
            "\N{LATIN SMALL LIGATURE FFI}\N{LATIN SMALL LIGATURE FFI}",
        ),
        ("e\N{COMBINING ACUTE ACCENT}=1)", "\N{LATIN SMALL LETTER E WITH ACUTE}", "e\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_arguments(argument: str, member: str, written: str) -> None:
    program = CALL + argument
    (document,) = jobs("a.py", program)
    start, end = (document.root.keys or {})[member]
    assert program[start:end] == written
