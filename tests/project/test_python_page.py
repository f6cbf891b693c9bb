"""The session in docs/python.md runs as the page says, with a client that is answered without a network."""

from __future__ import annotations

import doctest
import sys
from types import SimpleNamespace
from typing import Any

import botocore.session
import pytest
from checkout import ROOT


def _client(service: str) -> Any:
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    return botocore.session.Session().create_client(service, region_name="eu-west-1", **keys)


def test_the_session_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", SimpleNamespace(client=_client))
    page = (ROOT / "docs" / "python.md").read_text("utf-8").replace("```\n", "\n")  # a blank line ends an output
    session = doctest.DocTestParser().get_doctest(page, {}, "python.md", None, 0)
    assert len(session.examples) == 7
    printed: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.REPORT_UDIFF).run(session, out=printed.append)
    assert not printed, "".join(printed)
