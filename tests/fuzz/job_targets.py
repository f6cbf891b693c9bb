"""Targets for what is done with requests: merging, plans, differences, and new manifests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from ircompile import Config
from ircompile.comparing import text as differences
from ircompile.comparing.changes import Comparer
from ircompile.config.environments import Environment
from ircompile.emitting.words import EmitError
from ircompile.findings.errors import UserError
from ircompile.linting.in_environments import EnvironmentsCheck
from ircompile.manifest.answer import is_answer, request_of
from ircompile.manifest.assignments import read_assignments
from ircompile.manifest.load import documents, read
from ircompile.manifest.manifest import Manifest
from ircompile.manifest.merge import Origins, merge, merged
from ircompile.manifest.merged import Merged
from ircompile.model.model import SHIPPED
from ircompile.planning.json_plan import jobs_json
from ircompile.planning.markdown import jobs_markdown
from ircompile.planning.plan import Job, Plan
from ircompile.planning.svg import svg
from ircompile.planning.text import job_text
from ircompile.reporting.style import Style
from ircompile.rulebook.checks.job_names import JobNames
from ircompile.sources.source import decode
from ircompile.starting.manifest import commented, kinds
from ircompile.starting.manifest import request_of as new_request

REQUEST = SHIPPED.request
LAYERS = 4
"""The most documents of a text that are merged."""
PLACES = 300
"""The most values of a request whose origins are looked up."""


def merging(data: bytes) -> None:
    """Merge texts, and lint the result; each value of it comes from one of them."""
    parts = data.split(b"\n---\n")[:LAYERS]
    manifests = [it for number, part in enumerate(parts) for it in _manifests(part, f"{number}.yaml")[:1]]
    manifests = [it for it in manifests if isinstance(it.value, dict)]  # an overlay is always a mapping
    if not manifests:
        return
    layers = [it.value for it in manifests]
    before = repr(layers)
    result = merged(layers, REQUEST)
    assert repr(layers) == before
    if len(layers) > 1:
        assert repr(merge(result, layers[-1], REQUEST)) == repr(result)
    origins = Origins(layers, REQUEST)
    for _, (path, value) in zip(range(PLACES), _places(result, ()), strict=False):
        found = origins.of(path)
        assert found.parts
        assert not found.rest
        assert isinstance(value, dict | list) or repr(found.parts[-1].value) == repr(value)
        assert all(origins.path_of(part.layer, part.path) is not None for part in found.parts)
    environment = Environment("prod")
    jobs = [(environment, [Merged(manifests, environment.name)])]
    check = EnvironmentsCheck(Config(), JobNames())
    for it in check.merged_diagnostics(manifests[:1], jobs):
        assert (it.end_line, it.end_column) >= (it.line, it.column)
        assert it.message.isprintable()
        assert it.filename in {manifest.source.name for manifest in manifests}


def plan(data: bytes) -> None:
    """Plan the jobs of a text, and write the plans in every format."""
    jobs = [Job("a.yaml", 1, None, Plan.of(it.value)) for it in _manifests(data)]
    for job in jobs:
        assert "\x1b" not in "".join(job_text(job, Style()))
        ET.fromstring(svg(job.plan))  # noqa: S314  we have written it ourselves
    json.dumps(jobs_json(jobs), allow_nan=False)
    assert all(line.isprintable() for line in jobs_markdown(jobs))


def diff(data: bytes) -> None:
    """Compare the first two documents of a text, in both directions, and each with itself."""
    found = [it.document for it in _manifests(data)[:2]]
    found = [request_of(it, SHIPPED)[0] if is_answer(it.value, SHIPPED) else it for it in found]
    values = [it.value for it in found if isinstance(it.value, dict)]
    for with_defaults in (False, True):
        for old in values:
            for new in values:
                changes = Comparer(with_defaults=with_defaults).compare(old, new, REQUEST)
                back = Comparer(with_defaults=with_defaults).compare(new, old, REQUEST)
                assert (len(changes.changes), len(changes.unknown)) == (len(back.changes), len(back.unknown))
                assert old is not new or not changes.changes
                assert all(it.isprintable() for it in differences.lines(changes, "a", "b", Style()))
                assert all(it.isprintable() for it in differences.markdown(changes, "a", "b"))
                json.dumps(differences.document(changes, "a", "b"))


def new(data: bytes) -> None:
    """Write a manifest with members that are set, one a line; it is read as the same request."""
    kind = list(kinds().values())[data[0] % len(kinds())] if data else kinds()["default"]
    lines = data[1:].decode("utf-8", "surrogateescape").replace("\0", "").split("\n")
    try:
        assigned = [it.value for it in read_assignments(lines, SHIPPED)]
    except UserError:
        return
    request = merged([new_request(kind, {"<job name>": lines[0]}), *assigned], REQUEST)
    try:
        text = commented(kind, request)
    except EmitError:  # half of a surrogate pair
        return
    (document,) = documents(decode("a.yaml", text.encode()), Config())
    written, read_again = (json.dumps(it, sort_keys=True) for it in (request, document.value))
    assert not document.is_complete or written == read_again


def _manifests(data: bytes, name: str = "a.yaml") -> list[Manifest]:
    """Return the manifests that can be read in a text."""
    source = decode(name, data)
    return [it for it in read(source, Config(), SHIPPED) if it.document.is_complete]


def _places(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield each value in a request with its path."""
    yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield from _places(item, (*path, step))


TARGETS: dict[str, Callable[[bytes], None]] = {it.__name__: it for it in (merging, plan, diff, new)}
