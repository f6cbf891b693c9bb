"""The arguments of every command that reads manifests."""

from __future__ import annotations

from ircompile.cli import configuration, limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

EXCLUDE_HELP = "skip files and folders that match this pattern, as in a .gitignore"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of every command that reads manifests."""
    help_ = "files, folders, or - for standard input (default: the working directory)"
    parser.add_argument("paths", nargs="*", metavar="PATH", default=["."], help=help_)
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of standard input in reports")
    help_ = "skip files that are not manifests, even if they are named"
    parser.add_argument("--only-manifests", action="store_true", help=help_)
    parser.add_argument("-v", "--verbose", action="store_true", help="print which files and configurations are read")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help=EXCLUDE_HELP)
    configuration.add_config_arguments(parser)
    configuration.add_region_argument(parser)
    limits.add_argument(parser)
