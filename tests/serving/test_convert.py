"""What can't be shown or written, since a text is gone or a replacement is no part of a cell, is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircompile.config.discovery import Configs
from ircompile.editing.answers import Action, Place, Problem
from ircompile.findings.diagnostic import Diagnostic, Edit, Severity
from ircompile.serving.client import Client
from ircompile.serving.documents import Cell, Document, Notebook
from ircompile.serving.session import Session

JOB = Document("file:///nowhere/job.yaml", "job.yaml", "JobName: a_b\n", 1, "utf-16")
NOTEBOOK = Notebook(
    "file:///n.ipynb", "n.ipynb", [Cell("cell:0", "a", 1, is_code=True, encoding="utf-16")], 1, "utf-16"
)
PROBLEM = Problem(
    Place((9, 12)), Diagnostic("job.yaml", "bad-format", Severity.ERROR, "model", "wrong", "", "/JobName", 1, 10, 1, 13)
)


@pytest.fixture
def session() -> Session:
    return Session(Configs, "warning", lambda _method, _params: None)


def test_places_in_texts_that_are_gone_are_left_out(session: Session, tmp_path: Path) -> None:
    session.client = Client(related=True)
    gone = Place((0, 1), filename=str(tmp_path / "gone.yaml"))
    problems = [Problem(PROBLEM.place, PROBLEM.diagnostic, (gone,)), Problem(gone, PROBLEM.diagnostic)]
    found = session.converter(JOB).diagnostics(problems)
    assert [(uri, it.message, it.related_information) for uri, its in found.items() for it in its] == [
        (JOB.uri, "wrong", None)
    ]


@pytest.mark.parametrize(
    ("document", "name", "text", "is_made"),
    [
        (JOB, "", "b", True),
        (JOB, "gone.yaml", "b", False),
        (NOTEBOOK, "", 'say(\\"b\\")\\n', True),
        (NOTEBOOK, "", '"b"', False),
    ],
)
def test_actions_whose_edits_can_not_be_made_are_left_out(
    session: Session, repository: Path, document: Document, name: str, text: str, *, is_made: bool
) -> None:
    assert not (repository / name).is_file()
    action = Action("Use it", "quickfix", {name: (Edit(40, 41, text),)})
    assert (session.converter(document).action(action, {}) is not None) == is_made
