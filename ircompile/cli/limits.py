"""`--limit`: raise the bounds of what is read."""

from __future__ import annotations

from ircompile.cli.exit import CliError
from ircompile.config.settings import HIGHEST, Limits
from ircompile.findings.messages import LONGEST, cut, listed
from ircompile.findings.suggestions import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that raises bounds."""
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=N", help=_help())


def _help() -> str:
    bounds = Limits()
    return "raise a limit: " + ", ".join(f"{name} ({getattr(bounds, name)})" for name in Limits.__slots__)


def raised(arguments: argparse.Namespace) -> dict[str, int]:
    """Return the bounds that the arguments set, by name.

    Raises:
        CliError: A bound is unknown, or can't be raised that far.
    """
    return dict(map(_raised, arguments.limit))


def _raised(setting: str) -> tuple[str, int]:
    name, _, number = setting.partition("=")
    if name not in Limits.__slots__:
        near = nearest(name, Limits.__slots__)
        hint = f", did you mean `{near}`?" if near else f"; choose from {listed(Limits.__slots__, 'and')}"
        raise CliError(f"--limit: unknown limit {cut(name, LONGEST)}{hint}")
    digits = number.lstrip("0")
    if not (digits.isascii() and digits.isdigit()):
        raise CliError(f"--limit {name}: expected a positive number, not {cut(number, LONGEST) or 'nothing'}")
    if len(digits) > len(str(HIGHEST[name])) or int(digits) > HIGHEST[name]:
        raise CliError(f"--limit {name}: must be at most {HIGHEST[name]}, not {cut(number, LONGEST)}")
    return name, int(digits)
