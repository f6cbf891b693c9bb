"""`ircompile schema`: print the JSON Schema of the request, or of one of the tool's own files."""

from __future__ import annotations

import json
import sys

from ircompile.cli import configuration
from ircompile.cli.exit import CLEAN
from ircompile.config.schema import schema
from ircompile.model.schema import json_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


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


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.what in ("rule", "config", "report", "plan"):
        printed = schema(arguments.what)
    else:
        printed = json_schema(configuration.model(arguments), shorthand=arguments.what == "manifest")
    sys.stdout.write(json.dumps(printed, indent=2) + "\n")
    return CLEAN
