"""Programs of each form of Python: what the reader says is known of a call is what it sends.

In `programs.txt`, `S(...)` is a call that makes a job.
"""

from __future__ import annotations

import ast
import re
from itertools import count
from pathlib import Path
from random import Random

import pytest
from known_values import agrees
from run_programs import CALL, sent

from ircompile.findings.values import MAYBE
from ircompile.hosts.python.calls import Cell, calls
from ircompile.model.model import SHIPPED

PROGRAMS = (Path(__file__).parent / "programs.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("written", PROGRAMS)
def test_what_is_known_is_what_is_sent(written: str) -> None:
    lines = count(1)
    program = re.sub(r"\bS\(", lambda _: f"{CALL}(Line={next(lines)},", written)
    found = calls([Cell(program, range(len(program) + 1), ast.parse(program))], SHIPPED.request)
    known = {it.request.value.pop("Line"): it.request.value for it in found}
    requests = sent(program, Random(1))  # noqa: S311  no secret
    assert requests
    for it in requests:
        assert agrees(known[it["line"]], it["request"])
        assert MAYBE in known[it["line"]].values() or it["request"].keys() <= known[it["line"]].keys()
