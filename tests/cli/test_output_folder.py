"""What lies in an output folder and belongs to no job: ours only if it is a canonical request with the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircompile.cli.output_folder import orphans
from ircompile.emitting.json_body import json_body
from ircompile.model.model import SHIPPED


def body(name: str) -> str:
    return json_body({"JobName": name, "JobType": "Default"})


OTHERS = {
    "other-name.json": body("churn"),
    "pretty.json": '{"JobName": "pretty"}',
    "unordered.json": json_body({"JobType": "Default", "JobName": "unordered"}),
    "list.json": "[]\n",
    "nameless.json": json_body({"JobType": "Default"}),
    "broken.json": "{",
    "notes.txt": "notes",
    "text": body("text"),
    "deep.json": "[" * 100_000,
}


@pytest.mark.parametrize("pattern", ["{JobName}.json", "{env}/{JobName}.json", "x-{stem}-{JobName}.json"])
def test_only_canonical_requests_with_the_name_of_the_file_are_ours(tmp_path: Path, pattern: str) -> None:
    def place(name: str) -> Path:
        file = tmp_path / pattern.format(JobName=name, env="prod", stem="jobs")
        file.parent.mkdir(exist_ok=True)
        return file

    for name, text in OTHERS.items():
        (place("a").parent / name).write_text(text, "utf-8")
    for name in ("gone", "kept"):
        place(name).write_text(body(name), "utf-8")
    (tmp_path / "link").symlink_to(place("gone").parent, target_is_directory=True)
    (place("a").parent / "linked.json").symlink_to(place("gone"))
    found = orphans(str(tmp_path), pattern, [str(place("kept"))], SHIPPED.request)
    assert list(found) == [str(place("gone"))]


def test_a_folder_that_does_not_exist_has_none() -> None:
    assert list(orphans("no such folder", "{JobName}.json", [], SHIPPED.request)) == []
