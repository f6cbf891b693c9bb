"""`ircompile explain --failure`: what it means when AWS refuses a job, or a job fails."""

from __future__ import annotations

import os
import sys

from ircompile.cli import configuration
from ircompile.cli.environments import check_is_known
from ircompile.cli.exit import CLEAN, FOUND, CliError
from ircompile.findings.masking import Mask, Secrets
from ircompile.findings.messages import LONGEST, cut, escaped, harmless
from ircompile.linting.failures import REASON, known_in, reasons
from ircompile.linting.linter import Run
from ircompile.manifest.answer import is_answer, request_of
from ircompile.manifest.load import read
from ircompile.manifest.manifest import Manifest
from ircompile.model.model import model_of
from ircompile.reporting.style import style_of
from ircompile.reporting.wrap import wrapped
from ircompile.sources.files import UnreadableFileError, read_bytes, read_stdin
from ircompile.sources.source import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.linting.failures import Failure

UNKNOWN = "no known form; the logs of the job's endpoints in CloudWatch may say more"
ANSWER = "<answer>"
"""The name of the answer that `--failure` gives, in findings."""
INDENT = 4


def run(arguments: argparse.Namespace) -> int:
    """Print what the text that `--failure` names means, and return the exit code: 1 if nothing is known of it."""
    text = _text(arguments)
    said = [*reasons(text)]
    if not said:
        raise CliError(f"--failure: this answer has no {REASON}")
    findings = _findings(text, arguments)
    style = style_of(sys.stdout, "auto")
    is_known = False
    for place, reason in said:
        known = known_in(reason)
        is_known = is_known or bool(known)
        heading = f"{place}: {reason.strip()}" if place else reason.strip()
        lines = [_shown(heading), *(line for failure in known for line in _lines(failure, findings))]
        for line in lines if known else [*lines, f"  {UNKNOWN}"]:
            words = line.lstrip(" ")
            margin = len(line) - len(words)
            for part in wrapped(words, style.columns, used=margin, indent=INDENT if margin else 0):
                sys.stdout.write(harmless(style.encodable(" " * margin + part if part[:1] != " " else part)) + "\n")
    return CLEAN if is_known else FOUND


def _shown(text: str) -> str:
    """Return a text that AWS or a user wrote as output may show it."""
    return escaped(cut(Mask(Secrets(text).words)(text)))


def _lines(failure: Failure, findings: list[Diagnostic]) -> Iterator[str]:
    """Yield the lines about a form, with what the manifest shows of it."""
    yield f"  {failure.means} ({failure.source})"
    yield from (f"  - {cause}" for cause in failure.causes)
    if failure.rules:
        yield f"  rules: {', '.join(failure.rules)}"
    for found in findings:
        if found.rule in failure.rules:
            yield f"  {_shown(f'{found.filename}:{found.line}:{found.column} {found.rule}: {found.headline}')}"


def _text(arguments: argparse.Namespace) -> str:
    """Return the text that `--failure` names: that of standard input, of a file, or the argument itself.

    Raises:
        CliError: It can't be read, or is empty.
    """
    given: str = arguments.failure
    limit = configuration.configs(arguments).of("").limits.bytes
    try:
        is_file = given != "-" and os.path.exists(given)
        data = read_stdin(limit) if given == "-" else read_bytes(given, limit) if is_file else given.encode()
    except UnreadableFileError as error:
        raise CliError(f"--failure: {cut(given, LONGEST)}: {error}") from None
    text = decode(given, data, "value").text
    if not text.strip():
        raise CliError("--failure: the text is empty")
    return text


def _findings(text: str, arguments: argparse.Namespace) -> list[Diagnostic]:
    """Return the findings of all severities in the manifest that the arguments name, or else in an answer's request.

    Raises:
        CliError: The manifest can't be read, or has no such environment.
    """
    name: str = arguments.name or ANSWER
    config = configuration.configs(arguments).of(name)
    for environment in arguments.env or ():
        check_is_known(environment, config.environments)
    model = model_of(config)
    try:
        data = read_bytes(name, config.limits.bytes) if arguments.name else text.encode("utf-8", "replace")
    except UnreadableFileError as error:
        raise CliError(f"{name}: {error}") from None
    source = decode(name, data)
    manifests = read(source, config, model)
    if not arguments.name:
        found = [it.document for it in manifests if is_answer(it.document.value, model)]
        manifests = [Manifest(source, request_of(document, model)[0], model) for document in found]
    return Run(baseline=False).lint(source, manifests, config) if manifests else []
