"""The page that shows the examples of the repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGES = {".yaml": "yaml", ".json": "json", ".sh": "sh"}
INTRODUCTION = """\
# Examples

Jobs to copy, jobs with mistakes and what is reported of them, and policies of a team. They are the files in the folder
`examples` of the repository, and the tests run all of them.
"""


def pages() -> dict[str, str]:
    """Return the page."""
    return {"examples.md": "\n".join([INTRODUCTION, *_lines()])}


def _lines() -> Iterator[str]:
    for title, folder in (("Jobs", "."), ("Jobs with mistakes", "broken"), ("A team's own rules", "policies")):
        yield from (f"## {title}", "")
        for file in sorted((EXAMPLES / folder).iterdir()):
            if file.suffix in LANGUAGES:
                yield from _shown(file, LANGUAGES[file.suffix])
                report = file.with_suffix(".report")
                if report.exists():
                    yield from ("What `ircompile lint` prints:", "", *_fenced(report.read_text("utf-8"), "text"))


def _shown(file: Path, language: str) -> Iterator[str]:
    yield from (f"### {file.relative_to(EXAMPLES).as_posix()}", "", *_fenced(file.read_text("utf-8"), language))


def _fenced(text: str, language: str) -> Iterator[str]:
    yield from (f"````{language}", *text.rstrip("\n").split("\n"), "````", "")
