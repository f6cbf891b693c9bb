"""The stages of a clean run, one after the other, with the processor time of each.

It is what `ircompile lint` does, from the same functions; only report and exit are missing.
"""

from __future__ import annotations

import gc
import json
import sys
from time import perf_counter_ns, process_time_ns

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
    "parsing, recognition of jobs",
    "check of the shape",
    "rules, names of jobs, comments",
)

OF_EACH_FILE = STAGES[3:]


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
    from ircompile.manifest.detect import is_manifest, may_name_job
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
    # The clock of processor time would take longer than some stages; its time is divided as elapsed time is.
    start = perf_counter_ns()
    for candidate in candidates:
        config = files.config_of(candidate.name)
        data = read_bytes(candidate.name, config.limits.bytes)
        read = perf_counter_ns()
        source = decoded(candidate.name, data, config.hosts)
        manifests = read_recognized(source, config, model_of(config), include_all=True)
        parsed = perf_counter_ns()
        is_clean = not any(manifest.violations for manifest in manifests)
        checked = perf_counter_ns()
        is_job = candidate.is_named or (may_name_job(source.text) and all(map(is_manifest, manifests)))
        recognized = perf_counter_ns()
        is_clean = is_clean and is_job and not run.lint(source, manifests, config)
        used[READING] += read - start
        used[PARSING] += parsed - read + recognized - checked
        used[SHAPE] += checked - parsed
        start = perf_counter_ns()
        used[RULES] += start - recognized
        assert is_clean  # noqa: S101  a file with findings takes another way
    elapsed = sum(used[stage] for stage in OF_EACH_FILE)
    after = process_time_ns()
    return used | {stage: used[stage] * (after - before) // elapsed for stage in OF_EACH_FILE}
