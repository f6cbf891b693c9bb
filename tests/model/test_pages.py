"""The addresses of the pages that facts and rules cite, of which docs/severity.md says what each is."""

from __future__ import annotations

import re

import pytest
from checkout import ROOT

from ircompile.model.pages import PAGES, page_url

SOURCES = dict(
    re.findall(
        r"^\| ([^|]+?) \| (reference|guide|standard|model|own|practice|third party) \|",
        (ROOT / "docs" / "severity.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


def test_all_pages_with_addresses_are_sources() -> None:
    assert PAGES.keys() <= SOURCES.keys()
    assert all(url.startswith("https://") for url in PAGES.values())


def test_the_model_and_the_references_of_aws_have_addresses() -> None:
    assert {name for name, kind in SOURCES.items() if kind in ("model", "reference")} - PAGES.keys() == {
        "SageMaker Python SDK"
    }


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("load-test, SpawnRate", "inference-recommender-load-test.html"),
        ("create-inference-recommendations-job, JobType", "create-inference-recommendations-job.html"),
        ("service model", "API_CreateInferenceRecommendationsJob.html"),
        ("InputConfig, DataInputConfig", "API_InputConfig.html"),
        ("flytekit, pull request 3456", ""),
        ("nothing", ""),
    ],
)
def test_the_address_of_a_source_is_that_of_its_page(source: str, page: str) -> None:
    assert page_url(source).rpartition("/")[2] == page
