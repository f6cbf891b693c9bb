"""A text that is checked again after each edit has the findings of one that is checked for the first time."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import manifests
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.editing.diagnostics import diagnose
from ircompile.editing.settings import settings_of
from ircompile.linting.manifest_check import ManifestCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from ircompile.manifest.manifest import Manifest

FAULTY = ("JobTyp: Default", "JobType: ADVANCED", "Tags: a=b")
METHOD = "create_inference_recommendations_job"
TYPED = st.sampled_from(
    [
        "x",
        " ",
        "\n",
        '"',
        "'",
        "{",
        "[",
        ": ",
        "- ",
        "  ",
        "---\n",
        "# ircompile: ignore[bad-format]\n",
        "&a ",
        "é",
        "\t",
        "AKIA",
    ]
)


def job(number: int) -> str:
    """Return a manifest, the odd ones with findings."""
    text = manifests.block(manifests.job(number))
    return text.replace("JobType: Advanced", FAULTY[number % len(FAULTY)]) if number % 2 else text


def several() -> str:
    """Return a text of several manifests."""
    return "---\n".join(map(job, range(5)))


def request(number: int) -> str:
    return json.dumps({**manifests.job(number), "JobType": "X"}, indent=1)


PROGRAM = f"import boto3\nclient = boto3.client('sagemaker')\nrequest = {request(1)}\nclient.{METHOD}(**request)\n"
CELLS = [PROGRAM, "%%bash\nls", f"client.{METHOD}(**{request(2)})\n"]
TEXTS = {
    "several.yaml": several(),
    "windows.yaml": several().replace("\n", "\r\n"),
    "one.yaml": job(1),
    "one.json": request(1),
    "program.py": PROGRAM,
    "page.md": f"# A\n\n```python\n{PROGRAM}```\n\n```yaml\n{job(1)}```\n\n```python\n{PROGRAM}```\n",
    "notebook.ipynb": json.dumps(
        {
            "cells": [{"cell_type": "code", "source": it.splitlines(keepends=True)} for it in CELLS],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    ),
}


@given(st.sampled_from(sorted(TEXTS)), st.randoms(use_true_random=False), st.lists(TYPED, min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_edits_leave_the_findings_of_a_fresh_check(name: str, random: Random, typed: list[str]) -> None:
    kept = settings_of(name)
    text = TEXTS[name]
    diagnose(text, kept)
    for it in typed:
        before, at = text, random.randrange(len(text))
        text = text[:at] + it + text[at + random.choice((0, 0, 1)) :]
        for each in (text, random.choice((before, text))):  # sometimes undone
            assert diagnose(each, kept) == diagnose(each, settings_of(name))


EDITS = [
    (lambda text: text.replace("JobType: ADVANCED", "JobType: ADVANCEDx"), 1),
    (lambda text: f"# above\n{text}", 1),
    (lambda text: text.replace("---\n", "---\n# a\n", 1), 1),
    (lambda text: text.partition("---\n")[2], 1),  # without a separator above it
    (lambda text: text.replace("JobName: ", "JobName: 'half", 1), 2),  # what is certain of it, and what can't be read
    (lambda text: f"{text}---\n{job(1)}", 1),  # a job with the name of another one
    (lambda text: f"{text}# ircompile: ignore[bad-format]\n", 5),
    (lambda text: f"{text}# AKIAIOSFODNN7EXAMPLE\n", 5),
]


@pytest.mark.parametrize(("edit", "count"), EDITS, ids=range(len(EDITS)))
def test_only_documents_that_changed_are_checked(
    edit: Callable[[str], str], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    check = ManifestCheck.findings

    def noted(self: ManifestCheck, manifest: Manifest, **others: Any) -> Any:
        checked.append(manifest)
        return check(self, manifest, **others)

    monkeypatch.setattr(ManifestCheck, "findings", noted)
    kept = settings_of("several.yaml")
    diagnose(several(), kept)
    assert len(checked) == several().count("JobName")
    checked.clear()
    found = diagnose(edit(several()), kept)
    assert len(checked) == count
    assert found == diagnose(edit(several()), settings_of("several.yaml"))
