"""`ircompile schema`: print the JSON Schema of the request."""

from __future__ import annotations

import json
import sys

from ircompile.cli import CLEAN
from ircompile.model.schema import json_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "what",
        nargs="?",
        choices=("request", "manifest"),
        default="request",
        help="the expanded request, or a manifest, in which shorthand strings may stand for structures",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    schema = json_schema(shorthand=arguments.what == "manifest")
    sys.stdout.write(json.dumps(schema, indent=2) + "\n")
    return CLEAN
