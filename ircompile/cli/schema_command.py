"""`ircompile schema`: print the JSON Schema of the request, or of a file of the tool's own."""

from __future__ import annotations

import json
import sys

from ircompile.cli import inputs
from ircompile.cli.exit import CLEAN
from ircompile.config.schema import schema
from ircompile.model.schema import json_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    inputs.add_model_arguments(parser)
    parser.add_argument(
        "what",
        nargs="?",
        choices=("request", "manifest", "rule", "config", "report"),
        default="request",
        help="the expanded request; a manifest, in which shorthand may stand for structures; or a file of the tool's",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    own = arguments.what in ("rule", "config", "report")
    printed = (
        schema(arguments.what) if own else json_schema(inputs.model(arguments), shorthand=arguments.what == "manifest")
    )
    sys.stdout.write(json.dumps(printed, indent=2) + "\n")
    return CLEAN
