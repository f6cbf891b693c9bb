"""The whole process for one clean manifest, as in a pre-commit hook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import OURS, output, program
from measuring import Program, ratio, ratios, take_turns
from results import Goal, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Setting

BARE = "bare Python"
SEE = "the table of stages below shows where the time goes"
TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Payloads:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
"""
"""A small CloudFormation template, for cfn-lint."""
OPERATION = "sagemaker create-inference-recommendations-job"
ARGUMENTS = "--generate-cli-skeleton output --region eu-west-1"


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the line of the table."""
    (file,) = manifests.folder(setting.data, 1).iterdir()
    template = setting.data / "template.yaml"
    template.write_text(TEMPLATE, "utf-8")
    request = manifests.written(setting.data / "request.json", manifests.job(0))
    aws = [program("awscli", "aws"), *OPERATION.split(), "--cli-input-json", f"file://{request}", *ARGUMENTS.split()]
    schema = str(schema_file(setting.data))
    programs = {
        BARE: Program([program(OURS), "-c", "pass"]),
        OURS: Program([program(OURS, OURS), "lint", str(file)]),
        "yamllint": Program([program("yamllint", "yamllint"), "-d", "relaxed", str(file)]),
        "check-jsonschema": Program(
            [program("check-jsonschema", "check-jsonschema"), "--schemafile", schema, str(file)]
        ),
        "aws --generate-cli-skeleton output": Program(aws),
        "cfn-lint (a template)": Program([program("cfn-lint", "cfn-lint"), str(template)]),
    }
    samples = take_turns(programs, setting.of(10, 5))
    yield Line(
        "`ircompile lint one.yaml`, clean, whole process",
        Goal("≤", 1.65, f"x {BARE}"),
        ratio(samples, OURS, BARE),
        beside=ratios(samples, BARE, but=[OURS]),
        note=SEE,
    )


def schema_file(folder: Path) -> Path:
    """Write the JSON Schema of the request, as `ircompile schema` prints it, and return the file."""
    target = folder / "schema.json"
    target.write_text(output([program(OURS, OURS), "schema"]), "utf-8")
    return target
