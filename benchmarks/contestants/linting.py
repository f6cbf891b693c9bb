"""Who reads and lints whole files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def libyaml(folder: str) -> Callable[[], object]:
    """The scanner and parser of libyaml alone: events that nobody looks at; the texts are in memory."""
    from yaml._yaml import CParser

    texts = [file.read_text("utf-8") for file in sorted(Path(folder).iterdir())]

    def go() -> None:
        for text in texts:
            CParser(text).raw_parse()

    return go


def ircompile(folder: str, jobs: str = "") -> Callable[[], object]:
    """All files of a folder, by so many processes of a pool; without a number, in this process."""
    from concurrent.futures import ProcessPoolExecutor

    from ircompile import Config, Limits, lint_many

    paths = [str(file) for file in sorted(Path(folder).iterdir())]
    config = Config(limits=Limits(bytes=2**30, nodes=10**9, documents=10**6))

    def look(executor: Any = None) -> None:
        for outcome in lint_many(paths, executor=executor, config=config, floor="warning"):
            if outcome.error or outcome.diagnostics:
                raise ValueError(f"{outcome.name}: {outcome.error or outcome.diagnostics[0].message}")

    def pooled() -> None:
        with ProcessPoolExecutor(int(jobs)) as pool:
            look(pool)

    return pooled if jobs else look
