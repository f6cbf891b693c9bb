"""Columns in rdjson reports."""

from __future__ import annotations

import dataclasses
import json

from reports import DIAGNOSTIC, report_of

from ircompile.findings.diagnostic import Edit, Fix
from ircompile.reporting.rdjson import lines as rdjson


def test_columns_are_bytes() -> None:
    fix = Fix("it", safe=True, edits=(Edit(7, 8, "c"),))
    it = dataclasses.replace(DIAGNOSTIC, line=2, column=4, end_line=2, end_column=5, fixes=(fix,))
    (found,) = json.loads("".join(rdjson(report_of([it], "xxx\né模: b\n"))))["diagnostics"]
    range_ = {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 8}}
    assert found["location"] == {"path": "a.yaml", "range": range_}
    assert found["suggestions"] == [
        {"range": {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 8}}, "text": "c"}
    ]
