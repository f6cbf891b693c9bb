"""After any sequence of messages, what is published of each text is what a fresh lint of it finds."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lsp_client import CAPABILITIES

from ircompile.config.discovery import Configs
from ircompile.editing.diagnostics import diagnose
from ircompile.editing.settings import settings_of
from ircompile.findings.errors import UserError
from ircompile.serving.server import Server

JOB = """\
JobName: churn_1
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/r
InputConfig: {ModelPackageVersionArn: "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"}
"""
NAMES = st.sampled_from(["a.yaml", "b.json", "prod.yaml", "c.py", "e.ipynb", "sub/d.yaml", "ircompile.toml"])
TEXTS = st.one_of(
    st.sampled_from(
        [
            JOB,
            JOB.replace("Default", "default  # ircompile: ignore[not-allowed-value]"),
            f"\ufeff{JOB}".replace("\n", "\r\n"),
            JOB.replace("JobType:", "JobType"),
            f"{JOB}---\n{JOB}",
            f"{JOB}---\n{JOB.replace('Default', 'X')}---\n{JOB.replace('churn_1', 'b')}",
            f"{JOB}---\n{JOB.replace('Default', '{X')}---\n{JOB.replace('RoleArn', 'Role')}",
            '{"cells": [{"cell_type": "code", "source": ["c.create_inference_recommendations_job(JobName=\'a_b\')"]}]}',
            '{"JobName": "😀", "JobType": "X", "RoleArn": "r", "InputConfig": {}}',
            "Tags: 5\n",
            "import boto3\nboto3.client('sagemaker').create_inference_recommendations_job(JobName='a_b')\n",
            "",
        ]
    ),
    st.text(max_size=20),
)
CONFIGS = st.sampled_from(
    [
        "",
        '[lint]\nignore = ["bad-format"]\n',
        '[environments.prod]\noverlay = ["prod.yaml"]\n',
        'exclude = ["sub/"]\n',
        '[hosts]\nexclude = ["python"]\n',
        "[lint]\nignore = 5\n",
    ]
)


class Sink:
    """Where the server writes: what it publishes is kept by address."""

    def __init__(self) -> None:
        self.published: dict[str, list[Any]] = {}

    def write(self, data: bytes) -> None:
        message = json.loads(data.partition(b"\r\n\r\n")[2])
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]

    def close(self) -> None:
        pass


class Edits(RuleBasedStateMachine):
    """A client that opens, edits and closes texts while their configuration changes."""

    def __init__(self) -> None:
        super().__init__()
        self.before = Path.cwd()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "sub").mkdir()
        (self.folder / ".git").mkdir()
        (self.folder / "prod.yaml").write_text("Tags: []\n")
        os.chdir(self.folder)
        self.server = Server(partial(Configs), "warning")
        self.sink = Sink()
        self.server.protocol.set_writer(self.sink)
        self.texts: dict[str, str] = {}
        self.time = 1

    def teardown(self) -> None:
        os.chdir(self.before)
        shutil.rmtree(self.folder)

    def send(self, method: str, params: Any, **others: Any) -> None:
        self.server.protocol.receive({"jsonrpc": "2.0", "method": method, "params": params, **others})

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    @initialize()
    def begin(self) -> None:
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": CAPABILITIES}, id=1)
        self.send("initialized", {})

    @rule(name=NAMES, text=TEXTS)
    def open(self, name: str, text: str) -> None:
        self.texts[name] = text
        item = {"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})

    @precondition(lambda self: self.texts)
    @rule(text=TEXTS, data=st.data())
    def change(self, text: str, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        self.texts[name] = text
        changes = [{"text": "JobName: other"}, {"text": text}]
        self.send(
            "textDocument/didChange", {"textDocument": {"uri": self.uri(name), "version": 2}, "contentChanges": changes}
        )

    @precondition(lambda self: self.texts)
    @rule(text=st.text(st.sampled_from("ab:[{\"' \n"), min_size=1, max_size=3), place=st.floats(0, 1), data=st.data())
    def type(self, text: str, place: float, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        at = int(len(self.texts[name]) * place)
        changed = self.texts[name][:at] + text + self.texts[name][at:]
        self.texts[name] = changed
        item = {"uri": self.uri(name), "version": 3}
        self.send("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": changed}]})

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        del self.texts[name]
        self.send("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    @rule(text=CONFIGS)
    def configure(self, text: str) -> None:
        (self.folder / "ircompile.toml").write_text(text)
        self.send("workspace/didChangeWatchedFiles", {"changes": []})

    @rule(text=CONFIGS)
    def configure_unwatched(self, text: str) -> None:
        self.time += 1
        (self.folder / "ircompile.toml").write_text(text)
        os.utime(self.folder / "ircompile.toml", (self.time, self.time))
        for name in list(self.texts):  # each is checked again at its next edit
            self.open(name, self.texts[name])

    @invariant()
    def published_is_what_lint_finds(self) -> None:
        self.server.session.check_due(inf)
        texts = {os.path.abspath(name): text for name, text in self.texts.items()}
        for name, text in self.texts.items():
            try:
                expected = [
                    (it.diagnostic.rule, it.diagnostic.message)
                    for it in diagnose(text, settings_of(name, texts=texts))
                    if not it.place.filename
                ]
            except UserError:
                continue
            found = [(it["code"], it["message"].split(" [")[0]) for it in self.sink.published[self.uri(name)]]
            assert [(rule, message.split(" [")[0]) for rule, message in expected] == found
        closed = self.sink.published.keys() - {self.uri(name) for name in self.texts}
        others = {self.uri("prod.yaml"), self.uri("ircompile.toml")}  # findings in these are made with other texts
        assert all(not self.sink.published[uri] for uri in closed - others)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
