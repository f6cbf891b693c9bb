"""What the server publishes, as a client sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from console import run
from jobs import FILES
from lsp_client import CAPABILITIES, Client, server
from tiny_rule import TINY

from ircompile.serving.configuration import RULE_FILES

BROKEN = ROOT / "examples" / "broken"
TEXT = 'JobName: a_b\nJobType: Default\nRoleArn: arn:aws:iam::123456789012:role/r\nInputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}\n'


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with server(ROOT) as it:
        it.initialize()
        yield it


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[tuple[Path, Client]]:
    """An empty folder, and a server that runs in it."""
    (tmp_path / ".git").mkdir()
    with server(tmp_path) as it:
        it.initialize(workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "it"}])
        yield tmp_path, it


def codes(diagnostics: list[Any]) -> list[str]:
    return [it["code"] for it in diagnostics]


@pytest.mark.parametrize("file", sorted(it.name for it in BROKEN.iterdir() if it.suffix in (".yaml", ".json", ".sh")))
def test_diagnostics_are_those_of_lint(client: Client, file: str) -> None:
    path = BROKEN / file
    text = path.read_text("utf-8")
    found = client.open(path.as_uri(), text)
    expected = json.loads(_lint(path))
    assert [
        (it["code"], it["message"], it["range"]["start"]["line"] + 1, it["range"]["start"]["character"] + 1)
        for it in found
    ] == [(it["rule"], it["message"], it["line"], it["column"]) for it in expected["diagnostics"]]


def _lint(path: Path) -> str:
    command = [sys.executable, "-m", "ircompile", "lint", "--output-format", "json", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_diagnostic_has_all_that_lint_says(client: Client) -> None:
    path = BROKEN / "load-test.yaml"
    found = client.open(path.as_uri(), path.read_text("utf-8"))
    it = next(it for it in found if it["code"] == "not-allowed-value")
    assert it["severity"] == 1
    assert it["source"] == "ircompile"
    assert it["codeDescription"] == {"href": "https://ircompile.dev/rules/not-allowed-value"}
    assert it["range"] == {"start": {"line": 1, "character": 9}, "end": {"line": 1, "character": 17}}
    assert it["data"]["fixes"] == [{"title": "use `Advanced`", "safe": True, "edits": [[28, 36, "Advanced"]]}]
    it = next(it for it in found if it["code"] == "phases-total-exceeds-job")
    assert [related["message"] for related in it["relatedInformation"]] == [
        "phase 1: 600 s",
        "phase 2: 1500 s",
        "help: raise `JobDurationInSeconds` (at most 18000), or shorten a phase",
    ]
    assert next(it for it in found if it["code"] == "mixed-realtime-serverless")["severity"] == 2


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 39), ("utf-16", 37), ("utf-32", 36)])
def test_columns_are_counted_as_the_client_asks(encoding: str, character: int) -> None:
    text = '{"😀": 1, "JobName": "a", "JobType": "X", "InputConfig": {}}'
    with server(ROOT) as client:
        result = client.initialize({**CAPABILITIES, "general": {"positionEncodings": [encoding]}})
        assert result["capabilities"]["positionEncoding"] == encoding
        found = client.open("file:///nowhere/a.json", text, "json")
        it = next(it for it in found if it["code"] == "not-allowed-value")
        assert it["range"]["start"]["character"] == character


def test_lines_end_as_the_protocol_says(client: Client) -> None:
    text = "JobName: a\u2028b\r\nRoleArn: arn:aws:iam::123456789012:role/r\rJobType: Nothing\nInputConfig: {}\n"
    found = client.open("file:///nowhere/lines.yaml", text)
    assert [it["range"]["start"]["line"] for it in found if it["code"] == "not-allowed-value"] == [2]


def test_a_text_without_jobs_gets_nothing(client: Client) -> None:
    assert client.open("file:///nowhere/values.yaml", "replicas: 3\nimage: [}\n") == []
    assert client.open("file:///nowhere/a.py", "print('hello'\n", "python") == []


def test_a_closed_text_has_no_diagnostics(client: Client) -> None:
    uri = "file:///nowhere/closed.yaml"
    assert codes(client.open(uri, TEXT)) == ["bad-format"]
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.wait(lambda it: (it.get("params") or {}).get("uri") == uri)["params"]["diagnostics"] == []


def test_a_text_that_was_never_saved_is_checked(client: Client) -> None:
    assert codes(client.open("untitled:Untitled-1", TEXT)) == ["bad-format"]
    client.notify(
        "textDocument/didOpen",
        {"textDocument": {"uri": "git:/x.yaml", "languageId": "yaml", "version": 1, "text": TEXT}},
    )


def test_a_configuration_applies_and_is_read_again(folder: tuple[Path, Client]) -> None:
    path, client = folder
    uri = (path / "job.yaml").as_uri()
    config = path / "ircompile.toml"
    config.write_text('[lint]\nignore = ["bad-format"]\n')
    assert codes(client.open(uri, TEXT)) == []
    config.write_text("[lint]\nignore = []\n")
    os.utime(config, (1, 1))
    assert codes(client.change(uri, TEXT)) == ["bad-format"]  # without the client's help
    config.write_text('exclude = ["job.yaml"]\n')
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 2}]})
    assert codes(client.diagnostics(uri)) == []


def test_an_error_in_a_configuration_is_shown_in_it(folder: tuple[Path, Client]) -> None:
    path, client = folder
    config = path / "ircompile.toml"
    config.write_text("[lint]\nignore = 5\n")
    assert client.open((path / "job.yaml").as_uri(), TEXT) == []
    (it,) = client.diagnostics(config.as_uri())
    assert (it["range"]["start"]["line"], it["severity"]) == (1, 1)
    assert client.wait(lambda it: it.get("method") == "window/showMessage")
    at, start = {"uri": (path / "job.yaml").as_uri()}, {"line": 0, "character": 0}
    for method, others in (
        ("codeAction", {"range": {"start": start, "end": start}, "context": {"diagnostics": []}}),
        ("hover", {"position": start}),
        ("completion", {"position": start}),
        ("documentSymbol", {}),
    ):
        assert client.ask(f"textDocument/{method}", {"textDocument": at, **others})["result"] is None
    config.write_text("[lint]\n")
    assert codes(client.change((path / "job.yaml").as_uri(), TEXT)) == ["bad-format"]
    assert client.diagnostics(config.as_uri()) == []


def test_what_is_wrong_with_a_configuration_is_told_once(folder: tuple[Path, Client]) -> None:
    path, client = folder
    (path / "ircompile.toml").write_text('[lint]\nbaseline = "gone.json"\n')
    assert client.open((path / "job.yaml").as_uri(), TEXT) == []
    assert client.open((path / "other.yaml").as_uri(), TEXT) == []
    (path / "ircompile.toml").write_text("[lint]\nbaseline = 5\n")
    assert client.change((path / "job.yaml").as_uri(), TEXT) == []
    assert client.change((path / "other.yaml").as_uri(), TEXT) == []
    client.ask("shutdown", None)
    shown = [it["params"]["message"] for it in client.messages if it.get("method") == "window/showMessage"]
    assert shown == [
        "ircompile: gone.json: the baseline can't be read: no such file or directory; `ircompile baseline update` creates it",
        f"ircompile: {path / 'ircompile.toml'}:2: `baseline`: 5 is not of type 'string'",
    ]


def test_a_baseline_and_the_options_of_lint_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    job = tmp_path / "job.yaml"
    job.write_text(TEXT)
    assert run("ircompile baseline update job.yaml --baseline known.json").startswith("known.json: 1 finding recorded")
    (tmp_path / "ircompile.toml").write_text('[lint]\nignore = ["ALL"]\n')
    (tmp_path / "other.toml").write_text('[lint]\nselect = ["not-allowed-value"]\n')
    changed = TEXT.replace("Default", "default")
    python, shell = (((tmp_path / name).as_uri(), FILES[name].format("a_b")) for name in ("a.py", "a.sh"))
    for options, expected, of_python, of_shell in (
        (("--isolated", "--baseline", "known.json"), ["not-allowed-value"], ["bad-format"], ["bad-format"]),
        (("--isolated", "--select", "bad-format", "--hosts", "python"), ["bad-format"], ["bad-format"], []),
        (
            ("--isolated", "--severity-floor", "info"),
            ["bad-format", "not-allowed-value", "default-duration-hint"],
            ["bad-format"],
            ["bad-format"],
        ),
        (("--config", "other.toml"), ["not-allowed-value"], [], []),
        ((), [], [], []),
    ):
        with server(tmp_path, *options) as client:
            client.initialize()
            found = [codes(client.open(*it)) for it in ((job.as_uri(), changed), python, shell)]
            assert found == [expected, of_python, of_shell], options


def test_folders_have_configurations_of_their_own(folder: tuple[Path, Client]) -> None:
    path, client = folder
    for name, config in (("one", '[lint]\nignore = ["bad-format"]\n'), ("two", "")):
        (path / name).mkdir()
        (path / name / "ircompile.toml").write_text(config)
    assert codes(client.open((path / "one" / "job.yaml").as_uri(), TEXT)) == []
    assert codes(client.open((path / "two" / "job.yaml").as_uri(), TEXT)) == ["bad-format"]


def test_rules_of_the_user_are_read_again(folder: tuple[Path, Client]) -> None:
    path, client = folder
    uri = (path / "job.yaml").as_uri()
    rules = path / "own"
    rules.mkdir()
    (path / "ircompile.toml").write_text('[lint]\nrules = ["own"]\n')
    text = TEXT.replace("a_b", "bad")
    (rules / "tiny.yaml").write_text(TINY)
    assert codes(client.open(uri, text)) == ["tiny"]
    (rules / "tiny.yaml").write_text(TINY.replace('"bad"', '"worse"', 1))
    assert codes(client.change(uri, text)) == []
    for number in range(RULE_FILES):
        (rules / f"{number}.txt").touch()
    (rules / "sub").mkdir()
    (rules / "tiny.yaml").rename(rules / "sub" / "tiny.yaml")
    assert codes(client.change(uri, text)) == []
    (rules / "sub" / "tiny.yaml").write_text(TINY)
    assert codes(client.change(uri, text)) == []  # too many files to look at each time
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert codes(client.diagnostics(uri)) == ["tiny"]


def test_texts_that_were_never_saved_are_in_the_folder_that_was_added(folder: tuple[Path, Client]) -> None:
    path, client = folder
    (path / "added").mkdir()
    (path / "added" / "ircompile.toml").write_text('[lint]\nignore = ["bad-format"]\n')
    assert codes(client.open("untitled:one", TEXT)) == ["bad-format"]
    added = [{"uri": (path / "added").as_uri(), "name": "added"}]
    client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": added, "removed": []}})
    assert codes(client.open("untitled:two", TEXT)) == []


def test_ignore_comments_and_unused_ones(client: Client) -> None:
    text = TEXT.replace("a_b", "a_b  # ircompile: ignore[bad-format]") + "# ircompile: file-ignore[cost-hint]\n"
    (it,) = client.open("file:///nowhere/ignored.yaml", text)
    assert (it["code"], it["tags"]) == ("unused-ignore", [1])


def test_jobs_in_other_languages_are_checked(client: Client) -> None:
    job = 'sm.create_inference_recommendations_job(JobName="a_b", JobType="Default", RoleArn=r, InputConfig=i)\n'
    program = f'import boto3\n\nsm = boto3.client("sagemaker")\n{job}'
    assert codes(client.open("file:///nowhere/job.py", program, "python")) == ["bad-format"]
    (it,) = client.open("file:///nowhere/job.md", f"# A job\n\n```python\n{program}```\n", "markdown")
    assert (it["code"], it["range"]["start"]["line"]) == ("bad-format", 6)
    for name in ("a.sh", "a.asl.json", "Makefile"):
        assert codes(client.open(f"file:///nowhere/{name}", FILES[name].format("a_b"))) == ["bad-format"], name
    cells = {
        "cells": [{"cell_type": "code", "source": program, "metadata": {}, "outputs": []}],
        "metadata": {},
        "nbformat": 4,
    }
    assert codes(client.open("file:///nowhere/job.ipynb", json.dumps(cells), "json")) == ["bad-format"]


def test_cells_of_notebooks_are_checked_and_fixed(client: Client) -> None:
    uri = "file:///nowhere/cells.ipynb"
    program = 'import boto3\nsm = boto3.client("sagemaker")\nnames = {"ä\\"": 1}\n'
    job = 'sm.create_inference_recommendations_job(\n  JobName="ä", JobType="default", RoleArn=r, InputConfig=i)\n'
    texts = [
        {"uri": f"cell:{number}", "languageId": "python", "version": 1, "text": text}
        for number, text in enumerate((program, job))
    ]
    notebook = {
        "uri": uri,
        "notebookType": "jupyter-notebook",
        "version": 1,
        "cells": [{"kind": 2, "document": it["uri"]} for it in texts],
    }
    client.notify("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": texts})

    def published(cell: str) -> list[Any]:
        found = client.wait(lambda it: (it.get("params") or {}).get("uri") == cell)
        return list(found["params"]["diagnostics"])

    assert published("cell:0") == []
    found = published("cell:1")
    assert codes(found) == ["bad-format", "not-allowed-value"]
    at = found[1]["range"]
    assert at["start"] == {"line": 1, "character": 23}
    context = {"diagnostics": found, "only": ["quickfix"]}
    actions = client.ask(
        "textDocument/codeAction", {"textDocument": {"uri": "cell:1"}, "range": at, "context": context}
    )
    fix = actions["result"][0]
    assert fix["title"] == "Use `Default`"
    assert fix["edit"]["changes"] == {"cell:1": [{"range": at, "newText": '"Default"'}]}
    changed = {
        "document": {"uri": "cell:1", "version": 2},
        "changes": [{"text": job.replace('"default"', '"Default"')}],
    }
    change = {"notebookDocument": {"uri": uri, "version": 2}, "change": {"cells": {"textContent": [changed]}}}
    client.notify("notebookDocument/didChange", change)
    assert published("cell:0") == []
    assert codes(published("cell:1")) == ["bad-format"]
    structure = {"array": {"start": 1, "deleteCount": 1, "cells": []}, "didClose": [{"uri": "cell:1"}]}
    change = {"notebookDocument": {"uri": uri, "version": 3}, "change": {"cells": {"structure": structure}}}
    client.notify("notebookDocument/didChange", change)
    assert published("cell:0") == []
    assert published("cell:1") == []
    hover = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    assert client.ask("textDocument/hover", hover)["result"] is None
    client.notify("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": texts})
    assert published("cell:0") == []
    assert codes(published("cell:1")) == ["bad-format", "not-allowed-value"]
    client.notify("notebookDocument/didClose", {"notebookDocument": {"uri": uri}, "cellTextDocuments": []})
    assert published("cell:1") == []


def test_nothing_is_said_of_a_notebook_without_cells(client: Client) -> None:
    uri = "file:///nowhere/empty.ipynb"
    notebook = {"uri": uri, "notebookType": "jupyter-notebook", "version": 1, "cells": []}
    client.notify("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": []})
    start = {"line": 0, "character": 0}
    for method, others in (
        ("codeAction", {"range": {"start": start, "end": start}, "context": {"diagnostics": []}}),
        ("hover", {"position": start}),
        ("documentSymbol", {}),
        ("codeLens", {}),
    ):
        assert not client.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, **others})["result"]


def test_text_of_a_byte_order_mark_moves_nothing(client: Client) -> None:
    found = client.open("file:///nowhere/bom.yaml", f"\ufeff{TEXT}")
    at = {it["code"]: it["range"]["start"] for it in found}
    assert at["bad-format"] == {"line": 0, "character": 10}


def test_no_messages_but_diagnostics_were_sent(client: Client) -> None:
    assert {it.get("method") for it in client.messages} <= {"textDocument/publishDiagnostics", None}


def test_an_open_overlay_counts_unsaved_in_its_jobs(folder: tuple[Path, Client]) -> None:
    path, client = folder
    (path / "ircompile.toml").write_text('[environments.prod]\noverlay = ["prod.yaml"]\n')
    (path / "prod.yaml").write_text("Tags: []\n")
    job, overlay = (path / "job.yaml").as_uri(), (path / "prod.yaml").as_uri()
    text = TEXT.replace("a_b", "ab")
    assert codes(client.open(job, text)) == []
    assert codes(client.open(overlay, "JobType: default\n")) == ["not-allowed-value"]
    assert codes(client.change(overlay, "JobName: a_b\n")) == ["bad-format"]
    (path / "prod.yaml").write_text("JobType: default\n")
    client.notify("textDocument/didClose", {"textDocument": {"uri": overlay}})
    assert codes(client.change(job, text)) == []

    def has_finding_of_saved_text(it: Any) -> bool:
        params = it.get("params") or {}
        return params.get("uri") == overlay and codes(params["diagnostics"]) == ["not-allowed-value"]

    assert client.wait(has_finding_of_saved_text)
