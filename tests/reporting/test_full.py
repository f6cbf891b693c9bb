"""The full format on a narrow terminal."""

from __future__ import annotations

import dataclasses

from reports import ANSI_CODES, DIAGNOSTIC, rendered, report_of

from ircompile.reporting.style import Style


def test_the_report_is_wrapped_to_the_terminal() -> None:
    it = dataclasses.replace(
        DIAGNOSTIC, message="it is bad in every way", help="mend it, and soon", notes=("so it is",)
    )
    report = report_of([it], style=Style(colour=True, links=True, columns=24))
    assert ANSI_CODES.sub("", rendered(report, "full")).splitlines() == [
        "error[bad-format]: it is",
        "bad in every way",
        " --> a.yaml:1:1",
        "  |",
        "1 | JobName: a",
        "  | ^",
        "  |",
        "  = help: mend it, and",
        "          soon",
        "  = note: so it is",
        "  = pointer: /JobName",
        "",
    ]


def test_a_long_pointer_is_cut_in_the_middle() -> None:
    it = dataclasses.replace(DIAGNOSTIC, pointer="/" + "k" * 900_000 + "/JobName")
    (line,) = (line for line in rendered(report_of([it]), "full").splitlines() if "pointer:" in line)
    assert line.startswith("  = pointer: /kkk")
    assert line.endswith("/JobName")
    assert "k…k" in line
    assert len(line) < 1100
