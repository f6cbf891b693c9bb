"""Five typical strings of shorthand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manifests
from environments import CHECKOUT, OURS
from measuring import Resident, ratio, ratios, take_turns
from results import Goal, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Setting

RANGES = (
    "EnvironmentParameterRanges={CategoricalParameterRanges=["
    "{Name=OMP_NUM_THREADS,Value=[1,2,4]},{Name=SAGEMAKER_MODEL_SERVER_WORKERS,Value=[1,2,3,4]}]}"
)
PACKAGE = "ModelPackageVersionArn=arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
TRAFFIC = (
    "TrafficPattern={TrafficType=PHASES,Phases=[{InitialNumberOfUsers=1,SpawnRate=1,DurationInSeconds=600},"
    "{InitialNumberOfUsers=11,SpawnRate=3,DurationInSeconds=1200}]}"
)
ENDPOINTS = (
    f"EndpointConfigurations=[{{InstanceType=ml.c5.xlarge,{RANGES}}},"
    "{InstanceType='ml.m5.xlarge'},{InstanceType=ml.m5.2xlarge}]"
)
TEXTS = (
    "MaxInvocations=3000,ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=100}],FlatInvocations=Stop",
    f"{PACKAGE},JobDurationInSeconds=7200,ResourceLimit={{MaxNumberOfTests=6,MaxParallelOfTests=3}}",
    f"{PACKAGE},{TRAFFIC},JobDurationInSeconds=7200",
    f"InstanceType=ml.c5.xlarge,InferenceSpecificationName=default,{RANGES}",
    f"{PACKAGE},{TRAFFIC},JobDurationInSeconds=7200,{ENDPOINTS},VpcConfig={{SecurityGroupIds=[sg-1],Subnets=[subnet-1]}}",
)
"""Typical strings of a command line."""


def measure(setting: Setting) -> Iterator[Line]:
    """Yield the line of the table."""
    file = manifests.written(setting.data / "shorthand.json", TEXTS)
    contestants = {
        "awscli": Resident("awscli", "shorthand.awscli", file),
        OURS: Resident(OURS, "shorthand.ircompile", file),
        "stock Lark, tree only": Resident("lark", "shorthand.lark", file, CHECKOUT / "grammar" / "shorthand.lark"),
        "pure `re` descent, the limit": Resident(OURS, "shorthand.descent", file),
    }
    samples = take_turns(contestants, setting.of(30, 5))
    lengths = sorted(map(len, TEXTS))
    yield Line(
        f"shorthand, five strings of {lengths[0]} to {lengths[-1]} characters",
        Goal("≤", 0.28, "x awscli"),
        ratio(samples, OURS, "awscli"),
        beside=ratios(samples, "awscli", but=[OURS]),
    )
