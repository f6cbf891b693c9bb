"""Addresses of the pages that facts and rules give as their source; `docs/severity.md` says what each is."""

from __future__ import annotations

import re

from ircompile.model.fields import field
from ircompile.package import SITE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

AWS: Final = "https://docs.aws.amazon.com"
API: Final = f"{AWS}/sagemaker/latest/APIReference/API"
GUIDE: Final = f"{AWS}/sagemaker/latest/dg"

PAGES: Final = {
    "service model": f"{API}_CreateInferenceRecommendationsJob.html",
    "create-inference-recommendations-job": (
        f"{AWS}/cli/latest/reference/sagemaker/create-inference-recommendations-job.html"
    ),
    **{name: f"{API}_{name}.html" for name in ("CreateEndpoint", "CreateEndpointConfig", "CreateModel", "InputConfig")},
    **{
        name: f"{GUIDE}/inference-recommender-{name}.html"
        for name in ("load-test", "existing-endpoint", "prerequisites", "troubleshooting", "recommendation-jobs")
    },
    **{
        name: f"{GUIDE}/{name}.html"
        for name in (
            *("instance-recommendation-create", "serverless-endpoints"),
            *("realtime-endpoints-test-endpoints", "neo-supported-cloud"),
        )
    },
    "AWS CLI user guide": f"{AWS}/cli/latest/userguide/cli-usage-shorthand.html",
    "AWS KMS developer guide": f"{AWS}/kms/latest/developerguide/overview.html",
    "IAM user guide": f"{AWS}/IAM/latest/UserGuide/reference_identifiers.html",
    "Step Functions developer guide": f"{AWS}/step-functions/latest/dg/supported-services-awssdk.html",
    "S3 user guide": f"{AWS}/AmazonS3/latest/userguide/bucketnamingrules.html",
    "RFC 8259": "https://www.rfc-editor.org/rfc/rfc8259",
    "YAML 1.2": "https://yaml.org/spec/1.2.2/",
    "Amazon States Language": "https://states-language.net/",
    "The Python Language Reference": "https://docs.python.org/3/reference/",
}
"""The addresses by the names of pages, for those whose addresses are known."""


def page_url(source: str) -> str:
    """Return the address of the page of a source, such as "load-test, SpawnRate"; "" if it is not known."""
    return PAGES.get(source, "") or PAGES.get(source.partition(", ")[0], "")


def field_url(path: str) -> str:
    """Return the address of the section about a field; "" for a field of a user's own service model."""
    is_described = bool(field(path.removesuffix("[*]")).about)
    return f"{SITE}reference/fields.html#{field_anchor(path)}" if is_described else ""


def field_anchor(path: str) -> str:
    """Return the name of the section about a field on its page."""
    words = re.sub(r"[^a-z0-9]+", "-", path.replace("[*]", " each").lower())
    return f"field-{words.strip('-')}"
