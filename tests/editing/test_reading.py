from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.config.settings import Config
from ircompile.editing.reading import may_hold_job, read
from ircompile.editing.settings import Settings
from ircompile.manifest.load import read_recognized
from ircompile.model.model import SHIPPED
from ircompile.sources.source import from_text

KEYS = ["JobName", "job_name", "job-Type", "JobTypes", "J-o_bName", "JobNam", "RoleArn", "role_arn", "InputConfig", "x"]
VALUES = ["a", "Default", "{}", "{ModelName: m}", "[1", '"b', "arn:aws:iam::1:role/x"]
LINES = st.builds("{}: {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES))
TEXTS = st.one_of(
    st.lists(LINES, max_size=5).map("\n".join),
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(["1", '"a"', "{}", "["])), max_size=5).map(
        lambda pairs: "{" + ", ".join(f'"{key}": {value}' for key, value in pairs) + "}"
    ),
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_text_that_is_not_read_holds_no_job(text: str) -> None:
    source = from_text("a.yaml", text)
    recognized = read_recognized(source, Config(), SHIPPED, include_all=False)
    found = read(text, Settings("a.yaml", Config())).manifests
    assert len(found) == len(recognized)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("replicas: 3\n", False),
        ("", False),
        ("metadata: {name: job}\n", False),
        ('{"\\u004aobName": "a"}', True),
        ("run: aws sagemaker create-inference-recommendations-job\n", True),
        ("JOB_NAME: x\n", True),
    ],
)
def test_which_texts_are_read(text: str, *, expected: bool) -> None:
    assert may_hold_job(text) is expected
