"""Paths in rule files that lead nowhere are refused with a location."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_rule import TINY

from ircompile.model.model import SHIPPED
from ircompile.rulebook.body import RuleError
from ircompile.rulebook.book import read_rules
from ircompile.rulebook.path import RulePath

PATHS = [
    ("at: JobName", "at: JobNam", "9:5: a job has no member `JobNam`, did you mean `JobName`?"),
    ("at: JobName", "at: ['JobName[*]']", "9:6: `JobName` is not a list"),
    ("at: JobName", "at: 'siblings[*]'", "9:5: `siblings` requires a list in `each`, such as `Tags[*]`"),
    ("at: JobName", "at: [{JobName: a, Tags: b}]", "9:6: an entry of `at` has one path with a label, and maybe `where`"),
    ("at: JobName", "fix: {kind: safe, set: {JobNam: '1'}}", "9:24: a job has no member `JobNam`, did you mean `JobName`?"),
    ("at: JobName", "fix: {kind: safe, set: {'Tags[*].Key': '1'}}",
     "9:24: `set` must name one member below the value that the rule looks at"),
    ("at: JobName", "fix: {kind: safe, set: {job.JobName: '1'}}",
     "9:24: `set` must name one member below the value that the rule looks at"),
    ("at: JobName", "fix: {kind: safe, remove: self}",
     "9:27: `remove` must name one member below the value that the rule looks at"),
    ("at: JobName", "at: 'Tags[٣]'", "9:5: `Tags` has no member `٣`"),
    ("at: JobName", f"each: 'Tags[{'9' * 6000}]'", f"9:7: `Tags` has no member `{'9' * 99}…`"),
    ("at: JobName", "each: [Tags, Tgas]", "9:14: a job has no member `Tgas`, did you mean `Tags`?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), PATHS)
def test_an_invalid_path_is_refused_with_its_location(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "tiny.yaml").write_text(TINY.replace(old, new))
    with pytest.raises(RuleError) as caught:
        read_rules(str(tmp_path), SHIPPED)
    assert str(caught.value) == f"{tmp_path / 'tiny.yaml'}:{message}"


@pytest.mark.parametrize(
    ("text", "root", "steps"),
    [
        ("Tags[*].Key", "self", ("Tags", "*", "Key")),
        ("job.Tags[0]", "job", ("Tags", 0)),
        ("siblings[*].Key", "siblings", ("*", "Key")),
        ("", "self", ()),
        ("Tags[999999]", "self", ("Tags", 999_999)),
        ("Tags[1000000]", "self", ("Tags", "1000000")),
    ],
)
def test_a_path_has_steps(text: str, root: str, steps: tuple[str | int, ...]) -> None:
    path = RulePath.parse(text)
    assert (path.root, path.steps) == (root, steps)
