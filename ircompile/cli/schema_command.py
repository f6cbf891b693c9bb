"""`ircompile schema`: print the JSON Schema of the request, or of one of the tool's own files."""

from __future__ import annotations

import json
import sys

from ircompile.cli import configuration
from ircompile.cli.exit import CLEAN, CliError
from ircompile.config.schema import schema
from ircompile.model.schema import DRAFTS, NEWEST, json_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    configuration.add_model_arguments(parser)
    parser.add_argument(
        "what",
        nargs="?",
        choices=("request", "manifest", "rule", "config", "report", "plan"),
        default="request",
        help="the expanded request (default), a manifest with or without shorthand, or a file of ircompile",
    )
    help_ = f"the draft of JSON Schema for requests and manifests, {NEWEST} unless older programs read it"
    parser.add_argument("--draft", choices=tuple(DRAFTS), help=help_)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.what in ("request", "manifest"):
        printed = _of_requests(arguments)
    elif arguments.draft:
        raise CliError(f"--draft is for the schemas of requests and manifests, not for {arguments.what}")
    else:
        printed = schema(arguments.what)
    sys.stdout.write(json.dumps(printed, indent=2) + "\n")
    return CLEAN


def _of_requests(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the schema of a request or of a manifest."""
    from ircompile.reporting.field_page import field_page
    from ircompile.rulebook.book import shipped_rules

    model = configuration.model(arguments)
    rules = shipped_rules(model).values()
    return json_schema(
        model,
        shorthand=arguments.what == "manifest",
        draft=arguments.draft or NEWEST,
        page=lambda shape: field_page(shape, rules, model.snapshot),
    )
