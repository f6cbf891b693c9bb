"""`--output-format`: the formats of reports and where each is written."""

from __future__ import annotations

import argparse
import os

from ircompile.findings.suggestions import nearest
from ircompile.reporting import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORM = "FORM[:PATH]"
"""The metavar of a format with an optional path."""
STREAM = "-"
"""The path that means the stream."""


class Formats(argparse.Action):
    """Collects pairs of a format and the file it goes to, None for the stream; each file takes one report."""

    def __call__(self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, *__: object) -> None:
        """Add the format and path of one option.

        Raises:
            argparse.ArgumentError: The format is unknown, or two reports go to the same file or stream.
        """
        form, colon, path = value.partition(":")
        if form not in FORMATS:
            near = nearest(form, FORMATS)
            hint = f", did you mean `{near}`?" if near else f"; choose from {', '.join(FORMATS)}"
            raise argparse.ArgumentError(self, f"unknown format {form}{hint}")
        if colon and not path:
            raise argparse.ArgumentError(self, f"{value} has no file name")
        path = "" if path == STREAM else path
        given = getattr(namespace, self.dest) or []
        if _same(path) in (_same(other or "") for _, other in given):
            where = path or "the same stream"
            raise argparse.ArgumentError(self, f"two reports for {where}; write one of them to another file")
        setattr(namespace, self.dest, [*given, (form, path or None)])


def _same(path: str) -> str:
    """Return a path in a form that is equal for all its spellings; "" for the stream."""
    return os.path.realpath(path) if path else ""
