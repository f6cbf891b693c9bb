"""The stages of a clean run, one after the other, with the processor time of each.

It is what `ircompile lint` does, from the same functions; only report and exit are missing.
"""

from __future__ import annotations

import gc
import json
import sys
from time import process_time_ns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

START = (
    "import sys, time; start = time.process_time_ns(); sys.path.insert(0, sys.argv[1]); "
    "from contestants.stages import main; main(start)"
)
"""The code of the process, whose arguments are the folder of the benchmarks, what is linted, and modules."""
INTERPRETER, IMPORTS, SEARCH, READING, PARSING, SHAPE, RULES = STAGES = (
    "start of the interpreter",
    "imports",
    "arguments, configuration, search for files",
    "configuration and reading of files",
    "parsing",
    "check of the shape",
    "rules, names of jobs, comments",
)


BATCH = 10
"""The files that go through each stage together: the clock itself takes time."""


def main(start: int) -> None:
    """Print the nanoseconds of each stage as JSON, given those that the process had used before."""
    before = process_time_ns()
    from ircompile.__main__ import GC_THRESHOLD, Finder

    sys.meta_path.insert(0, Finder)
    gc.set_threshold(GC_THRESHOLD)
    print(json.dumps(nanoseconds(start, before, sys.argv[2], sys.argv[3:])))


def nanoseconds(start: int, before: int, path: str, modules: Sequence[str]) -> dict[str, int]:
    """Return the nanoseconds of each stage.

    Args:
        start: What the process had used when the interpreter had started.
        before: What it had used before the imports.
        path: The file or folder to lint.
        modules: What a run imports.
    """
    used = dict.fromkeys(STAGES, 0) | {INTERPRETER: start}
    for name in modules:
        __import__(name)
    from ircompile.cli.fast_args import parse_plain
    from ircompile.cli.inputs import Inputs
    from ircompile.linting.linter import Run
    from ircompile.manifest.load import decoded, read_recognized
    from ircompile.model.model import model_of
    from ircompile.sources.files import read_bytes

    after = process_time_ns()
    used[IMPORTS], before = after - before, after
    arguments = parse_plain(["lint", path])
    assert arguments  # noqa: S101  for mypy
    files, run = Inputs(arguments, with_baseline=True), Run(floor=lambda _: "warning")
    candidates = list(files.without_repeats(list(files.candidates())))
    after = process_time_ns()
    used[SEARCH], before = after - before, after
    for first in range(0, len(candidates), BATCH):
        names = [it.name for it in candidates[first : first + BATCH]]
        configs = [files.config_of(name) for name in names]
        found = [read_bytes(name, config.limits.bytes) for name, config in zip(names, configs, strict=True)]
        after = process_time_ns()
        used[READING] += after - before
        files_read = zip(names, found, configs, strict=True)
        sources = [decoded(name, data, config.hosts) for name, data, config in files_read]
        parsed = [
            read_recognized(source, config, model_of(config), include_all=True)
            for source, config in zip(sources, configs, strict=True)
        ]
        before = process_time_ns()
        used[PARSING] += before - after
        is_clean = not any(manifest.violations for manifests in parsed for manifest in manifests)
        after = process_time_ns()
        used[SHAPE] += after - before
        for source, manifests, config in zip(sources, parsed, configs, strict=True):
            is_clean = is_clean and not run.lint(source, manifests, config)
        before = process_time_ns()
        used[RULES] += before - after
        assert is_clean  # noqa: S101  a file with findings takes another way
    return used
