"""Comments are found in YAML."""

from __future__ import annotations

import pytest

from ircompile.syntax.yaml.comments import comments

pytestmark = pytest.mark.usefixtures("fixed_today")


COMMENTS = [
    ("", []),
    ("# only", ["# only"]),
    ("a: 1 # one\n# two\n", ["# one", "# two"]),
    ("a: 1#no\n", []),
    ("a: 'x # no' # yes\n", ["# yes"]),
    ('a: "x\n  # no" # yes\n', ["# yes"]),
    ("a: x # yes\r\nb: y\r\n", ["# yes"]),
    ("a: | # yes\n  # no\n\n# yes, too\nb: >-\n  # no", ["# yes", "# yes, too"]),
    ("a: &x !!str | # yes\n  # no\n", ["# yes"]),
    ("a: [1, # one\n  2] # two\n--- # three\n- # four\n  b\n", ["# one", "# two", "# three", "# four"]),
    ("'a # no': 1\n? b\n# yes\n: 2\n", ["# yes"]),
    ('a: 1 # yes\nb: "x # not closed', ["# yes"]),
    ('b: "x\n# not closed', []),
]


@pytest.mark.parametrize(("text", "expected"), COMMENTS)
def test_comments_are_found(text: str, expected: list[str]) -> None:
    assert [text[it.start : it.end] for it in comments(text, len(text))] == expected
