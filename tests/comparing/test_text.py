"""Differences as text and Markdown."""

from __future__ import annotations

from ircompile.comparing.changes import Comparer
from ircompile.comparing.text import LONGEST_COMMENT, lines, markdown
from ircompile.findings.values import UNKNOWN
from ircompile.model.model import SHIPPED
from ircompile.reporting.style import Style


def test_a_value_that_is_not_known_is_shown_as_null() -> None:
    found = Comparer().compare({}, {"Tags": [{"Key": "a", "Value": UNKNOWN}]}, SHIPPED.request)
    printed = ["--- a", "+++ b", '+ /Tags: [{"Key": "a", "Value": null}]', "1 difference"]
    assert [*lines(found, "a", "b", Style())] == printed


def test_a_comment_has_room_for_some_differences() -> None:
    found = Comparer().compare({}, {f"Member{number}": "x" * 100 for number in range(1000)}, SHIPPED.request)
    *shown, last = markdown(found, "a", "b")
    assert shown[:3] == ["### `a` → `b`", "", "1000 differences."]
    assert sum(len(line) + 1 for line in shown) <= LONGEST_COMMENT + 100
    left = 1000 - sum(line.startswith("- ") for line in shown)
    assert last == f"- {left} more, which are left out, since the comment would be too long"
