"""Detection of manifests takes linear time."""

from __future__ import annotations

import pytest

from ircompile.manifest.detect import has_job_keys


@pytest.mark.parametrize("text", ["," * 10**6, "{ " * 500_000, "- " * 500_000, " " * 10**6, "JobName" + " " * 10**6])
def test_keys_are_found_in_linear_time(text: str) -> None:
    assert not has_job_keys([text])
