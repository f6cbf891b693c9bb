"""`ircompile lsp`: serve an editor."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial

from ircompile.cli import configuration
from ircompile.cli.exit import CliError
from ircompile.config.settings import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import BinaryIO

COLLECTED = 10_000
"""Allocations between garbage collections: fewer than in other commands, since a server runs for hours."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--stdio", action="store_true", help="talk over standard input and output, as it always does")
    parser.add_argument(
        "--severity-floor", choices=SEVERITIES, default="warning", help="show findings of this severity and above"
    )
    configuration.add_config_arguments(parser)
    configuration.add_selection_arguments(parser)
    configuration.add_baseline_argument(parser)
    configuration.add_hosts_argument(parser)
    configuration.add_region_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    gc.set_threshold(COLLECTED)
    try:
        from ircompile.serving.server import Server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs", "attr"):
            raise
        raise CliError("the language server requires pygls: pip install 'ircompile[lsp]'") from None
    from ircompile.serving.loop import serve

    configuration.configs(arguments)  # a wrong argument is said before the first message
    server = Server(partial(configuration.configs, arguments), arguments.severity_floor)
    return serve(server, sys.stdin.buffer, _messages_stream())


def _messages_stream() -> BinaryIO:
    """Return standard output for messages alone: what else is printed goes to standard error."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return stream
