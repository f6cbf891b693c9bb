"""What the playground asks about a text: findings, fixes, and what the jobs in it become. It runs in the browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ircompile.cli.convert_job import job_of
from ircompile.cli.exit import CliError
from ircompile.config.settings import Config
from ircompile.emitting.command import command
from ircompile.emitting.json_body import canonical, json_body
from ircompile.emitting.shells import quoted
from ircompile.emitting.shorthand import shorthand, shorthand_words
from ircompile.emitting.words import EmitError
from ircompile.emitting.yaml_manifest import yaml_manifest
from ircompile.findings.errors import UserError
from ircompile.findings.messages import counted, escaped
from ircompile.linting.fix_apply import Fixer
from ircompile.linting.linter import Linter
from ircompile.manifest.convert_input import COMMAND_START, input_kind, members_by_option, read_value
from ircompile.manifest.load import NO_JOB, read
from ircompile.model.model import SHIPPED
from ircompile.planning.jobs import Job as PlannedJob
from ircompile.planning.plan import Plan
from ircompile.planning.svg import svg
from ircompile.planning.text import job_text
from ircompile.reporting.style import PLAIN
from ircompile.sources.source import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from ircompile.findings.diagnostic import Diagnostic, Edit, Fix
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Kind, Source

    Units = Callable[[int], int]

CONFIG: Final = Config()
NAMES: Final[dict[Kind, str]] = {
    "yaml": "job.yaml",
    "json": "job.json",
    "shell": "job.sh",
    "python": "job.py",
    "notebook": "job.ipynb",
    "markdown": "job.md",
}
"""The languages of texts, and the names that texts have in messages."""
MOST_JOBS: Final = 20
"""The most jobs that are shown as JSON, commands and plans."""
MOST_PROBLEMS: Final = 10
"""The most findings that are shown below shorthand."""


def check(text: str, language: str) -> dict[str, Any]:
    """Return what is found in a text, and what its jobs become.

    Args:
        text: The text.
        language: A key of `NAMES`; "" to tell it from the text.
    """
    source, manifests = _read(text, language)
    found = Linter(CONFIG).lint(source, manifests) if manifests else []
    has_errors = any(it.severity == "error" for it in found)
    jobs = [it for it in manifests if it.document.is_complete and isinstance(it.value, dict)]
    return {
        "language": _language_of(source.kind),
        "findings": _findings(found, source, text),
        "problem": "" if manifests else NO_JOB.replace("file", "text"),
        "jobs": [_outputs(job, has_errors=has_errors) for job in jobs[:MOST_JOBS]],
        "more": max(0, len(jobs) - MOST_JOBS),
    }


def fix_all(text: str, language: str) -> dict[str, Any]:
    """Return a text after all safe fixes, as `--fix` applies them, and how many these were."""
    source, manifests = _read(text, language)
    result = Fixer(CONFIG).fix(source, manifests)
    data = result.after.data
    return {"text": text if data is None else data.decode(), "fixed": result.fixed}


def options() -> list[str]:
    """Return the options of `aws` that have a shorthand, without their dashes."""
    members = members_by_option(SHIPPED.request)
    return [name for name, member in members.items() if SHIPPED.request.members[member].kind in ("structure", "list")]


def to_json(text: str, option: str) -> dict[str, Any]:
    """Return the value of an option as JSON, and what is wrong with it; shorthand has one argument a line."""
    member = members_by_option(SHIPPED.request)[option]
    source = from_text(option, text, "value")
    manifest = read_value(source, member, SHIPPED, CONFIG, cli_version=1, is_argument=False)
    value = canonical(manifest.value, SHIPPED.request).get(member) if manifest.is_request else None
    written = "" if value is None else json.dumps(value, indent=2)
    return {"text": written, "problems": _problems(manifest, member)}


def to_shorthand(text: str, option: str) -> dict[str, Any]:
    """Return a value that is written in JSON as the arguments of an option, one a line, and what is wrong with it."""
    member = members_by_option(SHIPPED.request)[option]
    source = from_text(option, text, "json")
    manifest = read_value(source, member, SHIPPED, CONFIG, cli_version=1, is_argument=False)
    problems = _problems(manifest, member)
    if not manifest.is_request:
        return {"text": "", "problems": problems}
    shape, value = SHIPPED.request.members[member], manifest.value[member]
    try:
        write = shorthand_words if shape.kind == "list" else lambda *parts: [shorthand(*parts)]
        return {"text": "\n".join(write(canonical(value, shape), shape, (member,))), "problems": problems}
    except EmitError as error:
        return {"text": "", "problems": [*problems, escaped(str(error))]}


def _problems(manifest: Manifest, member: str) -> list[str]:
    """Return what is found in the value of a member, each with its line and column."""
    found = Linter(CONFIG).lint(manifest.source, [manifest])
    inside = [it for it in found if f"{it.pointer}/".startswith(f"/{member}/") or not manifest.is_request]
    return [f"{it.line}:{it.column} {it.severity}: {escaped(it.message)}" for it in inside[:MOST_PROBLEMS]]


def _read(text: str, language: str) -> tuple[Source, list[Manifest]]:
    """Return a text and the manifests in it."""
    wanted = language or _guessed(text)
    kind: Kind = next((kind for kind in NAMES if kind == wanted), "yaml")
    source = from_text(NAMES[kind], text, kind)
    if kind not in ("yaml", "json"):
        source.findings = ()
    manifests = read(source, CONFIG, SHIPPED)
    if not manifests and COMMAND_START.match(text):
        from ircompile.manifest.command import read_command

        return source, [read_command(source, SHIPPED)]
    return source, manifests


def _guessed(text: str) -> str:
    """Return the language of a text."""
    kind = input_kind("", text)
    return {"command": "shell", "json": "json"}.get(kind, "yaml")


def _language_of(kind: Kind) -> str:
    return kind if kind in NAMES else "yaml"


def _findings(found: Sequence[Diagnostic], source: Source, text: str) -> list[dict[str, Any]]:
    """Return findings with their spans as the browser counts them."""
    before = len(text) - len(text.lstrip("\ufeff"))
    units = _units(text, before)

    def span(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
        start, end = source.offset(line, column), source.offset(end_line, end_column)
        return {"start": units(start), "end": units(end), "line": line, "column": column}

    def edit(it: Edit) -> dict[str, Any]:
        return {"start": units(it.start), "end": units(it.end), "text": it.text}

    def fix(it: Fix) -> dict[str, Any]:
        edits = [edit(change) for change in it.edits] or [{"start": 0, "end": before, "text": ""}]
        return {"title": escaped(it.title), "safe": it.safe, "edits": edits}

    return [
        {
            "rule": it.rule,
            "severity": str(it.severity),
            "message": escaped(it.message),
            "label": escaped(it.label),
            "help": escaped(it.help),
            "notes": list(map(escaped, it.notes)),
            "pointer": escaped(it.pointer),
            **span(it.line, it.column, it.end_line, it.end_column),
            "related": [
                {"label": escaped(at.label), **span(at.line, at.column, at.end_line, at.end_column)}
                for at in it.related
            ],
            "fixes": list(map(fix, it.fixes)),
        }
        for it in found
    ]


def _units(text: str, before: int) -> Units:
    """Return a function from offsets in a text without its byte order marks to those that the browser counts.

    Args:
        text: The text with its marks.
        before: The number of the marks.
    """
    if text.isascii() or max(text) < "\U00010000":
        return lambda offset: offset + before
    return lambda offset: before + len(text[before : before + offset].encode("utf-16-le", "surrogatepass")) // 2


def _outputs(manifest: Manifest, *, has_errors: bool) -> dict[str, str]:
    """Return what a job becomes; its JSON and command are "" if the text has errors."""
    line, _column = manifest.source.location(manifest.document.root.start)
    plan = Plan.of(manifest.value)
    planned = PlannedJob(manifest.source.name, line, None, plan)
    return {
        "title": escaped(planned.title),
        "plan": "\n".join(job_text(planned, PLAIN)),
        "picture": svg(plan) if plan.traffic.segments else "",
        **({"body": "", "command": "", "note": ""} if has_errors else _written(manifest)),
    }


def _written(manifest: Manifest) -> dict[str, str]:
    """Return a job as JSON and as a command, or why it can't be written so."""
    job = job_of(manifest)
    if job is None:
        return {"body": "", "command": "", "note": "part of the job can't be read"}
    shape = SHIPPED.request
    request = canonical(job.request, shape)
    if job.unknown:
        count = counted(len(job.unknown), "value")
        note = f"{count} can't be known without running anything; fill in the placeholders"
        return {"body": _tried(lambda: yaml_manifest(request, shape, job.comments)), "command": "", "note": note}
    return {
        "body": _tried(lambda: json_body(request)),
        "command": _tried(lambda: _command(request)),
        "note": "",
    }


def _command(request: dict[str, Any]) -> str:
    return quoted(command(request, SHIPPED.request, style="shorthand"), "bash", wrap=True)


def _tried(write: Callable[[], str]) -> str:
    """Return what a function writes, or a comment that says why it can't."""
    try:
        return write()
    except (EmitError, CliError, UserError, ValueError) as error:
        return f"# {escaped(str(error))}"


def answer(question: str) -> str:
    """Return the answer to a question, both JSON: `{"ask": "check", ...}` with the arguments of the function."""
    arguments = json.loads(question)
    return json.dumps(ANSWERS[arguments.pop("ask")](**arguments))


ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "check": check,
    "fix": fix_all,
    "options": options,
    "to_json": to_json,
    "to_shorthand": to_shorthand,
}
