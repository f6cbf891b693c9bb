"""Targets for readers: functions of bytes that may raise nothing but the errors they catch."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from ircompile import (
    CommandError,
    Config,
    InvalidManifest,
    ShorthandError,
    compile,
    lint,
    parse_command,
    parse_shorthand,
)
from ircompile.cli.convert_job import job_of
from ircompile.config.discovery import Configs
from ircompile.config.file import ConfigError
from ircompile.emitting.words import EmitError
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.hosts import HOSTS
from ircompile.hosts.reading import READERS
from ircompile.linting.fix_apply import Fixer
from ircompile.linting.linter import Linter
from ircompile.linting.selection import UnknownRuleError
from ircompile.manifest.load import decoded, documents, read, read_recognized
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import SHIPPED
from ircompile.rulebook.body import RuleError
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.values import CelError, CelSyntaxError
from ircompile.rulebook.checks.schemas import SchemaError
from ircompile.rulebook.functions import functions_of
from ircompile.sources.source import decode
from ircompile.syntax.yaml.plain import plain_yaml

LINE_END = re.compile(r"\r\n?|\n")


def yaml(data: bytes) -> None:
    """Lint a YAML manifest; compiled requests are canonical, and plain YAML is read as by the full reader."""
    _manifest(data, "a.yaml")
    source = decode("a.yaml", data)
    plain = plain_yaml(source.text)
    if plain is not None and not source.findings:
        from ircompile.config.settings import Limits
        from ircompile.syntax.yaml.reader import read_yaml

        assert repr([document.value for document in read_yaml(source, Limits())]) == repr(plain.values)


def json_text(data: bytes) -> None:
    """Lint a JSON manifest; compiled requests are canonical."""
    _manifest(data, "a.json")


def _manifest(data: bytes, name: str) -> None:
    lines = 1 + len(LINE_END.findall(data.decode("utf-8", "replace")))
    for found in lint(data, name):
        assert found.line >= 1
        assert found.column >= 1
        assert (found.end_line, found.end_column) >= (found.line, found.column)
        assert found.message.isprintable()
        assert found.line <= lines
    try:
        requests = compile(data, name)
    except InvalidManifest:
        return
    for request in requests:
        assert compile(json.dumps(request), "a.json") == [request]


def fixes(data: bytes) -> None:
    """Fix a manifest; the fixed text has no fixes left."""
    config = Config()
    source = decode("a.yaml", data)
    fixed = Fixer(config, unsafe=True).fix(source, read(source, config, SHIPPED)).after
    if fixed.data is not None:
        again = decode("a.yaml", fixed.data)
        assert Fixer(config, unsafe=True).fix(again, read(again, config, SHIPPED)).after.data is None


def shorthand(data: bytes) -> None:
    """Read a shorthand string."""
    try:
        parse_shorthand(data.decode("utf-8", "surrogateescape"))
    except ShorthandError as error:
        assert error.index >= 0


def command(data: bytes) -> None:
    """Read an `aws` command, one word a line."""
    words = data.decode("utf-8", "surrogateescape").replace("\0", "").split("\n")
    try:
        body = parse_command(["aws", "sagemaker", "create-inference-recommendations-job", *words])
    except CommandError as error:
        assert error.index >= 0
    else:
        json.dumps(body)


def expression(data: bytes) -> None:
    """Compile an expression of the rule language and evaluate it on a small request."""
    try:
        run = compile_expression(
            data.decode("utf-8", "replace"), variables=frozenset({"self", "job"}), functions=functions_of(SHIPPED)
        )
        run({"self": {"a": 1, "b": [1, 2, "x"]}, "job": {"JobName": "a"}})
    except (CelSyntaxError, CelError):
        return


def config(data: bytes) -> None:
    """Read a configuration file, or a `pyproject.toml` with a table of ours, and lint a manifest with it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".git").touch()
        file = Path(folder) / ("pyproject.toml" if b"[tool.ircompile" in data else "ircompile.toml")
        file.write_bytes(data)
        try:
            settings = Configs(str(file)).of("a.yaml")
            lint(b"JobName: a_b\n", "a.yaml", config=settings)
        except (ConfigError, UnknownRuleError, RuleError, SchemaError):
            return


for _module in (*HOSTS.values(), *READERS.values()):  # so that the coverage of their code is measured, too
    import_module(_module)

CALL = b"\nc.create_inference_recommendations_job(JobName='a_b', **request)\n"
"""A call that makes a job."""
STATE = b'{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob", '
"""The beginning of a state that makes a job."""


def state_machine(data: bytes) -> None:
    """Lint and fix a file of JSON or YAML that is a state machine, or the rest of a state that makes a job."""
    names_operation = b"createInferenceRecommendationsJob" in data
    _host(data if names_operation else STATE + data, "a.json" if data[:1] in b"{[" else "a.yaml")


COMMAND = b"aws sagemaker create-inference-recommendations-job --job-name a_b "
"""The beginning of a command that makes a job."""
FILES = {b"R": "Dockerfile", b"\t": "Makefile", b"r": "a.yml", b"{": "a.json"}
"""Names of files with commands by the first byte; all others are scripts."""


def script(data: bytes) -> None:
    """Lint and fix a script, a Makefile, a Dockerfile, a workflow, or the rest of a command that makes a job."""
    names_operation = b"create-inference-recommendations-job" in data
    name = FILES.get(data[:1], "a.sh") if names_operation else "a.sh"
    _host(data if names_operation else COMMAND + data, name)


def python(data: bytes) -> None:
    """Lint and fix a Python program that makes a job; one that does not name a method that does gets a call."""
    names_operation = b"create_inference_recommendations_job" in data or b"right_size" in data
    _host(data if names_operation else data + CALL, "a.py")


def notebook(data: bytes) -> None:
    """Lint and fix a notebook, or one with a cell of this text."""
    if b"create_inference" not in data:
        text = (data + CALL).decode("utf-8", "replace")
        cells = [{"cell_type": "code", "source": text.splitlines(keepends=True)}, {"cell_type": "code", "source": text}]
        data = json.dumps({"cells": cells, "nbformat": 4}, indent=1).encode()
    _host(data, "a.ipynb")


def markdown(data: bytes) -> None:
    """Lint and fix a page that ends with a call in a fence; one that begins with two dots is reStructuredText."""
    if data.startswith(b".."):
        _host(data + b"\n\n.. code-block:: python\n" + CALL.replace(b"\n", b"\n   "), "a.rst")
    else:
        _host(data + b"\n```python" + CALL + b"```\n", "a.md")


def _host(data: bytes, name: str) -> None:
    """Lint and fix a file of another language; the fixed text has no fixes left."""
    settings = Config()
    source = decoded(name, data, settings.hosts)
    manifests = read_recognized(source, settings, SHIPPED, include_all=False)
    for found in Linter(settings).lint(source, manifests) if manifests else ():
        assert 1 <= found.line <= 1 + len(LINE_END.findall(source.original))
        assert (found.end_line, found.end_column) >= (found.line, found.column)
        assert found.message.isprintable()
    for manifest in manifests:
        _convert(manifest)
    fixed = Fixer(settings, unsafe=True).fix(source, manifests).after if manifests else None
    if fixed and fixed.data is not None:
        again = decoded(name, fixed.data, settings.hosts)
        manifests = read_recognized(again, settings, SHIPPED, include_all=False)
        assert Fixer(settings, unsafe=True).fix(again, manifests).after.data is None


def _convert(manifest: Manifest) -> None:
    """Convert a job into YAML, which is read as the same request with the same placeholders."""
    job = job_of(manifest)
    if job is None:
        return
    with suppress(EmitError):
        text = yaml_manifest(job.request, SHIPPED.request, job.comments)
        (document,) = documents(decode("a.yaml", text.encode()), Config())
        written, read_again = (json.dumps(it, sort_keys=True) for it in (job.request, document.value))
        assert not document.is_complete or written == read_again


def ignores(data: bytes) -> None:
    """Lint a manifest with a comment that begins with `# ircompile:`."""
    words = data.decode("utf-8", "replace").replace("\n", " ").replace("\r", " ")
    _manifest(f"JobName: a_b  # ircompile: {words}\nJobType: x\n".encode("utf-8", "replace"), "a.yaml")


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        *(yaml, json_text, fixes, shorthand, command, expression, config, ignores),
        *(state_machine, script, python, notebook, markdown),
    )
}
