"""What the playground asks about a text: findings, fixes, and what the jobs in it become. It runs in the browser."""

from __future__ import annotations

import json
from functools import cache
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
from ircompile.planning.markdown import plan_markdown
from ircompile.planning.plan import Plan
from ircompile.planning.svg import svg
from ircompile.sources.source import from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Final

    from ircompile.editing.settings import Settings
    from ircompile.findings.diagnostic import Diagnostic, Fix, Location
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Kind, Source

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
MARK: Final = "\ufeff"
"""A byte order mark, before which no offset of a finding begins."""
FIRST_PAIR: Final = "\U00010000"
"""The first character that takes two units of UTF-16."""
UNITS: Final = "utf-16-le"
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
        "language": source.kind,
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


def hover(text: str, language: str, offset: int) -> dict[str, Any] | None:
    """Return what is known of the place at an offset, which the browser counted, or None."""
    from ircompile.editing.hover import hover

    units = _Units(text)
    found = hover(text, units.offset(offset), _settings(_kind(text, language)))
    return {**units.span(*found.span), "markdown": found.markdown} if found else None


def complete(text: str, language: str, offset: int) -> dict[str, Any]:
    """Return what can be written at an offset, which the browser counted, and the span that it replaces."""
    from ircompile.editing.completion import complete

    units = _Units(text)
    found = complete(text, units.offset(offset), _settings(_kind(text, language)))
    items = [
        {
            "label": it.label,
            "detail": it.detail,
            "documentation": it.documentation,
            "text": it.text,
            "isSnippet": it.is_snippet,
        }
        for it in found
        if it.span == found[0].span
    ]
    return {**units.span(*found[0].span), "items": items} if found else {"items": []}


@cache
def _settings(kind: Kind) -> Settings:
    """Return the settings for texts of a language, with a name of files that hold jobs for certain."""
    from ircompile.editing.settings import Settings

    return Settings(NAMES[kind].replace("job", "job.inference-recommender"), CONFIG)


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
    kind = _kind(text, language)
    source = from_text(NAMES[kind], text, kind)
    if kind in ("yaml", "json"):
        return source, read(source, CONFIG, SHIPPED)
    from ircompile.hosts import decoded

    host = decoded(NAMES[kind], text.encode("utf-8", "surrogatepass"), kind)
    manifests = read(host, CONFIG, SHIPPED)
    if not manifests and COMMAND_START.match(text):
        from ircompile.manifest.command import read_command

        return source, [read_command(source, SHIPPED)]
    return host, manifests


def _kind(text: str, language: str) -> Kind:
    """Return the kind of a text: its language, or what the text looks like."""
    guessed = {"command": "shell", "json": "json"}
    wanted = language or guessed.get(input_kind("", text), "yaml")
    return next((kind for kind in NAMES if kind == wanted), "yaml")


def _findings(found: Sequence[Diagnostic], source: Source, text: str) -> list[dict[str, Any]]:
    """Return findings with their spans as the browser counts them."""
    units = _Units(text)
    before = len(text) - len(text.lstrip(MARK))

    def span(at: Diagnostic | Location) -> dict[str, int]:
        start, end = source.offset(at.line, at.column), source.offset(at.end_line, at.end_column)
        return {**units.span(start + before, end + before), "line": at.line, "column": at.column}

    def fix(it: Fix) -> dict[str, Any]:
        edits = [{**units.span(at.start + before, at.end + before), "text": at.text} for at in it.edits]
        without_mark = {"start": 0, "end": before, "text": ""}
        return {"title": escaped(it.title), "safe": it.safe, "edits": edits or [without_mark]}

    return [
        {
            "rule": it.rule,
            "severity": str(it.severity),
            "message": escaped(it.message),
            "label": escaped(it.label),
            "help": escaped(it.help),
            "notes": list(map(escaped, it.notes)),
            **span(it),
            "related": [{"label": escaped(at.label), **span(at)} for at in it.related],
            "fixes": list(map(fix, it.fixes)),
        }
        for it in found
    ]


class _Units:
    """Conversion between offsets in a text and those that the browser counts, in units of UTF-16."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_same = text.isascii() or max(text) < FIRST_PAIR

    def unit(self, offset: int) -> int:
        """Return the browser's offset for one of ours."""
        return offset if self._is_same else len(self._text[:offset].encode(UNITS, "surrogatepass")) // 2

    def offset(self, unit: int) -> int:
        """Return our offset for one of the browser's."""
        if self._is_same:
            return unit
        return len(self._text.encode(UNITS, "surrogatepass")[: 2 * unit].decode(UNITS, "surrogatepass"))

    def span(self, start: int, end: int) -> dict[str, int]:
        """Return the browser's offsets of a span."""
        return {"start": self.unit(start), "end": self.unit(end)}


def _outputs(manifest: Manifest, *, has_errors: bool) -> dict[str, str]:
    """Return what a job becomes; its JSON and command are "" if the text has errors."""
    line, _column = manifest.source.location(manifest.document.root.start)
    plan = Plan.of(manifest.value)
    return {
        "title": escaped(plan.job or f"the job at line {line}"),
        "plan": _without_drawings(plan_markdown(plan)),
        "picture": svg(plan) if plan.traffic.segments else "",
        **({"body": "", "command": "", "note": ""} if has_errors else _written(manifest)),
    }


def _without_drawings(lines: Iterable[str]) -> str:
    """Return Markdown without its blocks of code, which draw what the picture shows."""
    kept, is_code = [], False
    for line in lines:
        is_fence = line.startswith("```")
        if not (is_fence or is_code):
            kept.append(line)
        is_code ^= is_fence
    return "\n".join(kept)


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
    "complete": complete,
    "fix": fix_all,
    "hover": hover,
    "options": options,
    "to_json": to_json,
    "to_shorthand": to_shorthand,
}
