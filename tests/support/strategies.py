"""Hypothesis strategies for values of a shape: flawed ones, and ones that the shape check accepts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape


def flawed_values(shape: Shape) -> st.SearchStrategy[Any]:
    """Return values of a shape of which most parts are valid; every kind of violation occurs."""
    odd = st.sampled_from(
        [None, True, False, 0, 1, 5, -1, 3.5, 2**31, "", "x", "P95", "ml.c5.xlarge", [], {}, [1], {"a": 1}]
    )
    valid = _mostly_valid(shape)
    return st.one_of(valid, valid, valid, odd)


def _mostly_valid(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.kind == "structure":
        members = {name: flawed_values(member) for name, member in shape.members.items()}
        unknown = st.dictionaries(st.sampled_from(["jobname", "Extra", *shape.members]), st.just("x"), max_size=1)
        required = {name: members[name] for name in shape.required}
        optional = {name: members[name] for name in members if name not in shape.required}
        value = st.fixed_dictionaries(required, optional=optional)
        return st.builds(lambda value, extra: {**extra, **value}, value, st.one_of(st.just({}), st.just({}), unknown))
    if shape.element:
        return st.lists(flawed_values(shape.element), max_size=4)
    if shape.kind == "integer":
        return st.sampled_from([-(2**31) - 1, -1, 0, 1, 3, 4, 10, 200, 201, 1024, 1025, 6144, 18000, 18001, 2**31])
    words = [word for fact in shape.facts if fact.kind == "values" for word in fact.values[:3]]
    texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=70)
    return (
        st.sampled_from(["a", "a\n", "a_b", "a" * 64, "a" * 65, "arn:aws:iam::123456789012:role/x", "sg-1", *words])
        | texts
    )


TEXTS = {
    "JobName": ["a", "churn-7", "a" * 41],
    "JobType": ["Default", "Advanced"],
    "RoleArn": ["arn:aws:iam::123456789012:role/x", "arn:aws-cn:iam::210987654321:role/y/z"],
    "ModelPackageVersionArn": [
        "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3",
        "arn:aws:sagemaker:xx-nowhere-9:123456789012:model-package/churn",
    ],
    "VolumeKmsKeyId": ["", "alias/x", "arn:aws:kms:us-east-1:123456789012:alias/x"],
    "KmsKeyId": ["", "alias/x", "arn:aws:kms:eu-west-1:210987654321:alias/x"],
    "InstanceType": ["ml.c5.large", "ml.g5.xlarge", "ml.t2.medium", "ml.inf1.xlarge", "ml.c7g.large", "ml.m5d.large"],
    "SupportedInstanceTypes": ["ml.c5.large", "ml.inf1.xlarge", "ml.c7g.large", "ml.m5d.large", "ml.t2.medium"],
    "SamplePayloadUrl": ["s3://bucket/a.tar.gz", "https://x/a.tar.gz", "s3://B_/a.zip"],
    "S3OutputUri": ["s3://bucket/a", "https://x/a"],
    "SupportedContentTypes": ["text/csv"],
    "SupportedResponseMIMETypes": ["text/csv"],
    "SecurityGroupIds": ["sg-1", "sg-2"],
    "Subnets": ["subnet-1", "subnet-2"],
    "EndpointName": ["e"],
    "ModelName": ["m"],
    "FrameworkVersion": ["1.5.1", "2.9", "9.9.9"],
    "NearestModelName": ["xgboost", "resnet18v2-gluon", "bert-base-cased", "other"],
    "Percentile": ["P95", "P99"],
    "Key": ["a", "b", "aws:x", "app-SeCret-key"],
    "Value": ["x", "y", "abcdefghij" * 4],
    "JobDescription": ["", "x", "<a b>", "TODO later", "string", "file://x", "ircompile: x", "AKIAIOSFODNN7EXAMPLE"],
    "Name": ["A", "B"],
    "DataInputConfig": ["{}"],
}
"""Valid strings by member, chosen so that many rules have findings."""
NUMBERS = [0, 1, 2, 3, 4, 10, 119, 120, 300, 1024, 2048, 3600, 7200]


def valid_values(shape: Shape) -> st.SearchStrategy[Any]:
    """Return values of a shape in which the shape check finds nothing."""
    if shape.kind == "structure":
        members = {name: valid_values(member) for name, member in shape.members.items()}
        needed = {name: members.pop(name) for name in shape.needed}
        return st.fixed_dictionaries(needed, optional=members)
    if shape.element:
        sizes = [fact for fact in shape.facts if fact.kind == "length"]
        low = max((fact.low or 0 for fact in sizes), default=0)
        high = min((fact.high for fact in sizes if fact.high), default=3)
        return st.lists(valid_values(shape.element), min_size=low, max_size=min(high, low + 2))
    allowed = [fact.values for fact in shape.facts if fact.kind == "values"]
    if shape.kind == "integer":
        numbers = [number for number in NUMBERS if all(_fulfils(number, fact) for fact in shape.facts)]
        return st.sampled_from(numbers)
    return st.sampled_from(TEXTS.get(shape.name) or (list(allowed[0][:4]) if allowed else ["x"]))


def _fulfils(number: int, fact: Any) -> bool:
    """Return whether a number is within the range of a fact, and one of its steps."""
    low, high = fact.low if fact.low is not None else number, fact.high if fact.high is not None else number
    return bool(low <= number <= high and not (fact.step and number % fact.step))


flawed_requests = flawed_values(SHIPPED.request).filter(lambda value: isinstance(value, dict))
