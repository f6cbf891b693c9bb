"""Contestants that read or lint whole files."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def libyaml(folder: str) -> Callable[[], object]:
    """Scan and parse texts in memory with libyaml alone, and discard the events."""
    from yaml._yaml import CParser

    texts = [file.read_text("utf-8") for file in sorted(Path(folder).iterdir())]

    def go() -> None:
        for text in texts:
            CParser(text).raw_parse()

    return go


def ircompile(folder: str, count: str, findings: str = "0") -> Callable[[], object]:
    """Lint the next `count` files of a folder in this process; the folder is listed beforehand.

    Args:
        folder: The folder.
        count: The number of files to lint each time.
        findings: The number of errors in each file.
    """
    from ircompile import Config, Limits, lint_many

    paths = itertools.cycle([str(file) for file in sorted(Path(folder).iterdir())])
    config = Config(limits=Limits(bytes=2**30, nodes=10**7, documents=10**6))

    def go() -> None:
        for outcome in lint_many(itertools.islice(paths, int(count)), config=config, floor="warning"):
            if outcome.error or len(outcome.diagnostics) != int(findings):
                raise ValueError(f"{outcome.name}: {outcome.error or outcome.diagnostics}")

    return go
